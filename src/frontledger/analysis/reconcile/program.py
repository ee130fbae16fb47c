"""The linear program of a model in HiGHS: built once, then asked again with other costs.

Columns are the paths and then one slack a side; rows are the rules, then the sides, then the budget that the
costs of slack and remainder may not exceed. Every change keeps the last basis, so that the next question
costs a few pivots (Huangfu and Hall, Parallelizing the dual revised simplex method, 2018, describe the
solver).
"""

from __future__ import annotations

import math

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.once import once
from frontledger.analysis.reconcile.model import Model, Row, Vector
from frontledger.analysis.reconcile.reduction import Reduction, reduced
from frontledger.analysis.reconcile.structure import Terms

OPTIONS = (
    ("output_flag", False),
    ("presolve", "off"),
    ("simplex_strategy", 4),
    ("primal_simplex_bound_perturbation_multiplier", 0.0),
)
DUAL, PRIMAL = 1, 4
"""Simplex strategies: the first answer is nearest from the dual side, and each after it from the last one's
primal side, because only costs have changed."""

UNBOUNDED = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)


class SolverError(RuntimeError):
    """The solver ended without an answer, which no ledger should bring about."""


class _Quiet(highspy.Highs):
    """The solver without the callbacks nobody asks for, whose setting-up writes a line to the terminal."""

    def enableCallbacks(self) -> None:  # noqa: N802
        """Set up none."""


class Program:
    """A model's linear program, asked for the least slack, and within bounds on slack for the least of a row."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.reduction, built = _built(model)
        self.kept = frozenset(self.reduction.kept.tolist())
        self.width, self.slacks = len(self.reduction.kept), len(model.sides)
        self.slack_costs = model.side_costs
        self._asked = np.zeros(0, dtype=np.int32)
        self._solver = _Quiet()
        for name, value in OPTIONS:
            self._solver.setOptionValue(name, value)
        self._solver.passModel(built)

    def least_slack(self, times: Vector | None = None) -> float:
        """The least total cost of slack and remainder, where each side counts so many times; raises SolverError."""
        self._solver.setOptionValue("simplex_strategy", DUAL)
        counted = np.ones(self.slacks) if times is None else times
        self._set_costs(np.concatenate([self.model.costs[self.reduction.kept], self.slack_costs * counted]))
        self._run()
        self._solver.setOptionValue("simplex_strategy", PRIMAL)
        return self._cost()

    def violation(self, costs: Vector) -> float:
        """The least cost of slack where each side's costs this much, and the remainder nothing."""
        self._set_costs(np.concatenate([np.zeros(self.width), costs]))
        self._run()
        return self._cost()

    def spend(self, budget: float) -> None:
        """Bound the cost of all slack and of the remainder together, and forget all costs."""
        self._solver.changeRowBounds(len(self.reduction.rules) + self.slacks, -math.inf, budget)
        self._start_over()

    def grant(self, slack: Vector) -> None:
        """Bound each side's slack by an amount of its own, and forget all costs."""
        columns = np.arange(self.width, self.width + self.slacks, dtype=np.int32)
        self._solver.changeColsBounds(self.slacks, columns, np.zeros(self.slacks), slack)
        self._start_over()

    def suspend(self, rules: list[int]) -> None:
        """Let some rules, given by their places, bind nothing."""
        for row in rules:
            self._solver.changeRowBounds(row, -math.inf, math.inf)

    def restore(self, rules: list[int]) -> None:
        """Let suspended rules bind again."""
        for row in rules:
            exact = self.reduction.rules[row].exact
            self._solver.changeRowBounds(row, 0.0, 0.0 if exact else math.inf)

    def least(self, row: Row, sign: float) -> float:
        """The least of `sign` times a row of kept columns within the bounds on slack; -inf where there is none."""
        self._solver.changeColsCost(len(self._asked), self._asked, np.zeros(len(self._asked)))
        self._asked = self.reduction.place[list(row.columns)].astype(np.int32)
        self._solver.changeColsCost(len(self._asked), self._asked, sign * np.array(row.factors))
        return self._cost() if self._run() else -math.inf

    def slack(self) -> Vector:
        """Every side's slack in the last answer, as a share of its claim's figure times its weight."""
        return np.array(self._solver.getSolution().col_value)[self.width :] * self.slack_costs

    def values(self, columns: NDArray[np.int64]) -> Vector:
        """The paths' columns in the last answer."""
        answer = np.array(self._solver.getSolution().col_value)
        return answer[self.reduction.place[columns]]

    def prices(self) -> tuple[Vector, Vector, Vector]:
        """What each rule, each side and each path's ceiling weighed in the last answer."""
        solution = self._solver.getSolution()
        rows, columns = np.array(solution.row_dual), np.array(solution.col_dual)
        first = len(self.reduction.rules)
        return rows[:first], rows[first : first + self.slacks], columns[: self.width]

    def lowest(self, terms: Terms, day: int) -> Row:
        """The terms on a day as low as the kept columns around it let them be."""
        return self._around(terms, day, self.reduction.before, self.reduction.after)

    def highest(self, terms: Terms, day: int) -> Row:
        """The terms on a day as high as the kept columns around it let them be."""
        return self._around(terms, day, self.reduction.after, self.reduction.before)

    def between(self, terms: Terms, day: int) -> tuple[Row, Row]:
        """The terms at their lowest and highest between a day and the next."""
        low, high = self.model.row_of(terms, day, day + 1), self.model.row_of(terms, day + 1, day)
        before, after = self.reduction.before, self.reduction.after
        return _moved(low, before, after), _moved(high, after, before)

    def _around(self, terms: Terms, day: int, added: NDArray[np.int64], taken: NDArray[np.int64]) -> Row:
        return _moved(self.model.row_of(terms, day), added, taken)

    def _start_over(self) -> None:
        self._asked = np.zeros(0, dtype=np.int32)
        self._set_costs(np.zeros(self.width + self.slacks))

    def _set_costs(self, costs: Vector) -> None:
        self._solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def _cost(self) -> float:
        return float(self._solver.getInfo().objective_function_value)

    def _run(self) -> bool:
        """Solve; whether the answer is finite."""
        self._solver.run()
        status = self._solver.getModelStatus()
        if status in UNBOUNDED:
            return False
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"the solver ended with {status.name} on {len(self.model.statements)} claims")
        return True


@once
def _built(model: Model) -> tuple[Reduction, highspy.HighsLp]:
    """What a model's linear program needs of it, and the program."""
    reduction = reduced(model)
    rules, bounds = reduction.rules, model.side_bounds
    matrix = _rows(model, reduction)
    exact = np.array([row.exact for row in rules], dtype=bool)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_ = np.zeros(matrix.shape[1])
    lp.col_lower_ = np.zeros(matrix.shape[1])
    lp.col_upper_ = np.concatenate([model.ceilings[reduction.kept], np.full(len(bounds), math.inf)])
    lp.row_lower_ = np.concatenate([np.zeros(len(rules)), bounds, [-math.inf]])
    lp.row_upper_ = np.concatenate([np.where(exact, 0.0, math.inf), np.full(len(bounds) + 1, math.inf)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.indptr, matrix.indices
    lp.a_matrix_.value_ = matrix.data
    return reduction, lp


def _rows(model: Model, reduction: Reduction) -> sparse.csr_array:
    """The rules, the sides with their slacks, and the budget."""
    kept, slacks = reduction.kept, len(model.sides)
    sides = sparse.csr_array(model.side_rows[:, kept])
    rules = sparse.csr_array(model.matrix(reduction.rules)[:, kept])
    blank = sparse.csr_array((rules.shape[0], slacks))
    slack = sparse.eye_array(slacks, format="csr")
    budget = sparse.csr_array(np.concatenate([model.costs[kept], model.side_costs]).reshape(1, -1))
    rows = [sparse.hstack([rules, blank]), sparse.hstack([sides, slack]), budget]
    return sparse.csr_array(sparse.vstack(rows))


def _moved(row: Row, added: NDArray[np.int64], taken: NDArray[np.int64]) -> Row:
    columns = tuple(
        int((added if factor > 0 else taken)[column])
        for column, factor in zip(row.columns, row.factors, strict=True)
    )
    return Row(columns, row.factors)
