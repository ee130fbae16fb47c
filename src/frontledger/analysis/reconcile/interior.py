"""A convex quadratic program by an interior point: least of c.z + z.Pz/2 where Gz >= h and Az = b.

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
    Answer,
    Core,
    Entries,
    Filling,
    Full,
    Matrix,
    Vector,
)

MOST_STEPS = 300
TOLERANCE = 1e-9
GAPS_COUNT = 1e3
ENOUGH = 1e-4
PATIENCE = 10
TO_THE_EDGE = 0.995
HALFWAY = 10.0
"""The residual at which the steps of a first program are half done: where those of the next like it begin."""


Residuals = tuple[Vector, Vector, Vector]


class NoAnswerError(RuntimeError):
    """The steps ended before the residuals were small, as where no point satisfies the rows."""


@dataclass(frozen=True)
class Quadratic:
    """The program: costs, a symmetric positive semidefinite matrix, and the rows.

    `days` is where each column stands along time, if it stands anywhere: such programs are solved more quickly.
    """

    linear: Vector
    square: Matrix
    rows: Matrix
    least: Vector
    exact_rows: Matrix
    exact: Vector
    days: Vector | None = None


def solve(program: Quadratic) -> Vector:
    """The point of least cost, unique where the square is definite on what the rows leave free.

    The steps end when all residuals are under TOLERANCE, or where rounding lets them shrink no further for
    PATIENCE steps; the best point counts if its residuals are under ENOUGH. Raises NoAnswerError otherwise.

    >>> eye = sparse.eye_array(2, format="csr")
    >>> none = sparse.csr_array((0, 2))
    >>> solve(Quadratic(np.array([-2.0, 2.0]), eye, eye, np.zeros(2), none, np.zeros(0))).round(6) + 0
    array([2., 0.])
    """
    return Solver(program).solve(program.linear, program.square)


class Solver:
    """Programs with the same rows: each begins where the steps of the first were half done.

    The squares must have entries only where that of the first program has them. Rows without a factor say
    nothing; left in, they would have no inside, and their prices no end.
    """

    def __init__(self, program: Quadratic) -> None:
        rows = sparse.csr_array(program.rows)
        telling = np.diff(rows.indptr) > 0
        self._rows, self._least = sparse.csr_array(rows[telling]), program.least[telling]
        self._exact_rows, self._exact = sparse.csr_array(program.exact_rows), program.exact
        self._down, self._exact_down = sparse.csr_array(self._rows.T), sparse.csr_array(self._exact_rows.T)
        self._core = _core(_curved(program.square), self._rows, self._exact_rows, program.days)
        self._halfway: _State | None = None

    def solve(self, linear: Vector, square: Matrix) -> Vector:
        """The point of least cost with these costs, as by the function `solve`; raises NoAnswerError."""
        square = _curved(square)
        costs = _Costs(linear, square, self._core.fixed(square))
        if self._halfway is not None:
            try:
                return self._descended(costs, self._halfway)
            except NoAnswerError:
                pass
        return self._descended(costs, self._start())

    def _start(self) -> _State:
        point = np.zeros(self._rows.shape[1])
        gap = np.maximum(-self._least, 1.0)
        return _State(point, np.zeros(len(self._exact)), gap, np.ones(len(gap)))

    def _descended(self, costs: _Costs, state: _State) -> Vector:
        best, smallest, since = state.point, math.inf, 0
        for _ in range(MOST_STEPS):
            residuals = self._residuals(costs, state)
            off = max(
                *(float(np.abs(one).max(initial=0.0)) for one in residuals), GAPS_COUNT * state.complement
            )
            best, smallest, since = (state.point, off, 0) if off < smallest else (best, smallest, since + 1)
            if smallest < TOLERANCE or since == PATIENCE:
                break
            if self._halfway is None and off < HALFWAY:
                self._halfway = state
            try:
                state = self._stepped(costs, state, residuals)
            except (RuntimeError, np.linalg.LinAlgError):
                break
        if not smallest <= ENOUGH:
            raise NoAnswerError(f"the residuals stay at {smallest:.1e}; the rows may contradict each other")
        return best

    def _residuals(self, costs: _Costs, state: _State) -> Residuals:
        """By how much slope, rows and exact rows are off."""
        pull = self._down @ state.dual + self._exact_down @ state.price
        slope = costs.square @ state.point + costs.linear - pull
        short = self._rows @ state.point - state.gap - self._least
        return slope, short, self._exact_rows @ state.point - self._exact

    def _stepped(self, costs: _Costs, state: _State, residuals: Residuals) -> _State:
        """One predictor and corrector step; raises an error of the factor's where the system is singular."""
        gap, dual = state.gap, state.dual
        answer = self._core.factored(costs.fixed, dual / gap)
        _, _, gap_step, dual_step = self._step(answer, state, residuals, gap * dual, exactly=False)
        ahead = (gap + _length(gap, gap_step) * gap_step) @ (dual + _length(dual, dual_step) * dual_step)
        centred = state.complement * (ahead / max(len(gap), 1) / state.complement) ** 3
        pull = gap * dual + gap_step * dual_step - centred
        step, price_step, gap_step, dual_step = self._step(answer, state, residuals, pull, exactly=True)
        length = TO_THE_EDGE * min(_length(gap, gap_step), _length(dual, dual_step))
        return _State(
            state.point + length * step,
            state.price + length * price_step,
            gap + length * gap_step,
            dual + length * dual_step,
        )

    def _step(
        self, answer: Answer, state: _State, residuals: Residuals, pull: Vector, *, exactly: bool
    ) -> tuple[Vector, Vector, Vector, Vector]:
        """The steps of point, price, gap and dual that take the residuals and the pull to nought."""
        slope, short, off = residuals
        right = -slope - self._down @ ((pull + state.dual * short) / state.gap)
        point, price = np.split(answer(np.concatenate([right, off]), exactly), [len(slope)])
        gap = self._rows @ point + short
        return point, price, gap, -(pull + state.dual * gap) / state.gap


def _core(square: Matrix, rows: Matrix, exact_rows: Matrix, days: Vector | None) -> Core:
    """The kind of core that is quickest to factor."""
    if rows.shape[1] <= SMALL:
        return Full(rows, exact_rows)
    entries = Entries.of(square, rows, exact_rows)
    band = None if days is None else band_of(entries.pattern(), days)
    return Filling(entries) if band is None else Banded(entries, band)


@dataclass(frozen=True)
class _Costs:
    """The costs of a program, and what they put into the core."""

    linear: Vector
    square: Matrix
    fixed: Vector


@dataclass(frozen=True)
class _State:
    """Where the steps are: the point, the prices of exact rows, the gaps of the others and their prices."""

    point: Vector
    price: Vector
    gap: Vector
    dual: Vector

    @property
    def complement(self) -> float:
        """The mean product of gap and price."""
        return float(self.gap @ self.dual / max(len(self.gap), 1))


def _curved(square: Matrix) -> Matrix:
    """The square with a trace of curvature everywhere."""
    return sparse.csr_array(square + REGULAR * sparse.eye_array(square.shape[0]))


def _length(values: Vector, step: Vector) -> float:
    """How far one may go along the step before a value reaches nought, at most the whole step."""
    lengths = np.divide(values, -step, out=np.ones_like(values), where=step < 0)
    return float(min(1.0, lengths.min(initial=1.0)))
