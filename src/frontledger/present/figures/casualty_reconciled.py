"""Wounded per killed over time along the reconciled paths, with the ratios that bodies' own claims imply."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from frontledger.analysis.casualties.ratio_claims import RatioClaim
from frontledger.analysis.casualties.reconciled import RatioDay, RatioPath
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text, ends
from frontledger.present.words.casualties import (
    body_name,
    ratio_number,
    ratio_text,
    ratio_words,
    said_by,
    stated_ratio,
)
from frontledger.present.words.numbers import day

_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
_LEAST, _MOST = 0.2, 50.0
"""The axis ends here at most; bounds that go on are cut, as the note says."""


def ratio_path_chart(path: RatioPath | None, claims: Sequence[RatioClaim], ledger: Ledger) -> Figure | Note:
    """The reconciled ratio with its bounds, by day, under the raw ratios at the days they are for."""
    shown = path.bounded if path else ()
    if path is None or not shown:
        words = "the claims used here bound no ratio of wounded to killed along reconciled paths."
        return Note("ratio_path", f"By {day(ledger.as_of)} {words}")
    drawn_claims = [one for one in claims if stated_ratio(one) and one.bounds.ratio.lower > 0]
    with style.drawing(height=4.0) as (figure, axes):
        _band(axes, shown)
        for one in drawn_claims:
            _claim(axes, one)
        _scale(axes)
        style.date_axis(axes)
        _name_path(axes, shown)
        style.label_lines(axes, [_label(one) for one in drawn_claims])
        drawn = style.svg(figure)
    ids = tuple(dict.fromkeys((*path.claims, *(claim for one in drawn_claims for claim in one.claims))))
    return Figure(
        key="ratio_path",
        title=_title(shown),
        units="Wounded per killed, by the day the counts are for; logarithmic axis",
        alt=_alt(shown, drawn_claims),
        source=source_line(ledger, ids),
        svg=drawn,
        note=(
            "Line: the reconciled path. Band: what the claims leave within the stated allowance, cut at the ends "
            f"of the axis, from {day(shown[0].day)}, when they first set an upper end. Marks and bars: the "
            "ratios that one body's own numbers imply, ceilings left out."
        ),
        data_csv=csv_text(
            ("day", "estimate", "lower", "upper"),
            ((one.day, one.estimate, *ends(one.bounds)) for one in shown),
        ),
        claims=ids,
    )


def _band(axes: Axes, shown: Sequence[RatioDay]) -> None:
    days = [one.day for one in shown]
    low = [max(one.bounds.lower, _LEAST) for one in shown]
    high = [max(min(one.bounds.upper, _MOST), _LEAST) for one in shown]
    axes.fill_between(days, low, high, step="post", color=style.BAND, linewidth=0)  # type: ignore[arg-type]
    line = [one.estimate if one.estimate and one.estimate >= _LEAST else math.nan for one in shown]
    axes.plot(days, line, color=style.INK, linewidth=1.7)  # type: ignore[arg-type]


def _claim(axes: Axes, one: RatioClaim) -> None:
    bounds, best = one.bounds.ratio, stated_ratio(one)
    cut = Interval(max(bounds.lower, _LEAST), max(bounds.upper, _LEAST))
    style.whisker(axes, one.as_of, cut, one.lead.claimant_id, best=best)


def _scale(axes: Axes) -> None:
    axes.set_yscale("log")
    axes.set_ylim(_LEAST, _MOST)
    axes.yaxis.set_major_locator(FixedLocator([tick for tick in _TICKS if _LEAST <= tick <= _MOST]))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:g}"))


def _label(one: RatioClaim) -> style.LineLabel:
    ratio = stated_ratio(one) or 0.0
    words = f"{body_name(one.lead.claimant)} {ratio_number(ratio)}"
    return style.LineLabel(one.as_of, ratio, words, one.lead.claimant_id)


def _name_path(axes: Axes, shown: Sequence[RatioDay]) -> None:
    last = shown[-1]
    value = max(last.bounds.lower if last.estimate is None else last.estimate, _LEAST)
    axes.annotate(
        f"reconciled {ratio_number(value)}",
        (last.day, value),
        xytext=(0, 4),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontweight="semibold",
    )


def _title(shown: Sequence[RatioDay]) -> str:
    last = shown[-1]
    if last.estimate is None:
        return f"On {day(last.day)} the claims together allow {ratio_text(last.bounds)} wounded per killed"
    known = [one for one in shown if one.estimate is not None]
    top = max(known, key=lambda one: one.estimate or 0.0)
    now = f"{ratio_number(last.estimate)} wounded per killed by {day(last.day)} ({ratio_text(last.bounds)})"
    if (top.estimate or 0.0) < 1.1 * last.estimate:
        return f"Reconciled, the claims give {now}"
    return f"Reconciled, the claims give {ratio_number(top.estimate or 0.0)} on {day(top.day)} and {now}"


def _alt(shown: Sequence[RatioDay], claims: Sequence[RatioClaim]) -> str:
    step = max(1, len(shown) // 8)
    told = "; ".join(_day_words(one) for one in (*shown[:-1:step], shown[-1]))
    said = "; ".join(f"{said_by(one.lead.claimant, one.as_of)}: {ratio_words(one)}" for one in claims)
    raw = f" Ratios of bodies' own numbers: {said}." if said else ""
    return (
        f"Line with a band on a logarithmic axis: wounded per killed along the reconciled path. {told}.{raw}"
    )


def _day_words(one: RatioDay) -> str:
    estimate = "" if one.estimate is None else f"{ratio_number(one.estimate)}, "
    return f"{day(one.day)}: {estimate}bounds {ratio_text(one.bounds)}"
