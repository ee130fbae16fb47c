"""Bounds: the least and greatest value of every path on every day, over all paths that ask little enough.

On the days claims speak of, the least and the greatest are two linear programs, warm from the last. A bound
of a running total never falls either, so equal bounds on two days settle all days between them, and only days
where it moves are asked. Between two such days nothing is known but that running totals do not fall: a running
total lies between its least on the day before and its greatest on the day after. A sum with parts taken away
(people in theatre) is greatest with the later day's additions and the earlier day's losses, which is one more
program; a stock of a part lies between nought and what the whole may hold.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.structure import Quantity

EQUAL = 1e-7
"""Bounds nearer to each other than this, in units of the model, are one."""


@dataclass(frozen=True, eq=False)
class Band:
    """Least and greatest on each day of the model, and between it and the next, in the quantity's unit."""

    lower: Vector
    upper: Vector
    lower_between: Vector
    upper_between: Vector


def bands(program: Program, budget: float) -> dict[Quantity, Band]:
    """The bands of every reported quantity, over all paths whose slack costs no more than the budget."""
    program.spend(budget)
    program.free_costs()
    model = program.model
    found: dict[Quantity, Band] = {}
    for quantity in model.reported:
        if quantity in model.totals:
            found[quantity] = _total(program, quantity)
        elif len(model.reported[quantity]) > 1:
            found[quantity] = _balance(program, quantity)
    for quantity in model.reported:
        if quantity not in found:
            found[quantity] = _part(program, quantity, found)
    return {quantity: _in_units(found[quantity], model.unit) for quantity in model.reported}


def _total(program: Program, quantity: Quantity) -> Band:
    """A running total: bounds that never fall, so that few days need asking."""
    model = program.model
    terms = model.reported[quantity]

    def least(day: int) -> float:
        return max(program.least(model.row_of(terms, day), 1.0), 0.0)

    def greatest(day: int) -> float:
        return -program.least(model.row_of(terms, day), -1.0)

    lower, upper = (_rising(ask, len(model.days)) for ask in (least, greatest))
    return Band(lower, upper, lower[:-1], upper[1:])


def _rising(ask: Callable[[int], float], n: int) -> Vector:
    """A function of the day that never falls, asked only where it may move."""
    values = np.full(n, math.nan)
    values[[0, n - 1]] = ask(0), ask(n - 1)
    spans = [(0, n - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        if values[first] == values[last] or values[last] - values[first] < EQUAL:
            values[first + 1 : last] = values[first]
            continue
        middle = (first + last) // 2
        values[middle] = ask(middle)
        spans += [(middle, last), (first, middle)]
    return values


def _balance(program: Program, quantity: Quantity) -> Band:
    """A stock that an identity gives from running totals."""
    model, n = program.model, len(program.model.days)
    terms = model.reported[quantity]
    lower = [program.least(model.row_of(terms, day), 1.0) for day in range(n)]
    upper = [-program.least(model.row_of(terms, day), -1.0) for day in range(n)]
    low = [program.least(model.row_of(terms, day, day + 1), 1.0) for day in range(n - 1)]
    high = [-program.least(model.row_of(terms, day + 1, day), -1.0) for day in range(n - 1)]
    return Band(*(np.maximum(np.array(one), 0.0) for one in (lower, upper, low, high)))


def _part(program: Program, quantity: Quantity, found: dict[Quantity, Band]) -> Band:
    """A stock that no identity gives: known on the days claims speak of such stocks, else only its ceiling."""
    model, n = program.model, len(program.model.days)
    over = _balance_over(model, quantity, found)
    ceiling = model.ceilings[model.places[quantity] * n + n - 1]
    upper = np.full(n, ceiling) if over is None else np.minimum(over.upper, ceiling)
    upper_between = np.full(n - 1, ceiling) if over is None else np.minimum(over.upper_between, ceiling)
    lower = np.zeros(n)
    for day in _spoken_days(model):
        row = model.row_of(model.reported[quantity], day)
        lower[day] = max(program.least(row, 1.0), 0.0)
        upper[day] = -program.least(row, -1.0)
    return Band(lower, upper, np.zeros(n - 1), upper_between)


def _balance_over(model: Model, quantity: Quantity, found: dict[Quantity, Band]) -> Band | None:
    """The band of the stock that holds this one and that an identity gives, if there is one."""
    balances = [one for one in found if one not in model.totals and len(model.reported[one]) > 1]
    return found[balances[0]] if len(balances) == 1 else None


def _spoken_days(model: Model) -> list[int]:
    """The days on which a claim speaks of a stock that no identity gives."""
    n = len(model.days)
    columns = {column for side in model.sides for column in side.row.columns}
    return sorted({column % n for column in columns if not model.counted[column // n]})


def _in_units(band: Band, unit: float) -> Band:
    return Band(*(one * unit for one in (band.lower, band.upper, band.lower_between, band.upper_between)))
