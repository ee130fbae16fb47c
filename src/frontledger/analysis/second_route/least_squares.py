"""Data reconciliation: the least adjustment of measurements that makes linear balances hold.

With measurements y of covariance V and balances A x = 0, the adjusted values are
x = y - V A' (A V A')^-1 A y and their covariance is V - V A' (A V A')^-1 A V. With M = A V^(1/2) this is
computed by the pseudoinverse of M, which keeps small standard deviations beside large ones. Quantities
nobody measured are projected out first and derived afterwards where the balances determine them.

If the measurements err independently and normally, (A y)' (A V A')^-1 (A y) follows a chi-square
distribution with rank A degrees of freedom, the global test; an adjustment over its own standard deviation
is then standard normal, the measurement test (Narasimhan and Jordache, Data Reconciliation and Gross Error
Detection, 2000, chapters 3 and 7; the projection is of Crowe, Garcia Campos and Hrymak, AIChE Journal 29,
1983, 881-888).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.stats import chi2

Matrix = NDArray[np.float64]

SMALL = 1e-10
"""What counts as nought, beside figures scaled to one."""

LARGEST_RESIDUAL = 1e-7
"""How far a balance may miss nought after adjustment, as a share of the largest measurement."""


@dataclass(frozen=True)
class Derived:
    """A quantity nobody measured, as the balances give it; both None where they leave it open."""

    value: float | None
    standard_deviation: float | None


@dataclass(frozen=True, eq=False)
class Adjusted:
    """Measurements adjusted to their balances, all in the unit of the measurements.

    `adjustments` are adjusted less measured; `standardised` divides each by its own standard deviation, 0
    where a measurement cannot move. `statistic` is that of the global test, `p_value` the chance of one as
    large if nothing but the stated uncertainty were at work; without degrees of freedom it is 1.
    `joint` is the covariance of the adjusted values followed by those derived, NaN for what is left open.
    """

    values: Matrix
    covariance: Matrix
    adjustments: Matrix
    standardised: Matrix
    derived: tuple[Derived, ...]
    joint: Matrix
    statistic: float
    degrees_of_freedom: int
    p_value: float

    @property
    def standard_deviations(self) -> Matrix:
        """Of the adjusted values."""
        return np.asarray(np.sqrt(np.clip(np.diag(self.covariance), 0, None)))


def adjust(
    measured: Sequence[float],
    standard_deviations: Sequence[float],
    balances: Sequence[Sequence[float]],
    unmeasured: Sequence[Sequence[float]] | None = None,
) -> Adjusted:
    """Adjust independent measurements so that every balance sums to nought.

    A row of `balances` holds the factor of each measurement, the same row of `unmeasured` those of the
    quantities nobody measured. A measurement with a standard deviation of 0 does not move. Raises ValueError
    for shapes that do not fit, negative deviations, and balances that no allowed adjustment can meet.

    >>> two = adjust([100, 110], [5, 10], [[1, -1]])
    >>> two.values.round(6).tolist(), round(two.statistic, 6)
    ([102.0, 102.0], 0.8)
    """
    given, spread, matrix, hidden = _checked(measured, standard_deviations, balances, unmeasured)
    scale = max(float(np.abs(given).max(initial=0)), float(spread.max(initial=0))) or 1.0
    y, sd = given / scale, spread / scale
    known = null_space(hidden.T).T @ matrix if hidden.shape[1] else matrix
    inverse = np.linalg.pinv(known * sd, rcond=SMALL)
    moves = -inverse @ (known @ y)
    if np.abs(known @ (y + sd * moves)).max(initial=0) > LARGEST_RESIDUAL:
        raise ValueError(
            "measurements without uncertainty contradict one another; "
            "give at least one measurement of every balance a standard deviation above 0"
        )
    taken = inverse @ (known * sd)
    statistic, degrees = float(moves @ moves), round(float(np.trace(taken)))
    values = (y + sd * moves) * scale
    covariance = np.outer(spread, spread) * (np.eye(len(y)) - taken)
    derived, joint = _derived(matrix, hidden, values, covariance)
    return Adjusted(
        values=values,
        covariance=covariance,
        adjustments=values - given,
        standardised=_standardised(moves, taken),
        derived=derived,
        joint=joint,
        statistic=statistic,
        degrees_of_freedom=degrees,
        p_value=float(chi2.sf(statistic, degrees)) if degrees else 1.0,
    )


def _checked(
    measured: Sequence[float],
    deviations: Sequence[float],
    balances: Sequence[Sequence[float]],
    unmeasured: Sequence[Sequence[float]] | None,
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    y, sd = np.asarray(measured, float), np.asarray(deviations, float)
    matrix = np.asarray(balances, float).reshape(len(balances), -1 if len(balances) else len(y))
    hidden = np.zeros((len(matrix), 0)) if unmeasured is None else np.asarray(unmeasured, float)
    if y.ndim != 1 or y.shape != sd.shape or matrix.shape[1] != len(y) or len(hidden) != len(matrix):
        raise ValueError(
            f"{y.size} measurements, {sd.size} standard deviations, balances of shape {matrix.shape} and "
            f"unmeasured of shape {hidden.shape} do not fit; give one column a measurement, one row a balance"
        )
    if not (np.isfinite(y).all() and np.isfinite(sd).all() and (sd >= 0).all()):
        raise ValueError("a measurement or a standard deviation is negative or not finite; leave it out")
    return y, sd, matrix, hidden.reshape(len(matrix), -1 if hidden.size else 0)


def _standardised(moves: Matrix, taken: Matrix) -> Matrix:
    """Moves in standard deviations of the measurement, over the standard deviation such a move has."""
    deviations = np.sqrt(np.clip(np.diag(taken), 0, None))
    return np.divide(moves, deviations, out=np.zeros_like(moves), where=deviations > SMALL)


def _derived(
    matrix: Matrix, hidden: Matrix, values: Matrix, covariance: Matrix
) -> tuple[tuple[Derived, ...], Matrix]:
    """Solve the balances for what nobody measured; a quantity that a free direction touches stays open.

    With them comes the covariance of all values, measured and derived.
    """
    if not hidden.shape[1]:
        return (), covariance
    solver = -np.linalg.pinv(hidden, rcond=SMALL) @ matrix
    free = np.abs(null_space(hidden)).max(axis=1, initial=0) > SMALL
    every = np.vstack([np.eye(len(values)), solver])
    joint = every @ covariance @ every.T
    deviations = np.sqrt(np.clip(np.diag(joint)[len(values) :], 0, None))
    solved = zip(solver @ values, deviations, free, strict=True)
    derived = tuple(
        Derived(None, None) if loose else Derived(float(value), float(sd)) for value, sd, loose in solved
    )
    opened = len(values) + np.flatnonzero(free)
    joint[opened, :] = joint[:, opened] = np.nan
    return derived, joint
