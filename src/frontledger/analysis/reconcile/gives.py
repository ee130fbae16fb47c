"""The verdict on each claim: what the path makes of it, and how far it would have to give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from frontledger.analysis.reconcile.holding import Solved
from frontledger.analysis.reconcile.model import Row
from frontledger.analysis.reconcile.statements import Statement
from frontledger.analysis.reconcile.structure import Quantity


@dataclass(frozen=True)
class Give:
    """How far one claim would have to give for the path that asks least of all claims.

    `lower` to `upper` is what counts as met, and `value` what the path gives, in the unit of the claim's own
    measure; `gap` is how far the value lies outside, above it when positive. `relative` is the gap as a
    share of the figure (for a share, of the plausible count it is of), and `cost` the same times the claim's
    weight.
    """

    claim_id: str
    claimant_id: str
    measure: str
    force: str
    scope: str
    day: date
    lower: float
    upper: float
    value: float
    gap: float
    relative: float
    cost: float

    @property
    def direction(self) -> str:
        """Which way the claim would have to give: up, down, or blank where it holds."""
        return "" if not self.relative else ("up" if self.gap > 0 else "down")


@dataclass(frozen=True)
class Remainder:
    """Arrivals nobody counted, by the last day, that the path needs, and what they cost beside slack."""

    quantity: Quantity
    number: float
    cost: float


def gives(groups: tuple[Solved, ...]) -> tuple[Give, ...]:
    """Every claim used, the one that gives most first, then by claim id."""
    found = [give for one in groups for give in _gives(one)]
    return tuple(sorted(found, key=lambda give: (-give.cost, give.claim_id)))


def remainders(groups: tuple[Solved, ...]) -> tuple[Remainder, ...]:
    """Every remainder of an identity, by quantity."""
    found = []
    for one in groups:
        for column in np.flatnonzero(one.model.costs):
            people, cost = one.columns[column], one.model.costs[column]
            quantity = one.model.atoms[column // len(one.model.days)]
            found.append(Remainder(quantity, float(people * one.model.unit), float(people * cost)))
    return tuple(sorted(found, key=lambda remainder: remainder.quantity))


def _gives(solved: Solved) -> list[Give]:
    slack = np.zeros(len(solved.model.statements))
    for side, amount in zip(solved.model.sides, solved.slack, strict=True):
        slack[side.statement] += amount * solved.model.unit
    values = _values(solved)
    statements = solved.model.statements
    return [_give(one, values[place], float(slack[place])) for place, one in enumerate(statements)]


def _values(solved: Solved) -> list[float]:
    """What the path makes of every claim, in the unit of the claim."""
    values = []
    for one, (counted, over) in zip(solved.model.statements, solved.model.readings, strict=True):
        value = _sum(solved, counted) * solved.model.unit
        if one.over:
            whole = _sum(solved, over) * solved.model.unit
            value = value / whole if whole > 0 else math.nan
        values.append(value / one.per)
    return values


def _sum(solved: Solved, row: Row) -> float:
    return float(np.dot(solved.columns[list(row.columns)], row.factors))


def _give(one: Statement, value: float, slack: float) -> Give:
    lower, upper = one.lower / one.per, one.upper / one.per
    relative = slack / one.scale
    outside = value - lower if value < lower else value - upper
    return Give(
        **{
            name: getattr(one, name)
            for name in ("claim_id", "claimant_id", "measure", "force", "scope", "day")
        },
        lower=lower,
        upper=upper,
        value=value,
        gap=outside if relative else 0.0,
        relative=relative,
        cost=relative * one.weight,
    )
