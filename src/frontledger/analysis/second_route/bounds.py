"""What several bodies' intervals for one number allow together, without any distribution.

Where they have a value in common, that is what all of them allow. Where they have none, at least two of
them exclude one another: intervals on a line that meet in pairs all meet (the theorem of Helly in one
dimension; Danzer, Grunbaum and Klee, Helly's theorem and its relatives, 1963). So every smallest set of
claims that cannot hold together is a pair, and the pairs are the whole list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from frontledger.analysis.second_route.standing import Standing
from frontledger.ledger import Interval


@dataclass(frozen=True)
class Bounds:
    """What the bodies' counts of one quantity allow.

    `common` is what all allow, None where they have no value in common; `union` then holds what any of them
    allows, in pieces that do not meet, and `conflicts` every pair that excludes one another, lower one first.
    """

    common: Interval | None
    union: tuple[Interval, ...]
    conflicts: tuple[tuple[Standing, Standing], ...]


def bounds(found: Sequence[Standing]) -> Bounds:
    """The bounds of counts of one quantity; raises ValueError where there is none."""
    if not found:
        raise ValueError("there is no count to bound; ask only where a body has counted")
    pairs = tuple(
        (one, other) if one.interval.upper < other.interval.lower else (other, one)
        for one, other in combinations(found, 2)
        if not one.interval.overlaps(other.interval)
    )
    least, greatest = max(one.interval.lower for one in found), min(one.interval.upper for one in found)
    common = Interval(least, greatest) if least <= greatest else None
    return Bounds(common, union([one.interval for one in found]), pairs)


def union(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """The values in any of the intervals, as intervals that do not meet, in order.

    >>> union([Interval(5, 9), Interval(1, 2), Interval(8, 12)])
    (Interval(lower=1, upper=2), Interval(lower=5, upper=12))
    """
    pieces: list[Interval] = []
    for one in sorted(intervals, key=lambda each: each.lower):
        if pieces and pieces[-1].overlaps(one):
            pieces[-1] = pieces[-1].hull(one)
        else:
            pieces.append(one)
    return tuple(pieces)
