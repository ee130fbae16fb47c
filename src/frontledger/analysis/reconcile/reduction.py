"""Reduction: the columns and rules a linear program can do without.

On a day on which nothing asks a path to have grown, the path may as well stand where it stood, and whatever
must hold it holds it still, because running totals do not fall. So a running total needs columns only on the
days a claim speaks of it and on those on which a rule links it to something that is needed there; a stock
only on days claims speak of stocks of its kind. The least and greatest values are the same with or without
the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.reconcile.model import Model, Row

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Reduction:
    """`kept` are the columns left and `place` each column's place among them.

    `before` and `after` are the column left at or nearest each column's day; `rules` are the rules left,
    those between neighbouring days drawn anew.
    """

    kept: NDArray[np.int64]
    place: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    rules: tuple[Row, ...]

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Kind and name of every rule."""
        return [(row.kind, row.name) for row in self.rules]

    @cached_property
    def named(self) -> dict[tuple[str, str], list[int]]:
        """The places of the rules of each kind and name."""
        groups: dict[tuple[str, str], list[int]] = {}
        for place, name in enumerate(self.names):
            groups.setdefault(name, []).append(place)
        return groups


def reduced(model: Model) -> Reduction:
    """What of the model its linear programs need."""
    n = len(model.days)
    counted = np.repeat(model.counted, n)
    needed = np.zeros(model.width, dtype=bool)
    needed[[column for side in model.sides for column in side.row.columns]] = True
    needed |= counted & np.isin(np.arange(model.width) % n, (0, n - 1))
    stocks = (needed & ~counted).reshape(-1, n).any(axis=0)
    needed |= ~counted & np.tile(stocks, len(model.atoms))
    orders = [row for row in model.rules if row.kind != "never_falls"]
    shown = np.repeat([atom in model.reported for atom in model.atoms], n)
    held = model.matrix(tuple(orders))
    asking = _asking(held, np.array([row.exact for row in orders], dtype=bool), counted, shown)
    kept = np.zeros(len(orders), dtype=bool)
    while (found := ~kept & (asking @ needed > 0)).any():
        kept |= found
        needed[held[found].indices] = True
    rising = tuple(row for atom in range(len(model.atoms)) for row in _rising(model, needed, atom))
    return Reduction(
        kept=np.flatnonzero(needed),
        place=np.cumsum(needed) - 1,
        before=_nearest(needed, n),
        after=_nearest(needed[::-1], n)[::-1] * -1 + model.width - 1,
        rules=(*rising, *(orders[i] for i in np.flatnonzero(kept))),
    )


def _asking(orders: sparse.csr_array, exact: Mask, counted: Mask, shown: Mask) -> sparse.csr_array:
    """The columns of which one must be needed for a rule to be, rule by rule.

    A rule that holds stocks asks for these alone, and one that holds a path nobody is shown for that path
    alone.
    """
    rules = np.repeat(np.arange(orders.shape[0]), np.diff(orders.indptr))
    columns = orders.indices
    held = (orders.data < 0) | exact[rules]
    stocks = held & ~counted[columns]
    of_stocks, of_shown = (
        np.bincount(rules[chosen], minlength=orders.shape[0])[rules] > 0
        for chosen in (stocks, held & shown[columns])
    )
    asked = np.where(of_stocks, stocks, held | of_shown)
    return sparse.csr_array((np.ones(asked.sum()), (rules[asked], columns[asked])), shape=orders.shape)


def _rising(model: Model, needed: Mask, atom: int) -> list[Row]:
    if not model.counted[atom]:
        return []
    n = len(model.days)
    columns = np.flatnonzero(needed[atom * n : (atom + 1) * n]) + atom * n
    name = model.atoms[atom].measure
    pairs = zip(columns[:-1].tolist(), columns[1:].tolist(), strict=True)
    return [Row(pair, (-1.0, 1.0), "never_falls", name) for pair in pairs]


def _nearest(needed: Mask, n: int) -> NDArray[np.int64]:
    """For each column the last needed one at or before it in its run of n; itself where there is none."""
    columns = np.arange(len(needed))
    marks = np.where(needed, columns, -1).reshape(-1, n)
    last = np.maximum.accumulate(marks, axis=1).ravel()
    return np.where(last >= 0, last, columns)
