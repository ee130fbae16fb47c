"""A scenario: the force carried forward from the last reconciled bounds at assumed monthly rates.

It answers "what would follow if", and nothing else: no rate is fitted, and no path is called likely. Each
rate is a range that holds in every month, so the bounds are those of any rates inside it, constant or not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

import pandas as pd

from frontledger.analysis.path_levels import Level, PathLevels, path_levels
from frontledger.analysis.reconcile import Reconciliation
from frontledger.ledger import Interval, Ledger

STOCK = "in_theatre"
"""The measure that is carried forward."""

RECENT_MONTHS = 2
"""Months before the last reconciled day over which the claims are asked what the rates were."""

_COUNTED = {"rotation": ("returned_home",), "reinforcement": ("sent",), "losses": ("killed", "captured")}
"""The running totals whose rise each rate is; of losses, those that have a path."""


@dataclass(frozen=True)
class Rates:
    """People a month: gone home and not replaced, newly arrived, and killed or captured."""

    rotation: Interval
    reinforcement: Interval
    losses: Interval

    @classmethod
    def between(
        cls, rotation: tuple[int, int], reinforcement: tuple[int, int], losses: tuple[int, int]
    ) -> Rates:
        """Rates from the lower and upper end of each; ValueError where the lower end is the higher."""
        return cls(Interval(*rotation), Interval(*reinforcement), Interval(*losses))

    @property
    def change(self) -> Interval:
        """By how many people the force grows in a month; negative where it shrinks.

        >>> Rates(Interval(0, 100), Interval(50, 50), Interval(200, 300)).change
        Interval(lower=-350, upper=-150)
        """
        return self.reinforcement - (self.rotation + self.losses)


@dataclass(frozen=True)
class Counted:
    """What the reconciled running totals say of a rate, in people a month: their mean rise over some months."""

    rate: str
    start: date
    end: date
    bounds: Interval
    estimate: float


@dataclass(frozen=True)
class Projected:
    """The force so many months on, in people."""

    months: int
    day: date
    present: Interval


@dataclass(frozen=True)
class Scenario:
    """The reconciled stock up to its last day, the rates assumed from then on, and what follows from them.

    `start` is the last reconciled level, without an upper bound where that is beyond what the codebook
    holds plausible.
    `projected` begins with that day itself, months 0. `counted` sets what the claims say of the same rates
    beside those assumed.
    """

    history: PathLevels
    start: Level
    rates: Rates
    projected: tuple[Projected, ...]
    counted: tuple[Counted, ...]

    @property
    def end(self) -> Projected:
        """The last month of the scenario."""
        return self.projected[-1]

    @property
    def empty_from(self) -> Projected | None:
        """The first month in which the bounds no longer exclude that nobody is left; None for never."""
        return next((one for one in self.projected if one.present.lower <= 0), None)


def scenario(reconciled: Reconciliation, ledger: Ledger, rates: Rates, months: int) -> Scenario | None:
    """The force of the main place carried forward this many months; None where its stock has no path."""
    history = path_levels(reconciled, STOCK)
    if history is None:
        return None
    start = _start(history.last, ledger)
    return Scenario(
        history=history,
        start=start,
        rates=rates,
        projected=tuple(_projected(start, rates, number) for number in range(months + 1)),
        counted=tuple(found for rate in _COUNTED if (found := _counted(reconciled, rate, history.last.day))),
    )


def _start(last: Level, ledger: Ledger) -> Level:
    """The last level; above the plausible range of the codebook it is no claim that bounds it."""
    ceiling = float(ledger.measures.set_index("measure").at[STOCK, "ceiling"])
    if last.bounds.upper <= ceiling or math.isnan(ceiling):
        return last
    return replace(last, bounds=Interval(last.bounds.lower, math.inf))


def _projected(start: Level, rates: Rates, months: int) -> Projected:
    change = rates.change
    low = max(start.bounds.lower + months * change.lower, 0.0)
    high = max(start.bounds.upper + months * change.upper, 0.0)
    return Projected(months, _months_on(start.day, months), Interval(low, high))


def _counted(reconciled: Reconciliation, rate: str, last: date) -> Counted | None:
    first = _months_on(last, -RECENT_MONTHS)
    paths = (path_levels(reconciled, measure) for measure in _COUNTED[rate])
    known = [path for path in paths if path and path.first.day <= first and path.last.day >= last]
    if not known:
        return None
    opening, closing = [path.at(first) for path in known], [path.at(last) for path in known]
    rises = [before.rise(after) for before, after in zip(opening, closing, strict=True)]
    gained = sum(one.estimate for one in closing) - sum(one.estimate for one in opening)
    return Counted(
        rate, first, last, reduce(Interval.__add__, rises).scaled(1 / RECENT_MONTHS), gained / RECENT_MONTHS
    )


def _months_on(day: date, months: int) -> date:
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()
