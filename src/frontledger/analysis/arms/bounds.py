"""Bounds on the rounds that came: content from below, capacity from above, body by body and over time.

A running total never falls, so a count for one day is a floor for every later day and a ceiling for every
earlier one. What a body said came bounds the rounds from below, and from above where its words set an end;
what it said came within a period bounds them from below alone, since more may have come before.
What a body's containers could hold bounds them from above only: by its own figure, or, where it counted
containers alone, by the greatest factor any body used. A capacity of "more than" is taken at the figure
named, since a reckoned capacity without an end would bound nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontledger.analysis.arms.rounds import CAPACITY, Calibre, PerContainer, Rounds, per_container, rounds
from frontledger.analysis.claim_counts import Count, counts
from frontledger.ledger import Interval, Ledger

Source = Literal["content", "capacity", "containers"]


@dataclass(frozen=True)
class Bound:
    """One end that a claim sets: rounds in all, a floor from its day on or a ceiling up to its day.

    `factor` is the rounds a container was reckoned at, for a ceiling from containers alone.
    """

    claim: Count
    source: Source
    number: float
    factor: float | None = None

    @property
    def day(self) -> date:
        """The day the claim holds for."""
        return self.claim.as_of


@dataclass(frozen=True)
class Clash:
    """A floor of one body above a ceiling of another that holds on the same day: the two do not meet."""

    floor: Bound
    ceiling: Bound

    @property
    def factor(self) -> float:
        """How many times as high the floor is."""
        return self.floor.number / self.ceiling.number


@dataclass(frozen=True)
class BoundDay:
    """Rounds in all by a day: the bodies' floors and ceilings that hold then, from the lowest to the highest.

    Nought and infinity stand where no body sets that end.
    """

    day: date
    floors: Interval
    ceilings: Interval

    @property
    def any_right(self) -> Interval | None:
        """From the lowest floor to the highest ceiling: if one body is right at each end; None if they cross."""
        return _between(self.floors.lower, self.ceilings.upper)

    @property
    def all_right(self) -> Interval | None:
        """From the highest floor to the lowest ceiling: if every body is right; None where they do not meet."""
        return _between(self.floors.upper, self.ceilings.lower)


@dataclass(frozen=True)
class RoundsBounds:
    """Every end the claims set, what they leave by day, and where they do not meet."""

    floors: tuple[Bound, ...]
    ceilings: tuple[Bound, ...]
    days: tuple[BoundDay, ...]
    clashes: tuple[Clash, ...]
    greatest_factor: PerContainer | None

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims that set an end, and of those behind the factor used."""
        used = any(one.factor for one in self.ceilings)
        own = self.greatest_factor.claims if used and self.greatest_factor else ()
        ends = (one.claim.claim_id for one in (*self.floors, *self.ceilings))
        return tuple(dict.fromkeys((*ends, *own)))


def rounds_bounds(ledger: Ledger, calibre: Calibre) -> RoundsBounds:
    """Bounds on rounds delivered in all, with containers reckoned to have held this calibre."""
    found = rounds(ledger, calibre)
    greatest = _greatest_factor(ledger, calibre)
    content = [one for body in found.delivered for one in body.counts]
    came = (*content, *found.in_period)
    floors = _ordered(Bound(one, "content", one.interval.lower) for one in came if one.interval.lower > 0)
    ceilings = _ordered([*_content_ceilings(content), *_held(found), *_contained(ledger, found, greatest)])
    days = sorted({one.day for one in (*floors, *ceilings)})
    return RoundsBounds(
        floors=floors,
        ceilings=ceilings,
        days=tuple(_bound_day(day, floors, ceilings) for day in days),
        clashes=_clashes(floors, ceilings),
        greatest_factor=greatest,
    )


def _greatest_factor(ledger: Ledger, calibre: Calibre) -> PerContainer | None:
    """The pair with the most rounds a container under this calibre; only a named factor counts."""
    known = [
        pair for pair in per_container(ledger) if pair.ratio and pair.rounds.measure in CAPACITY[calibre]
    ]
    return max(known, key=lambda pair: (pair.ratio or 0.0, pair.claims), default=None)


def _content_ceilings(content: list[Count]) -> list[Bound]:
    return [Bound(one, "content", one.interval.upper) for one in content if math.isfinite(one.interval.upper)]


def _held(found: Rounds) -> list[Bound]:
    return [
        Bound(one, "capacity", one.interval.upper if one.best is None else one.best)
        for one in found.capacity
        if one.best is not None or math.isfinite(one.interval.upper)
    ]


def _contained(ledger: Ledger, found: Rounds, greatest: PerContainer | None) -> list[Bound]:
    """Ceilings of container counts beside which the same body gave no capacity on that day."""
    if greatest is None or not greatest.ratio:
        return []
    own = {(one.claimant_id, one.as_of) for one in found.capacity}
    factor = greatest.ratio
    return [
        Bound(one, "containers", factor * (one.interval.upper if one.best is None else one.best), factor)
        for one in counts(ledger, "containers")
        if (one.claimant_id, one.as_of) not in own
        and (one.best is not None or math.isfinite(one.interval.upper))
    ]


def _bound_day(day: date, floors: tuple[Bound, ...], ceilings: tuple[Bound, ...]) -> BoundDay:
    least = _by_body(one for one in floors if one.day <= day)
    most = _by_body(one for one in ceilings if one.day >= day)
    low = [max(one.number for one in body) for body in least.values()] or [0.0]
    high = [min(one.number for one in body) for body in most.values()] or [math.inf]
    return BoundDay(day, Interval(min(low), max(low)), Interval(min(high), max(high)))


def _between(low: float, high: float) -> Interval | None:
    return Interval(low, high) if low <= high else None


def _by_body(found: Iterable[Bound]) -> dict[str, list[Bound]]:
    bodies: dict[str, list[Bound]] = {}
    for one in found:
        bodies.setdefault(one.claim.claimant_id, []).append(one)
    return bodies


def _clashes(floors: tuple[Bound, ...], ceilings: tuple[Bound, ...]) -> tuple[Clash, ...]:
    """Every floor above a ceiling for the same or a later day, of another body; the widest first."""
    pairs = [
        Clash(floor, ceiling)
        for floor in floors
        for ceiling in ceilings
        if floor.claim.claimant_id != ceiling.claim.claimant_id
        and floor.day <= ceiling.day
        and floor.number > ceiling.number
    ]
    return tuple(
        sorted(pairs, key=lambda one: (-one.factor, one.floor.claim.claim_id, one.ceiling.claim.claim_id))
    )


def _ordered(found: Iterable[Bound]) -> tuple[Bound, ...]:
    return tuple(sorted(found, key=lambda one: (one.day, one.claim.claim_id)))
