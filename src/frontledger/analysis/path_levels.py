"""A reconciled path read at a day or over days: its estimate there and the bounds the claims leave.

Only quantities of a measure's main force are read. A path has values weekly and on the days claims speak of;
on any other day the bounds are those of its two neighbours together, which for a running total is exact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Interval, UnknownNameError

NONE_BELOW = 0.5
"""A bound below half of one person or thing is nought: what the solver leaves of it is rounding."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Level:
    """A quantity on a day: the estimate of the path that asks least, and the bounds within the allowance."""

    day: date
    estimate: float
    bounds: Interval

    def rise(self, later: Level) -> Interval:
        """What a running total can have gained by a later level; it cannot have fallen.

        >>> first, last = (Level(date(2025, 1, n), 0, Interval(n, n + 2)) for n in (1, 9))
        >>> first.rise(last)
        Interval(lower=6, upper=10)
        """
        least = max(0, later.bounds.lower - self.bounds.upper)
        return Interval(least, max(least, later.bounds.upper - self.bounds.lower))


@dataclass(frozen=True)
class PathLevels:
    """The levels of one quantity by day, at least one, and the claims linked with them."""

    measure: str
    scope: str
    levels: tuple[Level, ...]
    claims: tuple[str, ...]

    @property
    def first(self) -> Level:
        """The level on the first day."""
        return self.levels[0]

    @property
    def last(self) -> Level:
        """The level on the last day that linked claims speak of."""
        return self.levels[-1]

    def at(self, day: date) -> Level:
        """The level on a day; raises ValueError outside the days of the path."""
        if not self.first.day <= day <= self.last.day:
            span = f"{self.first.day} to {self.last.day}"
            raise ValueError(f"{day} lies outside the path of {self.measure}; give a day from {span}")
        before = self.levels[bisect_right(self.levels, day, key=lambda one: one.day) - 1]
        after = self.levels[bisect_left(self.levels, day, key=lambda one: one.day)]
        if before is after:
            return before
        share = (day - before.day).days / (after.day - before.day).days
        estimate = before.estimate + share * (after.estimate - before.estimate)
        return Level(day, estimate, before.bounds.hull(after.bounds))

    def mean(self, first: date, last: date) -> Level:
        """The mean over the days from first to last, its bounds the means of the days' bounds."""
        days = [self.at(first + number * DAY) for number in range((last - first).days + 1)]
        bounds = Interval(
            sum(one.bounds.lower for one in days) / len(days),
            sum(one.bounds.upper for one in days) / len(days),
        )
        return Level(last, sum(one.estimate for one in days) / len(days), bounds)


def path_levels(reconciled: Reconciliation, measure: str, scope: str | None = None) -> PathLevels | None:
    """The path of a measure's main force, in its widest place unless told otherwise; None where there is none."""
    try:
        quantity = reconciled.quantity(measure, scope=scope)
    except UnknownNameError:
        return None
    table = reconciled.path(measure, scope=scope)
    group = next(one.model for one in reconciled.groups if quantity in one.model.reported)
    columns = (table["day"], table["estimate"], table["lower"], table["upper"])
    return PathLevels(
        measure=measure,
        scope=quantity.scope,
        levels=tuple(
            Level(day.date(), float(estimate), _bounds(float(lower), float(upper)))
            for day, estimate, lower, upper in zip(*columns, strict=True)
        ),
        claims=tuple(sorted(one.claim_id for one in group.statements)),
    )


def _bounds(lower: float, upper: float) -> Interval:
    least = 0.0 if lower < NONE_BELOW else lower
    return Interval(least, max(least, 0.0 if upper < NONE_BELOW else upper))
