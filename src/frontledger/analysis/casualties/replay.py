"""A daily rate and the end it was said to lead to, replayed: when the force would have been spent, and was it.

The rate is carried on from the day it was said for, over those sent by then and not yet hit, as the
reconciled paths have them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from frontledger.analysis.casualties.tolls import Toll, flows
from frontledger.analysis.path_levels import Level, PathLevels, path_levels
from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Ledger

MOST_DAYS = 3650
"""A rate that would take longer than this to spend a force is not replayed."""


@dataclass(frozen=True)
class Replay:
    """A rate, those sent and hit on the day it was said for, and what came of it.

    `spent` is when nobody would have been left unhit; `soonest` and `latest` from the bounds of all three,
    None where they set no end. `counted` is the reconciled casualties on that day, None where the claims do
    not reach it.
    """

    rate: Toll
    sent: Level
    hit: Level
    spent: date
    soonest: date
    latest: date | None
    counted: Level | None
    claims: tuple[str, ...]

    @property
    def pace(self) -> float | None:
        """Casualties a day that the path gives between the day of the rate and `spent`."""
        days = (self.spent - self.hit.day).days
        return (self.counted.estimate - self.hit.estimate) / days if self.counted and days else None


def replay(ledger: Ledger, reconciled: Reconciliation) -> Replay | None:
    """The newest daily rate replayed; None without one, or where the paths do not cover its day."""
    rates = [one for one in flows(ledger, "casualties_per_day") if one.stated]
    sent, hit = path_levels(reconciled, "sent"), path_levels(reconciled, "casualties")
    if not rates or sent is None or hit is None:
        return None
    rate = rates[-1]
    if not all(path.first.day <= rate.as_of <= path.last.day for path in (sent, hit)):
        return None
    return _replay(rate, sent, hit)


def days_left(sent: float, hit: float, per_day: float) -> float:
    """Days until nobody of those sent is left unhit; infinite for no casualties a day.

    >>> days_left(12_000, 3_720, 92)
    90.0
    """
    return max(sent - hit, 0.0) / per_day if per_day > 0 else math.inf


def _replay(rate: Toll, sent: PathLevels, hit: PathLevels) -> Replay | None:
    there, lost, pace = sent.at(rate.as_of), hit.at(rate.as_of), rate.bounds
    spent = _after(rate.as_of, days_left(there.estimate, lost.estimate, rate.stated or 0.0))
    soonest = _after(rate.as_of, days_left(there.bounds.lower, lost.bounds.upper, pace.upper))
    if spent is None or soonest is None:
        return None
    return Replay(
        rate=rate,
        sent=there,
        hit=lost,
        spent=spent,
        soonest=soonest,
        latest=_after(rate.as_of, days_left(there.bounds.upper, lost.bounds.lower, pace.lower)),
        counted=hit.at(spent) if spent <= hit.last.day else None,
        claims=tuple(sorted({*rate.claims, *sent.claims, *hit.claims})),
    )


def _after(day: date, days: float) -> date | None:
    return day + timedelta(days=round(days)) if days <= MOST_DAYS else None
