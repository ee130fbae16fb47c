"""How fast casualties came: between successive totals of one body, or as said of a period."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from frontledger.analysis.casualties.poisson_rates import rate_interval, rate_ratio_interval
from frontledger.analysis.casualties.tolls import LOCAL, Toll, casualty_totals, flows
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class Pace:
    """Casualties that one body's claims put between two dates.

    `added` is from the bounds. Between two totals it is cut at nought, because a cumulative count cannot
    fall, and is None where the second lies wholly below the first. `stated` is the difference of the numbers
    as said, which may be negative. `totals` tells whether it comes from two totals (True) or was said of the
    period itself (False).
    """

    claims: tuple[str, ...]
    claimant_id: str
    claimant: str
    start: date
    end: date
    added: Interval | None
    stated: float | None
    totals: bool

    @property
    def days(self) -> int:
        """Days from `start` to `end`."""
        return (self.end - self.start).days

    def per_day(self) -> Interval | None:
        """Casualties a day from the bounds."""
        return self.added and self.added.scaled(1 / self.days)

    def per_thousand_per_day(self, strength: int) -> Interval | None:
        """Casualties per 1,000 soldiers per day from the bounds, for an assumed mean strength in soldiers."""
        return self.added and self.added.scaled(per_thousand_per_day(1, strength, self.days))

    def per_thousand_stated(self, strength: int) -> float | None:
        """The same from the numbers as said."""
        return None if self.stated is None else per_thousand_per_day(self.stated, strength, self.days)

    def noise(self, strength: int, confidence: float) -> Interval | None:
        """Counting noise of the rate per 1,000 per day, had the stated number, if any, come at random."""
        if self.stated is None or self.stated <= 0:
            return None
        return rate_interval(self.stated, strength * self.days / 1000, confidence)


@dataclass(frozen=True)
class Slowdown:
    """Two successive paces of one body, the second slower."""

    fast: Pace
    slow: Pace

    @property
    def factor(self) -> float:
        """How many times as many casualties a day the first had, from the numbers as said."""
        return _daily(self.fast) / _daily(self.slow)

    def noise(self, confidence: float) -> Interval:
        """Counting noise of the factor."""
        fast, slow = self.fast, self.slow
        return rate_ratio_interval(fast.stated or 0, fast.days, slow.stated or 0, slow.days, confidence)


def per_thousand_per_day(casualties: float, strength: int, days: int) -> float:
    """Casualties per 1,000 soldiers per day: 1000 * casualties / (mean strength * days).

    The unit of the Naval Health Research Center's reports (Zouris et al. 2013, A statistical approach for
    estimating casualty rates during combat operations,
    https://careersdocbox.com/US_Military/81018653-A-statistical-approach-for-estimating-casualty-rates-during-combat-operations.html).

    >>> round(per_thousand_per_day(4000, strength=11000, days=45), 1)
    8.1
    """
    return 1000 * casualties / (strength * days)


def paces(ledger: Ledger) -> tuple[Pace, ...]:
    """Every pace of the whole force, by first day: between successive totals, or said of a period."""
    said = [_of_period(flow) for flow in flows(ledger, "casualties_in_period") if _whole_force_period(flow)]
    by_series = sorted(casualty_totals(ledger), key=lambda total: (total.series, total.as_of))
    between = [
        _between(first, last)
        for _, series in groupby(by_series, key=lambda total: total.series)
        for first, last in pairwise(series)
    ]
    return tuple(sorted(said + between, key=lambda pace: (pace.start, pace.end, pace.claims)))


def sharpest_slowdown(found: Iterable[Pace]) -> Slowdown | None:
    """The successive paces of one body that fell by the largest factor; None where none fell."""
    usable = sorted(
        (pace for pace in found if pace.totals and (pace.stated or 0) > 0),
        key=lambda pace: (pace.claimant_id, pace.start),
    )
    pairs = [
        Slowdown(fast, slow)
        for fast, slow in pairwise(usable)
        if fast.claimant_id == slow.claimant_id and fast.end == slow.start and _daily(fast) > _daily(slow)
    ]
    return max(pairs, key=lambda pair: pair.factor, default=None)


def _whole_force_period(flow: Toll) -> bool:
    return flow.scope != LOCAL and flow.start is not None and flow.start < flow.as_of


def _of_period(flow: Toll) -> Pace:
    assert flow.start is not None, "only flows with a first day have a pace"
    return Pace(
        flow.claims,
        flow.claimant_id,
        flow.claimant,
        flow.start,
        flow.as_of,
        flow.bounds,
        flow.stated,
        totals=False,
    )


def _between(first: Toll, last: Toll) -> Pace:
    known = first.stated is not None and last.stated is not None
    return Pace(
        claims=first.claims + last.claims,
        claimant_id=first.claimant_id,
        claimant=first.claimant,
        start=first.as_of,
        end=last.as_of,
        added=(last.bounds - first.bounds).intersect(Interval(0, math.inf)),
        stated=last.stated - first.stated if known else None,  # type: ignore[operator]
        totals=True,
    )


def _daily(pace: Pace) -> float:
    return (pace.stated or 0.0) / pace.days
