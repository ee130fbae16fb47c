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
from frontledger.analysis.drones.series import main_series
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Figure, Note
from frontledger.present.drawing import style
from frontledger.present.figures.drones import VEIL
from frontledger.present.tables.drone_sources import daily_line, series_line
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
        _shot_down(axes, shares)
        _breaks(axes, shares)
        axes.set_ylim(0, _TOP)
        axes.set_yticks(range(0, 101, 25))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}%"))
        style.date_axis(axes)
        drawn = style.svg(figure)
    hollow = "; hollow: a month in which that changed" if any(one.mixed for one in shares) else ""
    return Figure(
        key="drone_neutralised",
        title=_title(shares),
        units="Neutralised drones per hundred launched, month by month",
        alt=_alt(shares),
        source=_source(study),
        svg=drawn,
        note=f"Two sides of a dashed line measure different things{hollow}.",
        data_csv=_csv(shares),
    )


def _source(study: GrowthStudy) -> str:
    """The daily table where the shares are told from it, the monthly counts for those that are not."""
    table = study.ledger.drone_import
    if table is None:
        return series_line(study, main_series(study.ledger))
    beyond = any(not table.first_day <= one.last <= table.last_day for one in study.neutralised)
    counts = f" {series_line(study, main_series(study.ledger))}" if beyond else ""
    return f"{daily_line(study.ledger)}{counts}"


def _middle(share: NeutralisedShare) -> float:
    return float(date2num(share.first) + date2num(share.last)) / 2


def _shot_down(axes: Axes, shares: tuple[NeutralisedShare, ...]) -> None:
    """The share shot down alone, which jumped where jammed drones were first counted with it."""
    told = [one for one in shares if one.definition.comparable and one.destroyed is not None]
    if not told:
        return
    days = [_middle(one) for one in told]
    shot = [100 * one.destroyed_share for one in told]
    axes.plot(days, shot, color=style.ACCENT, linewidth=0.9, linestyle=(0, (1, 1.4)))
    low = min(range(len(shot)), key=lambda place: (shot[place], place))
    axes.annotate(
        "shot down alone",
        (days[low], shot[low]),
        xytext=(-4, -3),
        textcoords="offset points",
        ha="right",
        va="top",
        color=style.ACCENT,
        bbox=VEIL,
    )


def _period(axes: Axes, shares: list[NeutralisedShare], definition: Definition) -> None:
    colour = style.SERIES[0] if definition.comparable else style.MUTED
    whole = [one for one in shares if not one.mixed]
    mixed = [one for one in shares if one.mixed]
    axes.plot(
        [_middle(one) for one in whole],
        [100 * one.share for one in whole],
        color=colour,
        marker="o",
        markersize=3.4,
        linewidth=1.4 if definition.comparable else 0.9,
        alpha=1 if definition.comparable else 0.55,
    )
    axes.plot(
        [_middle(one) for one in mixed],
        [100 * one.share for one in mixed],
        color=colour,
        marker="o",
        markersize=4,
        fillstyle="none",
        linestyle="none",
    )


def _breaks(axes: Axes, shares: tuple[NeutralisedShare, ...]) -> None:
    first = shares[0].first
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
        return f"Until {month(shares[-1].last)} nothing was said of drones lost to jamming"
    current = [one for one in whole if one.definition == whole[-1].definition]
    low, high = min(one.share for one in current), max(one.share for one in current)
    if len(current) == 1:
        return f"In {month(current[0].last)} {percent(low)} of the drones were reported neutralised"
    start = current[0].first
    since = f"Since {month(start) if start.day == 1 else day(start)}"
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
            f"{span_text(period[0].first, period[-1].last)} ({definition.words}): {values}, {pooled} in all"
        )
    shown = dict.fromkeys(one.definition for one in shares)
    breaks = [day(one.starts) for one in shown if one.starts > shares[0].first]
    broken = f", broken where its meaning changed ({join_names(breaks)})" if breaks else ""
    return f"Line chart of the share of drones reported neutralised{broken}. {'; '.join(words)}."


def _csv(shares: tuple[NeutralisedShare, ...]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(
        (
            "first",
            "last",
            "destroyed",
            "neutralised",
            "launched",
            "share",
            "definition_from",
            "definition_mixed",
        )
    )
    for one in shares:
        row = (
            "" if one.destroyed is None else one.destroyed,
            one.neutralised,
            one.launched,
            f"{one.share:.4f}",
            one.definition.starts,
            str(one.mixed).lower(),
        )
        table.writerow((one.first, one.last, *row))
    return stream.getvalue()
