"""The Newton systems of an interior point: one sparse pattern, ordered once and filled anew at every step.

With the gaps' prices over the gaps as weights, the core is `square + rows' W rows` with the exact rows at its
border. Which entries are not nought is the same at every step, so the order of elimination and the place of
every product of two factors are found once. Where the columns stand on days and touch few others than their
neighbours, the core is a band (see `banded`); otherwise it is eliminated in an order that fills in little.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

Vector = NDArray[np.float64]
Indices = NDArray[np.int64]
Matrix = Any
"""A sparse or a full matrix."""

Answer = Callable[[Vector, bool], Vector]
"""The solution for a right side; made once more exact by its own residual if so told."""

REGULAR = 1e-13
SMALL = 120
"""Systems of at most so many columns are solved as full matrices, which is quicker."""

OPTIONS = {"SymmetricMode": True}


class Core(Protocol):
    """The core of programs that share their rows: what is fixed in it, and its factor with given weights."""

    def fixed(self, square: Matrix) -> Vector:
        """What the square and the exact rows put into it."""

    def factored(self, fixed: Vector, weights: Vector) -> Answer:
        """The solution with these weights of the rows, as a function of the right side."""


@dataclass(frozen=True, eq=False)
class Entries:
    """What enters the core: a first square, the exact rows at the border, and every product of two factors."""

    square: Matrix
    exact_rows: Matrix
    products: tuple[Indices, Indices, Indices, Vector]
    rows: int

    @classmethod
    def of(cls, square: Matrix, rows: Matrix, exact_rows: Matrix) -> Entries:
        """Those of programs that share their rows, whatever their square."""
        return cls(square, exact_rows, _products(sparse.csr_array(rows)), rows.shape[0])

    @property
    def size(self) -> int:
        """The number of columns and of exact rows."""
        return int(self.exact_rows.shape[1] + self.exact_rows.shape[0])

    def pattern(self) -> sparse.coo_array:
        """Where the core has entries."""
        first, second, _, _ = self.products
        one, other, _ = self.fixed(self.square)
        places = (np.concatenate([first, one]), np.concatenate([second, other]))
        return sparse.coo_array((np.ones(len(places[0])), places), (self.size, self.size))

    def fixed(self, square: Matrix) -> tuple[Indices, Indices, Vector]:
        """The entries of a square and of the border."""
        inner = sparse.coo_array(square)
        one, other, value = _bordered_entries(self.exact_rows.shape[1], self.exact_rows)
        first, second = inner.coords
        return (
            np.concatenate([first, one]),
            np.concatenate([second, other]),
            np.concatenate([inner.data, value]),
        )


class Sparse(ABC):
    """The core as a sparse matrix in the order of elimination; how it is solved is left to the kinds below."""

    def __init__(self, entries: Entries, order: Indices) -> None:
        self.size = entries.size
        self._entries, self._order = entries, order
        self._place = np.empty_like(order)
        self._place[order] = np.arange(self.size)
        first, second, number, product = entries.products
        one, other, _ = entries.fixed(entries.square)
        keys = self._keys(np.concatenate([first, one]), np.concatenate([second, other]))
        self._known = known = np.unique(keys)
        self._rows = (known % self.size).astype(np.int32)
        self._columns = (known // self.size).astype(np.int32)
        self._starts = np.searchsorted(self._columns, np.arange(self.size + 1)).astype(np.int32)
        slots = np.searchsorted(known, self._keys(first, second))
        self._products = sparse.csr_array((product, (slots, number)), shape=(len(known), entries.rows))

    def fixed(self, square: Matrix) -> Vector:
        """What the square and the exact rows put into every place, for a square within the pattern."""
        one, other, value = self._entries.fixed(square)
        slots = np.searchsorted(self._known, self._keys(one, other))
        return np.bincount(slots, value, minlength=len(self._known)).astype(np.float64)

    def factored(self, fixed: Vector, weights: Vector) -> Answer:
        """The solution of the core with these weights of the rows, as a function of the right side.

        Raises RuntimeError where the core is singular.
        """
        values = fixed + self._products @ weights
        solve = self._factor(values)

        def answer(right: Vector, exactly: bool) -> Vector:
            ordered = right[self._order]
            found = solve(ordered)
            if exactly:
                found = found + solve(ordered - self._core(values) @ found)
            return np.asarray(found[self._place])

        return answer

    def _core(self, values: Vector) -> sparse.csc_array:
        """The core with these values in its places."""
        return sparse.csc_array((values, self._rows, self._starts), shape=(self.size, self.size))

    @abstractmethod
    def _factor(self, values: Vector) -> Callable[[Vector], Vector]:
        """The solution of the core with these values for a right side in the order of elimination.

        It holds until the next core is factored.
        """

    def _keys(self, one: Indices, other: Indices) -> Indices:
        return self._place[other].astype(np.int64) * self.size + self._place[one]


class Filling(Sparse):
    """Any core, eliminated in an order that fills in little."""

    def __init__(self, entries: Entries) -> None:
        super().__init__(entries, _elimination(entries.pattern()))

    def _factor(self, values: Vector) -> Callable[[Vector], Vector]:
        factor = splu(
            self._core(values), permc_spec="NATURAL", diag_pivot_thresh=0.0, panel_size=1, options=OPTIONS
        )
        return factor.solve


class Full:
    """The same as full matrices, for a small core."""

    def __init__(self, rows: Matrix, exact_rows: Matrix) -> None:
        self._rows, self._exact = rows.toarray(), exact_rows.toarray()
        self._corner = -REGULAR * np.eye(len(self._exact))

    def fixed(self, square: Matrix) -> Vector:
        """The square with the exact rows at its border."""
        full = np.block([[square.toarray(), -self._exact.T], [-self._exact, self._corner]])
        return np.asarray(full)

    def factored(self, fixed: Vector, weights: Vector) -> Answer:
        """As in Sparse; raises LinAlgError where the core is singular."""
        core, width = fixed.copy(), self._rows.shape[1]
        core[:width, :width] += self._rows.T @ (self._rows * weights[:, None])

        def answer(right: Vector, exactly: bool) -> Vector:
            found = np.linalg.solve(core, right)
            if exactly:
                found = found + np.linalg.solve(core, right - core @ found)
            return np.asarray(found)

        return answer


def _bordered_entries(width: int, exact_rows: Matrix) -> tuple[Indices, Indices, Vector]:
    exact = sparse.coo_array(exact_rows)
    number, column = exact.coords
    corner = np.arange(width, width + exact.shape[0])
    return (
        np.concatenate([column, number + width, corner]),
        np.concatenate([number + width, column, corner]),
        np.concatenate([-exact.data, -exact.data, np.full(len(corner), -REGULAR)]),
    )


def _products(rows: sparse.csr_array) -> tuple[Indices, Indices, Indices, Vector]:
    """The product of every two factors of a row: both columns, the row, the product."""
    lengths = np.diff(rows.indptr)
    found: list[tuple[Indices, ...]] = []
    for length in np.unique(lengths):
        numbers = np.flatnonzero(lengths == length)
        entries = rows.indptr[numbers][:, None] + np.arange(length)
        columns, factors = rows.indices[entries], rows.data[entries]
        product = factors[:, :, None] * factors[:, None, :]
        first, second = np.repeat(columns, length, axis=1), np.tile(columns, (1, length))
        found.append((first.ravel(), second.ravel(), np.repeat(numbers, length**2), product.ravel()))
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, np.zeros(0)
    first, second, number, product = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, number, product


def _elimination(pattern: sparse.coo_array) -> Indices:
    """The columns in an order that fills in little."""
    core = sparse.csc_array(pattern)
    core.data[:] = 1.0
    core = sparse.csc_array(core + core.shape[0] * sparse.eye_array(core.shape[0]))
    factor = splu(core, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, panel_size=1, options=OPTIONS)
    return np.argsort(factor.perm_c)
