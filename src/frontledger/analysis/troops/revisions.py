"""How one body's figure for one thing changed from each claim to the next.

A later figure may be higher because more happened, because more came to be known, or because an error was
mended. The claims do not say which; what can be computed is the factor, the days between the two
statements, and whether both speak of the same day, in which case it is a correction and not growth.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from frontledger.analysis.claim_counts import Count, by_claimant, counts
from frontledger.ledger import Interval, Ledger

REVISED_MEASURES = ("sent", "killed", "wounded", "casualties")
"""Running totals; a stock may truly fall and rise, and one period's count does not revise another's."""


@dataclass(frozen=True)
class Revision:
    """Two successive figures of one body for the same measure, force and place."""

    before: Count
    after: Count

    @property
    def days(self) -> int:
        """Days between the two statements."""
        return (self.after.said - self.before.said).days

    @property
    def factor(self) -> float | None:
        """The later figure over the earlier; None where either is a range or the earlier is nought."""
        if not self.before.best or self.after.best is None:
            return None
        return self.after.best / self.before.best

    @property
    def factor_interval(self) -> Interval:
        """The later claim's bounds over the earlier one's."""
        return self.after.interval.over(self.before.interval)

    @property
    def compatible(self) -> bool:
        """Whether one value would satisfy both claims."""
        return self.before.interval.overlaps(self.after.interval)


@dataclass(frozen=True)
class Chain:
    """One body's figures for one measure and place in the order said, and the steps between them."""

    counts: tuple[Count, ...]

    @property
    def steps(self) -> tuple[Revision, ...]:
        """The revisions from each figure to the next."""
        return tuple(Revision(before, after) for before, after in pairwise(self.counts))

    @property
    def overall(self) -> Revision:
        """The first figure against the last."""
        return Revision(self.counts[0], self.counts[-1])


def chains(ledger: Ledger, measures: tuple[str, ...] = REVISED_MEASURES) -> tuple[Chain, ...]:
    """Every series of two or more different figures, in the order of `measures`, then by body and place.

    A figure that only repeats the one before it, in whatever hedge, is no step. Where one body gave two
    figures for one day on one day, the more credible stands. Places are kept apart: a count for Kursk does
    not revise a count for Russia.
    """
    found = []
    for measure in measures:
        for series in by_claimant(counts(ledger, measure)):
            for scope in sorted({count.scope for count in series.counts}):
                figures = _different([count for count in series.counts if count.scope == scope])
                found += [Chain(tuple(figures))] if len(figures) > 1 else []
    return tuple(found)


def _different(found: list[Count]) -> list[Count]:
    standing = {(count.said, count.as_of): count for count in found}
    ordered = sorted(standing.values(), key=lambda count: (count.said, count.rank))
    kept = ordered[:1]
    for count in ordered[1:]:
        if not _repeats(count, kept[-1]):
            kept.append(count)
    return kept


def _repeats(count: Count, before: Count) -> bool:
    if count.best is None or before.best is None:
        return count.interval == before.interval
    return count.best == before.best
