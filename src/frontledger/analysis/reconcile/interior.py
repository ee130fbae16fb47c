"""A convex quadratic program by an interior point: least of c.z + z.Pz/2 where Gz >= h and Az = b.

The predictor-corrector of Mehrotra (On the implementation of a primal-dual interior point method, SIAM
Journal on Optimization 2, 1992) in the form for quadratic programs of Nocedal and Wright (Numerical
Optimization, 2nd edition, 2006, algorithm 16.4). The solver's own active-set method needs a dense factor of
all free columns and a second where this needs a few hundredths.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

Vector = NDArray[np.float64]
Matrix = Any
"""A sparse or a full matrix."""

MOST_STEPS = 300
TOLERANCE = 1e-9
GAPS_COUNT = 1e3
ENOUGH = 1e-4
PATIENCE = 10
REGULAR = 1e-13
SMALL = 120
TO_THE_EDGE = 0.995


class NoAnswerError(RuntimeError):
    """The steps ended before the residuals were small, as where no point satisfies the rows."""


@dataclass(frozen=True)
class Quadratic:
    """The program: costs, a symmetric positive semidefinite matrix, and the rows."""

    linear: Vector
    square: Matrix
    rows: Matrix
    least: Vector
    exact_rows: Matrix
    exact: Vector


def solve(program: Quadratic) -> Vector:
    """The point of least cost, unique where the square is definite on what the rows leave free.

    The steps end when all residuals are under TOLERANCE, or where rounding lets them shrink no further for
    PATIENCE steps; the best point counts if its residuals are under ENOUGH. Raises NoAnswerError otherwise.

    >>> eye = sparse.eye_array(2, format="csr")
    >>> none = sparse.csr_array((0, 2))
    >>> solve(Quadratic(np.array([-2.0, 2.0]), eye, eye, np.zeros(2), none, np.zeros(0))).round(6) + 0
    array([2., 0.])
    """
    program = _prepared(program)
    state = _start(program)
    best, smallest, since = state.point, math.inf, 0
    for _ in range(MOST_STEPS):
        off = state.off(program)
        best, smallest, since = (state.point, off, 0) if off < smallest else (best, smallest, since + 1)
        if smallest < TOLERANCE or since == PATIENCE:
            break
        try:
            state = _stepped(program, state)
        except (RuntimeError, np.linalg.LinAlgError):
            break
    if smallest > ENOUGH:
        raise NoAnswerError(f"the residuals stay at {smallest:.1e}; the rows may contradict each other")
    return best


@dataclass(frozen=True)
class _State:
    """Where the steps are: the point, the prices of exact rows, the gaps of the others and their prices."""

    point: Vector
    price: Vector
    gap: Vector
    dual: Vector

    def residuals(self, program: Quadratic) -> tuple[Vector, Vector, Vector]:
        """By how much slope, rows and exact rows are off."""
        pull = program.rows.T @ self.dual + program.exact_rows.T @ self.price
        slope = program.square @ self.point + program.linear - pull
        short = program.rows @ self.point - self.gap - program.least
        return slope, short, program.exact_rows @ self.point - program.exact

    def off(self, program: Quadratic) -> float:
        """The largest residual, or the mean product of gap and price, which counts a thousandfold."""
        largest = max(np.abs(one).max(initial=0.0) for one in self.residuals(program))
        return max(float(largest), GAPS_COUNT * self.complement)

    @property
    def complement(self) -> float:
        """The mean product of gap and price."""
        return float(self.gap @ self.dual / max(len(self.gap), 1))


def _stepped(program: Quadratic, state: _State) -> _State:
    """One predictor and corrector step; raises an error of the factor's where the system is singular."""
    gap, dual, residuals = state.gap, state.dual, state.residuals(program)
    newton = _Newton(program, gap, dual)
    _, _, gap_step, dual_step = newton.step(residuals, gap * dual)
    ahead = (gap + _length(gap, gap_step) * gap_step) @ (dual + _length(dual, dual_step) * dual_step)
    centred = state.complement * (ahead / max(len(gap), 1) / state.complement) ** 3
    pull = gap * dual + gap_step * dual_step - centred
    step, price_step, gap_step, dual_step = newton.step(residuals, pull)
    length = TO_THE_EDGE * min(_length(gap, gap_step), _length(dual, dual_step))
    return _State(
        state.point + length * step,
        state.price + length * price_step,
        gap + length * gap_step,
        dual + length * dual_step,
    )


def _prepared(program: Quadratic) -> Quadratic:
    """The program with a trace of curvature everywhere; a small one as full matrices, which is quicker."""
    size = len(program.linear)
    square = program.square + REGULAR * sparse.eye_array(size)
    if size > SMALL:
        return replace(program, square=square)
    rows, exact = program.rows.toarray(), program.exact_rows.toarray()
    return replace(program, square=square.toarray(), rows=rows, exact_rows=exact)


def _start(program: Quadratic) -> _State:
    point = np.zeros(len(program.linear))
    gap = np.maximum(program.rows @ point - program.least, 1.0)
    return _State(point, np.zeros(len(program.exact)), gap, np.ones(len(gap)))


def _length(values: Vector, step: Vector) -> float:
    """How far one may go along the step before a value reaches nought, at most the whole step."""
    falling = step < 0
    return float(min(1.0, (-values[falling] / step[falling]).min(initial=1.0)))


class _Newton:
    """The Newton system at a point, factored."""

    def __init__(self, program: Quadratic, gap: Vector, dual: Vector) -> None:
        self.program, self.gap, self.dual = program, gap, dual
        self.ratio = dual / gap
        core = program.square + program.rows.T @ (program.rows * self.ratio[:, None])
        self.core = _bordered(core, program.exact_rows) if len(program.exact) else core
        self.solved = _factored(self.core)

    def step(
        self, residuals: tuple[Vector, Vector, Vector], pull: Vector
    ) -> tuple[Vector, Vector, Vector, Vector]:
        """The steps of point, price, gap and dual that take the residuals and the pull to nought."""
        slope, short, off = residuals
        right = -slope - self.program.rows.T @ (pull / self.gap + self.ratio * short)
        right = np.concatenate([right, off])
        whole = self.solved(right)
        whole = whole + self.solved(right - self.core @ whole)
        point, price = np.split(whole, [len(slope)])
        gap = self.program.rows @ point + short
        return point, price, gap, -(pull + self.dual * gap) / self.gap


def _bordered(core: Matrix, exact_rows: Matrix) -> Matrix:
    """The system with the exact rows at its border."""
    corner = -REGULAR * np.eye(exact_rows.shape[0])
    if isinstance(core, np.ndarray):
        return np.block([[core, -exact_rows.T], [-exact_rows, corner]])
    return sparse.block_array([[core, -exact_rows.T], [-exact_rows, corner]])


def _factored(core: Matrix) -> Callable[[Vector], Vector]:
    if isinstance(core, np.ndarray):
        return partial(np.linalg.solve, core)
    options = {"SymmetricMode": True}
    factor = splu(sparse.csc_array(core), permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options=options)
    return factor.solve
