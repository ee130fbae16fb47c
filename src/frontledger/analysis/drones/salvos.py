"""Routine nights and massed attacks, told from daily counts by one stated rule.

A massed attack is a day with at least `FACTOR` times the median of the attack days among the `TRAILING` days
before it, where at least `FEWEST_BEFORE` of them saw an attack. It looks back only, so later days change no
verdict, and it moves with the level, so that a routine night of one year can outnumber a massed one of
another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from frontledger.analysis.drones.overdispersion import variance_over_mean

FACTOR = 2
TRAILING = 28
FEWEST_BEFORE = 7

BUSIEST = 0.1
"""The share of the attack days that is meant by the busiest."""


@dataclass(frozen=True)
class Period:
    """How the launches of a span of days were spread over them; shares are 0 to 1.

    `following` is the share of attack days that came right after an attack day; `massed_days` count the
    massed attacks among `told_days`, the attack days that could be told from the days before;
    `massed_launches` is their share of the launches of those; `busiest` the share of all launches that fell
    on the busiest tenth of the attack days; `variance_over_mean` the median of the months, over all days.
    """

    first: date
    last: date
    days: int
    launched: int
    attack_days: int
    following: float
    longest_pause: int
    told_days: int
    massed_days: int
    massed_launches: float
    busiest: float
    variance_over_mean: float
    largest: tuple[date, int]


def massed(daily: pd.Series) -> pd.Series:
    """For every attack day that can be told, whether it was a massed attack.

    `daily` holds a count for every day, nought where none was launched.

    >>> days = pd.date_range("2025-01-01", periods=20)
    >>> massed(pd.Series([10.0] * 18 + [19.0, 20.0], days))[-2:].tolist()
    [False, True]
    """
    attacks = daily.where(daily > 0)
    before = attacks.shift(1).rolling(TRAILING, min_periods=FEWEST_BEFORE).median()
    told = attacks.notna() & before.notna()
    return (attacks >= FACTOR * before)[told]


def period(daily: pd.Series, first: date, last: date) -> Period | None:
    """The days from `first` to `last` of a longer series; None where none of them saw an attack."""
    span = daily.loc[pd.Timestamp(first) : pd.Timestamp(last)]
    attacks = span[span > 0]
    if attacks.empty:
        return None
    before = (daily.shift(1) > 0)[attacks.index]
    is_massed = massed(daily).reindex(attacks.index).dropna().astype(bool)
    told = attacks[is_massed.index]
    busiest = attacks.nlargest(max(1, round(BUSIEST * len(attacks))))
    months = [variance_over_mean(one) for _, one in span.groupby(span.index.to_period("M"))]
    return Period(
        first=span.index[0].date(),
        last=span.index[-1].date(),
        days=len(span),
        launched=int(span.sum()),
        attack_days=len(attacks),
        following=float(before.mean()),
        longest_pause=_longest_pause(span),
        told_days=len(told),
        massed_days=int(is_massed.sum()),
        massed_launches=float(told[is_massed].sum() / told.sum()) if len(told) else 0.0,
        busiest=float(busiest.sum() / attacks.sum()),
        variance_over_mean=float(pd.Series(months).median()),
        largest=(attacks.idxmax().date(), int(attacks.max())),
    )


def years(daily: pd.Series) -> Sequence[Period]:
    """The calendar years of a daily series, those without an attack left out."""
    found = (period(daily, date(year, 1, 1), date(year, 12, 31)) for year in sorted(set(daily.index.year)))
    return tuple(one for one in found if one)


def _longest_pause(span: pd.Series) -> int:
    """The most days on end without an attack."""
    quiet = span == 0
    return int(quiet.groupby((~quiet).cumsum()).sum().max())
