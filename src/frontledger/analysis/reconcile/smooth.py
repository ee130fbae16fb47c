"""The one path among those that ask least of the claims: near the figures named, and smooth.

Many paths ask equally little. The one shown also keeps near the figures that claims mean as the value (the
squares of their relative distances) and changes its pace as little as it can (the squares of the changes of
its weekly rates). Both enter with so small a weight that the total slack stays at its least within
`SMOOTHING_TOLERANCE`; that the two squares are strictly convex makes the path and every slack unique. Floors,
ceilings and ranges pull nowhere: no midpoint is made up.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy import sparse

from frontledger.analysis.reconcile.interior import Quadratic, Solver
from frontledger.analysis.reconcile.model import Model, Side, Vector

SMOOTHING_TOLERANCE = 1e-3
"""By how much the path shown may ask more than the least, as a share of the least."""

ROUNDING = 1e-6
"""The same beside it, as a share of one claim's whole figure."""

SMALL = 1e-3
SMALLEST = 1e-6
"""Weight of nearness and smoothness beside slack, to begin with and at the least."""

PACE = 1.0
"""Weight of the squared weekly rates themselves, which decides where a path is not bent at all."""

LEVEL = 1e-4
"""Weight of the squared levels, which decides where nothing else does."""


UNHEARD = 1e-9
"""Weight of the squared slack of claims that do not count, so that it does not run away."""


def smooth(model: Model, least: float) -> tuple[Vector, float]:
    """The columns of the unique path that asks least and is nearest and smoothest, and what it asks.

    `least` is the least total slack. The weight of the squares is lowered until the path asks no more than
    that and the tolerance.
    """
    return Smoothing(model).path(least, np.ones(len(model.statements)))


class Smoothing:
    """The quadratic program of a model, in paths relative to their sizes and slacks relative to their costs.

    Built once, it answers for any choice of how often each claim counts.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._costs = model.side_costs
        self._sides = np.array([side.statement for side in model.sides], dtype=np.int64)
        self._figures = np.array([figure.statement for figure in model.figures], dtype=np.int64)
        self._rough = _rough(model)
        self._free = np.concatenate([model.ceilings > 0, np.ones(len(model.sides), dtype=bool)])
        self._scales = np.concatenate([np.repeat(sizes(model), len(model.days)), 1 / self._costs])[self._free]
        rows, least, exact, targets = _rows(model)
        scaled = sparse.diags_array(self._scales)
        blank = np.zeros(len(self._scales))
        everyone = self._square(SMALL, np.ones(len(model.statements)))
        self._solver = Solver(
            evened(
                Quadratic(
                    linear=blank,
                    square=everyone,
                    rows=sparse.csr_array(rows[:, self._free] @ scaled),
                    least=least,
                    exact_rows=sparse.csr_array(exact[:, self._free] @ scaled),
                    exact=targets,
                    days=_days(model)[self._free],
                )
            )
        )

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
        costs = self._costs * times[self._sides]
        short = np.maximum(model.side_bounds - model.side_rows @ columns, 0.0)
        return float(costs @ short + model.costs @ columns)

    def _solved(self, small: float, times: Vector) -> Vector:
        pull = _near(self.model, times[self._figures])[1]
        linear = np.concatenate([self.model.costs + small * pull, self._costs * times[self._sides]])
        point = np.zeros(len(self._free))
        answer = self._solver.solve(linear[self._free] * self._scales, self._square(small, times))
        point[self._free] = answer * self._scales
        return np.maximum(point[: self.model.width], 0.0)

    def _square(self, small: float, times: Vector) -> sparse.csr_array:
        """The squares of nearness and roughness, and a trace on the slack of claims that do not count."""
        paths = sparse.coo_array(small * (_near(self.model, times[self._figures])[0] + self._rough))
        unheard = np.where(times[self._sides] == 0, UNHEARD * self._costs**2, 0.0)
        slacks = np.arange(self.model.width, len(self._free))
        rows, columns = (np.concatenate([one, slacks]) for one in paths.coords)
        free = self._free[rows] & self._free[columns]
        place = np.cumsum(self._free) - 1
        rows, columns = place[rows[free]], place[columns[free]]
        squares = self._scales[rows] * np.concatenate([paths.data, unheard])[free] * self._scales[columns]
        return sparse.csr_array((squares, (rows, columns)), shape=(len(self._scales), len(self._scales)))


def _days(model: Model) -> Vector:
    """The place of the day of every path's column, and of the last day that every slack's claim speaks of."""
    n = len(model.days)
    slacks = [max((column % n for column in side.row.columns), default=0) for side in model.sides]
    return np.concatenate([np.arange(model.width) % n, np.array(slacks, dtype=int)]).astype(np.float64)


def evened(program: Quadratic) -> Quadratic:
    """The same program with rows whose largest factor is one."""
    largest = 1 / np.maximum(abs(program.rows).max(axis=1).toarray().ravel(), 1e-12)
    rows = sparse.csr_array(sparse.diags_array(largest) @ program.rows)
    return replace(program, rows=rows, least=program.least * largest)


def _near(model: Model, times: Vector) -> tuple[sparse.csr_array, Vector]:
    """Squares of the relative distances from the figures named, each counted so many times."""
    matrix = model.matrix(tuple(figure.row for figure in model.figures))
    targets = np.array([figure.bound for figure in model.figures])
    weights = times * np.array(
        [figure.cost * model.unit / model.statements[figure.statement].scale for figure in model.figures]
    )
    weighted = sparse.diags_array(weights) @ matrix
    return sparse.csr_array(2 * matrix.T @ weighted), -2 * weighted.T @ targets


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


def _rows(model: Model) -> tuple[sparse.csr_array, Vector, sparse.csr_array, Vector]:
    """The rows over paths and slacks that are at least something, and those that are exactly something.

    A claim of a single value is one exact row with both its slacks: as two rows that leave no room between
    them it would be ill-conditioned.
    """
    slacks, sides = len(model.sides), model.sides
    rules = sparse.csr_array(model.matrix(tuple(row for row in model.rules if not row.exact)))
    sums = sparse.csr_array(model.matrix(tuple(row for row in model.rules if row.exact)))
    claims, bounds = model.side_rows, model.side_bounds
    points = [place for place in range(1, slacks) if _point(sides[place - 1], sides[place])]
    single = np.zeros(slacks, dtype=bool)
    single[points], single[[place - 1 for place in points]] = True, True
    slack = sparse.eye_array(slacks, format="csr")
    ceiled = np.flatnonzero(np.isfinite(model.ceilings) & (model.ceilings > 0))
    every = sparse.eye_array(model.width + slacks, format="csr")
    rows = [
        beside(rules, slacks),
        sparse.hstack([claims, slack], format="csr")[~single],
        every,
        -every[ceiled],
    ]
    least = [np.zeros(rules.shape[0]), bounds[~single], np.zeros(every.shape[0]), -model.ceilings[ceiled]]
    lower = [place - 1 for place in points]
    exact = [beside(sums, slacks), sparse.hstack([claims[lower], slack[lower] - slack[points]])]
    targets = [np.zeros(sums.shape[0]), bounds[lower]]
    return (
        sparse.csr_array(sparse.vstack(rows)),
        np.concatenate(least),
        sparse.csr_array(sparse.vstack(exact)),
        np.concatenate(targets),
    )


def beside(matrix: sparse.csr_array, slacks: int) -> sparse.csr_array:
    """Rows that no slack enters."""
    return sparse.csr_array(sparse.hstack([matrix, sparse.csr_array((matrix.shape[0], slacks))]))


def _point(lower: Side, upper: Side) -> bool:
    """Whether two sides are the ends of one claim of a single value."""
    same = lower.statement == upper.statement and lower.bound == -upper.bound
    return same and lower.row.factors == tuple(-factor for factor in upper.row.factors)
