"""All that the forecast report tells: the test of the candidates first, and what the best of them foretells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontledger.analysis.drones.sources import SourceCount, counts_by_source
from frontledger.analysis.forecast.backtest import Backtest, Scored, backtest, fewest_counts
from frontledger.analysis.forecast.pace import LEVELS
from frontledger.analysis.forecast.published import PublishedForecast, published_forecasts
from frontledger.analysis.forecast.series import ForecastSeries, forecast_series
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class Step:
    """What is forecast for one period to come: launches at each of LEVELS."""

    end: date
    quantiles: tuple[float, ...]

    @property
    def median(self) -> float:
        """Launches that are as likely to be exceeded as not."""
        return self.quantiles[len(LEVELS) // 2]

    def interval(self, level: float) -> Interval:
        """The interval of this level, 0.5, 0.8 or 0.95."""
        lower = next(place for place, one in enumerate(LEVELS) if abs(one - (1 - level) / 2) < 1e-9)
        return Interval(self.quantiles[lower], self.quantiles[-1 - lower])


@dataclass(frozen=True, eq=False)
class Tried:
    """A series put to the test: every candidate's scores, and the forecast of the best from the last count.

    `since` are counts others published for the months that are forecast, mere bounds left out.
    """

    test: Backtest
    best: Scored
    steps: tuple[Step, ...]
    since: tuple[SourceCount, ...]

    @property
    def beats_last_value(self) -> bool:
        """Whether the best candidate's skill over all horizons is above zero with its whole interval."""
        return self.best.score.skills.lower > 0


@dataclass(frozen=True, eq=False)
class ForecastStudy:
    """One series, the test of forecasts on it, and published forecasts.

    `tried` is None where the series has fewer than `fewest` counts, so that no forecast is made.
    """

    ledger: Ledger
    series: ForecastSeries
    fewest: int
    tried: Tried | None
    published: tuple[PublishedForecast, ...]


def forecast_study(ledger: Ledger, series: str = "") -> ForecastStudy:
    """Test and forecast one series of a ledger, the main one where none is named, from its last week or month.

    Raises UnknownSeriesError for a series the ledger does not hold.
    """
    counts = forecast_series(ledger, series)
    fewest = fewest_counts(counts.pace)
    tried = _tried(ledger, counts) if len(counts.counts) >= fewest else None
    published = published_forecasts(ledger, counts, tried.test if tried else None)
    return ForecastStudy(ledger, counts, fewest, tried, published)


def _tried(ledger: Ledger, series: ForecastSeries) -> Tried:
    test = backtest(series.values, series.pace)
    ends = [series.pace.later(series.ends[-1], ahead) for ahead in range(1, series.pace.furthest + 1)]
    made = test.best.quantiles[-1]
    steps = (Step(end, tuple(map(float, row))) for end, row in zip(ends, made, strict=True))
    others = [one for one in counts_by_source(ledger) if one.basis == "published" and not one.bound]
    since = () if series.weekly else tuple(one for one in others if one.month in ends)
    return Tried(test, test.best, tuple(steps), since)
