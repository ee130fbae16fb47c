"""Charts of the monthly counts: every source over time, and how far published counts lie from the series."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from frontledger.analysis.drones.growth import months_between
from frontledger.analysis.drones.series import MonthlyCount
from frontledger.analysis.drones.sources import SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Figure
from frontledger.present.drawing import style
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.numbers import count, join_names, month, plural

VEIL = {"facecolor": style.PAPER, "linewidth": 0, "pad": 0.8}
"""Behind words inside a chart, so that no line strikes them through."""

_HEADROOM = 1.1
"""Room above the columns, so that the names of series that end at the top stay clear of the key."""

_STILL_RUNNING = 4
"""A published series that gave a month among so many last ones is named at its end."""


def counts_chart(study: GrowthStudy) -> Figure:
    """Launches a month: the series as columns, every published count as a mark of its own body."""
    published = [
        one for one in study.counts if one.basis == "published" and one.series_id != study.series.series_id
    ]
    with style.drawing(height=3.1) as (figure, axes):
        _columns(axes, study.series.counts, style.colour_of(study.series.series_id))
        _marks(axes, published)
        axes.set_ylim(0, _HEADROOM * axes.get_ylim()[1])
        style.count_axis(axes)
        style.date_axis(axes)
        style.label_lines(axes, _end_labels(study, published))
        _key(axes, study, bool(published))
        drawn = style.svg(figure)
    return Figure(
        key="drone_counts",
        title=_counts_title(study),
        units="Drones launched a month",
        alt=_counts_alt(study, published),
        source=source_line(study, published=True),
        svg=drawn,
        note=_partial_words(study.series.counts),
        data_csv=counts_csv(study.series.series_id, study.series.counts, published),
    )


def counts_csv(series_id: str, counts: Iterable[MonthlyCount], published: Iterable[SourceCount]) -> str:
    """The counts drawn, one a line, as CSV."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("month", "series_id", "launched", "qualifier", "complete"))
    for own in counts:
        table.writerow((f"{own.month:%Y-%m}", series_id, own.launched, "exact", str(own.complete).lower()))
    for one in published:
        table.writerow((f"{one.month:%Y-%m}", one.series_id, one.launched, one.qualifier, "true"))
    return stream.getvalue()


def middle(start: date) -> float:
    """The middle of a month, where its count is drawn, in matplotlib's days."""
    return float(date2num(start)) + 14


def columns(axes: Axes, days: Sequence[float], heights: Sequence[float], width: float, **look: Any) -> None:
    """Columns about these days, all as one shape, which keeps the page small."""
    if not len(days):
        return
    half = width / 2
    corners = [
        [(x - half, 0.0), (x - half, y), (x + half, y), (x + half, 0.0)]
        for x, y in zip(days, heights, strict=True)
    ]
    path = Path.make_compound_path_from_polys(np.array(corners))
    axes.add_patch(PathPatch(path, **look))
    axes.autoscale_view()


def _columns(axes: Axes, counts: tuple[MonthlyCount, ...], colour: str) -> None:
    whole = [one for one in counts if one.complete]
    part = [one for one in counts if not one.complete]
    days, heights = [middle(one.month) for one in whole], [one.launched for one in whole]
    columns(axes, days, heights, 24, facecolor=colour, alpha=0.4, linewidth=0)
    days, heights = [middle(one.month) for one in part], [one.launched for one in part]
    columns(
        axes, days, heights, 24, facecolor="none", edgecolor=colour, linewidth=0.8, linestyle=(0, (2, 1.5))
    )


def _marks(axes: Axes, published: list[SourceCount]) -> None:
    exact: dict[str, list[SourceCount]] = {}
    for one in published:
        if one.interval.is_point:
            exact.setdefault(one.series_id, []).append(one)
        else:
            style.whisker(axes, middle(one.month), one.interval, one.series_id, best=one.launched)
    for series_id, counts in exact.items():
        axes.plot(
            [middle(one.month) for one in counts],
            [one.launched for one in counts],
            marker=style.marker_of(series_id),
            color=style.colour_of(series_id),
            markersize=5,
            markeredgecolor="white",
            markeredgewidth=0.4,
            linestyle="none",
        )


def _end_labels(study: GrowthStudy, published: list[SourceCount]) -> list[style.LineLabel]:
    newest = max([study.series.counts[-1].month, *(one.month for one in published)])
    last = {one.series_id: one for one in published}
    return [
        style.LineLabel(middle(one.month), one.launched, one.name, one.series_id)
        for one in last.values()
        if months_between(one.month, newest) < _STILL_RUNNING
    ]


def _key(axes: Axes, study: GrowthStudy, published: bool) -> None:
    words = [f"Columns: {study.series.name}"]
    if published:
        words.append("marks: counts that others published")
    if not all(one.complete for one in study.series.counts):
        words.append("hollow: only a part of the month")
    axes.set_title("; ".join(words), color=style.MUTED, fontweight="normal")


def _counts_title(study: GrowthStudy) -> str:
    complete = study.series.complete
    peak = max(complete, key=lambda one: one.launched)
    last = complete[-1]
    if peak == last:
        return f"{count(last.launched)} drones in {month(last.month)}, the most of any complete month"
    before = f"after a peak of {count(peak.launched)} in {month(peak.month)}"
    return f"{count(last.launched)} drones in {month(last.month)}, {before}"


def _counts_alt(study: GrowthStudy, published: list[SourceCount]) -> str:
    complete = study.series.complete
    peak = max(complete, key=lambda one: one.launched)
    yearly = [one for one in complete if one.month.month == complete[-1].month.month]
    values = join_names([f"{count(one.launched)} in {month(one.month)}" for one in yearly])
    names = list(dict.fromkeys(one.name for one in published))
    return (
        f"Column chart of drones launched a month, {month(complete[0].month)} to "
        f"{month(complete[-1].month)}: {values}; the most, {count(peak.launched)}, in "
        f"{month(peak.month)}. Marks show {plural(len(published), 'count')} published by "
        f"{join_names(names, 4) or 'nobody else'}."
    )


def _partial_words(counts: tuple[MonthlyCount, ...]) -> str:
    part = [month(one.month) for one in counts if not one.complete]
    return f"{join_names(part)}: only a part of the month is counted." if part else ""
