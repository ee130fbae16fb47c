"""Tidy counts by the day, week and month, in every way of counting that is in use."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from frontledger.ledger.daily.judging import LONGEST
from frontledger.ledger.daily.models import CLASSES
from frontledger.ledger.daily.rows import DroneRow, SetAside

CONVENTIONS = ("end_date", "start_date")
REGIONAL_ROWS = ("excluded", "included")
WINDOWS = ("all", "night")
VARIANT = ["weapon_class", "convention", "regional_rows", "windows"]
COUNTS = ["launched", "destroyed", "not_reached_goal", "neutralised", "strike_drones", "strike_launched"]
DAILY = ["date", *VARIANT, *COUNTS, "rows", "known_on"]
WEEKLY = ["week_ending", *VARIANT, *COUNTS, "rows", "known_on", "complete"]
MONTHLY = ["month", *VARIANT, *COUNTS, "rows", "known_on", "complete"]

_WHOLE = ["launched", "destroyed", "neutralised"]
_FILLED = ["not_reached_goal", "strike_drones", "strike_launched"]


def daily_table(rows: Sequence[DroneRow], aside: Sequence[SetAside], first: date, last: date) -> pd.DataFrame:
    """One row a day, class and way of counting.

    A sum over a blank is unknown (NaN), not what is left, for launches, destroyed and neutralised; the other
    columns add up what is filled. A day whose count may be short by a row set aside is unknown throughout.
    `known_on` is the day by which every window behind the count had ended.
    """
    frame = _frame(rows)
    unknown = _unknown_days(aside, first, last)
    parts = [
        _variant(frame, unknown, *variant)
        for variant in itertools.product(CONVENTIONS, REGIONAL_ROWS, WINDOWS)
    ]
    return pd.concat(parts).sort_values(["date", *VARIANT], ignore_index=True)[DAILY]


def weekly_table(daily: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Sums of weeks that end on a Sunday; `complete` where every day is covered and known."""
    ends = daily["date"] + pd.to_timedelta(6 - daily["date"].dt.day_of_week, unit="D")
    return _summed(daily, "week_ending", ends, ends - pd.Timedelta(days=6), ends, first, last)[WEEKLY]


def monthly_table(daily: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Sums of calendar months; `complete` where every day is covered and known."""
    opens = daily["date"].dt.to_period("M").dt.start_time.astype("datetime64[us]")
    return _summed(daily, "month", opens, opens, opens + pd.offsets.MonthEnd(0), first, last)[MONTHLY]


def last_full_day(convention: str, last: date) -> date:
    """The last day that is counted to its end: by start, a night that begins on the last day is not yet told."""
    return last if convention == "end_date" else last - timedelta(days=1)


def _frame(rows: Sequence[DroneRow]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            (row.weapon_class, row.start.day, row.end.day, row.launched, row.destroyed, row.not_reached_goal,
             row.neutralised, row.strike_drones, row.regional, row.daytime)
            for row in rows
        ],
        columns=["weapon_class", "start_date", "end_date", *COUNTS[:5], "regional", "daytime"],
    )  # fmt: skip
    for name in ("start_date", "end_date"):
        frame[name] = frame[name].astype("datetime64[us]")
    frame[COUNTS[:5]] = frame[COUNTS[:5]].astype("float64")
    frame["strike_launched"] = frame["launched"].where(frame["strike_drones"].notna())
    return frame.assign(rows=1)


def _unknown_days(aside: Sequence[SetAside], first: date, last: date) -> pd.DataFrame:
    """The days, by class, whose count may be short by a row that was set aside."""
    days = {
        (pd.Timestamp(day), name)
        for row in aside
        for day in row.days
        for name in ([row.weapon_class] if row.weapon_class else CLASSES)
        if first <= day <= last
    }
    frame = pd.DataFrame(sorted(days), columns=["date", "weapon_class"])
    return frame.astype({"date": "datetime64[us]", "weapon_class": "str"})


def _variant(
    frame: pd.DataFrame, unknown: pd.DataFrame, convention: str, regional_rows: str, windows: str
) -> pd.DataFrame:
    kept = frame
    if regional_rows == "excluded":
        kept = kept[~kept["regional"]]
    if windows == "night":
        kept = kept[~kept["daytime"]]
    by = [kept[convention].rename("date"), kept["weapon_class"]]
    days = _sums(kept, by).join(kept.groupby(by)["end_date"].max().rename("known_on"))
    days = _with_unknown(days.reset_index(), unknown)
    return days.assign(convention=convention, regional_rows=regional_rows, windows=windows)


def _with_unknown(days: pd.DataFrame, unknown: pd.DataFrame) -> pd.DataFrame:
    """The days with nothing known on those that a row set aside may belong to."""
    joined = days.merge(unknown, how="outer", on=["date", "weapon_class"], indicator="found")
    joined.loc[joined.pop("found") != "left_only", COUNTS] = float("nan")
    joined["rows"] = joined["rows"].fillna(0).astype("int64")
    joined["known_on"] = joined["known_on"].fillna(joined["date"] + LONGEST)
    return joined


def _summed(
    daily: pd.DataFrame,
    name: str,
    periods: pd.Series,
    opens: pd.Series,
    closes: pd.Series,
    first: date,
    last: date,
) -> pd.DataFrame:
    by = [periods.rename(name), *(daily[column] for column in VARIANT)]
    sums = _sums(daily, by)
    grouped = daily.assign(opens=opens, closes=closes).groupby(by)
    sums["known_on"] = grouped[["known_on", "closes"]].max().max(axis="columns")
    ends = {convention: pd.Timestamp(last_full_day(convention, last)) for convention in CONVENTIONS}
    limit = sums.index.get_level_values("convention").map(ends)
    inside = (grouped["opens"].min() >= pd.Timestamp(first)) & (grouped["closes"].max() <= limit)
    sums["complete"] = inside & sums["launched"].notna()
    return sums.reset_index().sort_values([name, *VARIANT], ignore_index=True)


def _sums(frame: pd.DataFrame, by: list[pd.Series]) -> pd.DataFrame:
    groups = frame.groupby(by)
    whole = groups[_WHOLE].sum(skipna=False)
    filled = groups[_FILLED].sum(min_count=1)
    return whole.join(filled).join(groups["rows"].sum())
