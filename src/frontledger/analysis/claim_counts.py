"""A claim read as a count: one body's number of people, with its bounds, its day and its place.

The ledger's rows become records that later steps can date, order, add and compare. No number is made up on
the way: a claim that gives only a range has no single best figure, and none is put in its middle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from frontledger.analysis.once import once
from frontledger.ledger import Interval, Ledger

CENTRAL = frozenset({"exact", "about", "nearly"})
"""Qualifiers of a figure meant as the value, not as a floor or a ceiling."""

LOCAL = "local"
"""The scope of a count that speaks of one action or unit only; reserved in every ledger."""


@dataclass(frozen=True)
class Count:
    """One claim that states a number of people.

    `start` and `end` bound the period it speaks of (for a stock or a running total only `end` matters);
    `said` is the day it was made. `best` is the figure named, None where only a range was given.
    `credibility` runs from 1, confirmed, to 6, cannot be judged.
    """

    claim_id: str
    measure: str
    form: str
    kind: str
    force: str
    scope: str
    claimant_id: str
    claimant: str
    country: str
    start: date | None
    end: date | None
    said: date
    interval: Interval
    best: float | None
    qualifier: str
    credibility: int

    @property
    def central(self) -> float | None:
        """The figure named, where it is meant as the value and not as a floor or a ceiling."""
        return self.best if self.qualifier in CENTRAL else None

    @property
    def size(self) -> float:
        """The figure named, or the lower end of a range."""
        return self.interval.lower if self.best is None else self.best

    @property
    def as_of(self) -> date:
        """The day the count holds for: the end of its period, or the day it was said where none is stated."""
        return self.end or self.said

    @property
    def rank(self) -> tuple[date, date, int, str]:
        """Sorts one body's counts so that the one that stands is last: newest day, then newest word.

        Two figures of the same day and the same briefing are told apart by credibility, the better one
        standing.
        """
        return (self.as_of, self.said, -self.credibility, self.claim_id)


@dataclass(frozen=True)
class Series:
    """The counts of one body, oldest first."""

    claimant_id: str
    claimant: str
    country: str
    counts: tuple[Count, ...]


def counts(
    ledger: Ledger,
    measure: str,
    *,
    kind: str = "estimate",
    force: str | None = None,
    scopes: Iterable[str] | None = None,
) -> tuple[Count, ...]:
    """Every claim of this measure that states a number, echoes left out, by day said and claim id.

    `scopes` keeps claims about exactly these places; None keeps all. A measure the ledger's codebook does not
    have is one nobody counted.
    """
    found = _everywhere(ledger, measure, kind, force)
    if scopes is None:
        return found
    wanted = frozenset(scopes)
    return tuple(count for count in found if count.scope in wanted)


@once
def _everywhere(ledger: Ledger, measure: str, kind: str, force: str | None) -> tuple[Count, ...]:
    """The counts of a measure in all places."""
    if measure not in set(ledger.measures["measure"]):
        return ()
    rows = ledger.select(measure, kind=kind, force=force)[list(_READ)]
    found = [_count(row) for row in rows.to_dict("records") if not pd.isna(row["lower"])]
    return tuple(sorted(found, key=lambda count: (count.said, count.claim_id)))


def by_claimant(found: Iterable[Count]) -> tuple[Series, ...]:
    """The counts of each body, oldest first; bodies in the order of their display names."""
    groups: dict[str, list[Count]] = {}
    for count in found:
        groups.setdefault(count.claimant_id, []).append(count)
    series = [_series(group) for group in groups.values()]
    return tuple(sorted(series, key=lambda one: (one.claimant, one.claimant_id)))


def main_place(ledger: Ledger) -> str:
    """The area that a count of everyone sent speaks of, by the codebook; "" where it names none."""
    places = dict(zip(ledger.measures["measure"], ledger.measures["main_scope"], strict=True))
    return places.get("sent", "")


def parts_of(ledger: Ledger, place: str) -> tuple[frozenset[str], ...]:
    """The places directly inside a place, in the order of the table of scopes, each with all inside it."""
    rows = zip(ledger.scopes["scope"], ledger.scopes["inside"], strict=True)
    return tuple(places_within(ledger, name) for name, parent in rows if parent == place and name != LOCAL)


def places_within(ledger: Ledger, scope: str) -> frozenset[str]:
    """A scope and every scope inside it, by the ledger's own table of scopes; single actions are left out."""
    parents = dict(zip(ledger.scopes["scope"], ledger.scopes["inside"], strict=True))
    inside = {scope}
    while more := {name for name, parent in parents.items() if parent in inside} - inside:
        inside |= more
    return frozenset(inside - {LOCAL})


def day_of(value: Any) -> date | None:
    """The date of a table's cell, None where it is blank."""
    return None if pd.isna(value) else value.date()


def _series(group: list[Count]) -> Series:
    ordered = tuple(sorted(group, key=lambda count: count.rank))
    last = ordered[-1]
    return Series(last.claimant_id, last.claimant, last.country, ordered)


_WORDS = (
    "claim_id",
    "measure",
    "form",
    "kind",
    "force",
    "scope",
    "claimant_id",
    "claimant",
    "country",
    "qualifier",
)
_READ = (*_WORDS, "period_start", "period_end", "reported_on", "lower", "upper", "best", "credibility")
"""The columns read: a record of all columns would cost three times as much."""


def _count(row: dict[Any, Any]) -> Count:
    return Count(
        **{name: str(row[name]) for name in _WORDS},
        start=day_of(row["period_start"]),
        end=day_of(row["period_end"]),
        said=row["reported_on"].date(),
        interval=Interval(float(row["lower"]), float(row["upper"])),
        best=None if pd.isna(row["best"]) else float(row["best"]),
        credibility=int(row["credibility"]),
    )
