"""The ratio that follows if one body's killed are set against another body's casualties: pairs nobody made.

A reader who takes the dead from one briefing and the total from another makes such a pair. The nearest dates
are taken, and none further apart than claims about the same battle may be.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontledger.analysis.casualties.conflicts import SAME_BATTLE_DAYS
from frontledger.analysis.casualties.formulas import ratio_from_total
from frontledger.analysis.casualties.tolls import Toll, casualty_totals, cumulative
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class PairRatio:
    """Wounded per killed from two bodies' counts of one place."""

    killed: Toll
    casualties: Toll

    @property
    def days_apart(self) -> int:
        """Days between the dates of the two counts."""
        return abs((self.killed.as_of - self.casualties.as_of).days)

    @property
    def possible(self) -> bool:
        """Whether the bounds leave at least as many casualties as killed."""
        return self.casualties.bounds.upper >= self.killed.bounds.lower

    @property
    def bounds(self) -> Interval:
        """Wounded per killed from the bounds of both; nought where there are more killed than casualties."""
        return ratio_from_total(self.killed.bounds, self.casualties.bounds)

    @property
    def stated(self) -> float | None:
        """The same from the numbers as said; None where one was a range, or the killed are the more."""
        killed, total = self.killed.stated, self.casualties.stated
        return total / killed - 1 if killed and total is not None and total >= killed else None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims used."""
        return self.killed.claims + self.casualties.claims


def pair_ratios(ledger: Ledger, most_apart: int = SAME_BATTLE_DAYS) -> tuple[PairRatio, ...]:
    """For each two bodies, killed of one against casualties of the other at their nearest dates, same place.

    Of dates as near the later killed count and then the later total are taken. By the day and body of the
    killed, then of the casualties.
    """
    nearest: dict[tuple[str, str], PairRatio] = {}
    for killed in cumulative(ledger, "killed"):
        for total in casualty_totals(ledger):
            pair = PairRatio(killed, total)
            if killed.claimant_id == total.claimant_id or killed.scope != total.scope:
                continue
            key = (killed.claimant_id, total.claimant_id)
            if pair.days_apart <= most_apart and (key not in nearest or _rank(pair) < _rank(nearest[key])):
                nearest[key] = pair
    return tuple(sorted(nearest.values(), key=_place))


def _rank(pair: PairRatio) -> tuple[int, int, int, tuple[str, ...]]:
    return (
        pair.days_apart,
        -pair.killed.as_of.toordinal(),
        -pair.casualties.as_of.toordinal(),
        pair.claims,
    )


def _place(pair: PairRatio) -> tuple[object, ...]:
    killed, total = pair.killed, pair.casualties
    return (killed.as_of, killed.claimant_id, total.as_of, total.claimant_id)
