"""What was knowable when: the estimate for one day, by each later day on which a claim arrived.

Every point is the reconciliation of the ledger as it stood at the end of a day (`Ledger.view`), so nothing
said later, nor any place only later claims name, enters it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd

from frontledger.analysis.belief.basis import Basis, Read, basis, read
from frontledger.analysis.belief.estimates import Estimate, estimate
from frontledger.analysis.reconcile.statements import Weights
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class Reading:
    """A headline on the day asked about, in its unit: the estimate, and the bounds by `reconcile`'s allowance."""

    estimate: float
    bounds: Interval


@dataclass(frozen=True)
class Point:
    """What had been said by the end of `as_of`, and the claims that arrived since the point before.

    `readings` has an entry for every headline, None where no claim counted it or its path began later.
    """

    as_of: date
    claims: tuple[str, ...]
    readings: tuple[Reading | None, ...]


@dataclass(frozen=True)
class Knowable:
    """How the headlines on the day `about` looked from that day on, up to `until`.

    Between points nothing arrived in the group of linked quantities, so every point holds until the next.
    """

    about: date
    until: date
    quantities: tuple[Quantity, ...]
    points: tuple[Point, ...]
    claims: tuple[str, ...]

    def steps(self, place: int) -> tuple[tuple[Point, float, float], ...]:
        """Every point at which a headline's estimate changed, with the value before and after."""
        found = []
        for before, point in pairwise(self.points):
            old, new = before.readings[place], point.readings[place]
            if old is not None and new is not None:
                found.append((point, old.estimate, new.estimate))
        return tuple(found)


def knowable(ledger: Ledger, about: date = date(2025, 1, 31), weights: Weights = "equal") -> Knowable | None:
    """The headlines of the ledger on the day `about`, as known from then on.

    None where the ledger holds no headline, or is not known beyond that day, or no claim ever gave the day a
    value. Raises ValueError for unknown weights.
    """
    found = basis(ledger, weights)
    if found is None or about >= ledger.as_of:
        return None
    arrived = _arrivals(ledger, found, about)
    points = [
        Point(day, ids, _readings(read(ledger.view(day), weights), found.headlines, about))
        for day, ids in arrived
    ]
    if not any(one for point in points for one in point.readings):
        return None
    return Knowable(about, ledger.as_of, found.headlines, tuple(points), found.claims)


def _arrivals(ledger: Ledger, found: Basis, about: date) -> list[tuple[date, tuple[str, ...]]]:
    """The day asked about with the claims made by then, and every later day with those made on it."""
    claims = ledger.claims[ledger.claims["claim_id"].isin(found.claims)].sort_values("claim_id")
    days = claims["reported_on"].clip(lower=pd.Timestamp(about))
    groups = {day: tuple(claims["claim_id"][days == day]) for day in sorted(days.unique())}
    return [(about, ())] * (pd.Timestamp(about) not in groups) + [
        (pd.Timestamp(day).date(), ids) for day, ids in groups.items()
    ]


def _readings(known: Read, wanted: tuple[Quantity, ...], about: date) -> tuple[Reading | None, ...]:
    solved: dict[tuple[Quantity, ...], Estimate] = {}
    found: list[Reading | None] = []
    for one in wanted:
        whole = known.structure.wholes.get((one.measure, one.force))
        atoms = next((atoms for atoms in known.groups if whole and known.shows(atoms, whole)), None)
        if whole is None or atoms is None:
            found.append(None)
            continue
        if atoms not in solved:
            solved[atoms] = estimate(known.model(atoms))
        found.append(_reading(solved[atoms], whole, about))
    return tuple(found)


def _reading(estimated: Estimate, quantity: Quantity, about: date) -> Reading | None:
    value = estimated.value(quantity, about)
    return None if value is None else Reading(value, estimated.bounds(quantity, about))
