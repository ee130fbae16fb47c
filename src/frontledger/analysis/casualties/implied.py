"""How many of a given number of casualties would be killed if a published ratio of another war held for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from frontledger.analysis.casualties.formulas import share_from_ratio
from frontledger.analysis.casualties.references import Reference
from frontledger.analysis.path_levels import Level, path_levels
from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Interval


@dataclass(frozen=True)
class CasualtyDay:
    """The reconciled casualties and killed of one day, in people, and the claims linked with them.

    `killed` is None where the ledger has no path for them in the same place.
    """

    casualties: Level
    killed: Level | None
    claims: tuple[str, ...]


@dataclass(frozen=True)
class ImpliedKilled:
    """The killed that a published ratio makes of the casualties, under that ratio's definition of killed.

    `estimate` takes the ratio as published and the estimate of the casualties, None where only a range was
    published; `bounds` the ends of both.
    """

    reference: Reference
    estimate: float | None
    bounds: Interval


def casualty_day(reconciled: Reconciliation, day: date | None = None) -> CasualtyDay | None:
    """The reconciled casualties of a day, None meaning the last; None where the path does not reach it."""
    path = path_levels(reconciled, "casualties")
    if path is None or (day is not None and not path.first.day <= day <= path.last.day):
        return None
    wanted = day or path.last.day
    killed = path_levels(reconciled, "killed", path.scope)
    return CasualtyDay(path.at(wanted), killed.at(wanted) if killed else None, path.claims)


def killed_of(casualties: Interval, wounded_per_killed: Interval) -> Interval:
    """Killed among casualties from bounds on both: casualties / (1 + wounded per killed).

    >>> killed_of(Interval(4000, 6000), Interval(3, 9))
    Interval(lower=400.0, upper=1500.0)
    """
    share = share_from_ratio(wounded_per_killed)
    return Interval(casualties.lower * share.lower, casualties.upper * share.upper)


def implied_killed(found: Iterable[Reference], casualties: Level) -> tuple[ImpliedKilled, ...]:
    """The killed each published ratio implies, in the order of the references."""
    return tuple(
        ImpliedKilled(
            reference=one,
            estimate=None if one.stated is None else casualties.estimate / (1 + one.stated),
            bounds=killed_of(casualties.bounds, one.bounds),
        )
        for one in found
    )
