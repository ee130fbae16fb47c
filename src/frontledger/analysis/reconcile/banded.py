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
        self._band = np.flatnonzero((rows >= columns) & (rows < band.inside))
        self._band_slots = columns[self._band] * (band.width + 1) + (rows - columns)[self._band]
        self._side = np.flatnonzero((rows < band.inside) & (columns >= band.inside))
        self._side_slots = (columns[self._side] - band.inside) * band.inside + rows[self._side]
        self._corner = np.flatnonzero((rows >= band.inside) & (columns >= band.inside))
        self._corner_slots = (columns[self._corner] - band.inside) * edge + rows[self._corner] - band.inside

    def _factor(self, core: sparse.csc_array) -> Callable[[Vector], Vector]:
        inside, edge, values = self._inside, self.size - self._inside, core.data
        band = _filled(self._width + 1, inside, self._band_slots, values[self._band])
        factor, failed = dpbtrf(band, lower=1, overwrite_ab=1)
        if failed:
            raise RuntimeError("the band of a Newton system is not positive definite")
        side = _filled(inside, edge, self._side_slots, values[self._side])
        corner = _filled(edge, edge, self._corner_slots, values[self._corner])
        if edge:
            side, _ = dtbtrs(factor, side, uplo="L", overwrite_b=1)
            corner, pivots, failed = dgetrf(corner - side.T @ side, overwrite_a=1)
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


def _filled(height: int, width: int, slots: Indices, values: Vector) -> Vector:
    """A full matrix as LAPACK wants it, column by column, nought but in these slots."""
    flat = np.zeros(height * width)
    flat[slots] = values
    return flat.reshape((height, width), order="F")
