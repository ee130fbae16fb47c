"""Everything told of drone launches, worked out anew: by hand-written likelihoods, plain loops and the csv files."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations, pairwise, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw import first_day, rows, same
from ruptures.costs import CostL2
from scipy.optimize import brentq, minimize
from scipy.stats import f as f_distribution
from scipy.stats import linregress, nbinom
from scipy.stats import t as student

from frontledger.analysis.drones.article import article_pair
from frontledger.analysis.drones.changepoints import find_breaks
from frontledger.analysis.drones.cuts import searcher
from frontledger.analysis.drones.growth import endpoints, per_month
from frontledger.analysis.drones.growth_models import log_linear, negative_binomial, quasi_poisson
from frontledger.analysis.drones.growth_windows import every_window
from frontledger.analysis.drones.levelling import levelling
from frontledger.analysis.drones.neutralised import about_break, neutralised_shares, share_of_period
from frontledger.analysis.drones.salvos import massed, period, years
from frontledger.analysis.drones.series import monthly_series, window_of
from frontledger.analysis.drones.sources import counts_by_source, figure_status, spread_by_month
from frontledger.analysis.drones.weekdays import weekday_test
from frontledger.ledger import Interval, Ledger

MAIN = next(row["series_id"] for row in rows("drone_series") if row["main"] == "true")
WINDOWS = [(date(2024, 5, 1), date(2024, 11, 1)), (date(2024, 1, 1), date(2025, 6, 1))]


def months_of(ledger: Ledger, first: date, last: date) -> tuple[list[date], list[int]]:
    window = window_of(monthly_series(ledger), first, last)
    return list(window.months), list(window.launched)


def numbers_of(months: list[date]) -> np.ndarray:
    return np.array([12 * (one.year - months[0].year) + one.month - months[0].month for one in months], float)


def shipped_months() -> dict[date, dict[str, str]]:
    """The complete months of the main series, from the file."""
    found = [row for row in rows("drone_launches") if row["series_id"] == MAIN and row["complete"] == "true"]
    return {first_day(row["month"]): row for row in found if row["launched"]}


def test_the_series_is_the_rows_of_the_file(shipped: Ledger):
    series, expected = monthly_series(shipped), shipped_months()
    assert {one.month: one.launched for one in series.complete} == {
        month: int(row["launched"]) for month, row in expected.items()
    }
    assert all(series.launched(month) == int(row["launched"]) for month, row in expected.items())


@pytest.mark.parametrize("window", WINDOWS)
def test_log_linear_growth_by_scipy(shipped: Ledger, window: tuple[date, date]):
    months, counts = months_of(shipped, *window)
    found, again = log_linear(months, counts, 0.9), linregress(numbers_of(months), np.log(counts))
    reach = student.ppf(0.95, len(months) - 2) * again.stderr
    assert found.rate == pytest.approx(again.slope)
    assert found.fit == pytest.approx(again.rvalue**2)
    assert (found.rates.lower, found.rates.upper) == pytest.approx((again.slope - reach, again.slope + reach))
    means = np.exp(again.intercept + again.slope * numbers_of(months))
    left = (np.array(counts) - means) ** 2 / means
    assert found.dispersion == pytest.approx(left.sum() / (len(months) - 2))
    assert found.time == pytest.approx(np.log(2) / abs(again.slope))
    assert found.times.lower == pytest.approx(np.log(2) / max(abs(again.slope) + reach, 1e-12))
    assert found.sign_is_clear == (abs(again.slope) > reach)
    assert found.falling == (again.slope < 0)
    assert 1 + per_month(found.rate) == pytest.approx(np.exp(again.slope))


@pytest.mark.parametrize("window", WINDOWS)
def test_quasi_poisson_growth_by_its_likelihood(shipped: Ledger, window: tuple[date, date]):
    months, counts = months_of(shipped, *window)
    for degree in (1, 2):
        design = np.vander(numbers_of(months), degree + 1, increasing=True)
        fitted = newton(design, np.array(counts, float))
        means = np.exp(design @ fitted)
        degrees = len(months) - degree - 1
        dispersion = np.sum((counts - means) ** 2 / means) / degrees
        errors = np.sqrt(np.diag(np.linalg.inv(design.T * means @ design)) * dispersion)
        found = quasi_poisson(months, counts, 0.95)
        if degree == 1:
            reach = student.ppf(0.975, degrees) * errors[1]
            assert found.rate == pytest.approx(fitted[1])
            assert found.fit == found.dispersion == pytest.approx(dispersion)
            assert (found.rates.lower, found.rates.upper) == pytest.approx(
                (fitted[1] - reach, fitted[1] + reach)
            )
        else:
            assert found.curvature.change == pytest.approx(2 * fitted[2], rel=1e-6)
            p_value = 2 * student.sf(abs(fitted[2]) / errors[2], degrees)
            assert found.curvature.p_value == pytest.approx(p_value, rel=1e-5)
            assert found.curvature.clear(0.95) == (p_value < 0.05)


def newton(design: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The coefficients of largest Poisson likelihood, by Newton's steps from the logarithms."""
    beta = np.linalg.lstsq(design, np.log(counts), rcond=None)[0]
    for _ in range(60):
        means = np.exp(design @ beta)
        beta = beta + np.linalg.solve(design.T * means @ design, design.T @ (counts - means))
    return beta


def test_negative_binomial_growth_by_its_likelihood(shipped: Ledger):
    months, counts = months_of(shipped, *WINDOWS[1])
    x, y = numbers_of(months), np.array(counts, float)

    def loss(parameters: np.ndarray) -> float:
        level, rate, log_alpha = parameters
        size, means = np.exp(-log_alpha), np.exp(level + rate * x)
        return -float(nbinom.logpmf(y, size, size / (size + means)).sum())

    start = [np.log(y.mean()), 0.1, -3.0]
    again = minimize(
        loss, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 4000}
    )
    found = negative_binomial(months, counts, 0.95)
    assert found.rate == pytest.approx(again.x[1], rel=1e-4)
    assert found.fit == pytest.approx(np.exp(again.x[2]), rel=1e-3)
    means = np.exp(again.x[0] + again.x[1] * x)
    variance = means + np.exp(again.x[2]) * means**2
    design = np.column_stack([np.ones_like(x), x])
    error = np.sqrt(np.linalg.inv(design.T * (means**2 / variance) @ design)[1, 1])
    error *= np.sqrt(max(np.sum((y - means) ** 2 / variance) / (len(x) - 2), 1.0))
    reach = student.ppf(0.975, len(x) - 2) * error
    assert found.rates.upper - found.rate == pytest.approx(reach, rel=1e-3)


def test_every_window_and_its_rank(shipped: Ledger):
    months, counts = months_of(shipped, date(2024, 1, 1), date(2025, 3, 1))
    found = every_window(months, counts, 0.95, 6)
    fits = {
        (months[i], months[j]): linregress(numbers_of(months[i : j + 1]), np.log(counts[i : j + 1]))
        for i, j in combinations(range(len(months)), 2)
        if 12 * (months[j].year - months[i].year) + months[j].month - months[i].month >= 5
    }
    assert {(one.first, one.last) for one in found.windows} == set(fits)
    rates = {span: fit.slope for span, fit in fits.items()}
    for one in found.windows:
        assert one.rate == pytest.approx(rates[one.first, one.last])
        assert found.rank(one) == 1 + sum(rate > one.rate + 1e-12 for rate in rates.values())
    assert found.fastest.rate == pytest.approx(max(rates.values()))
    assert found.steepest_fall.rate == pytest.approx(min(rates.values()))
    assert len(found.falling) == sum(rate < 0 for rate in rates.values())
    unclear = sum(
        abs(fit.slope) <= student.ppf(0.975, len(numbers) - 2) * fit.stderr
        for (first, last), fit in fits.items()
        if (numbers := [one for one in months if first <= one <= last])
    )
    assert len(found.unclear) == unclear
    assert len(found.growing) == len(fits) - unclear - sum(
        one.falling and one.sign_is_clear for one in found.windows
    )


def test_the_articles_pair(shipped: Ledger):
    said = [row for row in rows("article_claims") if row["measure"] == "drones_launched" and row["best"]]
    said.sort(key=lambda row: row["period_start"])
    pair = article_pair(shipped, monthly_series(shipped))
    first, last = (first_day(said[place]["period_start"]).replace(day=1) for place in (0, -1))
    span = 12 * (last.year - first.year) + last.month - first.month
    assert (pair.first.month, pair.last.month) == (first, last)
    assert (pair.first.stated, pair.last.stated) == (int(said[0]["best"]), int(said[-1]["best"]))
    factor = int(said[-1]["best"]) / int(said[0]["best"])
    assert pair.growth.fit == pytest.approx(factor)
    assert (1 + per_month(pair.growth.rate)) ** span == pytest.approx(factor)
    assert pair.rates.lower <= pair.growth.rate <= pair.rates.upper
    own = shipped_months()
    counted = int(own[last]["launched"]) / int(own[first]["launched"])
    assert math.exp(pair.series_growth.rate * span) == pytest.approx(counted)


def test_the_spread_between_sources_and_what_backs_a_figure(shipped: Ledger):
    series = {row["series_id"]: row for row in rows("drone_series")}
    by_month: dict[date, list[tuple[str, int, bool]]] = {}
    for row in rows("drone_launches"):
        if row["complete"] == "true" and row["launched"]:
            part = series[row["series_id"]]["coverage"] == "part"
            bound = part or row["qualifier"] in ("at_least", "more_than", "up_to")
            by_month.setdefault(first_day(row["month"]), []).append(
                (row["series_id"], int(row["launched"]), bound)
            )
    spreads = spread_by_month(counts_by_source(shipped), tuple(sorted(by_month)))
    for one in spreads:
        told = by_month[one.month]
        assert sorted((count.series_id, count.launched, count.bound) for count in one.counts) == sorted(told)
        numbers = [number for _, number, bound in told if not bound]
        assert (one.range is None) == (not numbers)
        if numbers:
            assert (one.range.lower, one.range.upper) == (min(numbers), max(numbers))
            assert same(one.share, Fraction(max(numbers), min(numbers)) - 1)
            status = figure_status(shipped, one.month, Interval(numbers[0], numbers[0]))
            assert status.status in ("matches", "within_spread")
            assert status.spread.range == one.range
            others = {
                month
                for month, counts in by_month.items()
                for _, number, bound in counts
                if number == numbers[0] and month != one.month and not bound
            }
            assert set(status.same_count_elsewhere) <= others


def test_neutralised_shares_of_the_file(shipped: Ledger):
    expected = {month: row for month, row in shipped_months().items() if row["neutralised"]}
    found = neutralised_shares(shipped)
    assert [one.first for one in found] == sorted(expected)
    starts = (date(2022, 9, 1), date(2024, 7, 10), date(2025, 7, 24))
    for one in found:
        row = expected[one.first]
        following = (one.first + timedelta(days=32)).replace(day=1)
        assert one.last == following - timedelta(days=1)
        assert same(one.share, Fraction(int(row["neutralised"]), int(row["launched"])))
        if row["destroyed"]:
            assert same(one.destroyed_share, Fraction(int(row["destroyed"]), int(row["launched"])))
        else:
            assert math.isnan(one.destroyed_share)
        assert one.definition.starts == max(start for start in starts if start <= one.last)
        assert one.mixed == any(one.first < start <= one.last for start in starts)
    before, after = about_break(found)
    whole = [
        one for one in found if not one.mixed and one.definition.comparable and one.destroyed is not None
    ]
    places = [
        place for place in range(1, len(whole)) if whole[place].definition != whole[place - 1].definition
    ]
    assert (before, after) == (whole[places[-1] - 1], whole[places[-1]])
    definition = before.definition
    own = [expected[one.first] for one in found if one.definition == definition and not one.mixed]
    share = Fraction(sum(int(row["neutralised"]) for row in own), sum(int(row["launched"]) for row in own))
    assert same(share_of_period(found, definition), share)


def invented_days(seed: int, length: int) -> pd.Series:
    """Nights of many, few or no drones, their level rising, with a favoured day of the week."""
    random = np.random.default_rng(seed)
    days = pd.date_range("2024-02-10", periods=length)
    level = np.linspace(20, 120, length) * np.where(days.day_of_week == 4, 1.6, 1.0)
    counts = random.negative_binomial(3, 3 / (3 + level)) * (random.random(length) < 0.8)
    return pd.Series(counts.astype(float), days)


def test_massed_attacks_and_periods_by_plain_loops():
    daily = invented_days(3, 420)
    values = list(daily)
    verdicts: dict[int, bool] = {}
    for place, value in enumerate(values):
        before = [one for one in values[max(0, place - 28) : place] if one > 0]
        if value > 0 and len(before) >= 7:
            verdicts[place] = value >= 2 * float(np.median(before))
    found = massed(daily)
    assert list(found.index) == [daily.index[place] for place in verdicts]
    assert list(found) == list(verdicts.values())
    for one in years(daily):
        inside = [p for p, day in enumerate(daily.index) if one.first <= day.date() <= one.last]
        assert {daily.index[place].year for place in inside} == {one.first.year}
        check_period(one, values, inside, verdicts, daily.index)
    first, last = date(2024, 5, 5), date(2024, 6, 20)
    inside = [p for p, day in enumerate(daily.index) if first <= day.date() <= last]
    check_period(period(daily, first, last), values, inside, verdicts, daily.index)


def check_period(
    one: object, values: list[float], inside: list[int], verdicts: dict[int, bool], days: pd.DatetimeIndex
) -> None:
    attacks = [place for place in inside if values[place] > 0]
    told = [place for place in attacks if place in verdicts]
    pause = longest = 0
    for place in inside:
        pause = pause + 1 if values[place] == 0 else 0
        longest = max(longest, pause)
    largest = max(attacks, key=lambda place: (values[place], -place))
    busiest = sorted((values[place] for place in attacks), reverse=True)[: max(1, round(0.1 * len(attacks)))]
    months: dict[tuple[int, int], list[float]] = {}
    for place in inside:
        months.setdefault((days[place].year, days[place].month), []).append(values[place])
    scatter = [np.var(own, ddof=1) / np.mean(own) for own in months.values() if len(own) > 1 and sum(own)]
    launched = sum(values[place] for place in inside)
    massed_launches = sum(values[place] for place in told if verdicts[place])
    expected = {
        "days": len(inside),
        "launched": launched,
        "attack_days": len(attacks),
        "following": sum(values[p - 1] > 0 for p in attacks if p) / len(attacks),
        "longest_pause": longest,
        "told_days": len(told),
        "massed_days": sum(verdicts[place] for place in told),
        "massed_launches": massed_launches / sum(values[place] for place in told) if told else 0.0,
        "busiest": sum(busiest) / launched,
        "variance_over_mean": float(np.median(scatter)),
    }
    assert {name: getattr(one, name) for name in expected} == pytest.approx(expected)
    assert one.largest == (days[largest].date(), values[largest])


def test_weekdays_by_newton_and_bisection():
    """The same model by hand: Newton's steps for the levels, a root for alpha, Wald's F of the six effects."""
    daily = invented_days(5, 200)
    found = weekday_test(daily, 0.95)
    effects = np.vstack([np.eye(6), -np.ones(6)])[daily.index.day_of_week]
    month = daily.index.to_period("M")
    design = np.hstack(
        [effects, np.array([[one == other for other in month.unique()] for one in month], float)]
    )
    y, degrees = daily.to_numpy(), len(daily) - design.shape[1]

    def fitted(alpha: float) -> tuple[np.ndarray, np.ndarray]:
        beta = np.zeros(design.shape[1])
        beta[6:] = np.log(y.mean())
        for _ in range(200):
            means = np.exp(design @ beta)
            weight = means / (1 + alpha * means)
            score = design.T @ ((y - means) / (1 + alpha * means))
            step = np.linalg.solve(design.T * weight @ design, score)
            beta = beta + step
            if np.max(np.abs(step)) < 1e-12:
                break
        return beta, np.exp(design @ beta)

    def excess(alpha: float) -> float:
        means = fitted(alpha)[1]
        return float(np.sum((y - means) ** 2 / (means + alpha * means**2))) - degrees

    alpha = brentq(excess, 1e-6, 50)
    beta, means = fitted(alpha)
    spread = np.linalg.inv(design.T * (means / (1 + alpha * means)) @ design)[:6, :6]
    contrasts = np.vstack([np.eye(6), -np.ones(6)])
    values, errors = contrasts @ beta[:6], np.sqrt(np.diag(contrasts @ spread @ contrasts.T))
    f_ratio = float(beta[:6] @ np.linalg.solve(spread, beta[:6])) / 6
    reach = student.ppf(0.975, degrees) * errors
    assert found.residual_degrees == degrees
    assert [one.factor for one in found.factors] == pytest.approx(list(np.exp(values)), rel=1e-3)
    assert [one.interval.upper for one in found.factors] == pytest.approx(
        list(np.exp(values + reach)), rel=1e-3
    )
    assert [one.interval.lower for one in found.factors] == pytest.approx(
        list(np.exp(values - reach)), rel=1e-3
    )
    assert found.f_ratio == pytest.approx(f_ratio, rel=1e-3)
    assert found.p_value == pytest.approx(f_distribution.sf(f_ratio, 6, degrees), rel=1e-2)
    assert found.dispersion == pytest.approx(np.sum((y - means) ** 2 / means) / degrees, rel=1e-3)
    assert [one.weekday for one in found.factors] == list(range(7))


def cuts(length: int, breaks: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut so many values into levels of two or more."""
    for chosen in combinations(range(2, length - 1), breaks):
        ends = (0, *chosen, length)
        if all(last - first >= 2 for first, last in pairwise(ends)):
            yield chosen


def squares(signal: np.ndarray, chosen: tuple[int, ...]) -> float:
    return float(sum(np.sum((part - part.mean()) ** 2) for part in np.split(signal, chosen)))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 40), min_size=8, max_size=11), st.integers(1, 3), st.integers(1, 400))
def test_breaks_are_the_best_of_every_cut(values: list[int], breaks: int, penalty: int):
    signal = np.array(values, float)
    best = [min(squares(signal, chosen) for chosen in cuts(len(signal), number)) for number in range(4)]
    found = searcher(signal, CostL2(), "number")(breaks)
    assert len(found) == breaks and squares(signal, found) == pytest.approx(best[breaks], abs=1e-6)
    found = searcher(signal, CostL2(), "penalty")(penalty)
    least = min(best[number] + penalty * number for number in range(4))
    assert squares(signal, found) + penalty * len(found) <= least + 1e-6


@pytest.mark.parametrize("penalty", (3, 5, 10, 20))
def test_the_penalised_cut_of_every_short_series_is_the_best(penalty: int):
    # PELT, which prunes as if a level could last one period, misses the best cut of some of these.
    for values in product((0.0, 4.0, 8.0), repeat=6):
        signal = np.array(values)
        found = searcher(signal, CostL2(), "penalty")(penalty)
        assert all(last - first >= 2 for first, last in pairwise((0, *found, 6)))
        assert squares(signal, found) + penalty * len(found) == pytest.approx(
            least_penalised(signal, penalty), abs=1e-9
        )


def least_penalised(signal: np.ndarray, penalty: float) -> float:
    """The least of squares and penalties over every cut, by the levels that end at each value."""
    sums, both = np.cumsum([0, *signal]), np.cumsum([0, *signal**2])
    best = [-penalty, math.inf]
    for end in range(2, len(signal) + 1):
        starts = range(end - 1)
        costs = [both[end] - both[one] - (sums[end] - sums[one]) ** 2 / (end - one) for one in starts]
        best.append(min(best[one] + cost + penalty for one, cost in zip(starts, costs, strict=True)))
    return float(best[-1])


@pytest.mark.parametrize("penalty", (3, 5, 10, 20))
def test_on_the_shipped_months_the_penalised_search_misses_nothing(shipped: Ledger, penalty: int):
    signal = np.log1p([float(one.launched) for one in monthly_series(shipped).complete])
    found = searcher(signal, CostL2(), "penalty")(penalty)
    assert squares(signal, found) + penalty * len(found) == pytest.approx(least_penalised(signal, penalty))


def test_levels_between_breaks_are_means(shipped: Ledger):
    whole = monthly_series(shipped).complete
    found = find_breaks([one.month for one in whole], [one.launched for one in whole], "month")
    for stretch in found.stretches:
        inside = [one.launched for one in whole if stretch.first <= one.month <= stretch.last]
        assert stretch.mean == pytest.approx(sum(inside) / len(inside))
    for one in found.found:
        assert one.lasting == (
            2 * len(one.found_by) >= 20 and 2 * sum(each.search == "penalty" for each in one.found_by) >= 12
        )


def test_the_ceiling_leaves_no_more_than_any_curve_nearby(shipped: Ledger):
    whole = monthly_series(shipped).complete
    x = numbers_of([one.month for one in whole])
    y = np.array([one.launched for one in whole], float)
    found = levelling([one.month for one in whole], list(y), 0.95)

    def left(parameters: np.ndarray) -> float:
        ceiling, delay, speed, log_shape = parameters
        curve = ceiling / (1 + np.exp(np.clip(delay - speed * x, -500, 500))) ** np.exp(-log_shape)
        return float(np.sum((y - curve) ** 2))

    fit = found.fit
    here = np.array([fit.ceiling, fit.delay, fit.speed, np.log(fit.shape)])
    again = minimize(
        left, here, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-6, "fatol": 1e-3}
    )
    assert fit.residual_sum == pytest.approx(left(here))
    assert again.fun >= fit.residual_sum * (1 - 1e-4)
    steady = minimize(
        lambda p: float(np.sum((y - np.exp(p[0] + p[1] * x)) ** 2)),
        [7.0, 0.05],
        method="Nelder-Mead",
        options={"maxiter": 4000, "xatol": 1e-10, "fatol": 1e-3},
    )
    assert found.left_over == pytest.approx(fit.residual_sum / steady.fun, rel=1e-4)
    reach = student.ppf(0.975, len(x) - 4) * fit.errors[0]
    assert (found.ceiling.lower, found.ceiling.upper) == pytest.approx(
        (fit.ceiling - reach, fit.ceiling + reach)
    )
    assert found.last_count == y[-1]


def test_endpoints_are_one_quotient():
    pair = endpoints(date(2024, 5, 1), date(2025, 2, 1), 379, 2500)
    assert pair.rate == pytest.approx(math.log(Fraction(2500, 379)) / 9)
    assert 2 ** (9 / pair.time) == pytest.approx(2500 / 379)
