"""The rolling test: it peeks at nothing, its intervals hold what they should, and it finds what was planted."""

from dataclasses import replace

import numpy as np
import pytest

from frontledger.analysis.forecast import candidates
from frontledger.analysis.forecast.backtest import LAST_VALUE, backtest, fewest_counts, known_by
from frontledger.analysis.forecast.calibration import calibrated, first_origin
from frontledger.analysis.forecast.count_model import PATHS, count_model, simulate
from frontledger.analysis.forecast.pace import COVERAGES, MONTHLY, WEEKLY
from frontledger.analysis.forecast.scores import covered

SHORT = replace(WEEKLY, horizons=(1, 2, 4), told=2, training=16)
"""A pace with fewer horizons, so that a test is quick."""


def random_walk(random, number, step=0.25, start=6.0):
    return np.round(np.exp(start + np.cumsum(random.normal(0, step, number))))


def steady(random, number, mean=400.0, size=5.0):
    return random.negative_binomial(size, size / (size + mean), number).astype(float)


def held(made, counts, pace):
    """Shares held by the intervals over all origins and horizons scored."""
    first, hits, asked = first_origin(pace), np.zeros(len(COVERAGES)), 0
    for horizon in pace.horizons:
        outcomes = counts[first + horizon :]
        hits += covered(outcomes, made[first : len(counts) - horizon, horizon - 1])
        asked += len(outcomes)
    return hits / asked


def test_no_forecast_knows_a_later_count():
    counts = random_walk(np.random.default_rng(3), 80)
    spoilt = counts.copy()
    spoilt[60:] = 7.0
    whole, cut, other = (backtest(one, SHORT) for one in (counts, counts[:60], spoilt))
    for tested, short, changed in zip(
        (*whole.candidates, whole.chosen),
        (*cut.candidates, cut.chosen),
        (*other.candidates, other.chosen),
        strict=True,
    ):
        assert np.array_equal(tested.quantiles[:60], short.quantiles, equal_nan=True), tested.key
        assert np.array_equal(tested.quantiles[:60], changed.quantiles[:60], equal_nan=True), tested.key
        assert not np.array_equal(tested.quantiles[61:], changed.quantiles[61:], equal_nan=True), tested.key


def test_a_choice_sees_only_scores_whose_outcome_is_known():
    scores = np.arange(30.0).reshape(10, 3)
    found = known_by(6, scores, first=3)
    # Rows are origins three to five; of the last only the next period, the sixth, is known.
    assert np.isnan(found).tolist() == [[False] * 3, [False, False, True], [False, True, True]]
    assert found[0].tolist() == scores[3].tolist()


def test_the_same_counts_give_the_same_bytes():
    counts = random_walk(np.random.default_rng(4), 60)
    first, second = backtest(counts, SHORT), backtest(counts, SHORT)
    for one, other in zip(first.candidates, second.candidates, strict=True):
        assert one.quantiles.tobytes() == other.quantiles.tobytes()
        assert one.score == other.score


def test_every_origin_scored_has_quantiles_in_order_and_none_below_zero():
    counts = steady(np.random.default_rng(5), 60, mean=3.0, size=0.5)
    assert (counts == 0).any()
    for one in backtest(counts, SHORT).candidates:
        made = one.quantiles[first_origin(SHORT) :]
        assert np.isfinite(made).all(), one.key
        assert (np.diff(made, axis=2) >= 0).all() and (made >= 0).all(), one.key


def test_the_shortest_series_that_can_be_tested():
    counts = random_walk(np.random.default_rng(6), fewest_counts(MONTHLY))
    assert backtest(counts, MONTHLY).best.score.at(3).origins == 9
    with pytest.raises(ValueError, match="a test needs 27"):
        backtest(counts[1:], MONTHLY)


@pytest.mark.parametrize("value", [0.0, 100.0])
def test_counts_that_never_change_are_forecast_as_they_are(value):
    found = backtest(np.full(40, value), MONTHLY)
    assert found.best.score.skill == pytest.approx(0, abs=0.01)
    assert found.last_value.quantiles[-1] == pytest.approx(value, abs=1e-6)


@pytest.mark.slow
def test_the_last_values_intervals_hold_their_share_of_random_walks():
    random = np.random.default_rng(7)
    walks = [random_walk(random, 160) for _ in range(30)]
    shares = [held(calibrated(one, candidates.last_value(one, WEEKLY), WEEKLY), one, WEEKLY) for one in walks]
    assert np.mean(shares, axis=0) == pytest.approx(COVERAGES, abs=0.035)


def test_the_spread_follows_a_series_that_grows_wilder():
    random = np.random.default_rng(8)
    steps = np.concatenate([np.full(120, 0.1), np.full(120, 0.5)])
    counts = np.round(np.exp(8 + np.cumsum(random.normal(0, 1, 240) * steps) * 0.5))
    made = calibrated(counts, candidates.last_value(counts, WEEKLY), WEEKLY)[:, 0]
    widths = np.log1p(made[:, -2]) - np.log1p(made[:, 1])
    assert np.mean(widths[200:]) == pytest.approx(5 * np.mean(widths[80:120]), rel=0.3)


@pytest.mark.slow
def test_the_count_models_intervals_hold_their_share_of_negative_binomial_counts():
    random = np.random.default_rng(9)
    shares = []
    for _ in range(12):
        counts = steady(random, 160)
        model = count_model(counts, WEEKLY)
        shares.append(held(calibrated(counts, model.centre, WEEKLY, model.spread), counts, WEEKLY))
    assert np.mean(shares, axis=0) == pytest.approx(COVERAGES, abs=0.035)


def test_simulated_paths_have_the_mean_and_the_overdispersion_asked_for():
    paths = np.concatenate([simulate(50.0, 1e-9, 4.0, 3, origin) for origin in range(100)])
    assert paths.shape == (100 * PATHS, 3)
    assert paths.mean() == pytest.approx(50, rel=0.01)
    assert paths.var() == pytest.approx(50 + 50**2 / 4, rel=0.03)


def test_after_nothing_but_zeros_a_count_is_rare_and_not_impossible():
    paths = np.concatenate([simulate(0.0, 1e-9, 4.0, 3, origin) for origin in range(100)])
    assert paths.mean() == pytest.approx(0.1, rel=0.05)


@pytest.mark.slow
def test_a_steady_level_is_won_by_a_mean_and_a_walk_by_nothing():
    random = np.random.default_rng(10)
    level = backtest(steady(random, 140), SHORT)
    assert level.best.key != LAST_VALUE
    skills = {one.key: one.score.skills for one in level.candidates}
    assert skills["recent_mean"].lower > 0 and skills["count_model"].lower > 0
    walk = backtest(random_walk(random, 140), SHORT)
    assert {one.key: one.score.skills for one in walk.candidates}["recent_mean"].upper < 0
    assert walk.best.score.skill < 0.05


def test_steady_growth_is_won_by_drift():
    random = np.random.default_rng(11)
    counts = np.round(np.exp(4 + 0.06 * np.arange(80) + random.normal(0, 0.03, 80)))
    found = {one.key: one.score for one in backtest(counts, SHORT).candidates}
    assert found["drift"].skills.lower > 0.2
    assert found["recent_mean"].skill < 0


def test_what_is_chosen_anew_comes_to_the_planted_winner():
    counts = steady(np.random.default_rng(12), 140)
    found = backtest(counts, SHORT)
    assert found.chosen.score.skills.lower > 0
    own = {one.key: one.quantiles[-1].tolist() for one in found.candidates}
    assert found.chosen.quantiles[-1].tolist() in own.values()
    assert found.chosen.quantiles[-1].tolist() != own[LAST_VALUE]
