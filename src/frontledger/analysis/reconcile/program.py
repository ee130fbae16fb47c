"""The linear program of a model in HiGHS: built once, then asked again with other costs.

Columns are the paths and then one slack a side; rows are the rules, then the sides, then the budget that the
costs of slack and remainder may not exceed. Every change keeps the last basis, so a question costs a few
pivots (Huangfu and Hall, Parallelizing the dual revised simplex method, 2018, the solver's own description).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from frontledger.analysis.reconcile.model import Model, Row, Vector
from frontledger.analysis.reconcile.reduction import reduced

PRIMAL_SIMPLEX = 4


class SolverError(RuntimeError):
    """The solver ended without an answer, which no ledger should bring about."""


@dataclass(frozen=True)
class Answer:
    """The least cost, the columns, and how much each row holds it up."""

    cost: float
    columns: Vector
    duals: Vector


class Program:
    """A model's linear program; `ask` for the least cost, `spend` to bound the total slack first."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.reduction = reduced(model)
        self.slacks = len(model.sides)
        kept = np.flatnonzero(self.reduction.before == np.arange(model.width))
        self._indices = np.arange(len(self.total), dtype=np.int32)
        self._solver = highspy.Highs()
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._build())

    @property
    def first_side(self) -> int:
        """The row of the first side."""
        return len(self.model.rules)

    def spend(self, budget: float) -> None:
        """Bound the cost of all slack and of the remainder together."""
        self._solver.changeRowBounds(self.first_side + self.slacks, -math.inf, budget)
        self._solver.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)

    def grant(self, slack: Vector) -> None:
        """Bound each side's slack by an amount of its own."""
        first = self.model.width
        for place, amount in enumerate(slack):
            self._solver.changeColBounds(first + place, 0.0, float(amount))

    def ask(self, costs: Vector) -> Answer:
        """The least of `costs . columns`; raises SolverError."""
        self.minimise(costs)
        solution = self._solver.getSolution()
        cost = float(self._solver.getInfo().objective_function_value)
        return Answer(cost, np.array(solution.col_value), np.array(solution.row_dual))

    def least(self, row: Row, sign: float) -> float:
        """The least of `sign * row`, by changing only the costs of that row; -inf where there is none."""
        columns = np.array(row.columns, dtype=np.int32)
        factors = sign * np.array(row.factors)
        self._solver.changeColsCost(len(columns), columns, factors)
        self._solver.run()
        status = self._solver.getModelStatus()
        cost = float(self._solver.getInfo().objective_function_value)
        self._solver.changeColsCost(len(columns), columns, np.zeros(len(columns)))
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return -math.inf
        self._check(status)
        return cost

    def minimise(self, costs: Vector) -> None:
        """Solve for these costs of all columns."""
        self._solver.changeColsCost(len(costs), self._indices, costs)
        self._solver.run()
        self._check(self._solver.getModelStatus())

    def free_costs(self) -> None:
        """Set every cost to nought, as `least` expects."""
        self._solver.changeColsCost(len(self.total), self._indices, np.zeros(len(self.total)))

    def _check(self, status: highspy.HighsModelStatus) -> None:
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverError(f"the solver ended with {status.name} on {len(self.model.statements)} claims")

    def _build(self) -> highspy.HighsLp:
        model = self.model
        matrix = self._rows()
        exact = np.array([row.exact for row in model.rules], dtype=bool)
        bounds = np.array([side.bound for side in model.sides])
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = matrix.shape[1], matrix.shape[0]
        lp.col_cost_ = np.zeros(matrix.shape[1])
        lp.col_lower_ = np.zeros(matrix.shape[1])
        lp.col_upper_ = np.concatenate([model.ceilings, np.full(self.slacks, math.inf)])
        lp.row_lower_ = np.concatenate([np.zeros(len(exact)), bounds, [-math.inf]])
        lp.row_upper_ = np.concatenate(
            [np.where(exact, 0.0, math.inf), np.full(len(bounds), math.inf), [math.inf]]
        )
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrix.indptr
        lp.a_matrix_.index_ = matrix.indices
        lp.a_matrix_.value_ = matrix.data
        return lp

    def _rows(self) -> sparse.csr_matrix:
        model = self.model
        rules = model.matrix(model.rules)
        sides = model.matrix(tuple(side.row for side in model.sides))
        slack = sparse.eye_array(self.slacks, format="csr")
        budget = sparse.csr_array(self.total.reshape(1, -1))
        blank = sparse.csr_array((rules.shape[0], self.slacks))
        rows = sparse.vstack([sparse.hstack([rules, blank]), sparse.hstack([sides, slack]), budget])
        return sparse.csr_matrix(rows)
