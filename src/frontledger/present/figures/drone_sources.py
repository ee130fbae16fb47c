"""How far published counts lie from the series: one row a body, one mark a month."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from frontledger.analysis.drones.sources import SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.ledger import Interval
from frontledger.present.blocks import Figure, Note
from frontledger.present.drawing import style
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.numbers import count, join_names, percent, plural

_CLOSE = 0.01
"""Counts within one percent of the series are called close."""


@dataclass(frozen=True)
class _Gap:
    """A published count as a share above (or, negative, below) the series' count of the same month."""

    source: SourceCount
    share: float
    allowed: Interval


def difference_chart(study: GrowthStudy) -> Figure | Note:
    """Every published count of a month the series holds, in percent above or below it."""
    rows = _rows(study)
    if not rows:
        return Note("drone_differences", "No published count meets a complete month of the series.")
    with style.drawing(height=0.19 * len(rows) + 0.65) as (figure, axes):
        for place, gaps in enumerate(rows.values()):
            _draw_row(axes, place, gaps)
        _frame(axes, rows)
        drawn = style.svg(figure)
    gaps = [gap for row in rows.values() for gap in row]
    return Figure(
        key="drone_differences",
        title=_title(gaps),
        units="Published count above or below the series, percent, one mark a month",
        alt=_alt(rows),
        source=source_line(study, published=True),
        svg=drawn,
        note="A bar shows what a hedge such as “about” allows, an arrow a floor without an upper end.",
        data_csv=_csv(gaps),
    )


def _rows(study: GrowthStudy) -> Mapping[str, list[_Gap]]:
    found: dict[str, list[_Gap]] = {}
    for one in study.counts:
        own = study.series.launched(one.month)
        if one.basis == "published" and one.series_id != study.series.series_id and own:
            allowed = Interval(one.interval.lower / own - 1, one.interval.upper / own - 1)
            found.setdefault(one.name, []).append(_Gap(one, one.launched / own - 1, allowed))
    ordered = sorted(found, key=lambda name: statistics.median(gap.share for gap in found[name]))
    return {name: found[name] for name in ordered}


def _draw_row(axes: Axes, place: int, gaps: list[_Gap]) -> None:
    for gap in gaps:
        key = gap.source.series_id
        if gap.allowed.is_point:
            axes.plot(
                [100 * gap.share],
                [place],
                marker=style.marker_of(key),
                color=style.colour_of(key),
                markersize=5.2,
                markeredgecolor="white",
                markeredgewidth=0.4,
                linestyle="none",
                clip_on=False,
            )
        else:
            style.whisker(axes, place, gap.allowed.scaled(100), key, best=100 * gap.share, along="x")


def _frame(axes: Axes, rows: Mapping[str, list[_Gap]]) -> None:
    axes.axvline(0, color=style.INK, linewidth=0.8)
    axes.set_yticks(range(len(rows)), [f"{name} ({len(gaps)})" for name, gaps in rows.items()])
    axes.set_ylim(-0.6, len(rows) - 0.4)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _signed(value)))


def _signed(value: float) -> str:
    return "the series" if value == 0 else f"{'+' if value > 0 else ''}{count(value)}%"


def _title(gaps: list[_Gap]) -> str:
    exact = [gap for gap in gaps if gap.allowed.is_point]
    if not exact:
        return f"{plural(len(gaps), 'published count')} meet the series, all of them hedged"
    close = sum(abs(gap.share) <= _CLOSE for gap in exact)
    published = plural(len(exact), "unhedged published count")
    return f"{close} of {published} lie within {percent(_CLOSE)} of the series"


def _alt(rows: Mapping[str, list[_Gap]]) -> str:
    words = join_names([f"{name} {_span(gaps)}" for name, gaps in rows.items()])
    return f"Rows of marks, one row a body, showing published counts against the series: {words}."


def _span(gaps: list[_Gap]) -> str:
    shares = [100 * gap.share for gap in gaps]
    low, high = (f"{'+' if value > 0 else ''}{count(value, 1)}%" for value in (min(shares), max(shares)))
    return low if low == high else f"{low} to {high}"


def _csv(gaps: list[_Gap]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("month", "series_id", "launched", "qualifier", "share_above_series"))
    for gap in gaps:
        one = gap.source
        table.writerow((f"{one.month:%Y-%m}", one.series_id, one.launched, one.qualifier, f"{gap.share:.4f}"))
    return stream.getvalue()
