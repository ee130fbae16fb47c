"""The scores of a forecast against published numbers, and against what they must be by hand."""

import numpy as np
import pytest
import scoringrules
from scipy import stats

from frontledger.analysis.forecast.pace import LEVELS, MONTHLY, WEEKLY
from frontledger.analysis.forecast.scores import (
    covered,
    relative_score,
    rolling_scores,
    score,
    weighted_interval_score,
)


def test_the_example_of_scoringutils():
    # epiforecasts/scoringutils, tests/testthat/test-metrics-quantile.R: median weight 0.5, divisor 2.5.
    rows = np.array([(-1, 0, 1, 2, 3), (-2, 1, 2, 2, 4), (-2, 0, 3, 3, 4)], float)
    found = weighted_interval_score(np.array([1.0, -15.0, 22.0]), rows, (0.1, 0.25, 0.5, 0.75, 0.9))
    assert found == pytest.approx([0.36, 15.34, 19.14])


@pytest.mark.parametrize(
    ("outcome", "published"),
    [(-3.0, 2.43657473), (0.0, 0.2336949773)],  # scoringRules, test-crps_norm.R, and the closed form
)
def test_with_many_quantiles_it_is_the_crps_of_the_normal(outcome, published):
    assert scoringrules.crps_normal(outcome, 0.0, 1.0) == pytest.approx(published, abs=1e-8)
    levels = np.arange(1, 2000) / 2000
    found = weighted_interval_score(np.array([outcome]), stats.norm.ppf(levels)[None, :], levels)
    assert found[0] == pytest.approx(published, rel=2e-3)


def test_it_is_made_of_interval_scores_and_the_distance_from_the_median():
    quantiles = np.array([[10.0, 20.0, 30.0, 40.0, 55.0, 70.0, 90.0]])
    for outcome in (0.0, 25.0, 40.0, 95.0):
        total = 0.5 * abs(outcome - 40)
        for alpha, low, high in ((0.5, 30, 55), (0.2, 20, 70), (0.05, 10, 90)):
            own = (high - low) + 2 / alpha * (max(low - outcome, 0) + max(outcome - high, 0))
            assert scoringrules.interval_score(outcome, low, high, alpha) == pytest.approx(own)
            total += alpha / 2 * own
        found = weighted_interval_score(np.array([outcome]), quantiles)
        assert found[0] == pytest.approx(total / 3.5)


def test_the_median_of_a_far_outcome_counts_by_its_distance():
    # The function of scoringrules named after the score adds half the median instead (0.10.0).
    quantiles = np.full((1, len(LEVELS)), 40.0)
    assert weighted_interval_score(np.array([40.0]), quantiles)[0] == 0.0
    assert weighted_interval_score(np.array([50.0]), quantiles)[0] == pytest.approx(10.0)


def test_an_outcome_on_the_end_of_an_interval_is_held():
    quantiles = np.array([[10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]] * 4)
    assert covered(np.array([30.0, 60.0, 70.0, 70.1]), quantiles) == (1, 2, 3)


def test_scores_stand_where_the_outcome_is_known_and_nowhere_else():
    counts = np.arange(10.0)
    quantiles = np.repeat(np.arange(10.0)[:, None, None], 3, axis=1) * np.ones(len(LEVELS))
    found = rolling_scores(counts, quantiles, first=4)
    assert np.isnan(found[:4]).all()
    # Repeating a count that grows by one each time is off by the horizon, whatever the origin.
    for step in range(3):
        assert found[4 : 9 - step, step] == pytest.approx(step + 1)
        assert np.isnan(found[9 - step :, step]).all()


def test_skill_is_one_less_the_ratio_to_the_baseline():
    counts = np.full(60, 100.0)
    spread = np.array([-3, -2, -1, 0, 1, 2, 3.0])
    own, base = (np.tile(100 + width * spread, (60, 3, 1)) for width in (5.0, 10.0))
    scores, baseline = (rolling_scores(counts, made, 10) for made in (own, base))
    assert relative_score(scores, baseline, MONTHLY) == pytest.approx(0.5)
    found = score(counts, own, scores, baseline, MONTHLY)
    assert [one.origins for one in found.horizons] == [49, 48, 47]
    assert found.skill == pytest.approx(0.5)
    assert found.at(2).skill == pytest.approx(0.5)
    assert found.at(2).skills.lower == pytest.approx(0.5) == found.at(2).skills.upper
    assert found.at(1).coverage(0.8) == 1.0
    assert found.at(1).coverages(0.8).lower == pytest.approx(0.025 ** (1 / 49))


def test_the_interval_of_a_skill_holds_zero_for_an_equal_and_not_for_a_better_one():
    random = np.random.default_rng(1)
    counts = np.full(200, 100.0)
    shifts = random.normal(0, 5, (3, 200, 13, 1))
    spread = np.array([-3, -2, -1, 0, 1, 2, 3.0]) * 5
    base, equal = (100 + shifts[place] + spread for place in (0, 1))
    better = 100 + shifts[2] / 5 + spread
    scores = [rolling_scores(counts, made, 30) for made in (base, equal, better)]
    same = score(counts, equal, scores[1], scores[0], WEEKLY)
    assert same.skills.lower < 0 < same.skills.upper
    assert score(counts, better, scores[2], scores[0], WEEKLY).skills.lower > 0
