"""Published forecasts of the largest night, what came of them, and what was forecast here on the same day.

A total of a week or a month says little of one night, and nothing more than that no night can exceed it. So a
forecast of a night is judged by the daily table alone; without it, only one that a whole month's total falls
short of is known to have failed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import pandas as pd

from frontledger.analysis.drones.daily import daily_counts, has_daily
from frontledger.analysis.drones.published_figures import NIGHTS, PublishedFigure, published_figures
from frontledger.analysis.forecast.backtest import Backtest
from frontledger.analysis.forecast.pace import MONTHLY
from frontledger.analysis.forecast.series import ForecastSeries
from frontledger.ledger import Interval, Ledger

Verdict = Literal["came_true", "exceeded", "fell_short", "open", "cannot_be_scored"]


@dataclass(frozen=True)
class Largest:
    """The largest count of any night, day or month of a time, and when it came."""

    when: date
    launched: int


@dataclass(frozen=True)
class OwnForecast:
    """Launches a day on average over a later week or month, as forecast here when another forecast was published.

    `last_known` and `target` name periods as the series does; `per_day` is the 95% interval; `came` what it
    turned out to be, None where that is not known yet.
    """

    last_known: date
    target: date
    per_day: Interval
    came: float | None


@dataclass(frozen=True)
class PublishedForecast:
    """A forecast somebody published, beside what the ledger knows of the nights it was about.

    `night` and `day` are the largest night and calendar day of its time, `later_day` the largest day after it,
    None where no daily table tells; `month` is the largest total of a complete month, a ceiling for a night.
    """

    figure: PublishedFigure
    said: date
    verdict: Verdict
    night: Largest | None
    day: Largest | None
    later_day: Largest | None
    month: Largest | None
    own: OwnForecast | None

    @property
    def due(self) -> date:
        """The last day it speaks of."""
        return self.figure.period[1]


def published_forecasts(
    ledger: Ledger, series: ForecastSeries, test: Backtest | None
) -> tuple[PublishedForecast, ...]:
    """Every published forecast of a largest night that the view keeps, in order of its report."""
    said = ledger.drone_figures.set_index("figure_id")["reported_on"]
    figures = [one for one in published_figures(ledger) if one.kind == "forecast" and one.quantity in NIGHTS]
    nights = _days(ledger, "night") if figures and has_daily(ledger) else None
    days = _days(ledger, "all") if nights is not None else None
    return tuple(_judged(one, said[one.figure_id].date(), series, test, nights, days) for one in figures)


def _days(ledger: Ledger, windows: Literal["night", "all"]) -> pd.Series:
    return daily_counts(ledger, windows=windows).dropna()


def _judged(
    figure: PublishedFigure,
    said: date,
    series: ForecastSeries,
    test: Backtest | None,
    nights: pd.Series | None,
    days: pd.Series | None,
) -> PublishedForecast:
    start, end = figure.period
    night, month = _largest(nights, start, end), _largest_month(series, start, end)
    known_to = nights.index[-1].date() if nights is not None else None
    return PublishedForecast(
        figure=figure,
        said=said,
        verdict=_verdict(figure, night, month, known_to, series),
        night=night,
        day=_largest(days, start, end),
        later_day=_largest(days, end + timedelta(days=1), date.max),
        month=month,
        own=_own(said, end, series, test) if test else None,
    )


def _verdict(
    figure: PublishedFigure,
    night: Largest | None,
    month: Largest | None,
    known_to: date | None,
    series: ForecastSeries,
) -> Verdict:
    allowed, end = figure.allowed, figure.period[1]
    if night and night.launched >= allowed.lower:
        return "exceeded" if night.launched > allowed.upper else "came_true"
    if known_to is not None:
        return "fell_short" if known_to >= end else "open"
    known = [one.month for one in series.monthly.complete]
    if not known or MONTHLY.last_day(known[-1]) < end:
        return "open"
    return "fell_short" if month and month.launched < allowed.lower else "cannot_be_scored"


def _largest(counts: pd.Series | None, start: date, end: date) -> Largest | None:
    if counts is None:
        return None
    inside = counts[(counts.index >= pd.Timestamp(start)) & (counts.index.date <= end)]
    return Largest(inside.idxmax().date(), int(inside.max())) if len(inside) else None


def _largest_month(series: ForecastSeries, start: date, end: date) -> Largest | None:
    inside = [one for one in series.monthly.complete if start.replace(day=1) <= one.month <= end]
    most = max(inside, key=lambda one: one.launched, default=None)
    return Largest(most.month, most.launched) if most else None


def _own(said: date, due: date, series: ForecastSeries, test: Backtest) -> OwnForecast | None:
    """The forecast of the candidate chosen at the last period over by `said`, for the last one by `due`."""
    pace = series.pace
    over = [place for place, end in enumerate(series.ends) if pace.last_day(end) <= said]
    if not over or over[-1] < test.first:
        return None
    origin = over[-1]
    steps = range(1, pace.furthest + 1)
    ahead = [step for step in steps if pace.later(series.ends[origin], step) <= due]
    if not ahead:
        return None
    target = pace.later(series.ends[origin], ahead[-1])
    made, days = test.chosen.quantiles[origin, ahead[-1] - 1], pace.days(target)
    place = origin + ahead[-1]
    came = series.counts[place] / days if place < len(series.counts) else None
    return OwnForecast(
        series.ends[origin], target, Interval(float(made[0]) / days, float(made[-1]) / days), came
    )
