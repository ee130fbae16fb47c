"""Least squares against the printed examples of data reconciliation, and its tests against simulation."""

import numpy as np
import pytest
from scipy.stats import kstest, norm

from frontledger.analysis.second_route.least_squares import adjust

EXCHANGER = [101.91, 64.45, 34.65, 64.20, 36.44, 98.88]
EXCHANGER_BALANCES = [[1, -1, -1, 0, 0, 0], [0, 1, 0, -1, 0, 0], [0, 0, 1, 0, -1, 0], [0, 0, 0, 1, 1, -1]]


def test_equally_uncertain_import_and_export_move_by_the_same_amount():
    found = adjust([100, 110], [5, 5], [[1, -1]])
    assert found.values == pytest.approx([105, 105])
    assert found.standard_deviations == pytest.approx([3.5355, 3.5355], abs=5e-5)
    assert found.adjustments == pytest.approx([5, -5])


def test_a_flow_without_uncertainty_does_not_move():
    found = adjust([100, 110], [0, 5], [[1, -1]])
    assert found.values == pytest.approx([100, 100])
    assert found.standard_deviations == pytest.approx([0, 0], abs=1e-9)
    assert found.standardised[0] == 0


def test_the_less_uncertain_flow_moves_less():
    assert adjust([100, 110], [5, 10], [[1, -1]]).values == pytest.approx([102, 102])


def test_heat_exchanger_with_bypass():
    found = adjust(EXCHANGER, [1] * 6, EXCHANGER_BALANCES)
    assert found.values == pytest.approx([100.22, 64.50, 35.72, 64.50, 35.72, 100.22], abs=5e-3)
    assert found.statistic == pytest.approx(6.4075, abs=5e-5)
    assert found.degrees_of_freedom == 4


def test_a_balance_written_twice_changes_nothing():
    once = adjust(EXCHANGER, [1] * 6, EXCHANGER_BALANCES)
    twice = adjust(EXCHANGER, [1] * 6, [*EXCHANGER_BALANCES, [1, -1, -1, 0, 0, 0]])
    assert twice.values == pytest.approx(once.values)
    assert twice.statistic == pytest.approx(once.statistic)
    assert twice.degrees_of_freedom == 4


def test_arrivals_losses_and_stock():
    found = adjust([11000, 3000, 4700, 10000], [1000, 500, 1000, 1500], [[1, 1, -1, -1]])
    assert found.values == pytest.approx([11155.556, 3038.889, 4544.444, 9650], abs=5e-4)
    assert found.standard_deviations == pytest.approx([881.917, 485.913, 881.917, 1060.660], abs=5e-4)
    assert found.statistic == pytest.approx(0.10889, abs=5e-6)
    assert np.abs(found.standardised) == pytest.approx([np.sqrt(0.108889)] * 4, abs=1e-5)


def test_the_closed_form_of_the_text_books_agrees():
    rng = np.random.default_rng(7)
    y, sd, matrix = rng.uniform(10, 100, 8), rng.uniform(0.5, 9, 8), rng.integers(-1, 2, (4, 8)).astype(float)
    variance = np.diag(sd**2)
    gain = variance @ matrix.T @ np.linalg.inv(matrix @ variance @ matrix.T)
    found = adjust(y, sd, matrix)
    assert found.values == pytest.approx(y - gain @ matrix @ y)
    assert found.covariance == pytest.approx(variance - gain @ matrix @ variance)
    assert matrix @ found.values == pytest.approx(np.zeros(4), abs=1e-9)


def test_what_nobody_measured_is_projected_out_and_derived():
    measured = adjust([100, 110], [5, 5], [[1, 0], [0, 1]], [[-1], [-1]])
    assert measured.values == pytest.approx([105, 105])
    (between,) = measured.derived
    assert between.value == pytest.approx(105)
    assert between.standard_deviation == pytest.approx(3.5355, abs=5e-5)
    assert measured.degrees_of_freedom == 1


def test_a_sum_with_two_unknown_parts_leaves_both_open_and_moves_nothing():
    found = adjust([100], [5], [[1]], [[-1, -1]])
    assert found.values == pytest.approx([100])
    assert [one.value for one in found.derived] == [None, None]
    assert (found.degrees_of_freedom, found.p_value) == (0, 1.0)


def test_small_deviations_keep_their_worth_beside_large_ones():
    found = adjust([1_000_000, 3, 4], [100_000, 0.3, 0.3], [[0, 1, -1]])
    assert found.values == pytest.approx([1_000_000, 3.5, 3.5])
    assert found.statistic == pytest.approx(1 / 0.18)


def test_contradictory_measurements_without_uncertainty_are_refused():
    with pytest.raises(ValueError, match="contradict one another; give at least one measurement"):
        adjust([1, 2], [0, 0], [[1, -1]])


@pytest.mark.parametrize(
    ("measured", "deviations", "balances"),
    [([1, 2], [1], [[1, -1]]), ([1, 2], [1, 1], [[1, -1, 0]]), ([1, 2], [1, -1], [[1, -1]])],
)
def test_input_that_cannot_be_reconciled_is_refused(measured, deviations, balances):
    with pytest.raises(ValueError, match=r"do not fit|negative or not finite"):
        adjust(measured, deviations, balances)


def simulated(runs=4_000, seed=20250327):
    """The exchanger with true flows and normal errors of one unit, many times over."""
    rng = np.random.default_rng(seed)
    truth = np.array([100, 64, 36, 64, 36, 100.0])
    return [adjust(truth + rng.normal(size=6), [1] * 6, EXCHANGER_BALANCES) for _ in range(runs)]


@pytest.fixture(scope="module")
def runs():
    return simulated()


def test_the_global_test_rejects_true_balances_as_often_as_it_says(runs):
    chances = np.array([run.p_value for run in runs])
    assert kstest(chances, "uniform").pvalue > 0.01
    # 4,000 runs: the share of rejections at 5 % has a standard error of 0.34 %.
    assert (chances < 0.05).mean() == pytest.approx(0.05, abs=0.0105)


def test_standardised_adjustments_are_standard_normal(runs):
    for place in range(6):
        assert kstest([run.standardised[place] for run in runs], norm.cdf).pvalue > 0.001


def test_the_stated_deviations_are_those_of_the_results(runs):
    spread = np.std([run.values for run in runs], axis=0)
    assert spread == pytest.approx(runs[0].standard_deviations, rel=0.05)


def test_a_gross_error_is_found_where_it_is():
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(200):
        y = np.array([100, 64, 36, 64, 36, 100.0]) + rng.normal(size=6)
        y[2] += 8
        found = adjust(y, [1] * 6, EXCHANGER_BALANCES)
        # Flows 3 and 5 are the same pipe, so the error shows on both with opposite signs; the sign tells.
        hits += found.p_value < 0.05 and found.standardised[2] == min(found.standardised)
    assert hits > 150
