"""The interior point against another solver and against programs solved by hand."""

import highspy
import numpy as np
import pytest
from scipy import sparse

from frontledger.analysis.reconcile.interior import NoAnswerError, Quadratic, solve


def program(seed: int, size: int, rows: int) -> Quadratic:
    random = np.random.default_rng(seed)
    root = random.normal(size=(size, size))
    matrix = random.normal(size=(rows, size))
    least = matrix @ random.normal(size=size) - random.uniform(0, 1, rows)
    none = sparse.csr_array((0, size))
    square = sparse.csc_array(root @ root.T / size)
    return Quadratic(random.normal(size=size), square, sparse.csr_array(matrix), least, none, np.zeros(0))


def other_solver(one: Quadratic) -> np.ndarray:
    """The same program by the active-set method of HiGHS."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = one.rows.shape
    lp.col_cost_ = one.linear
    lp.col_lower_, lp.col_upper_ = np.full(lp.num_col_, -np.inf), np.full(lp.num_col_, np.inf)
    lp.row_lower_, lp.row_upper_ = one.least, np.full(lp.num_row_, np.inf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = one.rows.indptr, one.rows.indices
    lp.a_matrix_.value_ = one.rows.data
    solver.passModel(lp)
    lower = sparse.csc_array(sparse.tril(one.square))
    hessian = highspy.HighsHessian()
    hessian.dim_, hessian.format_ = lp.num_col_, highspy.HessianFormat.kTriangular
    hessian.start_, hessian.index_, hessian.value_ = lower.indptr, lower.indices, lower.data
    solver.passHessian(hessian)
    solver.run()
    return np.array(solver.getSolution().col_value)


@pytest.mark.parametrize(("seed", "size", "rows"), [(1, 5, 8), (2, 30, 40), (3, 150, 60)])
def test_two_solvers_agree(seed, size, rows):
    one = program(seed, size, rows)
    assert np.allclose(solve(one), other_solver(one), atol=1e-4)


@pytest.mark.parametrize("size", (2, 200))
def test_exact_rows_hold(size):
    """The point nearest to nought whose entries add up to one has equal entries."""
    eye = sparse.eye_array(size, format="csr")
    total = sparse.csr_array(np.ones((1, size)))
    one = Quadratic(np.zeros(size), eye, eye, np.full(size, -1.0), total, np.ones(1))
    assert np.allclose(solve(one), 1 / size, atol=1e-7)


def test_rows_that_contradict_each_other_are_told():
    rows = sparse.csr_array(np.array([[1.0], [-1.0]]))
    none = sparse.csr_array((0, 1))
    one = Quadratic(np.zeros(1), sparse.eye_array(1), rows, np.array([1.0, 1.0]), none, np.zeros(0))
    with pytest.raises(NoAnswerError, match="contradict"):
        solve(one)
