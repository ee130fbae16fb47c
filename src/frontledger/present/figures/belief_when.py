"""The chart of what was knowable when: a panel for each headline."""

from __future__ import annotations

import math
from datetime import date

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from frontledger.analysis.belief import Knowable, Reading
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.figures.belief import beside, hide_rest, panels_abreast
from frontledger.present.findings.belief import heading, label
from frontledger.present.findings.belief_when import NOTHING_LATER, most_changed, reading_words
from frontledger.present.tables.belief_when import knowable_csv
from frontledger.present.words.numbers import day

_HEADROOM = 1.3


_TALLEST = 2.2
"""How far a panel reaches beyond its highest estimate at most, in multiples of it, however far bounds go."""


_MARGIN = 0.03


def knowable_chart(found: Knowable | None, ledger: Ledger, about: date) -> Figure | Note:
    """The estimate of one day and its bounds, by the day on which it was asked."""
    place = None if found is None else most_changed(found)
    if found is None or place is None:
        return Note("knowable_chart", NOTHING_LATER.format(day=day(about)))
    with panels_abreast(len(found.quantities)) as (figure, grid):
        for number, (axes, quantity) in enumerate(zip(grid, found.quantities, strict=False)):
            _knowable_panel(axes, found, number)
            axes.set_title(heading(quantity, ledger))
        hide_rest(grid, len(found.quantities))
        drawn = style.svg(figure)
    return Figure(
        key="knowable_chart",
        title=f"The picture of {day(about)} changed most for {label(found.quantities[place], ledger)}: "
        + _from_to(found, place),
        units=f"Estimate of the state on {day(about)} with its bounds, by the day up to which claims are used",
        alt="Step lines with bands. "
        + "; ".join(
            f"{heading(one, ledger)}: {_from_to(found, number)}"
            for number, one in enumerate(found.quantities)
        )
        + ".",
        source=source_line(ledger, found.claims),
        svg=drawn,
        note="A band that reaches the top of its panel goes on beyond it, or has no upper bound.",
        data_csv=knowable_csv(found),
        claims=found.claims,
    )


def _knowable_panel(axes: Axes, found: Knowable, place: int) -> None:
    known = [(point.as_of, one) for point in found.points if (one := point.readings[place])]
    if known:
        days = date2num([*(when for when, _ in known), found.until])
        values = [one.estimate for _, one in known] + [known[-1][1].estimate]
        lows = [one.bounds.lower for _, one in known] + [known[-1][1].bounds.lower]
        highs = [one.bounds.upper for _, one in known] + [known[-1][1].bounds.upper]
        most = max(*values, 1.0)
        top = min(_HEADROOM * max([most, *(one for one in highs if math.isfinite(one))]), _TALLEST * most)
        axes.fill_between(
            days, lows, [min(one, top) for one in highs], step="post", color=style.BAND, linewidth=0
        )
        axes.step(days, values, where="post", color=style.INK, linewidth=1.4)
        axes.set_ylim(0, top)
        beside(axes, days[-1], values[-1])
        beside(axes, days[0], values[0], (6, -4) if values[-1] > values[0] else (6, 4))
    first, last = date2num(found.about), date2num(found.until)
    axes.set_xlim(first - _MARGIN * (last - first), last)
    style.count_axis(axes)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10], integer=True))
    style.date_axis(axes)


def _from_to(found: Knowable, place: int) -> str:
    known: list[Reading] = [one for point in found.points if (one := point.readings[place])]
    if not known:
        return "no value"
    return f"from {reading_words(known[0])} then to {reading_words(known[-1])} by {day(found.until)}"
