"""What claims say of the central path, on the scale of ratios.

A claim's miss is the logarithm of the figure it names over what the path makes of it; that of a floor, a
ceiling or a range is how far the path lies outside, else nought. Misses follow Student's t with few degrees
of freedom, so that a figure far from all others pulls little. At given misses that is a weighted square
(Lange, Little and Taylor, Robust statistical modeling using the t distribution, Journal of the American
Statistical Association 84, 1989, 881-896).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.reconcile.model import Model, Vector

FREEDOM = 4.0
"""Degrees of freedom of misses and moves, the value Lange, Little and Taylor use."""

FLOOR = 0.003
"""A path below this share of a figure counts as being there, so that its logarithm exists."""

FURTHEST = (-0.6, 1.5)
"""How far down and up one round goes towards a claim, as logarithms: the line that stands for a miss is near
it only nearby."""


@dataclass(frozen=True)
class Scales:
    """How far claims miss and paths move.

    `spread` is the scale of a claim's miss, as a share of the figure; `walk` that of a path's move in one week,
    as a share of the usual figure of its measure. Both were set on invented wars, where the truth is known
    (`benchmarks/held_out_worlds.py`).
    """

    spread: float = 0.3
    walk: float = 0.25


@dataclass(frozen=True, eq=False)
class Targets:
    """The ends of claims that a path is measured against, one row each.

    `sign` is 0 for a figure, +1 for a floor and -1 for a ceiling; `ends` are logarithms, of counts in units of
    the model and of shares of one. `counted` and `over` are rows over the columns of paths: what a claim
    counts and, for a share, what that is of. `least` is what a count is taken for where the path is lower;
    `weights` are those of the reconciliation.
    """

    sign: NDArray[np.float64]
    ends: Vector
    least: Vector
    counted: sparse.csr_array
    over: sparse.csr_array
    shares: NDArray[np.bool_]
    weights: Vector

    def misses(self, paths: Vector) -> Vector:
        """How far each claim lies from the paths, as a logarithm; nought for a bound that holds."""
        counted, over = self._levels(paths)
        missing = self.ends - np.log(counted / over)
        return np.where(self.sign * missing < 0, 0.0, missing)

    def lines(self, paths: Vector) -> tuple[sparse.csr_array, Vector]:
        """The claims near these paths as rows, and what each row comes to where the claim is met."""
        counted, over = self._levels(paths)
        rows = sparse.diags_array(1 / counted) @ self.counted - sparse.diags_array(1 / over) @ self.over
        missing = np.clip(self.ends - np.log(counted / over), *FURTHEST)
        return sparse.csr_array(rows), rows @ paths + missing

    def pulls(self, paths: Vector, spread: float) -> Vector:
        """The weight of the square of each claim's miss; `spread` is as in Scales."""
        return self.weights * pull(self.misses(paths), spread)

    def _levels(self, paths: Vector) -> tuple[Vector, Vector]:
        """What the paths make of each claim, and of what a share is of; one where it is no share."""
        counted = np.maximum(self.counted @ paths, self.least)
        return counted, np.where(self.shares, np.maximum(self.over @ paths, self.least), 1.0)


def targets(model: Model) -> Targets:
    """The figures that the claims of a model mean as the value, and the ends of the other claims."""
    found = [
        (place, sign, end) for place in range(len(model.statements)) for sign, end in _ends(model, place)
    ]
    said = [model.statements[place] for place, _, _ in found]
    readings = [model.readings[place] for place, _, _ in found]
    return Targets(
        sign=np.array([float(sign) for _, sign, _ in found]),
        ends=np.log([end for _, _, end in found]),
        least=FLOOR * np.array([one.scale for one in said]) / model.unit,
        counted=model.matrix(tuple(counted for counted, _ in readings)),
        over=model.matrix(tuple(over for _, over in readings)),
        shares=np.array([bool(one.over) for one in said], dtype=bool),
        weights=np.array([one.weight for one in said]),
    )


def _ends(model: Model, place: int) -> list[tuple[int, float]]:
    """What a claim asks of the path: its figure alone where it means one as the value, else its ends."""
    one = model.statements[place]
    unit = 1.0 if one.over else model.unit
    if one.figure:
        return [(0, one.figure / unit)]
    return [(sign, end / unit) for sign, end in ((1, one.lower), (-1, one.upper)) if 0 < end < math.inf]


def pull(misses: Vector, scale: Vector | float) -> Vector:
    """The weight of the square that stands for Student's t at these misses.

    >>> pull(np.array([0.0, 4.0]), 2.0).tolist()
    [0.3125, 0.15625]
    """
    return np.asarray((FREEDOM + 1) / (FREEDOM + (misses / scale) ** 2) / np.square(scale))
