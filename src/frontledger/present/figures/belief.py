"""Charts of what depends on who is believed: a panel for each headline."""

from __future__ import annotations

import math
import textwrap
from contextlib import AbstractContextManager
from datetime import date

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from frontledger.analysis.belief import Band, Influence, Removal, Resampled
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.findings.belief import (
    NO_BODIES,
    SETTLED,
    about_words,
    change_words,
    claimant_name,
    heading,
    label,
)
from frontledger.present.tables.belief import influence_csv, resampled_csv
from frontledger.present.words.counts import reckoned, rounded, short_name
from frontledger.present.words.numbers import count, day, percent, plural

MOST_BODIES = 10
_ROW_INCHES = 0.2
_PANEL_INCHES = 1.75
_ROOM = 0.45
"""How far the axis of changes reaches beyond the largest either way, as a share of all, for the words beside it."""
_LETTERS = 19
"""How many letters of a heading fit over a narrow panel."""


def influence_chart(found: Influence | None, ledger: Ledger) -> Figure | Note:
    """How far each headline moves without each body, in percent, for the bodies that move one most."""
    shown = [one for one in found.removals if one.reach >= SETTLED][:MOST_BODIES] if found else []
    if found is None:
        return Note("influence_chart", NO_BODIES)
    if not shown:
        return Note("influence_chart", "No body's removal moves any estimate, so there is nothing to draw.")
    with style.panels(1, len(found.quantities), height=_ROW_INCHES * len(shown) + 1.0, share_y=True) as (
        figure,
        grid,
    ):
        for place, axes in enumerate(grid):
            name = textwrap.fill(heading(found.quantities[place], ledger), _LETTERS)
            axes.set_title(f"{name}\n{about_words(found.values[place])}")
            _changes(axes, shown, place)
        grid[0].set_yticks(range(len(shown)), [_body(one, ledger) for one in shown], va="center")
        drawn = style.svg(figure)
    return Figure(
        key="influence_chart",
        title=_influence_title(found, ledger),
        units=f"Change of each estimate by {day(found.day)} when one body is left out, in percent",
        alt=_influence_alt(found, shown, ledger),
        source=source_line(ledger, found.claims),
        svg=drawn,
        note=_quiet_words(found, shown),
        data_csv=influence_csv(found),
        claims=found.claims,
    )


def resampled_chart(found: Resampled | None, ledger: Ledger) -> Figure | Note:
    """Each headline over time with everyone, inside the ranges that draws of bodies give."""
    if found is None:
        return Note("resampled_chart", NO_BODIES)
    with panels_abreast(len(found.bands)) as (figure, grid):
        for axes, band in zip(grid, found.bands, strict=False):
            _band_panel(axes, found.days, band, heading(band.quantity, ledger))
        hide_rest(grid, len(found.bands))
        drawn = style.svg(figure)
    return Figure(
        key="resampled_chart",
        title=_resampled_title(found, ledger),
        units="Estimates by the day they hold for; dark band half of the draws, light band nine tenths",
        alt="Lines with bands over time. "
        + "; ".join(f"{heading(band.quantity, ledger)}: {_band_alt(band)}" for band in found.bands)
        + ".",
        source=source_line(ledger, found.claims),
        svg=drawn,
        note="The line has every body once. Where fewer than half of the draws give a value no band is drawn.",
        data_csv=resampled_csv(found),
        claims=found.claims,
    )


def panels_abreast(panels: int) -> AbstractContextManager[tuple[MatplotlibFigure, list[Axes]]]:
    """Panels two abreast."""
    columns = min(panels, 2)
    rows = math.ceil(panels / columns)
    return style.panels(rows, columns, height=_PANEL_INCHES * rows + 0.3)


def hide_rest(grid: list[Axes], used: int) -> None:
    """Hides the panels not used."""
    for axes in grid[used:]:
        axes.set_visible(False)


def _changes(axes: Axes, shown: list[Removal], place: int) -> None:
    finite = [100 * one for body in shown for one in body.changes if math.isfinite(one)]
    low, high = min([0.0, *finite]), max([100 * SETTLED, *finite])
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    for row, one in enumerate(shown):
        change = one.changes[place]
        if abs(change) < SETTLED:
            axes.plot([0], [row], marker="o", markersize=2.5, color=style.MUTED, linestyle="none")
            continue
        key, end = one.claimant_id, 100 * change if math.isfinite(change) else 0.0
        axes.plot([0, end], [row, row], color=style.colour_of(key), linewidth=2.2, alpha=0.55)
        axes.plot([end], [row], marker=style.marker_of(key), color=style.colour_of(key), linestyle="none")
        axes.annotate(
            _change_label(one, place),
            (end, row),
            xytext=(6 if end >= 0 else -6, 0),
            textcoords="offset points",
            ha="left" if end >= 0 else "right",
            va="center",
            color=style.text_colour_of(key),
        )
    axes.set_xlim(low - _ROOM * (high - low), high + _ROOM * (high - low))
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: percent(number / 100)))
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)


def _change_label(one: Removal, place: int) -> str:
    if math.isfinite(one.changes[place]):
        return change_words(one.changes[place])
    return "none left" if one.values[place] is None else "from nought"


def _band_panel(axes: Axes, days: tuple[date, ...], band: Band, title: str) -> None:
    x = date2num(days)
    axes.fill_between(x, band.low, band.high, color=style.BAND, linewidth=0)
    axes.fill_between(x, band.lower_half, band.upper_half, color=style.SERIES[0], alpha=0.3, linewidth=0)
    axes.plot(x, band.estimate, color=style.INK, linewidth=1.4)
    axes.set_title(title)
    ends = [*band.high[band.high == band.high], *band.estimate[band.estimate == band.estimate], 1.0]
    axes.set_ylim(0, 1.05 * max(ends))
    style.count_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True))
    axes.set_xlim(x[0], x[-1])
    style.date_axis(axes)
    if not math.isnan(band.estimate[-1]):
        beside(axes, x[-1], float(band.estimate[-1]))


def beside(axes: Axes, x: float, value: float, offset: tuple[int, int] = (5, 0)) -> None:
    """A value in words beside its point, outside the axes where that is at their edge."""
    axes.annotate(
        count(rounded(value)),
        (x, value),
        xytext=offset,
        textcoords="offset points",
        va={0: "center", 4: "bottom", -4: "top"}[offset[1]],
        color=style.INK,
        annotation_clip=False,
    )


def _body(one: Removal, ledger: Ledger) -> str:
    return short_name(claimant_name(one.claimant_id, ledger))


def _influence_title(found: Influence, ledger: Ledger) -> str:
    first = found.removals[0]
    body, name = _body(first, ledger), label(found.quantities[first.widest], ledger)
    change = change_words(first.changes[first.widest])
    if math.isinf(first.reach):
        return f"Leaving out {body} leaves nothing to compare for {name}"
    return f"Leaving out {body} moves {name} by {change}, the largest change of all"


def _influence_alt(found: Influence, shown: list[Removal], ledger: Ledger) -> str:
    parts = [
        f"without {_body(one, ledger)}, "
        + ", ".join(
            f"{heading(quantity, ledger)} {change_words(change)}"
            for quantity, change in zip(found.quantities, one.changes, strict=True)
        )
        for one in shown
    ]
    return "Changes of the estimates, a row for each body left out: " + "; ".join(parts) + "."


def _quiet_words(found: Influence, shown: list[Removal]) -> str:
    rest = found.removals[len(shown) :]
    if not rest:
        return ""
    most = max(one.reach for one in rest)
    size = percent(max(most, SETTLED))
    bodies = plural(len(rest), "other body", "other bodies")
    return f"Not drawn: {bodies}, each of which moves no estimate by more than {size}."


def _resampled_title(found: Resampled, ledger: Ledger) -> str:
    known = [band for band in found.bands if not math.isnan(band.width)]
    if not known:
        return "No estimate survives in half of the draws of bodies"
    widest = max(known, key=lambda band: round(band.width, 3))
    if widest.width < SETTLED:
        return f"Whoever is believed, the estimates by {day(found.days[-1])} stay the same"
    ends = reckoned(Interval(float(widest.low[-1]), float(widest.high[-1])))
    return (
        f"Depending on who is believed, {label(widest.quantity, ledger)} by {day(found.days[-1])} is {ends}"
    )


def _band_alt(band: Band) -> str:
    if math.isnan(band.width):
        return "too few draws give a value on the last day"
    half = reckoned(Interval(float(band.lower_half[-1]), float(band.upper_half[-1])))
    ends = reckoned(Interval(float(band.low[-1]), float(band.high[-1])))
    return f"{about_words(float(band.estimate[-1]))} on the last day, half of the draws {half}, nine tenths {ends}"
