"""A convex quadratic program by an interior point: least of c.z + z.Pz/2 where Gz >= h and Az = b.

Some rows may be missed at a price, so that claims need no columns for their slack: what such a row may fall short
or exceed is eliminated from every step, which leaves the system of the columns alone.

The predictor-corrector of Mehrotra (On the implementation of a primal-dual interior point method, SIAM
Journal on Optimization 2, 1992) in the form for quadratic programs of Nocedal and Wright (Numerical
Optimization, 2nd edition, 2006, algorithm 16.4). The solver's own active-set method needs a dense factor of
all free columns and a second where this needs a few hundredths.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from frontledger.analysis.reconcile.banded import Banded, band_of
from frontledger.analysis.reconcile.newton import (
    REGULAR,
    SMALL,
    Core,
    Entries,
    Filling,
    Full,
    Matrix,
    Vector,
)
from frontledger.analysis.reconcile.steps import Begun, Frame, Prices, Steps

MOST_STEPS = 300
TOLERANCE = 1e-9
COMPLEMENT = 1e-12
"""The mean product of a row's room and its price at which the steps end, unless a program asks for less."""

ENOUGH = 1e-4
PATIENCE = 10
HALFWAY = 1e-2
"""The complement at which the steps of a first program are half done: where those of the next like it begin."""


class NoAnswerError(RuntimeError):
    """The steps ended before the residuals were small, as where no point satisfies the rows."""


@dataclass(frozen=True)
class Quadratic:
    """The program: costs, a symmetric positive semidefinite matrix, the rows, and the prices of some of them.

    A row that gives way by `give` for a unit of its price costs half the square of what it is missed by, over that.
    `days` is where each column stands along time, if it stands anywhere: such programs are solved more quickly.
    """

    linear: Vector
    square: Matrix
    rows: Matrix
    least: Vector
    exact_rows: Matrix
    exact: Vector
    prices: Prices
    days: Vector | None = None
    give: Vector | None = None


def solve(program: Quadratic) -> Vector:
    """The point of least cost, unique where the square is definite on what the rows leave free.

    The steps end when all residuals are under TOLERANCE and the products of rooms and prices under COMPLEMENT, or
    where rounding lets them shrink no further for PATIENCE steps; the best point counts if its residuals are under
    ENOUGH. Raises NoAnswerError otherwise.

    >>> eye = sparse.eye_array(2, format="csr")
    >>> none = sparse.csr_array((0, 2))
    >>> solve(Quadratic(np.array([-2.0, 2.0]), eye, eye, np.zeros(2), none, np.zeros(0), Prices.none())).round(6) + 0
    array([2., 0.])
    """
    return Solver(program).solve(program.linear, program.square, program.prices)


class Solver:
    """Programs with the same rows: each begins where the steps of the first were half done.

    The squares must have entries only where that of the first program has them, and the same rows must have prices.
    Rows without a factor say nothing; left in, they would have no inside, and their prices no end.
    """

    def __init__(self, program: Quadratic) -> None:
        rows = sparse.csr_array(program.rows)
        give = np.zeros(rows.shape[0]) if program.give is None else program.give
        telling = np.diff(rows.indptr) > 0
        self._priced = telling[program.prices.rows]
        self._soft = (np.cumsum(telling) - 1)[program.prices.rows[self._priced]]
        rows = sparse.csr_array(rows[telling])
        # Rows whose largest factor is one: otherwise some residuals would count for more than others.
        self._height = abs(rows).max(axis=1).toarray().ravel()
        self._frame = Frame(
            rows=sparse.csr_array(sparse.diags_array(1 / self._height) @ rows),
            least=program.least[telling] / self._height,
            give=give[telling] / self._height**2,
            exact_rows=sparse.csr_array(program.exact_rows),
            exact=program.exact,
        )
        square = _curved(program.square)
        self._core = _core(square, self._frame.rows, self._frame.exact_rows, program.days)
        self._halfway: Begun | None = None

    def solve(self, linear: Vector, square: Matrix, prices: Prices, complement: float = COMPLEMENT) -> Vector:
        """The point of least cost with these costs, as by the function `solve`; raises NoAnswerError.

        The smaller the square, the smaller must be the `complement` at which the steps end.
        """
        priced = prices.only(self._priced, self._soft, self._height[self._soft])
        steps = Steps(self._frame, self._core, linear, _curved(square), priced)
        if self._halfway is not None:
            try:
                return self._descended(steps, self._halfway, complement)
            except NoAnswerError:
                pass
        return self._descended(steps, self._start(), complement)

    def _start(self) -> Begun:
        frame = self._frame
        dual = np.ones(len(frame.least))
        dual[self._soft] = 0.5
        room = np.concatenate([np.maximum(-frame.least, 1.0), np.maximum(frame.least[self._soft], 1.0)])
        return Begun(np.zeros(frame.rows.shape[1]), np.zeros(len(frame.exact)), room, dual)

    def _descended(self, steps: Steps, begun: Begun, complement: float) -> Vector:
        state = steps.begin(begun)
        best, smallest, since = state.point, math.inf, 0
        for _ in range(MOST_STEPS):
            residuals = steps.residuals(state)
            off = max(residuals.largest, state.complement * TOLERANCE / complement)
            best, smallest, since = (state.point, off, 0) if off < smallest else (best, smallest, since + 1)
            if smallest < TOLERANCE or since == PATIENCE:
                break
            if self._halfway is None and state.complement < HALFWAY:
                self._halfway = steps.halfway(state, begun)
            try:
                state = steps.stepped(state, residuals)
            except (RuntimeError, np.linalg.LinAlgError):
                break
        if not smallest <= ENOUGH:
            raise NoAnswerError(f"the residuals stay at {smallest:.1e}; the rows may contradict each other")
        return best


def _core(square: Matrix, rows: Matrix, exact_rows: Matrix, days: Vector | None) -> Core:
    """The kind of core that is quickest to factor."""
    if rows.shape[1] <= SMALL:
        return Full(rows, exact_rows)
    entries = Entries.of(square, rows, exact_rows)
    band = None if days is None else band_of(entries.pattern(), days)
    return Filling(entries) if band is None else Banded(entries, band)


def _curved(square: Matrix) -> Matrix:
    """The square with a trace of curvature everywhere."""
    return sparse.csr_array(square + REGULAR * sparse.eye_array(square.shape[0]))
