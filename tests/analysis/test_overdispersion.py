"""Negative binomial regression: published examples to the printed digits, planted excess, honest intervals."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from frontledger.analysis.drones.overdispersion import (
    negative_binomial,
    pearson_dispersion,
    variance_over_mean,
)

UCLA = Path(__file__).parents[1] / "files" / "ucla_days_absent.csv"


def test_the_days_absent_example_of_ucla():
    # https://stats.oarc.ucla.edu/r/dae/negative-binomial-regression/, output printed at
    # https://rstudio-pubs-static.s3.amazonaws.com/1040868_cbb5bb529be744dcb23f54b25db1e0b1.html
    rows = pd.read_csv(UCLA)
    assert len(rows) == 314
    columns = [np.ones(314), rows["programme"] == "A", rows["programme"] == "V", rows["math"]]
    fitted = negative_binomial(rows["days_absent"], np.column_stack(columns).astype(float))
    assert fitted.coefficients == pytest.approx((2.615265, -0.440760, -1.278651, -0.005993), abs=5e-7)
    assert fitted.model_errors == pytest.approx((0.197460, 0.182610, 0.200720, 0.002505), abs=1e-6)
    assert 1 / fitted.alpha == pytest.approx(1.0327, abs=5e-5)
    assert 2 * 5 - 2 * fitted.log_likelihood == pytest.approx(1741.3, abs=0.05)


def test_red_mites_on_apple_leaves():
    # Bliss and Fisher, Biometrics 9, 1953: 150 leaves, k = 1.0246
    mites = np.repeat(np.arange(8), [70, 38, 17, 10, 9, 3, 2, 1])
    fitted = negative_binomial(mites, np.ones((150, 1)))
    assert math.exp(fitted.coefficients[0]) == pytest.approx(1.1466667, abs=5e-8)
    assert 1 / fitted.alpha == pytest.approx(1.0246, abs=5e-5)
    assert fitted.log_likelihood == pytest.approx(-222.437154, abs=5e-7)


def test_a_planted_alpha_comes_back():
    random = np.random.default_rng(11)
    counts = random.negative_binomial(1 / 0.3, 1 / (1 + 0.3 * 50), 4000)
    assert negative_binomial(counts, np.ones((4000, 1))).alpha == pytest.approx(0.3, rel=0.1)


def test_counts_no_wider_than_chance_have_no_alpha_to_speak_of():
    assert negative_binomial([20, 21, 19, 20], np.ones((4, 1))).alpha < 1e-5


@pytest.mark.slow
def test_few_months_are_covered_as_often_as_the_interval_says():
    random = np.random.default_rng(5)
    design = np.vander(np.arange(7.0), 2, increasing=True)
    means, alpha = 400 * np.exp(0.3 * np.arange(7)), 0.03
    rows = random.negative_binomial(1 / alpha, 1 / (1 + alpha * means), (120, 7))
    rates = [negative_binomial(row, design).interval(1, 0.95) for row in rows]
    covered = sum(rate.lower <= 0.3 <= rate.upper for rate in rates)
    assert 0.90 <= covered / 120 <= 0.99


def test_variance_over_mean_is_one_for_chance_alone_and_grows_in_salvos():
    random = np.random.default_rng(2)
    assert variance_over_mean(random.poisson(40, 20_000)) == pytest.approx(1, abs=0.05)
    assert variance_over_mean([0, 0, 0, 100]) == 100
    assert math.isnan(variance_over_mean([7])) and math.isnan(variance_over_mean([0, 0]))


def test_pearson_dispersion_by_hand():
    assert pearson_dispersion([2, 6, 4], [4, 4, 4], 1) == pytest.approx((4 / 4 + 4 / 4 + 0) / 2)
