"""The estimate alone: a group's path for any choice of its claims, without bounds or conflicts."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from pydantic import TypeAdapter

from frontledger.analysis.answers import Asked, follows_from
from frontledger.analysis.reconcile.holding import Solved, solved
from frontledger.analysis.reconcile.least import FOUND, Found, least_path
from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.results import ABSOLUTE_ALLOWANCE
from frontledger.analysis.reconcile.run import ALLOWANCE
from frontledger.analysis.reconcile.smooth import Smoothing
from frontledger.analysis.reconcile.statements import Statement
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.analysis.reconcile.table import levels
from frontledger.ledger import Interval

_INTERVAL = TypeAdapter(Interval)


@dataclass(frozen=True, eq=False)
class Estimate:
    """The path that asks least of some claims of a group: of the `statements` counted, on the model's days."""

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
        terms, days = self.model.reported[quantity], self.model.days
        total = quantity in self.model.totals
        place = bisect_right(days, day) - 1
        if place < 0 or (day > days[-1] and not total):
            return Interval(0.0, math.inf)
        if len(terms) == 1 and not total and not self._spoken(quantity, day):
            return Interval(0.0, math.inf)
        return self._asked.answer((quantity, day))

    @cached_property
    def _asked(self) -> Asked[tuple[Quantity, date], Interval]:
        content = follows_from("bounds on a day", self.model.content, self._budget)
        return Asked(content, _INTERVAL, lambda question: self._bounded(*question))

    @property
    def _budget(self) -> float:
        return max(self.solved.least * (1 + ALLOWANCE) + ABSOLUTE_ALLOWANCE, self.solved.asked)

    @cached_property
    def _program(self) -> Program:
        program = Program(self.model)
        program.least_slack()
        program.spend(self._budget)
        return program

    def _bounded(self, quantity: Quantity, day: date) -> Interval:
        """The bounds on a day that has some, by linear programs."""
        program, terms, unit = self._program, self.model.reported[quantity], self.model.unit
        place = bisect_right(self.model.days, day) - 1
        if day > self.model.days[-1]:
            return Interval(max(program.least(program.lowest(terms, place), 1.0), 0.0) * unit, math.inf)
        if self.model.days[place] == day:
            low, high = program.lowest(terms, place), program.highest(terms, place)
        else:
            low, high = program.between(terms, place)
        lower = max(program.least(low, 1.0), 0.0)
        return Interval(lower * unit, max(-program.least(high, -1.0), lower) * unit)

    def _spoken(self, quantity: Quantity, day: date) -> bool:
        """Whether claims speak of stocks such as this one, which no identity gives, on the day."""
        days = self.model.days
        first = self.model.places[quantity] * len(days)
        return day in days and first + days.index(day) in self._program.kept


class Reckoner:
    """A model reckoned again and again with its claims counted otherwise, each time from what is known of it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._asked = Asked(follows_from("claims counted otherwise", model.content), FOUND, self._found)

    def estimate(self, times: Vector, spare: float = 0.0) -> Estimate:
        """The path that asks least where each statement counts so many times.

        With `spare` it may ask this share more than the least, which often saves solving again.
        """
        columns, least, asked = self._asked.answer((times.tolist(), spare))
        pairs = zip(self.model.statements, times, strict=True)
        heard = tuple(one for one, count in pairs if count)
        return Estimate(solved(self.model, np.array(columns), least, asked), heard)

    @cached_property
    def _program(self) -> Program:
        return Program(self.model)

    @cached_property
    def _smoothing(self) -> Smoothing:
        return Smoothing(self.model)

    def _found(self, question: tuple[list[float], float]) -> Found:
        times, spare = np.array(question[0]), question[1]
        sides = [side.statement for side in self.model.sides]
        least = self._program.least_slack(times[sides])
        columns, asked = self._smoothing.path(least * (1 + spare), times)
        return columns.tolist(), least, asked


def estimate(model: Model) -> Estimate:
    """The path that asks least of the claims of a model, as `reconcile` shows it."""
    return Estimate(least_path(model), model.statements)
