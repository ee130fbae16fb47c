"""Casualties as a fraction of those sent: the same claim against several denominators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from frontledger.analysis.casualties.tolls import Toll, casualty_totals, cumulative, latest_by_claimant
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class FractionOf:
    """One body's casualties as a share of each denominator, 0 and up, from the bounds of the claim.

    A share above 1 says that claim and denominator cannot both be right.
    """

    casualties: Toll
    denominators: tuple[int, ...]

    @property
    def shares(self) -> tuple[Interval, ...]:
        """The share for each denominator, in their order."""
        return tuple(self.casualties.bounds.scaled(1 / denominator) for denominator in self.denominators)

    @property
    def stated_shares(self) -> tuple[float | None, ...]:
        """The share of the number as said for each denominator; None where only a range was given."""
        stated = self.casualties.stated
        return tuple(None if stated is None else stated / denominator for denominator in self.denominators)


@dataclass(frozen=True)
class OwnFraction:
    """Casualties against the number sent by which the same body measured them on the same day, as said.

    `sent` is that number; where the body gave the fraction instead, it is casualties / fraction.
    """

    casualties: Toll
    sent: float
    claims: tuple[str, ...]

    @property
    def share(self) -> float:
        """Casualties / sent, 0 and up."""
        assert self.casualties.stated is not None, "built from stated numbers only"
        return self.casualties.stated / self.sent


def fractions(ledger: Ledger, denominators: Sequence[int]) -> tuple[FractionOf, ...]:
    """The newest casualty total of each body as a share of each denominator, by date."""
    totals = latest_by_claimant(casualty_totals(ledger))
    return tuple(FractionOf(total, tuple(denominators)) for total in totals)


def own_fractions(ledger: Ledger) -> tuple[OwnFraction, ...]:
    """Casualty totals whose body named, on the same day, the number sent or the fraction; by date.

    A number sent that was given on another day is not used: it may be long out of date.
    """
    sent = _by_day(cumulative(ledger, "sent"))
    percent = _by_day(cumulative(ledger, "casualty_fraction"))
    found = []
    for total in casualty_totals(ledger):
        day = (total.claimant_id, total.reported_on)
        if total.stated and day in sent:
            found.append(OwnFraction(total, *sent[day]))
        elif total.stated and day in percent:
            number, claims = percent[day]
            found.append(OwnFraction(total, 100 * total.stated / number, claims))
    return tuple(found)


def same_casualties_apart(own: Sequence[OwnFraction]) -> tuple[OwnFraction, OwnFraction] | None:
    """Of all pairs that state the same casualties, the one whose fractions lie furthest apart, larger first.

    None where no two bodies state the same number against different denominators.
    """
    pairs = [
        (first, second) if first.share > second.share else (second, first)
        for first, second in combinations(own, 2)
        if first.casualties.stated == second.casualties.stated and first.sent != second.sent
    ]
    return max(pairs, key=lambda pair: pair[0].share - pair[1].share, default=None)


def _by_day(counts: Sequence[Toll]) -> dict[tuple[str, object], tuple[float, tuple[str, ...]]]:
    return {
        (count.claimant_id, count.reported_on): (count.stated, count.claims)
        for count in counts
        if count.stated
    }
