"""What the daily table, or monthly counts, give for the quantity a published figure is of."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import pandas as pd

from frontledger.analysis.drones.daily import daily_counts
from frontledger.analysis.drones.growth import months_between
from frontledger.ledger import Ledger

Period = tuple[date, date]
"""A first and a last day, both counted."""


@dataclass(frozen=True, order=True)
class Convention:
    """A way of counting: the day an attack over midnight belongs to, the rows and the windows counted."""

    date: str = "end_date"
    regional_rows: str = "excluded"
    windows: str = "all"


CONVENTIONS = tuple(
    Convention(day, rows, windows)
    for windows in ("all", "night")
    for day in ("end_date", "start_date")
    for rows in ("excluded", "included")
)
"""Every way of counting the daily table, the usual one first."""

CLASSES = {
    "attack_drones": ("shahed",),
    "drones_and_missiles": ("shahed",),
    "all_drones": ("shahed", "unknown_uav", "reconnaissance", "other_uav"),
}
"""The table's classes set against what a figure counts; missiles are not in it, so drones stand for both."""


class Counts(Protocol):
    """Counts under one convention; None where they do not hold every day asked for."""

    @property
    def first(self) -> date:
        """The first day counted."""

    def total(self, column: str, period: Period) -> float | None:
        """The sum over a period."""

    def days(self, period: Period) -> pd.Series | None:
        """Launches of every day of a period, 0 where none."""


class DailyCounts:
    """Counts of the imported daily table."""

    def __init__(self, ledger: Ledger, weapons: str, convention: Convention) -> None:
        self._ledger, self._weapons, self._convention = ledger, weapons, convention
        self._columns: dict[str, pd.Series] = {}

    @property
    def first(self) -> date:
        """The first day counted; the last day there can be where a view keeps none."""
        days = self._column("launched").index
        return pd.Timestamp(days[0]).date() if len(days) else date.max

    def total(self, column: str, period: Period) -> float | None:
        """The sum over a period; None where a day lies outside the table, or its count is not known."""
        inside = self._inside(column, period)
        return None if inside is None or inside.isna().any() else float(inside.sum())

    def days(self, period: Period) -> pd.Series | None:
        """Launches of every day of a period; None where one is not known."""
        inside = self._inside("launched", period)
        return None if inside is None or inside.isna().any() else inside

    def _inside(self, column: str, period: Period) -> pd.Series | None:
        series, (start, end) = self._column(column), map(pd.Timestamp, period)
        held = series.index[0] <= start and end <= series.index[-1]
        return series.loc[start:end] if held else None

    def _column(self, column: str) -> pd.Series:
        if column not in self._columns:
            way = self._convention
            classes = (
                daily_counts(
                    self._ledger,
                    weapon_class=one,
                    convention=way.date,
                    regional_rows=way.regional_rows,
                    windows=way.windows,
                    column=column,
                )
                for one in CLASSES[self._weapons]
            )
            self._columns[column] = sum(classes, start=0)
        return self._columns[column]


@dataclass(frozen=True, eq=False)
class MonthlyCounts:
    """Complete months of one series, indexed by their first day; single days are not known."""

    months: pd.DataFrame

    @property
    def first(self) -> date:
        """The first day of the first complete month."""
        return pd.Timestamp(self.months.index[0]).date()

    def total(self, column: str, period: Period) -> float | None:
        """The sum over whole months; None where a month is missing or the period cuts one."""
        start, end = period
        if start.day != 1 or end.day != monthrange(end.year, end.month)[1]:
            return None
        known = self._known[column]
        number = 12 * (end.year - start.year) + end.month - start.month + 1
        months = (divmod(start.month - 1 + place, 12) for place in range(number))
        found = [known.get((start.year + years, month + 1), math.nan) for years, month in months]
        return None if any(map(math.isnan, found)) else math.fsum(found)

    def days(self, period: Period) -> pd.Series | None:
        """Nothing: a month does not tell its days."""
        return None

    @cached_property
    def _known(self) -> dict[str, dict[tuple[int, int], float]]:
        """Every column by year and month: one figure asks for many periods."""
        months = [(day.year, day.month) for day in self.months.index]
        return {name: dict(zip(months, self.months[name].tolist(), strict=True)) for name in self.months}


def value_of(counts: Counts, quantity: str, period: Period, compared: Period | None) -> float | None:
    """The quantity as these counts give it, in drones, days or percent; None where they cannot tell.

    A period that begins before the counts do is told from their first day.
    """
    start, end = max(period[0], counts.first), period[1]
    return None if end < start else _QUANTITIES[quantity](counts, (start, end), compared)


def _total(column: str) -> Callable[[Counts, Period, Period | None], float | None]:
    return lambda counts, period, _: counts.total(column, period)


def _share(column: str) -> Callable[[Counts, Period, Period | None], float | None]:
    return lambda counts, period, _: _percent(counts.total(column, period), counts.total("launched", period))


def _percent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _hit_share(counts: Counts, period: Period, _: Period | None) -> float | None:
    stopped = _percent(counts.total("neutralised", period), counts.total("launched", period))
    return None if stopped is None else 100 - stopped


def _mean(days: int) -> Callable[[Counts, Period, Period | None], float | None]:
    def mean(counts: Counts, period: Period, _: Period | None) -> float | None:
        launched = counts.total("launched", period)
        return None if launched is None else launched * days / ((period[1] - period[0]).days + 1)

    return mean


def _growth(counts: Counts, period: Period, compared: Period | None) -> float | None:
    """Percent more than in the period compared with."""
    ratio = _percent(
        counts.total("launched", period), counts.total("launched", compared) if compared else None
    )
    return None if ratio is None else ratio - 100


def _fall(counts: Counts, period: Period, compared: Period | None) -> float | None:
    growth = _growth(counts, period, compared)
    return None if growth is None else -growth


def _monthly_growth(counts: Counts, period: Period, compared: Period | None) -> float | None:
    """The steady percentage a month that leads from the one period to the other."""
    growth = _growth(counts, period, compared)
    if growth is None or compared is None:
        return None
    return float(100 * ((1 + growth / 100) ** (1 / months_between(compared[0], period[0])) - 1))


def _largest(counts: Counts, period: Period, _: Period | None) -> float | None:
    days = counts.days(period)
    return None if days is None else float(days.max())


def _pause(counts: Counts, period: Period, _: Period | None) -> float | None:
    """The most days in a row without a launch."""
    days = counts.days(period)
    if days is None:
        return None
    quiet = days.eq(0)
    return float(quiet.groupby((~quiet).cumsum()).sum().max())


def _following(counts: Counts, period: Period, _: Period | None) -> float | None:
    """The percentage of days with a launch that follow a day with one."""
    days = counts.days(period)
    if days is None or not days.gt(0).any():
        return None
    attack = days.gt(0)
    return float(100 * attack.shift(fill_value=False)[attack].mean())


_QUANTITIES: dict[str, Callable[[Counts, Period, Period | None], float | None]] = {
    "launched": _total("launched"),
    "destroyed": _total("destroyed"),
    "neutralised": _total("neutralised"),
    "share_destroyed": _share("destroyed"),
    "share_neutralised": _share("neutralised"),
    "hit_share": _hit_share,
    "launched_per_day": _mean(1),
    "launched_per_week": _mean(7),
    "growth_percent": _growth,
    "fall_percent": _fall,
    "growth_percent_per_month": _monthly_growth,
    "largest_night": _largest,
    "longest_pause": _pause,
    "attack_days_following_share": _following,
}
