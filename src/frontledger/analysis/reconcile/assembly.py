"""Assembly: the structure and the statements as models of linear rows, one a group of linked quantities."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np

from frontledger.analysis.reconcile.model import Model, Row, Side, Vector
from frontledger.analysis.reconcile.statements import DAY, Statement
from frontledger.analysis.reconcile.structure import (
    UNCOUNTED,
    Order,
    Quantity,
    Structure,
    Terms,
    denominator,
)


def models(found: Structure, used: tuple[Statement, ...]) -> tuple[Model, ...]:
    """One model for every group of quantities that rules or claims link, in the order of their atoms."""
    groups = groups_of(found, used)
    return tuple(model_of(found, atoms, used) for atoms in groups)


def statement_terms(found: Structure, one: Statement) -> tuple[Terms, Terms]:
    """What a claim counts and, for a share, what it is of, as sums of atoms."""
    counted = found.terms(Quantity(one.base, one.force, one.scope))
    return counted, found.terms(denominator(found, one)) if one.over else {}


def groups_of(found: Structure, used: tuple[Statement, ...]) -> list[tuple[Quantity, ...]]:
    """The atoms that rules or claims link, group by group."""
    parent = {atom: atom for atom in found.forms}

    def root(atom: Quantity) -> Quantity:
        while parent[atom] != atom:
            parent[atom] = parent[parent[atom]]
            atom = parent[atom]
        return atom

    linked = [tuple(order.terms) for order in found.orders] + [tuple(terms) for terms in found.known.values()]
    for one in used:
        counted, over = statement_terms(found, one)
        linked.append((*counted, *over))
    for atoms in linked:
        for atom in atoms[1:]:
            parent[root(atom)] = root(atoms[0])
    groups: dict[Quantity, list[Quantity]] = {}
    for atom in sorted(parent):
        groups.setdefault(root(atom), []).append(atom)
    return sorted(tuple(group) for group in groups.values())


def model_of(found: Structure, atoms: tuple[Quantity, ...], used: tuple[Statement, ...]) -> Model:
    """The model of these atoms, with those of the statements that are about them."""
    members = set(atoms)
    said = tuple(one for one in used if members >= set(statement_terms(found, one)[0]))
    days, begins = days_of(said)
    unit = unit_of(said)
    reported = {one: found.known[one] for one in sorted(found.reported) if members >= set(found.known[one])}
    bare = Model(
        days=days,
        atoms=atoms,
        counted=tuple(found.forms[atom] == "cumulative" for atom in atoms),
        reported=reported,
        totals=frozenset(quantity for quantity in reported if found.counted(quantity)),
        statements=said,
        readings=(),
        identities=tuple(_identities(found, one) for one in said),
        rules=(),
        sides=(),
        figures=(),
        costs=_costs(found, atoms, len(days), unit),
        ceilings=_ceilings(found, atoms, len(days), unit, begins),
        unit=unit,
        begins=begins,
    )
    orders = [order for order in found.orders if members >= set(order.terms)]
    readings = tuple(_reading(bare, found, one) for one in said)
    sides, figures = _sides(bare, readings)
    rules = (*_rising(bare), *_ordered(bare, orders))
    return replace(bare, readings=readings, rules=rules, sides=sides, figures=figures)


def _identities(found: Structure, one: Statement) -> frozenset[str]:
    quantities = [Quantity(one.base, one.force, one.scope), *([denominator(found, one)] if one.over else [])]
    return frozenset().union(*(found.identities(quantity) for quantity in quantities))


def days_of(said: tuple[Statement, ...]) -> tuple[tuple[date, ...], bool]:
    """The days claims speak of, with the day before the first where a running total names one."""
    named = {day for one in said for day in one.days}
    if not any(one.opens and one.since is None for one in said):
        return tuple(sorted(named)), False
    first = min(*(one.opens for one in said if one.opens), *(one.day for one in said)) - DAY
    return tuple(sorted({first, *named})), True


def unit_of(said: tuple[Statement, ...]) -> float:
    """The power of ten at or under the largest figure claimed."""
    ends = (end for one in said if not one.over for end in (one.lower, one.upper) if 0 < end < math.inf)
    return 10.0 ** math.floor(math.log10(max(ends, default=1.0)))


def _costs(found: Structure, atoms: tuple[Quantity, ...], n: int, unit: float) -> Vector:
    """A remainder costs, for each arrival, as much as one claim of that many people gives."""
    costs = np.zeros(len(atoms) * n)
    for place, atom in enumerate(atoms):
        if atom.measure not in found.measures:
            whole = found.measures[atom.measure.removesuffix(UNCOUNTED)]
            costs[place * n + n - 1] = unit / whole.typical
    return costs


def _ceilings(found: Structure, atoms: tuple[Quantity, ...], n: int, unit: float, begins: bool) -> Vector:
    """The codebook's ceilings on every day, and nought on the first where the group begins at nought."""
    ceilings = np.repeat([found.ceiling(atom) / unit for atom in atoms], n)
    if begins:
        ceilings[::n] = 0.0
    return ceilings


def _rising(model: Model) -> tuple[Row, ...]:
    n = len(model.days)
    return tuple(
        Row((place * n + day, place * n + day + 1), (-1.0, 1.0), "never_falls", atom.measure)
        for place, (atom, counted) in enumerate(zip(model.atoms, model.counted, strict=True))
        if counted
        for day in range(n - 1)
    )


def _ordered(model: Model, orders: list[Order]) -> tuple[Row, ...]:
    n = len(model.days)
    rows = []
    for order in orders:
        starts = [model.places[atom] * n for atom in order.terms]
        factors = tuple(order.terms.values())
        rows += [
            Row(tuple(start + day for start in starts), factors, order.kind, order.name, order.exact)
            for day in range(n)
        ]
    return tuple(rows)


def _reading(model: Model, found: Structure, one: Statement) -> tuple[Row, Row]:
    """What a statement counts, and for a share what that is of, as rows."""
    counted, over = statement_terms(found, one)
    day = model.days.index(one.day)
    row = model.row_of(counted, day)
    if one.since is not None:
        row = _less(row, model.row_of(counted, model.days.index(one.since)), 1.0)
    return row, model.row_of(over, day)


def _less(row: Row, other: Row, times: float) -> Row:
    """A row less another taken that many times."""
    total = dict(zip(row.columns, row.factors, strict=True))
    for column, factor in zip(other.columns, other.factors, strict=True):
        total[column] = total.get(column, 0.0) - times * factor
    return Row(tuple(total), tuple(total.values()))


def _sides(model: Model, readings: tuple[tuple[Row, Row], ...]) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """The ends of every claim as rows, and the figures that claims name."""
    sides, figures = [], []
    for number, (one, reading) in enumerate(zip(model.statements, readings, strict=True)):
        for sign, end in ((1, one.lower), (-1, one.upper)):
            if math.isfinite(end) and (sign < 0 or end > 0):
                sides.append(_side(model, number, reading, sign, end))
        if one.figure is not None:
            figures.append(_side(model, number, reading, 1, one.figure))
    return tuple(sides), tuple(figures)


def _side(model: Model, number: int, reading: tuple[Row, Row], sign: int, end: float) -> Side:
    one, (counted, over) = model.statements[number], reading
    row = _less(counted, over, end)
    row = Row(row.columns, tuple(sign * factor for factor in row.factors))
    bound = 0.0 if one.over else sign * end / model.unit
    return Side(number, sign, row, bound, one.weight * model.unit / one.scale)
