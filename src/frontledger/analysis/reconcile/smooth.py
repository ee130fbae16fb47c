"""The one path among those that ask least of the claims: near the figures named, and smooth.

Many paths ask equally little. The one shown also keeps near the figures that claims mean as the value (the
squares of their relative distances) and changes its pace as little as it can (the squares of the changes of
its weekly rates). Both enter with so small a weight that the total slack stays at its least within
`SMOOTHING_TOLERANCE`; that the two squares are strictly convex makes the path and every slack unique. Floors,
ceilings and ranges pull nowhere: no midpoint is made up.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.reconcile.interior import Quadratic, Solver
from frontledger.analysis.reconcile.model import Model, Side, Vector
from frontledger.analysis.reconcile.steps import Prices

SMOOTHING_TOLERANCE = 1e-3
"""By how much the path shown may ask more than the least, as a share of the least."""

ROUNDING = 1e-6
"""The same beside it, as a share of one claim's whole figure."""

SMALL = 1e-3
SMALLEST = 1e-6
"""Weight of nearness and smoothness beside slack, to begin with and at the least."""

COMPLEMENT = 1e-10
"""The mean product of a row's room and its price, as a share of that weight, at which a path is found."""

PACE = 1.0
"""Weight of the squared weekly rates themselves, which decides where a path is not bent at all."""

LEVEL = 1e-4
"""Weight of the squared levels, which decides where nothing else does."""


def smooth(model: Model, least: float) -> tuple[Vector, float]:
    """The columns of the unique path that asks least and is nearest and smoothest, and what it asks.

    `least` is the least total slack. The weight of the squares is lowered until the path asks no more than
    that and the tolerance.
    """
    return Smoothing(model).path(least, np.ones(len(model.statements)))


class Smoothing:
    """The quadratic program of a model, in paths relative to their sizes.

    Built once, it answers for any choice of how often each claim counts.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._sides = np.array([side.statement for side in model.sides], dtype=np.int64)
        self._figures = np.array([figure.statement for figure in model.figures], dtype=np.int64)
        self._free = model.ceilings > 0
        self._scales = np.repeat(sizes(model), len(model.days))[self._free]
        self._claims, self._against = _claims(model)
        self._rough = self._scaled(self._scaled(_rough(model)).T)
        self._near = self._scaled(model.matrix(tuple(figure.row for figure in model.figures)))
        self._targets = np.array([figure.bound for figure in model.figures])
        self._pulls = np.array(
            [figure.cost * model.unit / model.statements[figure.statement].scale for figure in model.figures]
        )
        self._solver = Solver(self._program(SMALL, np.ones(len(model.statements))))

    def path(self, least: float, times: Vector) -> tuple[Vector, float]:
        """As `smooth`, where each statement counts so many times; those that count none are as if not made."""
        small = SMALL
        while True:
            columns = self._solved(small, times)
            asked = self._asked(columns, times)
            if asked <= least * (1 + SMOOTHING_TOLERANCE) + ROUNDING or small < SMALLEST:
                return columns, asked
            small /= 10

    def _asked(self, columns: Vector, times: Vector) -> float:
        """What a path asks of the claims, and what its remainder costs."""
        model = self.model
        costs = model.side_costs * times[self._sides]
        short = np.maximum(model.side_bounds - model.side_rows @ columns, 0.0)
        return float(costs @ short + model.costs @ columns)

    def _solved(self, small: float, times: Vector) -> Vector:
        columns = np.zeros(self.model.width)
        answer = self._solver.solve(*self._costs(small, times), COMPLEMENT * small)
        columns[self._free] = np.maximum(answer, 0.0) * self._scales
        return columns

    def _costs(self, small: float, times: Vector) -> tuple[Vector, sparse.csr_array, Prices]:
        """What columns cost, the squares of nearness and roughness, and the prices of the claims' rows.

        A claim of a single value is one row with a price either way.
        """
        pulled = (small * 2) * sparse.diags_array(self._pulls * times[self._figures]) @ self._near
        linear = self.model.costs[self._free] * self._scales - pulled.T @ self._targets
        costs = self.model.side_costs * times[self._sides]
        over = np.where(self._against < 0, 0.0, costs[self._against])
        prices = Prices(np.arange(len(self._claims)), costs[self._claims], over)
        return linear, sparse.csr_array(pulled.T @ self._near + small * self._rough), prices

    def _program(self, small: float, times: Vector) -> Quadratic:
        model = self.model
        bounds, least = limits(model)
        sums = model.matrix(tuple(row for row in model.rules if row.exact))
        linear, square, prices = self._costs(small, times)
        return Quadratic(
            linear=linear,
            square=square,
            rows=self._scaled(sparse.vstack([model.side_rows[self._claims], bounds], format="csr")),
            least=np.concatenate([model.side_bounds[self._claims], least]),
            exact_rows=self._scaled(sums),
            exact=np.zeros(sums.shape[0]),
            prices=prices,
            days=days_of_columns(model)[self._free],
        )

    def _scaled(self, rows: sparse.csr_array) -> sparse.csr_array:
        """Rows over the columns of paths as rows over the free ones in units of their sizes."""
        return sparse.csr_array(rows[:, self._free] @ sparse.diags_array(self._scales))


def days_of_columns(model: Model) -> Vector:
    """The place of the day of every column."""
    return (np.arange(model.width) % len(model.days)).astype(np.float64)


def limits(model: Model) -> tuple[sparse.csr_array, Vector]:
    """The rules that are no sums, and the columns' own ends, as rows that are at least something.

    A running total that never falls is not negative if it does not begin so, and under its ceiling if it ends so.
    """
    rules = model.matrix(tuple(row for row in model.rules if not row.exact))
    day, counted = days_of_columns(model), np.repeat(model.counted, len(model.days))
    free = model.ceilings > 0
    floors = np.flatnonzero(free & (~counted | (day == 0)))
    ceiled = np.flatnonzero(free & np.isfinite(model.ceilings) & (~counted | (day == len(model.days) - 1)))
    every = sparse.eye_array(model.width, format="csr")
    least = np.concatenate([np.zeros(rules.shape[0] + len(floors)), -model.ceilings[ceiled]])
    return sparse.csr_array(sparse.vstack([rules, every[floors], -every[ceiled]])), least


def _claims(model: Model) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sides that have a row of their own, and the side that each of these is the other end of, else -1."""
    sides = model.sides
    points = [place for place in range(1, len(sides)) if _point(sides[place - 1], sides[place])]
    against = np.full(len(sides), -1, dtype=np.int64)
    against[[place - 1 for place in points]] = points
    chosen = np.setdiff1d(np.arange(len(sides)), points)
    return chosen, against[chosen]


def _rough(model: Model) -> sparse.csr_array:
    """Squares of the changes of weekly rates, and a little of the rates, relative to each path's size."""
    n = len(model.days)
    weeks = np.diff([day.toordinal() for day in model.days]) / 7
    pace = sparse.diags_array(1 / weeks) @ steps(n)
    still = sparse.diags_array(PACE * weeks)
    bend = steps(n - 1) @ pace
    spans = sparse.diags_array(2 / (weeks[1:] + weeks[:-1]))
    one = 2 * (bend.T @ spans @ bend + pace.T @ still @ pace)
    one = one + sparse.diags_array(np.full(n, 2 * LEVEL))
    relative = sparse.diags_array(1 / sizes(model) ** 2)
    return sparse.csr_array(sparse.kron(relative, one))


def steps(n: int) -> sparse.csr_array:
    """The differences between neighbours among n values."""
    if n < 2:
        return sparse.csr_array((0, max(n, 0)))
    ones = np.ones(n - 1)
    return sparse.csr_array(sparse.diags_array([-ones, ones], offsets=[0, 1], shape=(n - 1, n)))


def sizes(model: Model) -> Vector:
    """The largest figure claimed of each atom's measure, in units of the model; one unit where none is."""
    largest: dict[tuple[str, str], float] = {}
    for one in model.statements:
        ends = [end for end in (one.lower, one.upper) if 0 < end < math.inf and not one.over]
        key = (one.base, one.force)
        largest[key] = max([largest.get(key, 0.0), *ends])
    found = [largest.get((atom.measure, atom.force), 0.0) / model.unit for atom in model.atoms]
    return np.array([size or 1.0 for size in found])


def _point(lower: Side, upper: Side) -> bool:
    """Whether two sides are the ends of one claim of a single value."""
    same = lower.statement == upper.statement and lower.bound == -upper.bound
    return same and lower.row.factors == tuple(-factor for factor in upper.row.factors)
