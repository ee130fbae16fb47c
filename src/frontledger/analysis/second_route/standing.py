"""What each body's claims say of one quantity on one day.

The rules, so that anyone can repeat them:

1. Only estimates about the measure's main force enter; echoes do not, so a body is heard once.
2. Of the places named in the measure's claims the outermost counts; of several, the one named most. A count
   of one part is never set beside a count of the whole.
3. A body's newest running total or stock as of the day stands. To a running total its own counts of later
   periods are added, where the codebook has the measure `<measure>_in_period`; of two periods that overlap
   the later said counts.
4. A measure that is itself counted over periods is the sum of a body's periods that do not overlap.
5. A count speaks for the FRESH days after its own. After that a running total is only a floor, because it
   never falls, and a stock is silent.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from frontledger.analysis.claim_counts import Count, by_claimant, counts
from frontledger.ledger import Interval, Ledger

FRESH = timedelta(days=21)
"""How long a count speaks for later days as it was made; what changes faster is misread for so long."""

FLOW_SUFFIX = "_in_period"


@dataclass(frozen=True)
class Standing:
    """One body's count of a measure on a day, in the measure's unit, and the claims it is made of."""

    measure: str
    claimant_id: str
    claimant: str
    interval: Interval
    parts: tuple[Count, ...]

    @property
    def as_of(self) -> date:
        """The day of its newest part."""
        return max(part.as_of for part in self.parts)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims it is made of."""
        return tuple(part.claim_id for part in self.parts)

    @property
    def two_sided(self) -> bool:
        """Whether the claims bound it from both sides; "up to" and "at least" do not."""
        return math.isfinite(self.interval.upper) and (self.interval.lower > 0 or self.interval.is_point)


def standing(ledger: Ledger, measure: str, day: date) -> tuple[Standing, ...]:
    """Every body's count of the measure on the day, by the rules of this module, by display name."""
    forms = dict(zip(ledger.measures["measure"], ledger.measures["form"], strict=True))
    periods = _known(ledger, measure + FLOW_SUFFIX, day) if measure + FLOW_SUFFIX in forms else ()
    found = []
    for series in by_claimant(_known(ledger, measure, day)):
        own = [count for count in periods if count.claimant_id == series.claimant_id]
        parts = _summed(series.counts) if forms[measure] == "flow" else (series.counts[-1],)
        if forms[measure] == "cumulative":
            parts = (*parts, *_summed([count for count in own if _after(count, parts[0].as_of)]))
        interval = reduce(Interval.__add__, (part.interval for part in parts))
        found.append(Standing(measure, series.claimant_id, series.claimant, interval, tuple(parts)))
    old = [one for one in found if day - one.as_of > FRESH]
    if forms[measure] not in ("cumulative", "flow"):
        return tuple(one for one in found if one not in old)
    return tuple(_floor(one) if one in old else one for one in found)


def _floor(one: Standing) -> Standing:
    return replace(one, interval=Interval(one.interval.lower, math.inf))


def outermost(ledger: Ledger, found: Sequence[Count]) -> str | None:
    """The outermost place that the counts name, by the ledger's scopes; of several the one named most."""
    parents = dict(zip(ledger.scopes["scope"], ledger.scopes["inside"], strict=True))
    named = Counter(count.scope for count in found)
    outer = [scope for scope in named if not any(name in named for name in _around(scope, parents))]
    return min(outer, key=lambda scope: (-named[scope], scope), default=None)


def _around(scope: str, parents: dict[str, str]) -> Iterable[str]:
    while scope := parents.get(scope, ""):
        yield scope


def _known(ledger: Ledger, measure: str, day: date) -> tuple[Count, ...]:
    found = counts(ledger, measure)
    place = outermost(ledger, found)
    return tuple(count for count in found if count.scope == place and count.as_of <= day)


def _summed(found: Iterable[Count]) -> tuple[Count, ...]:
    """Periods that do not overlap; of two that do, the later said."""
    kept: list[Count] = []
    for count in sorted(found, key=lambda one: (one.said, one.rank), reverse=True):
        if all(_after(count, other.as_of) or _after(other, count.as_of) for other in kept):
            kept.append(count)
    return tuple(sorted(kept, key=lambda one: one.rank))


def _after(count: Count, day: date) -> bool:
    return count.start is not None and count.start > day
