"""A Newton core that is nearly a band: columns in the order of days, the few that reach further at its border.

A path's column meets those of the same day and of the next days; a claim of a rise over weeks meets columns far
apart, of which one goes to the border. The band is factored by Cholesky (Golub and Van Loan, Matrix Computations,
4th edition, 2013, section 4.3) and the border by its Schur complement, at a third of the cost of a factor that
must first work out where it fills in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg.lapack import dgetrf, dgetrs, dpbtrf, dtbtrs

from frontledger.analysis.reconcile.newton import Entries, Indices, Sparse, Vector

REACH = 2
"""Days over which columns of the band may meet: a change of pace holds three neighbours."""

WIDEST, LONGEST = 80, 40
"""The width of a band and the length of its border up to which they are worth their while."""


@dataclass(frozen=True, eq=False)
class Band:
    """The columns in order, those of the band before those of the border, and how wide the band is."""

    order: Indices
    inside: int
    width: int


def band_of(pattern: sparse.coo_array, days: Vector) -> Band | None:
    """The band of a pattern whose first columns stand on these days; None where it would be too wide.

    Columns beyond, which are exact rows, go to the border.
    """
    size = pattern.shape[0]
    at = np.concatenate([days, np.full(size - len(days), np.nan)])
    border = np.isnan(at)
    first, second = pattern.coords
    far = np.abs(at[first] - at[second]) > REACH
    while far.any():
        furthest = np.bincount(first[far], minlength=size).argmax()
        border[furthest] = True
        far &= (first != furthest) & (second != furthest)
        if border.sum() > LONGEST:
            return None
    order = np.argsort(np.where(border, np.inf, at), kind="stable")
    place = np.argsort(order)
    inner = ~border[first] & ~border[second]
    width = int((place[first] - place[second])[inner].max(initial=0))
    return Band(order, size - int(border.sum()), width) if width <= WIDEST else None


class Banded(Sparse):
    """A core that is a band with a border."""

    def __init__(self, entries: Entries, band: Band) -> None:
        super().__init__(entries, band.order)
        self._inside, self._width = band.inside, band.width
        rows, columns = self._rows.astype(np.int64), self._columns.astype(np.int64)
        edge = self.size - band.inside
        self._band = _Filled(band.width + 1, band.inside)
        self._band.take((rows >= columns) & (rows < band.inside), rows - columns, columns)
        self._side = _Filled(band.inside, edge)
        self._side.take((rows < band.inside) & (columns >= band.inside), rows, columns - band.inside)
        self._corner = _Filled(edge, edge)
        self._corner.take(np.minimum(rows, columns) >= band.inside, rows - band.inside, columns - band.inside)

    def _factor(self, values: Vector) -> Callable[[Vector], Vector]:
        inside, edge = self._inside, self.size - self._inside
        factor, failed = dpbtrf(self._band.of(values), lower=1, overwrite_ab=1)
        if failed:
            raise RuntimeError("the band of a Newton system is not positive definite")
        if edge:
            side, _ = dtbtrs(factor, self._side.of(values), uplo="L", overwrite_b=1)
            corner, pivots, failed = dgetrf(self._corner.of(values) - side.T @ side, overwrite_a=1)
            if failed:
                raise RuntimeError("the border of a Newton system is singular")

        def solve(right: Vector) -> Vector:
            inner, _ = dtbtrs(factor, right[:inside], uplo="L")
            outer = right[inside:]
            if edge:
                outer, _ = dgetrs(corner, pivots, outer - side.T @ inner)
                inner = inner - side @ outer
            inner, _ = dtbtrs(factor, inner, uplo="L", trans="T", overwrite_b=1)
            return np.concatenate([inner, outer])

        return solve


class _Filled:
    """A full matrix as LAPACK wants it, column by column, of which some places are filled again and again."""

    def __init__(self, height: int, width: int) -> None:
        self._flat = np.zeros(height * width)
        self._matrix = self._flat.reshape((height, width), order="F")

    def take(self, chosen: NDArray[np.bool_], rows: Indices, columns: Indices) -> None:
        """Choose which values of the core are taken, and for which places."""
        self._taken = np.flatnonzero(chosen)
        self._slots = columns[chosen] * self._matrix.shape[0] + rows[chosen]

    def of(self, values: Vector) -> Vector:
        """The matrix, nought but in these places; it is the same every time."""
        self._flat.fill(0.0)
        self._flat[self._slots] = values[self._taken]
        return self._matrix
