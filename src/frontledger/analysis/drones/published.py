"""Every published figure of drone launches, and whether the counts it goes back to give it.

A figure agrees where the counts give a value its wording allows (`PublishedFigure.allowed`). It is read
under the convention its source states, or the usual one where none is stated, and then under every other:
among eight readings one may fit by chance, so a fit under another convention is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast

import pandas as pd

from frontledger.analysis.drones.daily import has_daily
from frontledger.analysis.drones.published_counts import (
    CONVENTIONS,
    Convention,
    Counts,
    DailyCounts,
    MonthlyCounts,
    value_of,
)
from frontledger.analysis.drones.published_figures import (
    PublishedFigure,
    monthly_figures,
    published_figures,
)
from frontledger.analysis.once import once
from frontledger.ledger import Ledger
from frontledger.ledger.tables.drones import FIGURE_UNITS

Verdict = Literal["agrees", "agrees_otherwise", "disagrees", "begins_earlier", "unchecked"]


@dataclass(frozen=True)
class Reading:
    """What the counts give for a figure under one convention, and whether the figure allows it.

    `since` is the first day counted, where the figure speaks of a longer time.
    """

    convention: Convention
    table: Literal["daily", "monthly"]
    value: float
    agrees: bool
    since: date | None


@dataclass(frozen=True)
class FigureCheck:
    """A figure with its readings, the usual way of counting first.

    `own` is what the same body's published monthly counts give, None where they cannot tell.
    """

    figure: PublishedFigure
    readings: tuple[Reading, ...]
    own: float | None

    @property
    def first(self) -> Reading | None:
        """The reading under the figure's own convention; with regional rows where no other is to be had."""
        usual = self.figure.usual
        same = [
            one
            for one in self.readings
            if one.convention in (usual, replace(usual, regional_rows="included"))
        ]
        return min(same, key=lambda one: one.convention != usual, default=None)

    @property
    def others(self) -> tuple[Convention, ...]:
        """The other conventions under which the counts give the figure."""
        return tuple(one.convention for one in self.readings if one.agrees and one is not self.first)

    @property
    def verdict(self) -> Verdict:
        """Agreement under its own convention, under another, or none; or why that cannot be told."""
        if self.first is None:
            return "unchecked"
        if self.first.agrees:
            return "agrees"
        if self.first.since and not self._beyond_repair:
            return "begins_earlier"
        return "agrees_otherwise" if self.others else "disagrees"

    @property
    def _beyond_repair(self) -> bool:
        """Whether no count of the days before the first counted could bring agreement: a total only rises."""
        rises = FIGURE_UNITS[self.figure.quantity] == "count"
        return self.first is not None and rises and self.first.value > self.figure.allowed.upper

    @property
    def off(self) -> float:
        """The first reading less the figure printed, in its unit; 0 where there is no reading."""
        return self.first.value - self.figure.best if self.first else 0.0

    @property
    def own_agrees(self) -> bool:
        """Whether the body's own monthly counts give the figure."""
        allowed = self.figure.allowed
        return self.own is not None and allowed.lower <= self.own <= allowed.upper


@dataclass(frozen=True)
class PublishedCheck:
    """The check of single figures, of published monthly totals, and whether the daily table was there."""

    figures: tuple[FigureCheck, ...]
    monthly: tuple[FigureCheck, ...]
    daily: bool

    def having(self, verdict: Verdict) -> tuple[FigureCheck, ...]:
        """Single figures and monthly totals with this verdict."""
        return tuple(one for one in (*self.figures, *self.monthly) if one.verdict == verdict)


def check_published(ledger: Ledger) -> PublishedCheck:
    """Set every published figure of the ledger against the daily table, else the computed monthly series.

    A ledger cut to some claimants keeps their figures only.
    """
    counts = _every_count(ledger)
    return PublishedCheck(
        tuple(_check(ledger, one, counts) for one in published_figures(ledger)),
        tuple(_check(ledger, one, counts) for one in monthly_figures(ledger)),
        has_daily(ledger),
    )


_Source = tuple[Convention, Literal["daily", "monthly"], Counts]


def _every_count(ledger: Ledger) -> dict[str, list[_Source]]:
    """The counts to hold figures against, by what they count; the daily table first, where there is one."""
    daily = {
        weapons: [(one, "daily", DailyCounts(ledger, weapons, one)) for one in CONVENTIONS]
        for weapons in ("attack_drones", "all_drones")
        if has_daily(ledger)
    }
    return cast(dict[str, list[_Source]], daily) | {
        "attack_drones": [*cast(list[_Source], daily.get("attack_drones", [])), *_computed(ledger)]
    }


def _computed(ledger: Ledger) -> Iterable[_Source]:
    """The computed monthly series, each under its own convention."""
    series = ledger.drone_series
    series = series[(series["basis"] == "computed") & (series["coverage"] == "all")]
    for row in series.to_dict("records"):
        months = _months(ledger, (row["series_id"],))
        if len(months):
            yield Convention(row["convention"], row["regional_rows"]), "monthly", MonthlyCounts(months)


def _months(ledger: Ledger, series: Iterable[str]) -> pd.DataFrame:
    rows = ledger.drone_launches
    rows = rows[rows["series_id"].isin(list(series)) & rows["complete"]].drop_duplicates("month")
    return rows.set_index("month").sort_index()[["launched", "destroyed", "neutralised"]]


def _check(ledger: Ledger, figure: PublishedFigure, counts: dict[str, list[_Source]]) -> FigureCheck:
    weapons = "all_drones" if figure.weapons == "all_drones" else "attack_drones"
    readings: dict[Convention, Reading] = {}
    for convention, table, source in counts.get(weapons, ()):
        if convention not in readings and (found := _read(figure, convention, table, source)):
            readings[convention] = found
    return FigureCheck(figure, tuple(readings.values()), _own(ledger, figure))


def _read(
    figure: PublishedFigure, convention: Convention, table: Literal["daily", "monthly"], source: Counts
) -> Reading | None:
    value = value_of(source, figure.quantity, figure.period, figure.compared)
    if value is None:
        return None
    allowed, first = figure.allowed, source.first
    since = first if figure.period[0] < first else None
    return Reading(convention, table, value, allowed.lower <= value <= allowed.upper, since)


def _own(ledger: Ledger, figure: PublishedFigure) -> float | None:
    """What the body's own published months give for a figure that is no plain total."""
    if figure.quantity == "launched":
        return None
    counts = _published(ledger, figure.claimant_id)
    return None if counts is None else value_of(counts, figure.quantity, figure.period, figure.compared)


@once
def _published(ledger: Ledger, claimant_id: str) -> MonthlyCounts | None:
    """A body's published complete months; None where it published none."""
    series = ledger.drone_series
    mine = series[(series["claimant_id"] == claimant_id) & (series["basis"] == "published")]
    months = _months(ledger, mine["series_id"])
    return None if months.empty else MonthlyCounts(months)
