"""The estimate alone: a group's path for any choice of its claims, without bounds or conflicts."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from frontledger.analysis.reconcile.holding import Solved, solved
from frontledger.analysis.reconcile.model import Model, Row, Vector
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.results import ABSOLUTE_ALLOWANCE
from frontledger.analysis.reconcile.run import ALLOWANCE
from frontledger.analysis.reconcile.smooth import Smoothing, smooth
from frontledger.analysis.reconcile.statements import Statement
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.analysis.reconcile.table import levels
from frontledger.ledger import Interval


@dataclass(frozen=True, eq=False)
class Estimate:
    """The path that asks least of some claims of a group: of the `statements` counted, on the model's days."""

    program: Program
    solved: Solved
    statements: tuple[Statement, ...]

    @property
    def model(self) -> Model:
        """The group."""
        return self.solved.model

    @cached_property
    def measures(self) -> frozenset[tuple[str, str]]:
        """The measures and forces that its claims count."""
        return frozenset((one.base, one.force) for one in self.statements)

    @cached_property
    def last(self) -> date:
        """The last day they speak of."""
        return max(day for one in self.statements for day in one.days)

    def values(self, quantity: Quantity, days: tuple[date, ...]) -> Vector:
        """The quantity on these days, in its unit; NaN where none of the claims counts its measure.

        After the last day claims speak of it stands where they leave it. Before the first it is nought where
        the group begins at nought, else NaN.
        """
        if (quantity.measure, quantity.force) not in self.measures:
            return np.full(len(days), math.nan)
        nodes = [day.toordinal() for day in self.model.days]
        before = 0.0 if self.model.begins else math.nan
        wanted = [min(day, self.last).toordinal() for day in days]
        return np.interp(wanted, nodes, levels(self.solved, quantity), left=before)

    def value(self, quantity: Quantity, day: date) -> float | None:
        """The quantity on one day; None where `values` knows none."""
        found = float(self.values(quantity, (day,))[0])
        return None if math.isnan(found) else found

    def bounds(self, quantity: Quantity, day: date) -> Interval:
        """The least and greatest value on a day, by the allowance of `reconcile`: two linear programs.

        After the last day claims speak of, a running total has its least alone and a stock neither.
        """
        terms, days, unit = self.model.reported[quantity], self.model.days, self.model.unit
        total = quantity in self.model.totals
        place = bisect_right(days, day) - 1
        if place < 0 or (day > days[-1] and not total):
            return Interval(0.0, math.inf)
        if len(terms) == 1 and not total and not self._spoken(quantity, day):
            return Interval(0.0, math.inf)
        budget = self.solved.least * (1 + ALLOWANCE) + ABSOLUTE_ALLOWANCE
        self.program.spend(max(budget, self.solved.asked))
        if day > days[-1]:
            return Interval(self._least(self.program.lowest(terms, place), 1.0) * unit, math.inf)
        if days[place] == day:
            low, high = self.program.lowest(terms, place), self.program.highest(terms, place)
        else:
            low, high = self.program.between(terms, place)
        lower = self._least(low, 1.0)
        return Interval(lower * unit, max(-self.program.least(high, -1.0), lower) * unit)

    def _least(self, row: Row, sign: float) -> float:
        return max(self.program.least(row, sign), 0.0)

    def _spoken(self, quantity: Quantity, day: date) -> bool:
        """Whether claims speak of stocks such as this one, which no identity gives, on the day."""
        days = self.model.days
        first = self.model.places[quantity] * len(days)
        return day in days and first + days.index(day) in self.program.kept


class Reckoner:
    """A model reckoned again and again with its claims counted otherwise, each time from what is known of it."""

    def __init__(self, model: Model) -> None:
        self.program, self._smoothing = Program(model), Smoothing(model)
        self._sides = np.array([side.statement for side in model.sides], dtype=np.int64)

    def estimate(self, times: Vector, spare: float = 0.0) -> Estimate:
        """The path that asks least where each statement counts so many times; `spare` as below."""
        model = self.program.model
        least = self.program.least_slack(times[self._sides])
        columns, asked = self._smoothing.path(least * (1 + spare), times)
        pairs = zip(model.statements, times, strict=True)
        heard = tuple(one for one, count in pairs if count)
        return Estimate(self.program, solved(model, columns, least, asked), heard)


def estimate(model: Model, spare: float = 0.0) -> Estimate:
    """The path that asks least of the claims of a model, as `reconcile` shows it.

    With `spare` it may ask this share more than the least, which often saves solving again.
    """
    program = Program(model)
    least = program.least_slack()
    columns, asked = smooth(model, least * (1 + spare))
    return Estimate(program, solved(model, columns, least, asked), model.statements)
