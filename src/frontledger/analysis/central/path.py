"""The central path of a model: the likeliest under misses and moves, within the same rules as every path.

Near the present path the logarithms are lines, and at the present misses Student's t is a weighted square;
the quadratic program that results gives the next path, until it comes to rest (the method of Gauss and Newton;
Nocedal and Wright, Numerical Optimization, 2nd edition, 2006, chapter 10). It starts from the path that asks
least, so that the answer is always the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydantic import TypeAdapter
from scipy import sparse
from scipy.sparse.linalg import splu

from frontledger.analysis.answers import answered, follows_from
from frontledger.analysis.central.misses import FLOOR, Scales, targets
from frontledger.analysis.central.walk import Walk
from frontledger.analysis.reconcile.holding import Solved
from frontledger.analysis.reconcile.interior import Quadratic, solve
from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.smooth import days_of_columns, limits, sizes
from frontledger.analysis.reconcile.steps import Prices

MOST_ROUNDS = 30
STILL = 0.02
"""A path that moves by less than this share of itself, or of a tenth of its size, is at rest."""

TRACE = 1e-6
"""Weight of the squared level relative to its size, which decides where nothing else does."""

_Found = tuple[list[float], list[float]]
_FOUND = TypeAdapter(_Found)


@dataclass(frozen=True, eq=False)
class CentralPath:
    """A model's central path in columns, in units of the model, and the weighted squares around it.

    The inverse of `squares` is the covariance of the columns where no rule binds.
    """

    model: Model
    scales: Scales
    columns: Vector
    squares: sparse.csc_array


def central_path(begun: Solved, scales: Scales) -> CentralPath:
    """The central path of a model, sought from the path that asks least."""
    sought = _Sought(begun.model, scales)
    content = follows_from("central path", begun.model.content, begun.columns, scales)
    columns, paths = answered(content, _FOUND, lambda: _rested(sought, begun.columns))
    return CentralPath(begun.model, scales, np.array(columns), sought.squares(np.array(paths)))


def _rested(sought: _Sought, columns: Vector) -> _Found:
    """The columns where the path comes to rest, and the same where a logarithm exists."""
    paths = sought.floored(columns)
    for _ in range(MOST_ROUNDS):
        columns = sought.next(paths)
        before, paths = paths, sought.floored(columns)
        moved = np.abs(paths - before) / np.maximum(paths, 0.1 * sought.sizes)
        if moved[sought.free].max(initial=0.0) < STILL:
            break
    return columns.tolist(), paths.tolist()


class _Sought:
    """What stays the same from round to round."""

    def __init__(self, model: Model, scales: Scales) -> None:
        self.spread, self.costs, self.width = scales.spread, model.costs, model.width
        self.goals, self.walk = targets(model), Walk(model, scales.walk)
        self.free = model.ceilings > 0
        self.sizes = np.repeat(sizes(model), len(model.days))
        self.named = self.goals.sign == 0
        self.signs = self.goals.sign[~self.named]
        sums = model.matrix(tuple(row for row in model.rules if row.exact))
        self.sums = sparse.csr_array(sums[:, self.free])
        self.limits, self.least = limits(model)
        self.days = days_of_columns(model)[self.free]

    def floored(self, columns: Vector) -> Vector:
        """The columns where a logarithm exists; those fixed at nought stay there."""
        return np.where(self.free, np.maximum(columns, FLOOR * self.sizes), 0.0)

    def squares(self, paths: Vector) -> sparse.csc_array:
        """The squares of misses and moves, weighted as they are; bounds that hold weigh nothing."""
        rows, _ = self.goals.lines(paths)
        telling = self.named | (self.goals.misses(paths) != 0)
        weights = np.where(telling, self.goals.pulls(paths, self.spread), 0.0)
        return sparse.csc_array(rows.T @ sparse.diags_array(weights) @ rows + self._still(paths))

    def next(self, paths: Vector) -> Vector:
        """The best columns where misses lie on their lines and weights stay; a bound may be missed at a price."""
        rows, aims = self.goals.lines(paths)
        weights = self.goals.pulls(paths, self.spread)
        near = sparse.diags_array(weights[self.named]) @ rows[self.named]
        square = rows[self.named].T @ near + self._still(paths)
        linear = self.costs - near.T @ aims[self.named]
        bounds = sparse.diags_array(self.signs) @ rows[~self.named]
        units = sparse.diags_array(paths[self.free])
        limits = sparse.csr_array(sparse.vstack([bounds, self.limits]))
        program = Quadratic(
            linear=linear[self.free] * paths[self.free],
            square=sparse.csc_array(units @ square[self.free][:, self.free] @ units),
            rows=sparse.csr_array(limits[:, self.free] @ units),
            least=np.concatenate([self.signs * aims[~self.named], self.least]),
            exact_rows=sparse.csr_array(self.sums @ units),
            exact=np.zeros(self.sums.shape[0]),
            prices=Prices.none(),
            days=self.days,
            give=np.concatenate([1 / weights[~self.named], np.zeros(len(self.least))]),
        )
        found = np.zeros(self.width)
        found[self.free] = np.maximum(solve(program), 0.0) * paths[self.free]
        return found

    def _still(self, paths: Vector) -> sparse.csr_array:
        """The squares of moves, and a trace of those of the levels."""
        return sparse.csr_array(self.walk.squares(paths) + sparse.diags_array(TRACE / self.sizes**2))


def deviations(found: CentralPath, rows: sparse.csr_array) -> Vector:
    """The standard deviation of each row of columns around the path, in units of the model."""
    free = found.model.ceilings > 0
    chosen = sparse.csr_array(rows[:, free]).toarray().T
    solved = splu(sparse.csc_array(found.squares[free][:, free])).solve(chosen)
    return np.sqrt(np.maximum((chosen * solved).sum(axis=0), 0.0))
