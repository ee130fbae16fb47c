"""The share of launched drones that was neutralised, kept apart by what the word covered at the time.

Neutralised is what the Air Force reported as shot down, plus what it reported as lost to jamming or fallen
without harm. What those two hold changed twice, so shares are told within a period and never compared
across a break.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from frontledger.analysis.drones.series import launch_rows, main_series
from frontledger.ledger import Ledger


@dataclass(frozen=True)
class Definition:
    """What "neutralised" covers from a bulletin on; not `comparable` where a part went unreported."""

    starts: date
    words: str
    comparable: bool


DEFINITIONS = (
    Definition(date(2022, 9, 1), "shot down; nothing said of jammed drones", comparable=False),
    Definition(date(2024, 7, 10), "shot down, plus lost to jamming", comparable=True),
    Definition(date(2025, 7, 24), "shot down or suppressed, in one figure", comparable=True),
)
"""Jammed drones first appear in the bulletin of 10 July 2024; from 24 July 2025 one figure covers both."""


@dataclass(frozen=True)
class NeutralisedShare:
    """Neutralised and launched drones of a month or a part of one, and the definition its last day falls under.

    `destroyed` counts what was reported as shot down, None where that was not told apart. `mixed` is True
    where the definition changed inside the span: only the daily table can tell its parts.
    """

    first: date
    last: date
    destroyed: int | None
    neutralised: int
    launched: int
    definition: Definition
    mixed: bool

    @property
    def share(self) -> float:
        """Neutralised as a share of launched, 0 to 1."""
        return self.neutralised / self.launched

    @property
    def destroyed_share(self) -> float:
        """Shot down alone as a share of launched, 0 to 1, NaN where not told; never compare it over a break."""
        return math.nan if self.destroyed is None else self.destroyed / self.launched


def neutralised_shares(ledger: Ledger) -> tuple[NeutralisedShare, ...]:
    """The share of every complete month of the main series, in order of month.

    A month that an imported daily table holds is told from it, in two parts where the definition changed in it.
    """
    days = _of_days(ledger) if len(ledger.drone_daily) else ()
    held = {one.first.replace(day=1) for one in days}
    months = [one for one in _of_months(ledger) if one.first not in held]
    return tuple(sorted([*months, *days], key=lambda one: one.first))


def _of_months(ledger: Ledger) -> tuple[NeutralisedShare, ...]:
    rows = launch_rows(ledger)
    rows = rows[(rows["series_id"] == main_series(ledger)) & rows["complete"] & rows["neutralised"].notna()]
    return tuple(_share(row.month.date(), _last_day(row.month.date()), row) for row in rows.itertuples())


def _of_days(ledger: Ledger) -> tuple[NeutralisedShare, ...]:
    days, months = _main_rows(ledger.drone_daily), _main_rows(ledger.drone_monthly)
    whole = set(months.loc[months["complete"] & months["neutralised"].notna(), "month"].dt.date)
    days = days.assign(day=days["date"].dt.date, month=days["date"].dt.to_period("M").dt.start_time.dt.date)
    days = days[days["month"].isin(whole)]
    days = days.assign(starts=[_current(day).starts for day in days["day"]])
    sums = days.groupby(["month", "starts"])[["launched", "destroyed", "neutralised"]].sum().reset_index()
    return tuple(
        _share(max(row.month, row.starts), _last_under(row.month, row.starts), row)
        for row in sums.itertuples()
        if row.launched > 0
    )


def _main_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of an imported table that count as the main series does."""
    wanted = (frame["weapon_class"] == "shahed") & (frame["convention"] == "end_date")
    return frame[wanted & (frame["regional_rows"] == "excluded") & (frame["windows"] == "all")]


def _share(first: date, last: date, row: Any) -> NeutralisedShare:
    destroyed = None if pd.isna(row.destroyed) else int(row.destroyed)
    definition = _current(last)
    mixed = first < definition.starts
    return NeutralisedShare(
        first, last, destroyed, int(row.neutralised), int(row.launched), definition, mixed
    )


def _current(day: date) -> Definition:
    """The definition a day falls under; a day before the first counts as of the first."""
    return [
        definition for definition in DEFINITIONS if definition.starts <= day or definition == DEFINITIONS[0]
    ][-1]


def _last_day(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


def _last_under(month: date, starts: date) -> date:
    """The last day of a month that still falls under the definition of that start."""
    later = [
        definition.starts for definition in DEFINITIONS if starts < definition.starts <= _last_day(month)
    ]
    return min([_last_day(month), *(start - timedelta(days=1) for start in later)])


def share_of_period(shares: tuple[NeutralisedShare, ...], definition: Definition) -> float:
    """The share over all months wholly under one definition, 0 to 1; ValueError where there are none."""
    whole = [share for share in shares if share.definition == definition and not share.mixed]
    if not whole:
        raise ValueError(
            f"no month lies wholly under the definition of {definition.starts}: choose a later as_of"
        )
    return sum(share.neutralised for share in whole) / sum(share.launched for share in whole)


def about_break(shares: tuple[NeutralisedShare, ...]) -> tuple[NeutralisedShare, NeutralisedShare] | None:
    """The last span before and the first after the newest change between comparable definitions.

    Both wholly under their own; None where there is no such change or no count of those shot down.
    """
    whole = [
        one for one in shares if not one.mixed and one.definition.comparable and one.destroyed is not None
    ]
    pairs = [
        (before, after)
        for before, after in itertools.pairwise(whole)
        if before.definition != after.definition
    ]
    return pairs[-1] if pairs else None
