"""Wounded per killed, and the pace of casualties, along the reconciled paths instead of claim by claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from frontledger.analysis.casualties.formulas import ratio_from_counts, ratio_from_total
from frontledger.analysis.casualties.rates import per_thousand_per_day
from frontledger.analysis.path_levels import DAY, PathLevels, path_levels
from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Interval

SHORTEST_PERIOD = 28
"""Days a quarter must have within the path to be given a rate of its own."""


@dataclass(frozen=True)
class RatioDay:
    """Wounded per killed on a day; `estimate` is None while the path has no killed.

    `bounds` hold every ratio the paths allow: they come from the bounds of killed, wounded and casualties one
    at a time, and may therefore be wider than those of the ratio itself.
    """

    day: date
    estimate: float | None
    bounds: Interval


@dataclass(frozen=True)
class RatioPath:
    """Wounded per killed by day, and the claims linked with it."""

    scope: str
    days: tuple[RatioDay, ...]
    claims: tuple[str, ...]

    @property
    def bounded(self) -> tuple[RatioDay, ...]:
        """From the first day on which the claims set the ratio an upper end."""
        opens = (place for place, one in enumerate(self.days) if one.bounds.upper < float("inf"))
        first = next(opens, len(self.days))
        return self.days[first:]


@dataclass(frozen=True)
class PeriodRate:
    """Casualties between two days of the reconciled path, and those present meanwhile, in people.

    `present` is the mean of the path of those in theatre; its place may be wider than that of the fighting.
    """

    start: date
    end: date
    added: Interval
    estimate: float
    present: Interval
    present_estimate: float

    @property
    def days(self) -> int:
        """Days from `start` to `end`."""
        return (self.end - self.start).days

    @property
    def bounds(self) -> Interval:
        """Casualties per 1,000 soldiers per day, from the bounds of both."""
        return self.added.scaled(1000 / self.days).over(self.present)

    @property
    def rate(self) -> float | None:
        """The same from the estimates; None where the path has nobody present."""
        if self.present_estimate <= 0:
            return None
        return self.estimate / self.days / self.present_estimate * 1000

    def at_strength(self, strength: int) -> float:
        """The estimate per 1,000 per day, had this many soldiers been present throughout."""
        return per_thousand_per_day(self.estimate, strength, self.days)


def ratio_path(reconciled: Reconciliation) -> RatioPath | None:
    """Wounded per killed by day along the reconciled paths of one place; None where either has none."""
    killed = path_levels(reconciled, "killed")
    wounded = killed and path_levels(reconciled, "wounded", killed.scope)
    if killed is None or wounded is None:
        return None
    casualties = path_levels(reconciled, "casualties", killed.scope)
    days = sorted({one.day for one in killed.levels} & {one.day for one in wounded.levels})
    found = tuple(_ratio_day(day, killed, wounded, casualties) for day in days)
    return RatioPath(killed.scope, found, tuple(sorted({*killed.claims, *wounded.claims})))


def period_rates(reconciled: Reconciliation) -> tuple[PeriodRate, ...]:
    """Casualties per 1,000 per day by calendar quarter, for the days both paths cover; oldest first.

    A quarter with fewer than SHORTEST_PERIOD days on the paths is left out.
    """
    casualties, present = path_levels(reconciled, "casualties"), path_levels(reconciled, "in_theatre")
    if casualties is None or present is None:
        return ()
    first = max(casualties.first.day, present.first.day)
    last = min(casualties.last.day, present.last.day)
    quarters = pd.period_range(first, last, freq="Q")
    spans = [(max(one.start_time.date() - DAY, first), min(one.end_time.date(), last)) for one in quarters]
    return tuple(
        _period(casualties, present, start, end)
        for start, end in spans
        if (end - start).days >= SHORTEST_PERIOD
    )


def _ratio_day(day: date, killed: PathLevels, wounded: PathLevels, casualties: PathLevels | None) -> RatioDay:
    dead, hurt = killed.at(day), wounded.at(day)
    bounds = ratio_from_counts(dead.bounds, hurt.bounds)
    if casualties is not None and dead.bounds.upper > 0:
        bounds = bounds.intersect(ratio_from_total(dead.bounds, casualties.at(day).bounds)) or bounds
    estimate = hurt.estimate / dead.estimate if dead.estimate >= 1 else None
    return RatioDay(day, estimate, bounds)


def _period(casualties: PathLevels, present: PathLevels, start: date, end: date) -> PeriodRate:
    opening, closing, mean = casualties.at(start), casualties.at(end), present.mean(start, end)
    return PeriodRate(
        start=start,
        end=end,
        added=opening.rise(closing),
        estimate=max(closing.estimate - opening.estimate, 0.0),
        present=mean.bounds,
        present_estimate=mean.estimate,
    )
