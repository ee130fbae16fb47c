"""A convex quadratic program by an interior point: least of c.z + z.Pz/2 where Gz >= h and Az = b.

The predictor-corrector of Mehrotra (On the implementation of a primal-dual interior point method, SIAM Journal
on Optimization 2, 1992) in the form for quadratic programs of Nocedal and Wright (Numerical Optimization, 2nd
edition, 2006, algorithm 16.4). The solver's own active-set method needs a dense factor of all free columns and
a second where this needs a few hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu

Vector = NDArray[np.float64]
MOST_STEPS = 100
TOLERANCE = 1e-9
TOLERANCE_GAP = 1e-3
REGULAR = 1e-12
TO_THE_EDGE = 0.995


class NoAnswerError(RuntimeError):
    """The steps ended before the residuals were small, as where no point satisfies the rows."""


@dataclass(frozen=True)
class Quadratic:
    """The program: costs, a symmetric positive semidefinite matrix, and the rows."""

    linear: Vector
    square: sparse.csc_matrix
    rows: sparse.csr_matrix
    least: Vector
    exact_rows: sparse.csr_matrix
    exact: Vector


def solve(program: Quadratic) -> Vector:
    """The point of least cost, unique where the square is definite on what the rows leave free.

    Raises NoAnswerError.

    >>> eye = sparse.eye_array(2, format="csr")
    >>> none = sparse.csr_array((0, 2))
    >>> solve(Quadratic(np.array([-2.0, 2.0]), eye, eye, np.zeros(2), none, np.zeros(0))).round(6) + 0
    array([2., 0.])
    """
    point, price, gap, dual = _start(program)
    size = 1.0 + max(np.abs(program.linear).max(initial=0.0), np.abs(program.least).max(initial=0.0))
    for _ in range(MOST_STEPS):
        residuals = _residuals(program, point, price, gap, dual)
        complement = gap @ dual / max(len(gap), 1)
        off = max(np.abs(one).max(initial=0.0) for one in residuals)
        if complement < TOLERANCE * TOLERANCE_GAP and off < TOLERANCE * size:
            return point
        newton = _Newton(program, gap, dual)
        _, _, gap_step, dual_step = newton.step(residuals, gap * dual)
        ahead = (gap + _length(gap, gap_step) * gap_step) @ (dual + _length(dual, dual_step) * dual_step)
        centred = complement * (ahead / max(len(gap), 1) / complement) ** 3
        pull = gap * dual + gap_step * dual_step - centred
        step, price_step, gap_step, dual_step = newton.step(residuals, pull)
        length = TO_THE_EDGE * min(_length(gap, gap_step), _length(dual, dual_step))
        point, price = point + length * step, price + length * price_step
        gap, dual = gap + length * gap_step, dual + length * dual_step
    raise NoAnswerError(f"no answer within {MOST_STEPS} steps; the rows may contradict each other")


def _start(program: Quadratic) -> tuple[Vector, Vector, Vector, Vector]:
    point = np.zeros(len(program.linear))
    gap = np.maximum(program.rows @ point - program.least, 1.0)
    return point, np.zeros(len(program.exact)), gap, np.ones(len(gap))


def _residuals(
    program: Quadratic, point: Vector, price: Vector, gap: Vector, dual: Vector
) -> tuple[Vector, Vector, Vector]:
    slope = program.square @ point + program.linear - program.rows.T @ dual - program.exact_rows.T @ price
    return slope, program.rows @ point - gap - program.least, program.exact_rows @ point - program.exact


def _length(values: Vector, step: Vector) -> float:
    """How far one may go along the step before a value reaches nought, at most the whole step."""
    falling = step < 0
    return float(min(1.0, (-values[falling] / step[falling]).min(initial=1.0)))


class _Newton:
    """The factored Newton system at a point."""

    def __init__(self, program: Quadratic, gap: Vector, dual: Vector) -> None:
        self.program, self.gap, self.dual = program, gap, dual
        self.ratio = dual / gap
        weighted = program.rows.T @ sparse.diags_array(self.ratio) @ program.rows
        size, exact = len(program.linear), len(program.exact)
        core = program.square + weighted + REGULAR * sparse.eye_array(size)
        if exact:
            corner = -REGULAR * sparse.eye_array(exact)
            core = sparse.block_array([[core, -program.exact_rows.T], [-program.exact_rows, corner]])
        self.core = sparse.csc_array(core)
        self.factor = splu(self.core, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})

    def step(
        self, residuals: tuple[Vector, Vector, Vector], pull: Vector
    ) -> tuple[Vector, Vector, Vector, Vector]:
        """The steps of point, price, gap and dual that take the residuals and the pull to nought."""
        slope, short, off = residuals
        right = -slope - self.program.rows.T @ (pull / self.gap + self.ratio * short)
        right_side = np.concatenate([right, off])
        whole = self.factor.solve(right_side)
        whole += self.factor.solve(right_side - self.core @ whole)
        size = len(right)
        point, price = whole[:size], whole[size:]
        gap = self.program.rows @ point + short
        return point, price, gap, -(pull + self.dual * gap) / self.gap
