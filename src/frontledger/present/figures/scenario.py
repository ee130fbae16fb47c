"""The scenario as a chart: the reconciled stock, and what the assumed rates make of its bounds."""

from __future__ import annotations

import math

from matplotlib.axes import Axes

from frontledger.analysis.troops.scenario import Projected, Scenario
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.words.counts import force_name, reckoned
from frontledger.present.words.numbers import day, plural
from frontledger.present.words.scenario import NO_FORECAST, rates_words

_ASSUMED = "scenario"
_PAST = "reconciled path"


_HEADROOM = 1.6
"""The axis ends at so many times the greatest estimate; a band that runs on is cut there."""


def scenario_chart(found: Scenario | None, ledger: Ledger) -> Figure | Note:
    """Bounds of those present up to the last reconciled day, and from there on under the rates assumed."""
    if found is None:
        words = "no reconciled path of those present was there to carry forward."
        return Note("scenario", f"By {day(ledger.as_of)} {words}")
    with style.drawing(height=3.6) as (figure, axes):
        top = _HEADROOM * max(one.estimate for one in found.history.levels)
        _past(axes, found, top)
        _assumed(axes, found, top)
        axes.set_ylim(0, top)
        style.count_axis(axes)
        style.date_axis(axes)
        drawn = style.svg(figure)
    last = found.end
    return Figure(
        key="scenario",
        title=_title(last, ledger),
        units="People present; left of the line what the claims leave, right of it what the rates make of that",
        alt=_alt(found),
        source=f"{source_line(ledger, found.history.claims)} Rates assumed by the reader.",
        svg=drawn,
        note=f"{NO_FORECAST} Assumed: {rates_words(found.rates)}.{_open(found)}",
        data_csv=_csv(found),
        claims=found.history.claims,
    )


def _past(axes: Axes, found: Scenario, top: float) -> None:
    levels = found.history.levels
    days = [one.day for one in levels]
    low, high = [one.bounds.lower for one in levels], [min(one.bounds.upper, top) for one in levels]
    axes.fill_between(days, low, high, step="post", color=style.BAND, linewidth=0)  # type: ignore[arg-type]
    axes.plot(days, [one.estimate for one in levels], color=style.INK)  # type: ignore[arg-type]


def _assumed(axes: Axes, found: Scenario, top: float) -> None:
    days = [one.day for one in found.projected]
    low = [one.present.lower for one in found.projected]
    high = [min(one.present.upper, top) for one in found.projected]
    bounded = math.isfinite(found.start.bounds.upper)
    colour = style.colour_of(_ASSUMED)
    axes.fill_between(days, low, high, facecolor="none", edgecolor=colour, hatch="////", linewidth=0)  # type: ignore[arg-type]
    for line in (low, high) if bounded else (low,):
        axes.plot(days, line, color=colour, linewidth=1.2, linestyle=(0, (4, 2)))  # type: ignore[arg-type]
    axes.axvline(found.start.day, color=style.MUTED, linewidth=0.9)  # type: ignore[arg-type]
    for words, shift, side, key_colour in (
        ("SCENARIO", 4, "left", style.text_colour_of(_ASSUMED)),
        ("what the claims leave", -4, "right", style.MUTED),
    ):
        axes.annotate(
            words,
            (found.start.day, 1),
            xycoords=("data", "axes fraction"),
            xytext=(shift, 3),
            textcoords="offset points",
            ha=side,
            va="bottom",
            color=key_colour,
        )


def _title(last: Projected, ledger: Ledger) -> str:
    if last.present == Interval(0.0, math.inf):
        return f"SCENARIO: the claims do not bound how many {force_name(ledger)} would be there on {day(last.day)}"
    there = f"{reckoned(last.present)} {force_name(ledger)}"
    return f"SCENARIO: at these rates {there} would be there on {day(last.day)}"


def _open(found: Scenario) -> str:
    if math.isfinite(found.start.bounds.upper):
        return ""
    return " No claim bounds those present on the last day from above, so the band has no upper end."


def _alt(found: Scenario) -> str:
    told = "; ".join(f"{day(one.day)}: {reckoned(one.present)}" for one in found.projected)
    empty = found.empty_from
    ends_at = f" From {day(empty.day)} the bounds no longer exclude that nobody is left." if empty else ""
    return (
        f"Band of those present along the reconciled path up to {day(found.start.day)}, then a hatched SCENARIO of "
        f"{plural(found.end.months, 'month')}. {told}.{ends_at}"
    )


def _csv(found: Scenario) -> str:
    past = ((one.day, _PAST, one.estimate, *ends(one.bounds)) for one in found.history.levels)
    ahead = ((one.day, _ASSUMED, None, *ends(one.present)) for one in found.projected)
    return csv_text(("day", "what", "estimate", "lower", "upper"), [*past, *ahead])
