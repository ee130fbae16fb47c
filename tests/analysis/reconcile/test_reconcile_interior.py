"""The interior point against another solver and against programs solved by hand."""

from dataclasses import replace

import highspy
import numpy as np
import pytest
from scipy import sparse

from frontledger.analysis.reconcile.banded import Banded, band_of
from frontledger.analysis.reconcile.interior import NoAnswerError, Quadratic, Solver, solve
from frontledger.analysis.reconcile.newton import Filling
from frontledger.analysis.reconcile.steps import Prices

NONE = Prices.none()


def program(seed: int, size: int, rows: int) -> Quadratic:
    random = np.random.default_rng(seed)
    root = random.normal(size=(size, size))
    matrix = random.normal(size=(rows, size))
    least = matrix @ random.normal(size=size) - random.uniform(0, 1, rows)
    none = sparse.csr_array((0, size))
    square = sparse.csc_array(root @ root.T / size)
    return Quadratic(
        random.normal(size=size), square, sparse.csr_array(matrix), least, none, np.zeros(0), NONE
    )


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
    one = Quadratic(np.zeros(size), eye, eye, np.full(size, -1.0), total, np.ones(1), NONE)
    assert np.allclose(solve(one), 1 / size, atol=1e-7)


def test_rows_that_contradict_each_other_are_told():
    rows = sparse.csr_array(np.array([[1.0], [-1.0]]))
    none = sparse.csr_array((0, 1))
    one = Quadratic(np.zeros(1), sparse.eye_array(1), rows, np.array([1.0, 1.0]), none, np.zeros(0), NONE)
    with pytest.raises(NoAnswerError, match="contradict"):
        solve(one)


def with_columns(one: Quadratic) -> Quadratic:
    """The same program with a column of its own for what each row falls short and goes over."""
    rows, size, prices = one.rows.shape[0], len(one.linear), one.prices
    eye, none = sparse.eye_array(rows), np.zeros(rows)
    short, over = none.copy(), none.copy()
    short[prices.rows], over[prices.rows] = prices.short, prices.over
    hard = sparse.eye_array(rows, format="csr")[
        np.setdiff1d(np.arange(rows), [*prices.rows, *np.flatnonzero(one.give)])
    ]
    own = sparse.block_diag([sparse.csr_array((0, size)), sparse.eye_array(2 * rows)])
    stiff = np.divide(1.0, one.give, out=none.copy(), where=one.give > 0)
    return Quadratic(
        linear=np.concatenate([one.linear, short, over]),
        square=sparse.csc_array(sparse.block_diag([one.square, sparse.diags_array(stiff), 0 * eye])),
        rows=sparse.csr_array(own),
        least=np.zeros(2 * rows),
        exact_rows=sparse.csr_array(
            sparse.vstack(
                [
                    sparse.hstack([one.rows, eye, -eye]),
                    sparse.hstack([sparse.csr_array((hard.shape[0], size)), hard, 0 * hard]),
                ]
            )
        ),
        exact=np.concatenate([one.least, np.zeros(hard.shape[0])]),
        prices=NONE,
    )


@pytest.mark.parametrize(("seed", "size", "rows"), [(1, 5, 8), (2, 30, 40), (3, 150, 60)])
def test_a_row_may_be_missed_at_its_price(seed, size, rows):
    """As where what it misses has columns; a row that costs nothing is as if it were not there."""
    random = np.random.default_rng(seed)
    one = program(seed, size, rows)
    priced = np.arange(0, rows, 2)
    short, over = random.uniform(0.01, 2.0, (2, len(priced)))
    over[::3], short[-1], over[-1] = 0.0, 0.0, 0.0
    give = np.where(np.arange(rows) % 4 == 1, random.uniform(0.1, 2.0, rows), 0.0)
    one = replace(one, least=one.least + 1.0, prices=Prices(priced, short, over), give=give)
    assert np.allclose(solve(one), solve(with_columns(one))[:size], atol=1e-4)


def along_days(seed: int, per_day: int, days: int, rises: int) -> tuple[Quadratic, np.ndarray]:
    """A smooth program of paths on days, with some rows between days far apart and one exact row."""
    random = np.random.default_rng(seed)
    size, at = per_day * days, np.repeat(np.arange(days), per_day)
    steps = sparse.eye_array(size, k=per_day) - sparse.eye_array(size)
    square = sparse.csc_array(steps.T @ steps + 1e-3 * sparse.eye_array(size))
    nearby = sparse.csr_array(sparse.eye_array(size, k=1) - sparse.eye_array(size))
    far = np.zeros((rises, size))
    for row, (first, last) in enumerate(random.integers(size, size=(rises, 2))):
        far[row, first], far[row, last] = -1.0, 1.0
    rows = sparse.csr_array(sparse.vstack([sparse.eye_array(size), nearby[:-1], far]))
    least = np.concatenate([np.zeros(size), np.full(size - 1, -0.2), np.full(rises, -1.0)])
    total = sparse.csr_array(np.ones((1, size)))
    one = Quadratic(random.normal(size=size), square, rows, least, total, np.array([size * 0.5]), NONE)
    return one, at.astype(float)


@pytest.mark.parametrize(("seed", "rises"), [(1, 0), (2, 5), (3, 20)])
def test_a_band_gives_the_answer_of_any_other_order(seed, rises):
    one, at = along_days(seed, per_day=4, days=50, rises=rises)
    banded = Solver(replace(one, days=at))
    assert isinstance(banded._core, Banded)
    assert np.allclose(banded.solve(one.linear, one.square, NONE), solve(one), atol=1e-7)


def test_columns_that_meet_far_and_wide_are_no_band():
    one, at = along_days(4, per_day=4, days=50, rises=300)
    assert isinstance(Solver(replace(one, days=at))._core, Filling)


def test_few_columns_reach_beyond_the_band():
    """A row over days far apart puts one of its columns at the border, and no more."""
    pattern = sparse.coo_array(np.ones((2, 2)))
    apart = band_of(pattern, np.array([0.0, 9.0]))
    together = band_of(pattern, np.array([0.0, 1.0]))
    assert (apart.inside, apart.width) == (1, 0)
    assert (together.inside, together.width) == (2, 1)
