"""Which claims hold a point of a path where it is.

Every claim is granted the slack that the path shown takes of it and no more; then the point is pushed down as
far as it goes, and up. The claims that price the push (the dual solution) are those that stop it: what holds
the point from below and from above. A claim far away that had to give elsewhere does not appear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from frontledger.analysis.reconcile.model import Model, Row, Vector
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.structure import Quantity

GRANTED = 1e-7
"""What each claim is granted beyond its slack, as a share of its figure, against rounding."""

ROUNDING = 1e-6
"""A slack smaller than this share of a claim's figure is none."""


@dataclass(frozen=True)
class Holding:
    """What holds a path on a day: `below` keep it from falling under `lowest`, `above` from rising over `highest`.

    In the unit of the quantity; an end nothing holds is nought or infinite, and names no claims.
    """

    quantity: Quantity
    day: date
    lowest: float
    below: tuple[str, ...]
    highest: float
    above: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Solved:
    """A model with the path shown: its columns, the slack it takes on every side, and in all.

    `least` is the least total slack of any path and `asked` that of this one.
    """

    model: Model
    columns: Vector
    slack: Vector
    least: float
    asked: float


def solved(model: Model, columns: Vector, least: float, asked: float) -> Solved:
    """The model with a path and the slack that takes; slack smaller than rounding is none."""
    slack = np.maximum(model.side_bounds - model.side_rows @ columns, 0.0)
    slack = np.where(slack * model.side_costs < ROUNDING, 0.0, slack)
    return Solved(model, columns, slack, least, asked)


def holding(solved: Solved, quantity: Quantity, day: date) -> Holding:
    """What holds the quantity on the day; raises ValueError for a day outside those claims speak of."""
    model = solved.model
    if not model.days[0] <= day <= model.days[-1]:
        span = f"{model.days[0]} to {model.days[-1]}"
        raise ValueError(f"{day} lies outside the path of {quantity.measure}; give a day from {span}")
    program = Program(model)
    program.grant(solved.slack + GRANTED / model.side_costs)
    low, high = _rows(program, quantity, day)
    lowest, below = _pushed(program, low, 1.0)
    highest, above = _pushed(program, high, -1.0)
    return Holding(quantity, day, max(lowest, 0.0), below, -highest, above)


def _rows(program: Program, quantity: Quantity, day: date) -> tuple[Row, Row]:
    model = program.model
    terms = model.reported[quantity]
    if day in model.days:
        place = model.days.index(day)
        return program.lowest(terms, place), program.highest(terms, place)
    return program.between(terms, sum(other < day for other in model.days) - 1)


def _pushed(program: Program, row: Row, sign: float) -> tuple[float, tuple[str, ...]]:
    """How far the row goes, and the claims that stop it; none where nothing does."""
    model = program.model
    least = program.least(row, sign)
    if not math.isfinite(least):
        return least, ()
    _, prices, _ = program.prices()
    held = {
        model.statements[side.statement].claim_id
        for side, price in zip(model.sides, prices, strict=True)
        if abs(price) > GRANTED
    }
    return least * model.unit, tuple(sorted(held))
