"""What the sources say of a month: every count, how far they lie apart, and what backs a published figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from frontledger.analysis.drones.series import launch_rows
from frontledger.analysis.once import once
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import interval_of

FLOOR = "at_least"
"""What a count that leaves some launches out amounts to, whatever its source calls it."""

BOUNDS = (FLOOR, "more_than", "up_to")
"""Qualifiers that give one side only: such a count is no estimate of the month."""


@dataclass(frozen=True)
class SourceCount:
    """What one source gives for one complete month: the number it states, and how it hedges it.

    A count of a part, such as night waves only, is a floor.
    """

    series_id: str
    name: str
    claimant_id: str
    basis: Literal["computed", "published"]
    qualifier: str
    month: date
    launched: int
    source_id: str

    @property
    def interval(self) -> Interval:
        """The launches the source's wording allows."""
        return cast(Interval, interval_of(self.qualifier, best=self.launched))

    def supports(self, figure: Interval) -> bool:
        """Whether this count, stated without a hedge, lies in a figure's interval."""
        return self.interval.is_point and figure.overlaps(self.interval)

    @property
    def bound(self) -> bool:
        """Whether the source states a bound only ("more than"), which is not counted in the spread."""
        return self.qualifier in BOUNDS


@dataclass(frozen=True)
class MonthSpread:
    """The counts of one month by every source, and the range of those that are no mere bounds."""

    month: date
    counts: tuple[SourceCount, ...]

    @property
    def range(self) -> Interval | None:
        """From the lowest to the highest number stated; None where no source gives more than a bound."""
        stated = [count.launched for count in self.counts if not count.bound]
        return Interval(min(stated), max(stated)) if stated else None

    @property
    def share(self) -> float:
        """The width of the range as a share of the lowest number stated; zero where there is no range."""
        return self.range.upper / self.range.lower - 1 if self.range else 0.0


Status = Literal["matches", "within_spread", "no_source"]


@dataclass(frozen=True)
class FigureStatus:
    """How a published monthly figure stands against the ledger's counts of that month.

    `matches`: a count that is computed or stated as exact lies in the figure's interval (equals it, where the
    figure is exact). `within_spread`: none does, but the figure meets the range of the sources. `no_source`:
    neither, so the figure is unverified. `same_count_elsewhere` lists the other months for which a source
    gives exactly that count: a hint at a slip of the month, and no proof of one. It is empty for a figure
    that is a range.
    """

    status: Status
    month: date
    figure: Interval
    computed: tuple[SourceCount, ...]
    published: tuple[SourceCount, ...]
    same_count_elsewhere: tuple[date, ...]

    @property
    def spread(self) -> MonthSpread:
        """Every count of the month."""
        return MonthSpread(self.month, self.computed + self.published)


@once
def counts_by_source(ledger: Ledger, also: str = "") -> tuple[SourceCount, ...]:
    """Every count of a complete month in the ledger, in order of month and series.

    A ledger cut to some claimants keeps the computed series, those claimants' published ones, and the
    series `also`.
    """
    series = ledger.drone_series.set_index("series_id")
    if ledger.claimant_ids:
        wanted = (series["basis"] == "computed") | series["claimant_id"].isin(ledger.claimant_ids)
        series = series[wanted | (series.index == also)]
    known = series.to_dict("index")
    rows = launch_rows(ledger)
    rows = rows[rows["complete"] & rows["series_id"].isin(series.index)]
    return tuple(
        SourceCount(
            series_id=row.series_id,
            name=known[row.series_id]["name"],
            claimant_id=known[row.series_id]["claimant_id"],
            basis=known[row.series_id]["basis"],
            qualifier=FLOOR if known[row.series_id]["coverage"] == "part" else row.qualifier or "exact",
            month=row.month.date(),
            launched=int(row.launched),
            source_id=row.source_id,
        )
        for row in rows.itertuples(index=False)
    )


def spread_by_month(counts: tuple[SourceCount, ...], months: tuple[date, ...]) -> tuple[MonthSpread, ...]:
    """How far the sources lie apart in each of these months."""
    return tuple(
        MonthSpread(month, tuple(count for count in counts if count.month == month)) for month in months
    )


def figure_status(ledger: Ledger, month: date, figure: Interval) -> FigureStatus:
    """Set a published figure for a month (`month` is its first day) against the ledger's counts for it."""
    counts = counts_by_source(ledger)
    spread = _spread(counts, month)
    return FigureStatus(
        status=_status(spread, figure),
        month=month,
        figure=figure,
        computed=tuple(count for count in spread.counts if count.basis == "computed"),
        published=tuple(count for count in spread.counts if count.basis == "published"),
        same_count_elsewhere=_months_with(counts, figure, besides=month),
    )


def _spread(counts: tuple[SourceCount, ...], month: date) -> MonthSpread:
    return MonthSpread(month, tuple(count for count in counts if count.month == month))


def _status(spread: MonthSpread, figure: Interval) -> Status:
    if any(count.supports(figure) for count in spread.counts):
        return "matches"
    return "within_spread" if spread.range and figure.overlaps(spread.range) else "no_source"


def _months_with(counts: tuple[SourceCount, ...], figure: Interval, besides: date) -> tuple[date, ...]:
    if not figure.is_point:
        return ()
    exact = (count for count in counts if count.interval == figure and count.month != besides)
    return tuple(sorted({count.month for count in exact}))
