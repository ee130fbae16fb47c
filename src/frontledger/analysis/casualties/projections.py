"""A daily rate carried on: what it would have come to, beside the totals claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontledger.analysis.casualties.tolls import Toll, casualty_totals, flows
from frontledger.ledger import Interval, Ledger

Verdict = Literal["agrees", "rate_too_high", "rate_too_low"]


@dataclass(frozen=True)
class CarriedRate:
    """A total beside what a daily rate, held since its first day, would have come to by then."""

    rate: Toll
    total: Toll

    @property
    def days(self) -> int:
        """Days from the first day of the rate to the date of the total."""
        assert self.rate.start is not None, "only rates with a first day are carried on"
        return (self.total.as_of - self.rate.start).days

    @property
    def carried(self) -> Interval:
        """Casualties by the date of the total at that rate."""
        return self.rate.bounds.scaled(self.days)

    @property
    def per_day(self) -> Interval:
        """Casualties a day since the rate's first day according to the total."""
        return self.total.bounds.scaled(1 / self.days)

    @property
    def verdict(self) -> Verdict:
        """Whether the carried rate meets the total's bounds, lies wholly above them, or wholly below."""
        if self.carried.overlaps(self.total.bounds):
            return "agrees"
        return "rate_too_high" if self.carried.lower > self.total.bounds.upper else "rate_too_low"


def carried_rates(ledger: Ledger) -> tuple[CarriedRate, ...]:
    """Each daily rate with a first day beside every later total, in the order of the totals."""
    rates = [rate for rate in flows(ledger, "casualties_per_day") if rate.start]
    totals = casualty_totals(ledger)
    return tuple(
        CarriedRate(rate, total)
        for rate in rates
        for total in totals
        if rate.start and total.as_of > rate.start
    )
