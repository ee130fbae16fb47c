"""The share neutralised, month by month, with the days on which the word changed its meaning."""

from __future__ import annotations

import csv
import io
import textwrap

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter

from frontledger.analysis.drones.neutralised import (
    DEFINITIONS,
    Definition,
    NeutralisedShare,
    share_of_period,
)
from frontledger.analysis.drones.series import MAIN_SERIES
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Figure, Note
from frontledger.present.drawing import style
from frontledger.present.figures.drones import middle
from frontledger.present.tables.drone_sources import series_line
from frontledger.present.words.growth import span_text
from frontledger.present.words.numbers import day, join_names, month, percent

_TOP = 120
"""Percent at the top of the axis: room above the lines for the words of each definition."""


def neutralised_chart(study: GrowthStudy) -> Figure | Note:
    """Neutralised per launched, each definition a line of its own; months under the first one muted."""
    shares = study.neutralised
    if not shares:
        return Note("drone_neutralised", "By this day no complete month of neutralised drones was known.")
    with style.drawing(height=2.7) as (figure, axes):
        for definition in DEFINITIONS:
            _period(axes, [one for one in shares if one.definition == definition], definition)
        _breaks(axes, shares)
        axes.set_ylim(0, _TOP)
        axes.set_yticks(range(0, 101, 25))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}%"))
        style.date_axis(axes)
        drawn = style.svg(figure)
    return Figure(
        key="drone_neutralised",
        title=_title(shares),
        units="Neutralised drones per hundred launched, month by month",
        alt=_alt(shares),
        source=series_line(study, MAIN_SERIES),
        svg=drawn,
        note="Two sides of a dashed line measure different things; hollow: a month in which that changed.",
        data_csv=_csv(shares),
    )


def _period(axes: Axes, shares: list[NeutralisedShare], definition: Definition) -> None:
    colour = style.SERIES[0] if definition.comparable else style.MUTED
    whole = [one for one in shares if not one.mixed]
    mixed = [one for one in shares if one.mixed]
    axes.plot(
        [middle(one.month) for one in whole],
        [100 * one.share for one in whole],
        color=colour,
        marker="o",
        markersize=3.4,
        linewidth=1.4 if definition.comparable else 0.9,
        alpha=1 if definition.comparable else 0.55,
    )
    axes.plot(
        [middle(one.month) for one in mixed],
        [100 * one.share for one in mixed],
        color=colour,
        marker="o",
        markersize=4,
        fillstyle="none",
        linestyle="none",
    )


def _breaks(axes: Axes, shares: tuple[NeutralisedShare, ...]) -> None:
    first = shares[0].month
    for definition in dict.fromkeys(one.definition for one in shares):
        start = max(definition.starts, first)
        if start > first:
            axes.axvline(float(date2num(start)), color=style.INK, linewidth=0.8, linestyle=(0, (3, 2)))
        axes.annotate(
            textwrap.fill(definition.words, 24),
            (start, _TOP),
            xytext=(4, 0),
            textcoords="offset points",
            va="top",
            color=style.INK if definition.comparable else style.MUTED,
        )


def _title(shares: tuple[NeutralisedShare, ...]) -> str:
    whole = [one for one in shares if not one.mixed]
    if not whole or not whole[-1].definition.comparable:
        return f"Until {month(shares[-1].month)} nothing was said of drones lost to jamming"
    current = [one for one in whole if one.definition == whole[-1].definition]
    low, high = min(one.share for one in current), max(one.share for one in current)
    if len(current) == 1:
        return f"In {month(current[0].month)} {percent(low)} of the drones were reported neutralised"
    since = f"Since {month(current[0].month)}"
    return f"{since} {_range(low, high)} of each month's drones were reported neutralised"


def _range(low: float, high: float) -> str:
    return percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"


def _alt(shares: tuple[NeutralisedShare, ...]) -> str:
    words = []
    for definition in dict.fromkeys(one.definition for one in shares if not one.mixed):
        period = [one for one in shares if one.definition == definition and not one.mixed]
        values = _range(min(one.share for one in period), max(one.share for one in period))
        pooled = percent(share_of_period(shares, definition))
        words.append(
            f"{span_text(period[0].month, period[-1].month)} ({definition.words}): {values}, {pooled} in all"
        )
    shown = dict.fromkeys(one.definition for one in shares)
    breaks = [day(one.starts) for one in shown if one.starts > shares[0].month]
    broken = f", broken where its meaning changed ({join_names(breaks)})" if breaks else ""
    return f"Line chart of the share of drones reported neutralised{broken}. {'; '.join(words)}."


def _csv(shares: tuple[NeutralisedShare, ...]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("month", "neutralised", "launched", "share", "definition_from", "definition_mixed"))
    for one in shares:
        row = (
            one.neutralised,
            one.launched,
            f"{one.share:.4f}",
            one.definition.starts,
            str(one.mixed).lower(),
        )
        table.writerow((f"{one.month:%Y-%m}", *row))
    return stream.getvalue()
