"""The counts that are forecast: by the week where the daily table is imported, else by the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from frontledger.analysis.drones.daily import has_daily, weekly_counts
from frontledger.analysis.drones.series import MonthlySeries, monthly_series
from frontledger.analysis.forecast.pace import MONTHLY, WEEKLY, Pace
from frontledger.ledger import Ledger


@dataclass(frozen=True)
class ForecastSeries:
    """Counts without a gap, oldest first; `ends` names each by its last day (weeks) or its first (months).

    `monthly` is the series of the ledger it was asked as: the same counts by the month.
    """

    monthly: MonthlySeries
    pace: Pace
    ends: tuple[date, ...]
    counts: tuple[int, ...]

    @property
    def weekly(self) -> bool:
        """Whether the counts are of weeks."""
        return self.pace.unit == "week"

    @property
    def values(self) -> np.ndarray:
        """The counts as numbers to reckon with."""
        return np.array(self.counts, float)


def forecast_series(ledger: Ledger, series_id: str = "") -> ForecastSeries:
    """The counts of a series of the ledger, the main one where none is named, as finely as they are held.

    A series computed from the daily table is read by the week where that table is imported. Raises
    UnknownSeriesError for a series the ledger does not hold.
    """
    monthly = monthly_series(ledger, series_id)
    row = ledger.drone_series.set_index("series_id").loc[monthly.series_id]
    if row["basis"] == "computed" and has_daily(ledger):
        weeks = weekly_counts(
            ledger, convention=row["convention"], regional_rows=row["regional_rows"]
        ).dropna()
        return _without_gap(monthly, WEEKLY, {end.date(): int(count) for end, count in weeks.items()})
    return _without_gap(monthly, MONTHLY, {one.month: one.launched for one in monthly.complete})


def _without_gap(monthly: MonthlySeries, pace: Pace, counts: Mapping[date, int]) -> ForecastSeries:
    """The counts that run up to the last one without one missing between."""
    kept: list[date] = []
    for end in sorted(counts, reverse=True):
        if kept and pace.later(end, 1) != kept[0]:
            break
        kept.insert(0, end)
    return ForecastSeries(monthly, pace, tuple(kept), tuple(counts[end] for end in kept))
