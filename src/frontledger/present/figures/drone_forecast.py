"""Charts of the forecast report: how past forecasts fared, and the fan of the present one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num

from frontledger.analysis.forecast.pace import COVERAGES, LEVELS, Pace
from frontledger.analysis.forecast.study import ForecastStudy, Tried
from frontledger.present.blocks import Figure
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.tables.drone_forecast_sources import source_line
from frontledger.present.words.forecast import (
    ahead,
    candidate_name,
    launches,
    rounded,
    the_period,
)
from frontledger.present.words.numbers import count, join_names, month, percent

_MIDDLE = len(LEVELS) // 2
_SHADES = ((3, 0.14), (2, 0.2), (1, 0.3))
"""Each interval by its reach from the median among LEVELS, and how strongly it is tinted."""

_BEFORE = {"week": 52, "month": 24}
"""How many counts are drawn before the forecast."""

_LABEL_ROOM = 0.24
"""Room for words right of the fan, as a share of the time drawn."""

_NAMES = ("launched", *(f"quantile_{level:g}" for level in LEVELS))


def track_chart(study: ForecastStudy, tried: Tried) -> Figure:
    """What the best way forecast in the past, at the horizon told first, and what came."""
    pace, horizon = tried.test.pace, tried.test.pace.told
    quantiles = tried.best.quantiles[tried.test.first : -horizon, horizon - 1]
    ends = study.series.ends[tried.test.first + horizon :]
    came = tried.test.counts[tried.test.first + horizon :]
    colour = style.colour_of(study.series.monthly.series_id)
    outside = (came < quantiles[:, 1]) | (came > quantiles[:, -2])
    with style.drawing(height=3.3) as (figure, axes):
        days = [_place(end, pace) for end in ends]
        for reach, tint in _SHADES[:2]:
            _band(axes, days, quantiles, reach, tint, colour)
        _dots(axes, days, came, ~outside, style.INK)
        _dots(axes, days, came, outside, style.ACCENT)
        top = 1.15 * float(max(came.max(), quantiles[:, -2].max()))
        axes.set_ylim(0, top)
        axes.set_title(
            "Dark: 80% interval, light: 95%. Dots: what came, red outside the 80% interval",
            color=style.MUTED,
            fontweight="normal",
        )
        style.count_axis(axes)
        style.date_axis(axes)
        drawn = style.svg(figure)
    cut_off = " Where one is cut off at the top, it reaches higher."
    hits = tried.best.score.at(horizon)
    held = f"{count(hits.covered[1])} of {count(hits.origins)} outcomes"
    return Figure(
        key="forecast_track",
        title=f"Made {ahead(horizon, pace)}, the 80% intervals held {held} ({percent(hits.coverage(0.8))})",
        units=f"Drones launched a {pace.unit}, by the {pace.unit} that was forecast",
        alt=(
            f"Bands of past forecasts by the {candidate_name(tried.best.key, pace)}, {ahead(horizon, pace)}, "
            f"from {the_period(ends[0], pace)} to {the_period(ends[-1], pace)}, with a dot for every "
            f"outcome: {held} lie in the 80% band and {count(hits.covered[2])} in the 95% band."
        ),
        source=source_line(study),
        svg=drawn,
        note=f"Each band was made from the counts before it alone.{cut_off if quantiles.max() > top else ''}",
        data_csv=_csv(ends, came.tolist(), quantiles.tolist()),
    )


def fan_chart(study: ForecastStudy, tried: Tried) -> Figure:
    """The last counts, and the intervals of the best way's forecast from there on."""
    pace, series = tried.test.pace, study.series
    before, colour = _BEFORE[pace.unit], style.colour_of(series.monthly.series_id)
    ends, counts = series.ends[-before:], series.counts[-before:]
    quantiles = np.array([step.quantiles for step in tried.steps])
    days = [_place(step.end, pace) for step in tried.steps]
    with style.drawing(height=3.3) as (figure, axes):
        axes.plot(
            [_place(end, pace) for end in ends],
            counts,
            color=style.INK,
            linewidth=0.9,
            marker="o",
            markersize=2.6,
        )
        for reach, tint in _SHADES:
            _band(axes, days, quantiles, reach, tint, colour)
        axes.plot(days, quantiles[:, _MIDDLE], color=colour, linewidth=1.5)
        _since(axes, tried, pace)
        axes.set_xlim(right=days[-1] + _LABEL_ROOM * (days[-1] - _place(ends[0], pace)))
        axes.set_ylim(bottom=0)
        style.count_axis(axes)
        style.date_axis(axes)
        style.label_lines(axes, _fan_labels(study, tried))
        drawn = style.svg(figure)
    return Figure(
        key="forecast_fan",
        title=_fan_title(tried),
        units=f"Drones launched a {pace.unit}",
        alt=_fan_alt(study, tried),
        source=source_line(study),
        svg=drawn,
        note=_fan_note(tried),
        data_csv=_csv(
            (*ends, *(step.end for step in tried.steps)),
            (*map(float, counts), *(None for _ in tried.steps)),
            [*((None,) * len(LEVELS) for _ in ends), *(step.quantiles for step in tried.steps)],
        ),
    )


def _place(end: date, pace: Pace) -> float:
    """Where a period is drawn: weeks at their end, months in their middle, in matplotlib's days."""
    return float(date2num(end)) + (14 if pace.unit == "month" else 0)


def _band(axes: Axes, days: list[float], quantiles: np.ndarray, reach: int, tint: float, colour: str) -> None:
    low, high = quantiles[:, _MIDDLE - reach], quantiles[:, _MIDDLE + reach]
    axes.fill_between(days, low, high, color=colour, alpha=tint, linewidth=0)


def _dots(axes: Axes, days: list[float], came: np.ndarray, which: np.ndarray, colour: str) -> None:
    chosen = np.flatnonzero(which)
    axes.plot(
        [days[place] for place in chosen],
        came[chosen],
        color=colour,
        marker="o",
        markersize=2.6,
        linestyle="none",
    )


def _since(axes: Axes, tried: Tried, pace: Pace) -> None:
    for one in tried.since:
        style.whisker(axes, _place(one.month, pace), one.interval, one.series_id, best=one.launched)


def _fan_labels(study: ForecastStudy, tried: Tried) -> list[style.LineLabel]:
    key, pace, last = study.series.monthly.series_id, tried.test.pace, tried.steps[-1]
    day = _place(last.end, pace)
    reach = [(last.interval(level).upper, f"{percent(level)} up to") for level in reversed(COVERAGES)]
    words = [(height, f"{name} {rounded(height)}") for height, name in [*reach, (last.median, "median")]]
    others = {one.series_id: one for one in tried.since}
    return [style.LineLabel(day, height, name, key) for height, name in words] + [
        style.LineLabel(_place(one.month, pace), one.launched, one.name, one.series_id)
        for one in others.values()
    ]


def _fan_title(tried: Tried) -> str:
    pace = tried.test.pace
    step = tried.steps[pace.told - 1]
    return (
        f"{ahead(pace.told, pace).capitalize()}: {rounded(step.median)} drones, "
        f"80% interval {launches(step.interval(0.8))}"
    )


def _fan_alt(study: ForecastStudy, tried: Tried) -> str:
    pace, series = tried.test.pace, study.series
    values = [
        f"{ahead(horizon, pace)} {rounded(tried.steps[horizon - 1].median)} "
        f"(95% interval {launches(tried.steps[horizon - 1].interval(0.95))})"
        for horizon in pace.horizons
    ]
    return (
        f"Line of launches a {pace.unit} to {the_period(series.ends[-1], pace)} "
        f"({count(series.counts[-1])}), then a fan by the {candidate_name(tried.best.key, pace)}: "
        f"{join_names(values)}."
    )


def _fan_note(tried: Tried) -> str:
    if not tried.since:
        return ""
    given = [f"{one.name} {count(one.launched)} in {month(one.month)}" for one in tried.since]
    return f"Marks are counts others published since: {join_names(given)}."


def _csv(ends: Sequence[date], came: Sequence[object], quantiles: Iterable[Iterable[object]]) -> str:
    rows = [(end.isoformat(), value, *row) for end, value, row in zip(ends, came, quantiles, strict=True)]
    return csv_text(("period", *_NAMES), rows)
