"""One series of monthly launches, and the window of complete months growth is read from.

"Launched" always means what the Ukrainian Air Force said it detected: one party's count, checked by nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from frontledger.analysis.drones.daily import has_daily, monthly_counts
from frontledger.analysis.drones.growth import FEWEST_MONTHS, WindowError
from frontledger.ledger import Ledger

COUNTED = ("launched", "destroyed", "neutralised")


class UnknownSeriesError(ValueError):
    """A drone series the ledger does not hold; the message lists those it does."""


@dataclass(frozen=True)
class MonthlyCount:
    """Launches in one month (`month` is its first day); not `complete` where only a part of it is counted."""

    month: date
    launched: int
    complete: bool


@dataclass(frozen=True)
class MonthlySeries:
    """The counts of one series in order of month; `cut` is the ledger's as-of day, None for all.

    `claimant` asserts the counts; `belligerent` says whether it is of a party to the war.
    """

    series_id: str
    name: str
    claimant: str
    belligerent: bool
    counts: tuple[MonthlyCount, ...]
    cut: date | None

    @property
    def complete(self) -> tuple[MonthlyCount, ...]:
        """The complete months, the only ones growth is told from."""
        return tuple(count for count in self.counts if count.complete)

    def launched(self, month: date) -> int | None:
        """The launches of a complete month, or None where the series does not hold it."""
        return next((count.launched for count in self.complete if count.month == month), None)


@dataclass(frozen=True)
class Window:
    """The complete months of a series between two months, and what was asked for.

    `partial` are the months inside that are left out because they are counted in part only; `shortened` is
    True where the end asked for was not known on the day the ledger was cut at.
    """

    asked_start: date
    asked_end: date
    counts: tuple[MonthlyCount, ...]
    partial: tuple[date, ...]
    shortened: bool

    @property
    def months(self) -> tuple[date, ...]:
        """The months that are fitted."""
        return tuple(count.month for count in self.counts)

    @property
    def launched(self) -> tuple[int, ...]:
        """Launches in these months."""
        return tuple(count.launched for count in self.counts)


def main_series(ledger: Ledger) -> str:
    """The series read where none is named; UnknownSeriesError where the ledger holds none."""
    main = ledger.drone_series.loc[ledger.drone_series["main"], "series_id"]
    if main.empty:
        raise UnknownSeriesError("series: the ledger holds no drone series; give another ledger")
    return str(main.iloc[0])


def monthly_series(ledger: Ledger, series_id: str = "") -> MonthlySeries:
    """One series of the ledger, the main one where none is named.

    UnknownSeriesError lists the known ids where there is no such series.
    """
    series_id = series_id or main_series(ledger)
    known_series = ledger.drone_series.set_index("series_id")
    if series_id not in known_series.index:
        known = ", ".join(known_series.index)
        raise UnknownSeriesError(f"series: {series_id!r} is not in the ledger; choose one of {known}")
    rows = launch_rows(ledger)
    rows = rows[rows["series_id"] == series_id]
    counts = zip(rows["month"], rows["launched"], rows["complete"], strict=True)
    claimant = ledger.claimants.set_index("claimant_id").loc[known_series.at[series_id, "claimant_id"]]
    return MonthlySeries(
        series_id,
        str(known_series.at[series_id, "name"]),
        str(claimant["short_name"]),
        bool(claimant["belligerent"]),
        tuple(MonthlyCount(month.date(), int(launched), bool(whole)) for month, launched, whole in counts),
        ledger.cut,
    )


def launch_rows(ledger: Ledger) -> pd.DataFrame:
    """The rows of drone_launches that state how many were launched, in order of month.

    Where a daily table is imported, its complete months after the last of a computed series carry that on.
    """
    rows = ledger.drone_launches
    rows = rows[rows["launched"].notna()]
    if has_daily(ledger):
        later = later_months(ledger)
        rows = pd.concat([rows, later]).drop_duplicates(["month", "series_id"], keep="last")
    return rows.sort_values(["month", "series_id"])


def later_months(ledger: Ledger) -> pd.DataFrame:
    """The imported complete months after the last one of each computed series, as rows of drone_launches.

    Raises NoDailyTableError.
    """
    series = ledger.drone_series
    computed = series[(series["basis"] == "computed") & (series["coverage"] == "all")]
    found = [ledger.drone_launches.head(0)]
    for way in computed.itertuples():
        own = ledger.drone_launches[ledger.drone_launches["series_id"] == way.series_id]
        own = own[own["complete"]].sort_values("month")
        if len(own):
            months = _imported(ledger, way.convention, way.regional_rows)
            months = months[months["month"] > own["month"].iloc[-1]]
            found.append(months.assign(series_id=way.series_id, source_id=own["source_id"].iloc[-1]))
    return pd.concat([one for one in found if len(one)] or found)


def _imported(ledger: Ledger, convention: str, regional_rows: str) -> pd.DataFrame:
    months = pd.DataFrame(
        {
            column: monthly_counts(ledger, convention=convention, regional_rows=regional_rows, column=column)
            for column in COUNTED
        }
    )
    months = months.rename_axis("month").reset_index()
    ends = months["month"] + pd.offsets.MonthEnd(0)
    return months.assign(complete=True, qualifier="exact", reported_on=ends, note="")


def window_of(series: MonthlySeries, start: date, end: date) -> Window:
    """The complete months of a series from `start` to `end`, both counted.

    Of a ledger cut at a day, a window that runs past the last month then known is shortened. One that lies
    outside the series, ends before it begins, or holds fewer than three complete months raises WindowError.
    """
    _refuse_outside(series, start, end)
    inside = [count for count in series.counts if start <= count.month <= end]
    kept = tuple(count for count in inside if count.complete)
    if len(kept) < FEWEST_MONTHS:
        raise WindowError(
            f"window_start {start:%Y-%m} to window_end {end:%Y-%m} leaves {len(kept)} complete month(s), and "
            f"growth needs {FEWEST_MONTHS}; {_held(series)}: choose a longer window, or a later as_of"
        )
    partial = tuple(count.month for count in inside if not count.complete)
    return Window(start, end, kept, partial, shortened=end > series.counts[-1].month)


def _refuse_outside(series: MonthlySeries, start: date, end: date) -> None:
    if not series.complete:
        raise WindowError(
            f"series {series.series_id} has no complete month by this day: choose a later as_of"
        )
    if end < start:
        raise WindowError(f"window_end {end:%Y-%m} is before window_start {start:%Y-%m}: give them in order")
    last = series.complete[-1].month
    if not series.counts[0].month <= start <= last:
        raise WindowError(
            f"window_start {start:%Y-%m} is outside; {_held(series)}: choose one of them or a later as_of"
        )
    if end > series.counts[-1].month and series.cut is None:
        raise WindowError(f"window_end {end:%Y-%m} is outside; {_held(series)}: choose one of them")


def _held(series: MonthlySeries) -> str:
    first, last = series.complete[0].month, series.complete[-1].month
    return f"{series.series_id} holds complete months from {first:%Y-%m} to {last:%Y-%m}"
