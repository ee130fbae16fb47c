"""Forecasts tested a second time: quantiles, scores, choices and their intervals by plain loops over origins."""

from dataclasses import replace

import numpy as np
import pytest
from raw import first_day, rows
from scipy.stats import beta, halfnorm

from frontledger.analysis.forecast.backtest import Backtest, backtest
from frontledger.analysis.forecast.pace import COVERAGES, LEVELS, MONTHLY, WEEKLY
from frontledger.analysis.forecast.study import forecast_study
from frontledger.ledger import Ledger

SHORT = replace(WEEKLY, horizons=(1, 2, 4), told=2, training=16, refit=40)


@pytest.fixture(scope="module")
def tested() -> Backtest:
    random = np.random.default_rng(11)
    return backtest(np.round(np.exp(5 + np.cumsum(random.normal(0.01, 0.3, 64)))), SHORT)


def pinball(outcome: float, quantiles: np.ndarray) -> float:
    """Twice the mean pinball loss, which is the weighted interval score."""
    losses = [
        max(level * (outcome - q), (level - 1) * (outcome - q))
        for level, q in zip(LEVELS, quantiles, strict=True)
    ]
    return 2 * sum(losses) / len(losses)


def test_the_last_values_quantiles(tested: Backtest):
    counts, pace = tested.counts, tested.pace
    logs, keep = np.log(1 + counts), 0.5 ** (1 / pace.half_life)
    prior = [halfnorm.ppf((number + 0.5) / 20) for number in range(20)]
    for origin in (tested.first, 45, 63):
        for horizon in (1, 4):
            spreads, errors = {}, {}
            for start in range(pace.training - 1, origin + 1):
                known = range(pace.training - 1, start - horizon + 1)
                square = sum(
                    keep ** (start - horizon - one) * (logs[one + horizon] - logs[one]) ** 2 for one in known
                )
                weight = sum(keep ** (start - horizon - one) for one in known)
                if len(known) >= 8:
                    spreads[start] = np.sqrt(square / weight)
                if start + horizon <= origin:
                    errors[start] = abs(logs[start + horizon] - logs[start])
            pool = sorted([*prior, *(errors[one] / spreads[one] for one in errors if one in spreads)])
            for place, level in enumerate(COVERAGES):
                rank = level * (len(pool) + 1) - 1
                rank = min(max(rank, 0), len(pool) - 1)
                whole = int(rank)
                upper = pool[min(whole + 1, len(pool) - 1)]
                reach = (pool[whole] + (rank - whole) * (upper - pool[whole])) * spreads[origin]
                made = tested.last_value.quantiles[origin, horizon - 1]
                assert made[4 + place] == pytest.approx((1 + counts[origin]) * np.exp(reach) - 1)
                assert made[2 - place] == pytest.approx(max((1 + counts[origin]) * np.exp(-reach) - 1, 0))


def test_scores_skill_and_coverage(tested: Backtest):
    counts, base = tested.counts, tested.last_value.scores
    for one in (*tested.candidates, tested.chosen):
        ratios = []
        for told in one.score.horizons:
            origins = range(tested.first, len(counts) - told.horizon)
            made = {origin: one.quantiles[origin, told.horizon - 1] for origin in origins}
            own = {origin: pinball(counts[origin + told.horizon], made[origin]) for origin in origins}
            assert told.origins == len(own)
            assert told.wis == pytest.approx(np.mean(list(own.values())))
            last = np.mean([base[origin, told.horizon - 1] for origin in origins])
            ratios.append(told.wis / last)
            assert told.skill == pytest.approx(1 - ratios[-1], rel=1e-5, abs=1e-6)
            inside = tuple(
                sum(made[o][2 - p] <= counts[o + told.horizon] <= made[o][4 + p] for o in origins)
                for p in range(3)
            )
            assert told.covered == inside
            for level, hits in zip(COVERAGES, inside, strict=True):
                assert told.coverage(level) == hits / len(own)
                low = beta.ppf(0.025, hits, len(own) - hits + 1) if hits else 0.0
                high = beta.ppf(0.975, hits + 1, len(own) - hits) if hits < len(own) else 1.0
                ends = told.coverages(level)
                assert (ends.lower, ends.upper) == pytest.approx((low, high))
        assert one.score.skill == pytest.approx(1 - np.prod(ratios) ** (1 / len(ratios)), rel=1e-5, abs=1e-6)
    assert tested.best.score.skill == max(one.score.skill for one in tested.candidates)


def test_the_interval_of_a_skill_by_other_draws(tested: Backtest):
    """Blocks as long as the furthest horizon around the circle of origins, drawn from another seed."""
    random, horizon = np.random.default_rng(5), 2
    one = next(one for one in tested.candidates if one.key == "combination")
    origins = np.arange(tested.first, len(tested.counts) - horizon)
    own, base = (made.scores[origins, horizon - 1] for made in (one, tested.last_value))
    length, number = tested.pace.furthest, len(origins)
    skills = []
    for _ in range(6000):
        starts = random.integers(number, size=-(-number // length))
        places = [(start + step) % number for start in starts for step in range(length)][:number]
        skills.append(1 - own[places].mean() / base[places].mean())
    ends = one.score.at(horizon).skills
    spread = np.std(skills)
    assert ends.lower == pytest.approx(np.quantile(skills, 0.025), abs=0.2 * spread)
    assert ends.upper == pytest.approx(np.quantile(skills, 0.975), abs=0.2 * spread)


def test_the_choice_is_the_best_of_what_was_known(tested: Backtest):
    for origin in (30, 45, 60):
        best, least = "last_value", np.inf
        for one in tested.candidates:
            ratios = []
            for horizon in tested.pace.horizons:
                known = range(tested.first, origin - horizon + 1)
                own = np.mean([one.scores[place, horizon - 1] for place in known])
                base = np.mean([tested.last_value.scores[place, horizon - 1] for place in known])
                ratios.append(own / base)
            if np.prod(ratios) < least - 1e-9:
                best, least = one.key, np.prod(ratios)
        chosen = next(one for one in tested.candidates if one.key == best)
        assert np.array_equal(tested.chosen.quantiles[origin], chosen.quantiles[origin])


def test_the_shipped_months_and_what_is_told_of_them(shipped: Ledger):
    main = next(row["series_id"] for row in rows("drone_series") if row["main"] == "true")
    told = {
        first_day(row["month"]): int(row["launched"])
        for row in rows("drone_launches")
        if row["series_id"] == main and row["complete"] == "true" and row["launched"]
    }
    study = forecast_study(shipped)
    assert dict(zip(study.series.ends, study.series.counts, strict=True)) == told
    assert not study.series.weekly
    assert study.series.values.tolist() == [float(told[month]) for month in sorted(told)]
    assert study.fewest == MONTHLY.training - 1 + 8 + 2 + 4 * 3
    tried, last = study.tried, max(told)
    assert tried.beats_last_value == (tried.best.score.skills.lower > 0)
    for ahead, step in enumerate(tried.steps, start=1):
        months = 12 * step.end.year + step.end.month - 12 * last.year - last.month
        made = tried.best.quantiles[-1, ahead - 1]
        assert months == ahead
        assert step.median == made[3]
        assert [(step.interval(level).lower, step.interval(level).upper) for level in COVERAGES] == [
            (made[2 - place], made[4 + place]) for place in range(3)
        ]
    for one in tried.since:
        assert told.get(one.month) is None
        assert one.month in {step.end for step in tried.steps}
