"""Counts of drones by the day, week and month from the daily table a user has imported.

"Launched" always means what the Ukrainian Air Force said it detected: one party's count, checked by nobody.
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from frontledger.ledger import Ledger

REMEDY = (
    "the ledger holds no daily table; take missile_attacks_daily.csv of the Kaggle data set "
    "piterfm/massive-missile-attacks-on-ukraine and run `frontledger import drones FILE`"
)


class NoDailyTableError(ValueError):
    """No daily table was imported into the ledger, or nothing of it was known by its day."""

    def __init__(self) -> None:
        super().__init__(REMEDY)

    def __reduce__(self) -> tuple[type[NoDailyTableError], tuple[()]]:
        return type(self), ()


def has_daily(ledger: Ledger) -> bool:
    """Whether the ledger holds an imported daily table, of which something was known by its day."""
    return ledger.drone_import is not None


def daily_counts(
    ledger: Ledger,
    *,
    weapon_class: str = "shahed",
    convention: str = "end_date",
    regional_rows: str = "excluded",
    windows: str = "all",
    column: str = "launched",
) -> pd.Series:
    """Drones a day, for every day from the first to the last full day of the table.

    A day without a row is 0: there was no attack, or none was entered. A day on which a row had to be set
    aside, or a blank stands in the count, is NaN. Raises NoDailyTableError.
    """
    first, last = _span(ledger, convention)
    rows = _variant(ledger.drone_daily, weapon_class, convention, regional_rows, windows)
    return _filled(rows, "date", column, pd.date_range(first, last, freq="D"))


def weekly_counts(
    ledger: Ledger,
    *,
    weapon_class: str = "shahed",
    convention: str = "end_date",
    regional_rows: str = "excluded",
    windows: str = "all",
    column: str = "launched",
) -> pd.Series:
    """Drones in each complete week, by the Sunday it ends on; a week with an unknown day is left out.

    Raises NoDailyTableError.
    """
    first, last = _span(ledger, convention)
    rows = _variant(ledger.drone_weekly, weapon_class, convention, regional_rows, windows)
    weeks = pd.date_range(pd.Timestamp(first) + pd.Timedelta(days=6), last, freq="W-SUN")
    return _filled(rows, "week_ending", column, _without_incomplete(rows, "week_ending", weeks))


def monthly_counts(
    ledger: Ledger,
    *,
    weapon_class: str = "shahed",
    convention: str = "end_date",
    regional_rows: str = "excluded",
    windows: str = "all",
    column: str = "launched",
) -> pd.Series:
    """Drones in each complete month, by its first day; a month with an unknown day is left out.

    Raises NoDailyTableError.
    """
    first, last = _span(ledger, convention)
    rows = _variant(ledger.drone_monthly, weapon_class, convention, regional_rows, windows)
    months = pd.date_range(first, pd.Timestamp(last) + pd.Timedelta(days=1), freq="MS")[:-1]
    return _filled(rows, "month", column, _without_incomplete(rows, "month", months))


def _span(ledger: Ledger, convention: str) -> tuple[date, date]:
    """The first and last full day; by start, a night that begins on the last day is not yet told."""
    if ledger.drone_import is None:
        raise NoDailyTableError
    last = ledger.drone_import.last_day
    return ledger.drone_import.first_day, last if convention == "end_date" else last - timedelta(days=1)


def _variant(
    table: pd.DataFrame, weapon_class: str, convention: str, regional_rows: str, windows: str
) -> pd.DataFrame:
    return table[
        (table["weapon_class"] == weapon_class)
        & (table["convention"] == convention)
        & (table["regional_rows"] == regional_rows)
        & (table["windows"] == windows)
    ]


def _without_incomplete(rows: pd.DataFrame, name: str, periods: pd.DatetimeIndex) -> pd.DatetimeIndex:
    return periods.difference(pd.DatetimeIndex(rows.loc[~rows["complete"], name]))


def _filled(rows: pd.DataFrame, name: str, column: str, index: pd.DatetimeIndex) -> pd.Series:
    """The column over the index, 0 where there is no row; a NaN of the table stays one."""
    counts = rows.set_index(name)[column]
    found = counts.reindex(index)
    found[~index.isin(counts.index)] = 0.0
    return found.rename(column).rename_axis(name)
