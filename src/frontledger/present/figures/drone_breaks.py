"""The level of launches, the breaks in it, and how many ways of looking find each."""

from __future__ import annotations

import math
from datetime import timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from frontledger.analysis.drones.changepoints import SETTINGS, Break, Breaks
from frontledger.analysis.drones.structure import LaunchStructure
from frontledger.present.blocks import Figure, Table
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.figures.drones import VEIL, middle
from frontledger.present.tables.drone_structure import break_source, breaks_tables
from frontledger.present.words.numbers import count, join_names, plural
from frontledger.present.words.structure import break_text, period_text


def breaks_blocks(structure: LaunchStructure) -> tuple[Figure | Table, ...]:
    """The chart of levels and the tables of breaks; none for a series too short to be searched."""
    if structure.breaks is None:
        return ()
    return (breaks_chart(structure, structure.breaks), *breaks_tables(structure, structure.breaks))


def breaks_chart(structure: LaunchStructure, breaks: Breaks) -> Figure:
    """Launches a week or month with the levels between lasting breaks; below, how many ways find each break."""
    with style.panels(2, height=3.9) as (figure, (above, below)):
        above.get_subplotspec().get_gridspec().set_height_ratios([3, 1])  # type: ignore[union-attr]
        _counts(above, breaks)
        _levels(above, breaks)
        _votes(below, structure, breaks)
        style.date_axis(below)
        drawn = style.svg(figure)
    return Figure(
        key="drone_breaks",
        title=_title(breaks),
        units=f"Drones launched a {breaks.step}, logarithmic axis; below, ways of looking that find a break",
        alt=_alt(breaks),
        source=break_source(structure),
        svg=drawn,
        note=_note(structure, breaks),
        data_csv=_csv(breaks),
    )


def _day(breaks: Breaks, place: int) -> float:
    """Where a period is drawn: its middle."""
    period = breaks.periods[place]
    return float(date2num(period)) - 3 if breaks.step == "week" else middle(period)


def _edge(breaks: Breaks, one: Break) -> float:
    """The moment between the two periods of a break."""
    if breaks.step == "week":
        return float(date2num(one.last_before + timedelta(days=1)))
    return float(date2num(one.first_after))


def _counts(axes: Axes, breaks: Breaks) -> None:
    axes.plot(
        [_day(breaks, place) for place in range(len(breaks.periods))],
        [number if number > 0 else math.nan for number in breaks.counts],
        color=style.MUTED,
        linewidth=0.8,
    )
    axes.set_yscale("log")
    axes.margins(y=0.08)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: count(number)))
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(axis="y", which="minor", length=0)


def _levels(axes: Axes, breaks: Breaks) -> None:
    for stretch in breaks.stretches:
        start, end = (_day(breaks, breaks.periods.index(day)) for day in (stretch.first, stretch.last))
        axes.plot([start, end], [stretch.mean] * 2, color=style.SERIES[0], linewidth=2)
        axes.annotate(
            count(stretch.mean),
            (start, stretch.mean),
            xytext=(3, 5),
            textcoords="offset points",
            color=style.SERIES[0],
            fontweight="semibold",
            bbox=VEIL | {"pad": 0.2},
        )
    for one in breaks.lasting:
        axes.axvline(_edge(breaks, one), color=style.ACCENT, linewidth=0.9, linestyle=(0, (3, 2)))


def _votes(axes: Axes, structure: LaunchStructure, breaks: Breaks) -> None:
    for one in breaks.found:
        lasting = one.lasting
        colour = style.ACCENT if lasting else style.MUTED
        axes.plot([_edge(breaks, one)] * 2, [0, len(one.found_by)], color=colour, linewidth=2.4)
        if lasting:
            axes.annotate(
                f"{len(one.found_by)} of {len(SETTINGS)}",
                (_edge(breaks, one), len(one.found_by)),
                xytext=(4, -3),
                textcoords="offset points",
                va="top",
                color=colour,
            )
    events = structure.study.ledger.events["date"]
    first, last = _day(breaks, 0), _day(breaks, len(breaks.periods) - 1)
    inside = [day for day in map(float, date2num(events)) if first <= day <= last]
    _ticks(axes, inside)
    axes.set_ylim(0, 1.4 * len(SETTINGS))
    axes.set_yticks([0, len(SETTINGS) // 2, len(SETTINGS)])


def _ticks(axes: Axes, days: list[float]) -> None:
    """A short upright stroke on each day, all as one shape, which keeps the page small."""
    if not days:
        return
    low, high = 1.18 * len(SETTINGS), 1.32 * len(SETTINGS)
    points = [(day, height) for day in days for height in (low, high)]
    path = Path(points, [Path.MOVETO, Path.LINETO] * len(days))
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=style.INK, linewidth=0.8))


def _title(breaks: Breaks) -> str:
    if not breaks.lasting:
        return "The level of launches has no lasting break"
    firm = max(breaks.lasting, key=lambda one: len(one.found_by))
    found = f"{len(firm.found_by)} of {len(SETTINGS)}"
    return f"The firmest break of level came {break_text(firm, breaks.step)}, found by {found} ways"


def _alt(breaks: Breaks) -> str:
    levels = join_names(
        [f"{count(one.mean)} ({period_text(one.first, one.last, breaks.step)})" for one in breaks.stretches]
    )
    found = join_names([f"{break_text(one, breaks.step)}: {len(one.found_by)}" for one in breaks.found])
    return (
        f"Line chart of launches a {breaks.step} with a logarithmic axis. Mean levels: {levels}. Below, the "
        f"number of {len(SETTINGS)} ways of looking that find each break: {found or 'none'}."
    )


def _note(structure: LaunchStructure, breaks: Breaks) -> str:
    words = ["Dashed: breaks that at least half of the ways find; bars: the means between them."]
    if len(structure.study.ledger.events):
        words.append("Ticks in the lower part: events of the ledger, as dates.")
    if empty := sum(number == 0 for number in breaks.counts):
        words.append(f"{plural(empty, breaks.step)} without a launch cannot be drawn on this axis.")
    return " ".join(words)


def _csv(breaks: Breaks) -> str:
    ways = {one.first_after: len(one.found_by) for one in breaks.found}
    rows = ((day, number, ways.get(day)) for day, number in zip(breaks.periods, breaks.counts, strict=True))
    return csv_text((breaks.step, "launched", "ways_finding_a_break_before_it"), rows)
