"""Breaks of level: the Nile, published breaks of the launches, planted ones, and the likelihood itself."""

from datetime import date, timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from ruptures.costs import CostL2
from scipy import optimize, stats

from frontledger.analysis.drones.changepoints import (
    FEWEST_PERIODS,
    SETTINGS,
    find_breaks,
)
from frontledger.analysis.drones.count_cost import CountCost, alpha_of_neighbours
from frontledger.analysis.drones.cuts import searcher
from frontledger.analysis.drones.daily import weekly_counts
from frontledger.analysis.drones.series import monthly_series
from frontledger.ledger import load


def weeks(number):
    return [date(2023, 1, 1) + timedelta(weeks=i) for i in range(number)]


def nile():
    volumes = sm.datasets.nile.load_pandas().data["volume"].to_numpy(float)
    variance = float(np.sum((volumes - volumes.mean()) ** 2)) / 99
    return volumes, variance


def test_the_nile_breaks_after_1898():
    # https://pursuitofdatascience.github.io/ggchangepoint/articles/nile.html: after observation 28
    volumes, variance = nile()
    assert searcher(volumes, CostL2(), "number")(1) == (28,)
    assert searcher(volumes, CostL2(), "number")(2) == (19, 28)
    for factor in (2, 3, 4):
        assert searcher(volumes, CostL2(), "penalty")(factor * variance * np.log(100)) == (28,)
    assert (volumes[:28].mean(), volumes[28:].mean()) == pytest.approx((1097.75, 849.972), abs=5e-4)


def test_the_nile_breaks_after_1898_by_the_likelihood_of_counts():
    volumes, _ = nile()
    alpha = alpha_of_neighbours(volumes)
    assert searcher(volumes, CountCost(alpha), "number")(1) == (28,)
    assert searcher(volumes, CountCost(alpha), "penalty")(3 * np.log(100)) == (28,)
    found = find_breaks([date(1871 + i, 1, 1) for i in range(100)], volumes, "month")
    assert [(one.last_before.year, one.first_after.year) for one in found.lasting] == [(1898, 1899)]


@pytest.mark.parametrize("alpha", [0, 0.05, 0.8])
def test_the_cost_is_twice_the_negative_log_likelihood_of_the_best_level(alpha):
    counts = np.array([4, 0, 11, 7, 30, 41, 12.0])
    cost = CountCost(alpha).fit(counts.reshape(-1, 1))

    def likelihood(mean, values):
        if alpha == 0:
            return stats.poisson.logpmf(values, mean).sum()
        return stats.nbinom.logpmf(values, 1 / alpha, 1 / (1 + alpha * mean)).sum()

    def best(values):
        found = optimize.minimize_scalar(
            lambda mean: -likelihood(mean, values), bounds=(0.01, 99), method="bounded"
        )
        return 2 * found.fun

    gains = [best(counts) - best(counts[:k]) - best(counts[k:]) for k in (2, 3, 4, 5)]
    own = [cost.error(0, 7) - cost.error(0, k) - cost.error(k, 7) for k in (2, 3, 4, 5)]
    assert own == pytest.approx(gains, abs=1e-4)


def test_a_small_alpha_is_poisson():
    counts = np.arange(10.0).reshape(-1, 1)
    poisson, nearly = CountCost(0).fit(counts), CountCost(1e-7).fit(counts)
    differences = [nearly.error(0, k) - poisson.error(0, k) for k in range(1, 11)]
    assert np.ptp(differences) < 1e-3
    assert poisson.error(0, 1) == 0


def test_the_alpha_of_neighbours_is_near_the_planted_and_no_break_moves_it_much():
    random = np.random.default_rng(21)
    level = np.concatenate([np.full(200, 80.0), np.full(200, 900.0)])
    counts = random.negative_binomial(1 / 0.2, 1 / (1 + 0.2 * level))
    assert alpha_of_neighbours(counts) == pytest.approx(0.2, rel=0.25)
    assert alpha_of_neighbours(random.poisson(100, 400)) < 0.01


def test_a_planted_break_is_found_by_every_way():
    random = np.random.default_rng(6)
    level = np.concatenate([np.full(45, 60.0), np.full(40, 900.0)])
    counts = random.negative_binomial(1 / 0.05, 1 / (1 + 0.05 * level))
    (found,) = find_breaks(weeks(85), counts, "week").lasting
    assert (found.last_before, found.first_after) == (weeks(85)[44], weeks(85)[45])
    assert len(found.found_by) == len(SETTINGS) == 20


def test_a_level_series_has_no_lasting_break():
    random, lasting = np.random.default_rng(9), 0
    for _ in range(8):
        counts = random.negative_binomial(1 / 0.2, 1 / (1 + 0.2 * 300), 60)
        lasting += len(find_breaks(weeks(60), counts, "week").lasting)
    assert lasting == 0


def test_levels_part_the_series_without_rest_and_keep_its_sum():
    random = np.random.default_rng(6)
    level = np.repeat([50.0, 300.0, 1500.0], 30)
    found = find_breaks(weeks(90), random.negative_binomial(20, 20 / (20 + level)), "week")
    lengths = [(one.last - one.first).days // 7 + 1 for one in found.stretches]
    assert sum(lengths) == 90
    total = sum(length * one.mean for length, one in zip(lengths, found.stretches, strict=True))
    assert total == pytest.approx(sum(found.counts))


def test_few_or_quiet_periods_are_no_fault():
    assert find_breaks(weeks(FEWEST_PERIODS - 1), [5] * (FEWEST_PERIODS - 1), "week") is None
    assert find_breaks(weeks(20), [0] * 20, "week").lasting == ()
    assert find_breaks(weeks(20), [7] * 20, "week").lasting == ()


def test_the_published_breaks_of_the_weekly_launches(daily_ledger):
    counts = weekly_counts(load(daily_ledger))
    assert (counts.index[0].date(), counts.max()) == (date(2022, 10, 9), 2505)
    found = find_breaks([week.date() for week in counts.index], list(counts), "week")
    order = sorted(found.found, key=lambda one: -len(one.found_by))[:3]
    assert [one.last_before for one in order] == [date(2024, 8, 25), date(2023, 4, 30), date(2025, 2, 2)]
    assert len(order[0].found_by) == len(SETTINGS)
    assert found.lasting == tuple(sorted(order, key=lambda one: one.first_after))


def test_the_published_breaks_of_the_monthly_launches(shipped):
    series = monthly_series(shipped).complete
    found = find_breaks([one.month for one in series], [one.launched for one in series], "month")
    order = sorted(found.found, key=lambda one: -len(one.found_by))
    months = [one.first_after for one in order[:3]]
    assert months == [date(2024, 9, 1), date(2023, 5, 1), date(2025, 2, 1)]
    assert date(2024, 5, 1) not in [one.first_after for one in found.found]
