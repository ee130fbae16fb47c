"""Rounds: what containers could hold, what was said to have come, and the factor between a body's counts.

A capacity is a container count turned into shells by a body's own factor, as if all held one calibre. It
bounds the content from above and says nothing of it from below, so the two never share a series.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from frontledger.analysis.claim_counts import Count, Series, by_claimant, counts
from frontledger.ledger import Interval, Ledger

Calibre = Literal["152mm", "122mm", "any"]

SAME_SEASON = timedelta(days=180)
"""Content and capacity further apart than this are not set against one another."""

NOT_STATED = "rounds_capacity"
CONTENT = "rounds_delivered"
CAPACITY: dict[Calibre, tuple[str, ...]] = {
    "152mm": ("rounds_capacity_152mm",),
    "122mm": ("rounds_capacity_122mm",),
    "any": ("rounds_capacity_152mm", "rounds_capacity_122mm", NOT_STATED),
}
"""The capacity measures that count under each reading of what the containers held."""


@dataclass(frozen=True)
class Rounds:
    """Rounds by what the number means: capacity so far, content so far, content of a period."""

    capacity: tuple[Count, ...]
    delivered: tuple[Series, ...]
    in_period: tuple[Count, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims in it."""
        delivered = [one for body in self.delivered for one in body.counts]
        return tuple(one.claim_id for one in (*self.capacity, *delivered, *self.in_period))


@dataclass(frozen=True)
class PerContainer:
    """One body's rounds over its containers, both said on one day and holding for one day.

    `ratio` divides the two figures named; `interval` is what their rounding allows, not what may be inside. A
    body that says "more than" twice has used one factor: bounds on both would not bound it.
    """

    rounds: Count
    containers: Count

    @property
    def ratio(self) -> float | None:
        """Rounds a container; None where only a range of rounds was given."""
        if self.rounds.best is None or not self.containers.best:
            return None
        return self.rounds.best / self.containers.best

    @property
    def interval(self) -> Interval:
        """Rounds a container, as open as the rounding of the figures or the range of rounds leaves it."""
        best = self.rounds.best
        rounds = self.rounds.interval if best is None else rounded_figure(best)
        return rounds.over(rounded_figure(self.containers.size))

    @property
    def claims(self) -> tuple[str, str]:
        """Ids of the two claims."""
        return self.rounds.claim_id, self.containers.claim_id


@dataclass(frozen=True)
class Fill:
    """A count of rounds that came beside the capacity nearest in time: often two bodies and two days."""

    content: Count
    capacity: Count

    @property
    def share(self) -> Interval:
        """The content over the capacity named, 1 meaning full; above 1 the two cannot both be right."""
        return self.content.interval.scaled(1 / self.bound)

    @property
    def named(self) -> float | None:
        """The content named over the capacity named; None where only a range of rounds was given."""
        return None if self.content.best is None else self.content.best / self.bound

    @property
    def bound(self) -> float:
        """The capacity named, or the upper end of its range, in rounds."""
        return self.capacity.interval.upper if self.capacity.best is None else self.capacity.best

    @property
    def claims(self) -> tuple[str, str]:
        """Ids of the two claims."""
        return self.content.claim_id, self.capacity.claim_id


def rounds(ledger: Ledger, calibre: Calibre) -> Rounds:
    """Capacity under this reading of the calibre, and content, which no body splits by calibre."""
    capacity = [one for measure in CAPACITY[calibre] for one in counts(ledger, measure)]
    return Rounds(
        capacity=tuple(sorted(capacity, key=lambda one: one.rank)),
        delivered=by_claimant(counts(ledger, CONTENT)),
        in_period=tuple(sorted(counts(ledger, "rounds_delivered_in_period"), key=lambda one: one.rank)),
    )


def per_container(ledger: Ledger) -> tuple[PerContainer, ...]:
    """Every pair of rounds and containers that one body gave on one day, by measure and then day."""
    pairs = {(one.claimant_id, one.as_of, one.said): one for one in counts(ledger, "containers")}
    return tuple(
        PerContainer(one, pairs[one.claimant_id, one.as_of, one.said])
        for measure in (*CAPACITY["any"], CONTENT)
        for one in counts(ledger, measure)
        if (one.claimant_id, one.as_of, one.said) in pairs
    )


def fills(found: Rounds) -> tuple[Fill, ...]:
    """Every count of rounds that came so far with the capacity nearest in time, by the day of the content.

    Capacities more than SAME_SEASON away are not used; of two as near the larger is taken, being the bound.
    """
    delivered = sorted((one for body in found.delivered for one in body.counts), key=lambda one: one.rank)
    pairs = ((content, _nearest(content, found.capacity)) for content in delivered)
    return tuple(Fill(content, capacity) for content, capacity in pairs if capacity is not None)


def _nearest(content: Count, capacity: tuple[Count, ...]) -> Count | None:
    def away(one: Count) -> timedelta:
        return abs(one.as_of - content.as_of)

    near = [one for one in capacity if away(one) <= SAME_SEASON]
    return min(near, key=lambda one: (away(one), -one.size, one.claim_id), default=None)


def rounded_figure(figure: float) -> Interval:
    """What a rounded figure may stand for: half a unit of its last digit that is not nought, either way.

    The bare figure is all there is to go by, so this is the widest rounding it can hide.

    >>> rounded_figure(13000), rounded_figure(6700)
    (Interval(lower=12500.0, upper=13500.0), Interval(lower=6650.0, upper=6750.0))
    """
    if figure <= 0 or figure != math.floor(figure):
        raise ValueError(f"{figure} is not a whole positive count; give the count as it was stated")
    unit = 1
    while figure % (unit * 10) == 0:
        unit *= 10
    return Interval(figure - unit / 2, figure + unit / 2)
