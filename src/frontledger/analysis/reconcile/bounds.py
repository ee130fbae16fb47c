"""Bounds: the least and greatest value of every path on every day, over all paths that ask little enough.

On the days claims speak of, the least and the greatest are two linear programs, warm from the day before. A
bound of a running total never falls either, so a path that attains it on one day settles every later day until
which the path has not moved. Between two
days nothing is known but that running totals do not fall: one lies between its least on the day before and
its greatest on the day after. A sum with parts taken away (people in theatre) is greatest with the later
day's additions and the earlier day's losses, which is one more program; a stock that no identity gives lies
between nought and what the stock around it may be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from pydantic import TypeAdapter

from frontledger.analysis.answers import Asked, follows_from
from frontledger.analysis.reconcile.model import Model, Row, Vector
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.structure import Quantity, Terms

EQUAL = 1e-7
"""Bounds nearer to each other than this, in units of the model, are one."""

_Ends = tuple[list[float], list[float], list[float], list[float]]
_ENDS = TypeAdapter(_Ends)


@dataclass(frozen=True, eq=False)
class Band:
    """Least and greatest on each day of the model, and between it and the next, in the quantity's unit."""

    lower: Vector
    upper: Vector
    lower_between: Vector
    upper_between: Vector


class Bounds:
    """The bands of a model's quantities over all paths whose slack costs no more than a budget, each found once."""

    def __init__(self, model: Model, budget: float) -> None:
        self._model, self._budget = model, budget
        self._asked = Asked(follows_from("bounds", model.content, budget), _ENDS, self._ends)
        self._answers, self._found = dict[Quantity, Band](), dict[Quantity, Band]()

    def of(self, quantity: Quantity) -> Band:
        """The band of a reported quantity, in its unit."""
        if quantity not in self._answers:
            ends = self._asked.answer(quantity)
            self._answers[quantity] = _in_units(Band(*map(np.array, ends)), self._model.unit)
        return self._answers[quantity]

    @cached_property
    def _program(self) -> Program:
        program = Program(self._model)
        program.spend(self._budget)
        return program

    def _ends(self, quantity: Quantity) -> _Ends:
        band = self._band(quantity)
        between = band.lower_between.tolist(), band.upper_between.tolist()
        return band.lower.tolist(), band.upper.tolist(), *between

    def _band(self, quantity: Quantity) -> Band:
        """The band in units of the model."""
        if quantity not in self._found:
            model, terms = self._model, self._model.reported[quantity]
            if quantity in model.totals:
                self._found[quantity] = _total(self._program, terms)
            elif len(terms) > 1:
                self._found[quantity] = _balance(self._program, terms)
            else:
                over = _balance_over(model)
                band = None if over is None else self._band(over)
                self._found[quantity] = _part(self._program, quantity, band)
        return self._found[quantity]


def _total(program: Program, terms: Terms) -> Band:
    """A running total: bounds that never fall, so that few days need asking."""
    days = range(len(program.model.days))
    lower = _rising(program, [program.lowest(terms, day) for day in days], 1.0)
    upper = -_rising(program, [program.highest(terms, day) for day in reversed(days)], -1.0)[::-1]
    return Band(lower, upper, lower[:-1], upper[1:])


def _rising(program: Program, rows: list[Row], sign: float) -> Vector:
    """The least of `sign` times each of some rows, known never to fall from one to the next."""
    columns = np.array([row.columns for row in rows])
    factors = sign * np.array(rows[0].factors)
    least, seen = np.full(len(rows), math.nan), np.full(len(rows), math.inf)
    for place, row in enumerate(rows):
        if place and seen[place] - least[place - 1] < EQUAL:
            least[place] = least[place - 1]
            continue
        least[place] = program.least(row, sign)
        if math.isfinite(least[place]):
            seen = np.minimum(seen, (program.values(columns) * factors).sum(axis=1))
    return least


def _balance(program: Program, terms: Terms) -> Band:
    """A stock that an identity gives; no program is needed between days that follow on each other."""
    days = program.model.days
    n = len(days)
    lower = np.array([program.least(program.lowest(terms, day), 1.0) for day in range(n)])
    upper = np.array([-program.least(program.highest(terms, day), -1.0) for day in range(n)])
    low, high = lower[:-1].copy(), upper[:-1].copy()
    for day in range(n - 1):
        if (days[day + 1] - days[day]).days > 1:
            lowest, highest = program.between(terms, day)
            low[day], high[day] = program.least(lowest, 1.0), -program.least(highest, -1.0)
    return Band(*(np.maximum(one, 0.0) for one in (lower, upper, low, high)))


def _part(program: Program, quantity: Quantity, over: Band | None) -> Band:
    """A stock that no identity gives: known on days claims speak of such stocks, else only its ceiling.

    `over` is the band of the stock that holds it.
    """
    model, n = program.model, len(program.model.days)
    ceiling = model.ceilings[model.places[quantity] * n + n - 1]
    upper = np.full(n, ceiling) if over is None else np.minimum(over.upper, ceiling)
    upper_between = np.full(n - 1, ceiling) if over is None else np.minimum(over.upper_between, ceiling)
    lower = np.zeros(n)
    first = model.places[quantity] * n
    for day in range(n):
        if first + day in program.kept:
            row = model.row_of(model.reported[quantity], day)
            lower[day] = max(program.least(row, 1.0), 0.0)
            upper[day] = -program.least(row, -1.0)
    return Band(lower, upper, np.zeros(n - 1), upper_between)


def _balance_over(model: Model) -> Quantity | None:
    """The stock that an identity gives, which holds those that none gives, if there is only one."""
    balances = [one for one, terms in model.reported.items() if one not in model.totals and len(terms) > 1]
    return balances[0] if len(balances) == 1 else None


def _in_units(band: Band, unit: float) -> Band:
    return Band(*(one * unit for one in (band.lower, band.upper, band.lower_between, band.upper_between)))
