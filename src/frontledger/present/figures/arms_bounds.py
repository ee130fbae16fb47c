"""Rounds over time as bounds: content from below, capacity from above, and where bodies do not meet."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter, MaxNLocator

from frontledger.analysis.arms.bounds import Bound, RoundsBounds
from frontledger.analysis.arms.rounds import Calibre
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.words.arms import IF_ALL, MILLION, large
from frontledger.present.words.arms_bounds import between, end_words
from frontledger.present.words.counts import short_day, short_name
from frontledger.present.words.numbers import day, plural


def bounds_chart(found: RoundsBounds, calibre: Calibre, ledger: Ledger) -> Figure | Note:
    """Floors from content and ceilings from capacity by day, if any body is right and if all are."""
    if not found.floors or not found.ceilings or len(found.days) < 2:
        words = "the claims used here do not bound the rounds that came at both ends over time."
        return Note("rounds_bounds", f"By {day(ledger.as_of)} {words}")
    with style.drawing(height=4.2) as (figure, axes):
        _bands(axes, found)
        for one in (*found.floors, *found.ceilings):
            _mark(axes, one, hollow=one in found.ceilings)
        axes.set_ylim(0, 1.12 * max(one.number for one in (*found.floors, *found.ceilings)))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number / MILLION:g}"))
        style.date_axis(axes)
        style.label_lines(axes, _labels(found))
        drawn = style.svg(figure)
    return Figure(
        key="rounds_bounds",
        title=_title(found, calibre),
        units="Rounds that came so far, millions, by the day the claims hold for",
        alt=_alt(found),
        source=source_line(ledger, found.claims),
        svg=drawn,
        note=(
            "Filled marks: floors, what a body said had come. Hollow marks: ceilings, what its words or its "
            f"containers allow, {IF_ALL[calibre]}. Grey: from the lowest floor to the highest ceiling. Between "
            "the lines: what is left if every body is right; red and hatched where nothing is."
        ),
        data_csv=_csv(found),
        claims=found.claims,
    )


def _bands(axes: Axes, found: RoundsBounds) -> None:
    """Between two days the floors of the first and the ceilings of the second hold."""
    spans = list(pairwise(found.days))
    days = [day for first, last in spans for day in date2num([first.day, last.day])]
    low = [first.floors.lower for first, _ in spans for _ in range(2)]
    high = [
        max(_drawn(last.ceilings.upper, found), one.floors.lower) for one, last in spans for _ in range(2)
    ]
    axes.fill_between(days, low, high, color=style.BAND, linewidth=0)
    for first, last in spans:
        inner = first.floors.upper, _drawn(last.ceilings.lower, found)
        _frame(axes, date2num([first.day, last.day]), *inner)


def _frame(axes: Axes, span: Any, low: float, high: float) -> None:
    """The lines of the highest floor and the lowest ceiling, the gap between them hatched where they cross."""
    crossed = low > high
    colour = style.ACCENT if crossed else style.INK
    if crossed:
        axes.fill_between(span, low, high, facecolor="none", edgecolor=colour, hatch="////", linewidth=0)
    for value in (low, high):
        axes.plot(span, [value, value], color=colour, linewidth=1.3)


def _drawn(number: float, found: RoundsBounds) -> float:
    """A ceiling to draw: where nothing sets one, the top of the axis."""
    return number if math.isfinite(number) else 1.12 * max(one.number for one in found.ceilings)


def _mark(axes: Axes, one: Bound, *, hollow: bool) -> None:
    key = one.claim.claimant_id
    colour = style.colour_of(key)
    axes.plot(
        one.day,  # type: ignore[arg-type]
        one.number,
        marker=style.marker_of(key),
        color=colour,
        markerfacecolor=style.PAPER if hollow else colour,
        markersize=5.2,
        linestyle="none",
    )


def _labels(found: RoundsBounds) -> list[style.LineLabel]:
    """Each body's last floor and last ceiling by name."""
    last: dict[tuple[str, str], Bound] = {}
    for kind, bounds in (("floor", found.floors), ("ceiling", found.ceilings)):
        last |= {(kind, one.claim.claimant_id): one for one in bounds}
    return [
        style.LineLabel(
            one.day,
            one.number,
            f"{short_name(one.claim.claimant)} {'≥' if kind == 'floor' else '≤'} {large(round(one.number, -4))}",
            one.claim.claimant_id,
        )
        for (kind, _), one in last.items()
    ]


def _title(found: RoundsBounds, calibre: Calibre) -> str:
    last, crossed = found.days[-1], [one for one in found.days if one.all_right is None]
    if not crossed:
        return f"By {day(last.day)} the claims leave {between(last.all_right)} rounds, {IF_ALL[calibre]}"
    apart = plural(len(crossed), "day")
    return (
        f"{IF_ALL[calibre][0].upper()}{IF_ALL[calibre][1:]}, the bodies' bounds do not meet on {apart} of "
        f"{len(found.days)} that claims hold for, the last {day(crossed[-1].day)}"
    )


def _alt(found: RoundsBounds) -> str:
    rows = (
        f"{short_day(one.day)}: floors {end_words(one.floors)}, ceilings {end_words(one.ceilings)}"
        + ("" if one.all_right else ", which do not meet")
        for one in found.days
    )
    return f"Steps over time: floors and ceilings on the rounds that came, by body. {'; '.join(rows)}."


def _csv(found: RoundsBounds) -> str:
    header = ("day", "floor_lowest", "floor_highest", "ceiling_lowest", "ceiling_highest")
    return csv_text(
        header,
        (
            (one.day, one.floors.lower, one.floors.upper, one.ceilings.lower, one.ceilings.upper)
            for one in found.days
        ),
    )
