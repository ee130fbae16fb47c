"""Why a set of claims is impossible, in structured form: what all but one imply for the figure of that one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontledger.analysis.reconcile.model import Model, Side
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.structure import Quantity

POSSIBLE = 1e-6
"""A shortfall smaller than this share of a claim is rounding."""

PLAIN = ("never_falls", "inside", "part_of", "not_negative", "identity")
"""Kinds of rule from the plainest to the least; of two that would do, the plainer is told."""


@dataclass(frozen=True)
class Through:
    """A rule that carries one claim to another: its kind (identity, never_falls, inside, ...) and name."""

    kind: str
    name: str


@dataclass(frozen=True)
class Conflict:
    """Claims that cannot all be true, though with any of them left out the others can.

    `floor_claims` imply at least `floor` of the quantity by `day` (or from the end of `since` to the end of
    `day`), `ceiling_claims` at most `ceiling`, which is less; one of the two is a single claim's own figure.
    A rate is told as its total over the days. `through` are the rules that carry the claims to each other.
    """

    claims: tuple[str, ...]
    quantity: Quantity
    since: date | None
    day: date
    floor: float
    floor_claims: tuple[str, ...]
    ceiling: float
    ceiling_claims: tuple[str, ...]
    through: tuple[Through, ...]

    @property
    def gap(self) -> float:
        """By how much the floor exceeds the ceiling, as a share of the floor."""
        return (self.floor - self.ceiling) / self.floor


def reason(program: Program, core: frozenset[int]) -> Conflict:
    """Why an irreducible set, given as places among the model's statements, is impossible."""
    model = program.model
    pivot = _pivot(program, core)
    one = model.statements[pivot.statement]
    implied, through = _implied(program, core, pivot)
    stated = abs(pivot.bound) * model.unit
    names = {place: model.statements[place].claim_id for place in core}
    alone, others = (one.claim_id,), tuple(sorted(names[place] for place in core - {pivot.statement}))
    upper = pivot.sign < 0
    return Conflict(
        claims=tuple(sorted(names.values())),
        quantity=Quantity(one.base, one.force, one.scope),
        since=one.since,
        day=one.day,
        floor=implied if upper else stated,
        floor_claims=others if upper else alone,
        ceiling=stated if upper else implied,
        ceiling_claims=alone if upper else others,
        through=through,
    )


def _pivot(program: Program, core: frozenset[int]) -> Side:
    """The side all others speak against: one alone on its side if there is one, never a share."""
    model = program.model
    active = np.array([side.statement in core for side in model.sides])
    program.violation(np.where(active, program.slack_costs, 0.0))
    _, prices, _ = program.prices()
    net = dict.fromkeys(core, 0.0)
    for side, price in zip(model.sides, prices, strict=True):
        if side.statement in core:
            net[side.statement] += side.sign * price
    priced = [side for side in model.sides if side.sign * net.get(side.statement, 0.0) > 0]
    plain = [side for side in priced if not model.statements[side.statement].over]
    for sign in (-1, 1):
        alone = [side for side in priced if side.sign == sign]
        if len(alone) == 1 and alone[0] in plain:
            return alone[0]
    return max(plain, key=lambda side: (-side.sign, model.statements[side.statement].day))


def _implied(program: Program, core: frozenset[int], pivot: Side) -> tuple[float, tuple[Through, ...]]:
    """What the other claims imply for the pivot's figure, and the rules that carry it there."""
    model = program.model
    held = core - {pivot.statement}
    program.grant(np.array([0.0 if side.statement in held else math.inf for side in model.sides]))
    least = program.least(pivot.row, -1.0)
    rules, _, _ = program.prices()
    used, idle = set(), []
    for through, rows in _groups(program, np.flatnonzero(rules)):
        program.suspend(rows)
        if program.least(pivot.row, -1.0) < least - POSSIBLE:
            program.restore(rows)
            used.add(through)
        else:
            idle.append(rows)
    program.least(pivot.row, -1.0)
    used |= _ceilings(program)
    for rows in idle:
        program.restore(rows)
    program.grant(np.full(len(model.sides), math.inf))
    used |= {Through("identity", name) for name in _identities(model, core)}
    return abs(least) * model.unit, tuple(sorted(used, key=lambda one: (one.kind, one.name)))


def _groups(program: Program, priced: NDArray[np.int64]) -> list[tuple[Through, list[int]]]:
    """The rules of which some weigh in the answer, those of one name together, the least plain first."""
    names = {program.reduction.names[row] for row in priced}
    groups = [(Through(kind, name), program.reduction.named[(kind, name)]) for kind, name in names]
    return sorted(groups, key=lambda one: (-PLAIN.index(one[0].kind), one[0].name))


def _ceilings(program: Program) -> set[Through]:
    """The ceilings of the codebook that weigh in the last answer."""
    model = program.model
    _, _, columns = program.prices()
    weighing = program.reduction.kept[columns < -POSSIBLE]
    atoms = {model.atoms[column // len(model.days)] for column in weighing if model.ceilings[column] > 0}
    return {Through("ceiling", atom.measure) for atom in atoms}


def _identities(model: Model, core: frozenset[int]) -> frozenset[str]:
    """The identities that link what the claims count, where that is not one and the same."""
    if len({model.statements[place].base for place in core}) == 1:
        return frozenset()
    return frozenset().union(*(model.identities[place] for place in core))
