"""The model: paths on days, the rules between them, and every claim as rows with a slack of its own.

One model is one group of quantities that rules or claims link. Its days are those claims speak of, so that
every claim is met on its own day and no rule is lost between them: from one day to the next nothing is known
but that running totals do not fall. Every claim becomes at most two rows `terms . x + slack >= bound`, one
for its lower and one for its upper end. Numbers are divided by a power of ten, so that the solver sees
figures near one.

Where a running total names the first day it counts, the group begins at nought on the day before the first
day that any of its claims names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.answers import follows_from
from frontledger.analysis.reconcile.statements import Statement
from frontledger.analysis.reconcile.structure import Quantity, Terms

Vector = NDArray[np.float64]

# What a row and a side say, as tuples, which are told many times faster than dataclasses.
_ROW = attrgetter("columns", "factors", "kind", "name", "exact")
_SIDE = attrgetter("statement", "sign", "bound", "cost")


@dataclass(frozen=True)
class Row:
    """One row over the columns: what adds up, and for a rule its kind and name."""

    columns: tuple[int, ...]
    factors: tuple[float, ...]
    kind: str = ""
    name: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Side:
    """One end of a claim: `sign` is +1 for the lower and -1 for the upper; row . x + slack >= bound.

    `statement` is its place among the model's statements, `cost` what a unit of slack costs. The figure a
    claim names is written the same way, as row . x = bound with no sign.
    """

    statement: int
    sign: int
    row: Row
    bound: float
    cost: float


@dataclass(frozen=True, eq=False)
class Model:
    """A group of linked quantities: its atoms' columns, its rules and its claims' rows, in units of `unit`.

    Column `atom index * len(days) + day index` is the atom on that day. `begins` says that the first day
    stands at nought. `readings` is what each statement counts and, for a share, what that is of; `identities`
    are those its sums come from. `costs` is what a column itself costs: the arrivals nobody counted, on the
    last day; `ceilings` is the most it may be.
    """

    days: tuple[date, ...]
    atoms: tuple[Quantity, ...]
    counted: tuple[bool, ...]
    reported: dict[Quantity, Terms]
    totals: frozenset[Quantity]
    statements: tuple[Statement, ...]
    readings: tuple[tuple[Row, Row], ...]
    identities: tuple[frozenset[str], ...]
    rules: tuple[Row, ...]
    sides: tuple[Side, ...]
    figures: tuple[Side, ...]
    costs: Vector
    ceilings: Vector
    unit: float
    begins: bool

    @cached_property
    def content(self) -> str:
        """A hash of all the model says."""
        sides = [[(_SIDE(side), _ROW(side.row)) for side in some] for some in (self.sides, self.figures)]
        readings = [(_ROW(counted), _ROW(whole)) for counted, whole in self.readings]
        return follows_from(
            self.days, self.atoms, self.counted, self.reported, sorted(self.totals), self.statements, readings,
            [sorted(names) for names in self.identities], list(map(_ROW, self.rules)), sides,
            self.costs, self.ceilings, self.unit, self.begins,
        )  # fmt: skip

    @property
    def width(self) -> int:
        """The number of columns of paths."""
        return len(self.atoms) * len(self.days)

    @cached_property
    def places(self) -> dict[Quantity, int]:
        """Where each atom stands among the atoms."""
        return {atom: place for place, atom in enumerate(self.atoms)}

    @cached_property
    def side_rows(self) -> sparse.csr_array:
        """The rows of all sides as a matrix."""
        return self.matrix(tuple(side.row for side in self.sides))

    @cached_property
    def side_bounds(self) -> Vector:
        """The bound of every side."""
        return np.array([side.bound for side in self.sides])

    @cached_property
    def side_costs(self) -> Vector:
        """What a unit of slack costs on every side."""
        return np.array([side.cost for side in self.sides])

    def matrix(self, rows: tuple[Row, ...]) -> sparse.csr_array:
        """Rows as a sparse matrix over the columns of paths."""
        starts = np.cumsum([0, *(len(row.columns) for row in rows)])
        columns = np.fromiter(chain.from_iterable(row.columns for row in rows), dtype=np.int64)
        factors = np.fromiter(chain.from_iterable(row.factors for row in rows), dtype=np.float64)
        return sparse.csr_array((factors, columns, starts), shape=(len(rows), self.width))

    def row_of(self, terms: Terms, positive: int, negative: int | None = None) -> Row:
        """The terms on a day; those taken away may be taken on another day (indices of `days`)."""
        other = positive if negative is None else negative
        n = len(self.days)
        columns = tuple(
            self.places[atom] * n + (positive if factor > 0 else other) for atom, factor in terms.items()
        )
        return Row(columns, tuple(terms.values()))
