"""Growth and doubling time: published numbers to the printed digits, planted rates, symmetries."""

import math
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from frontledger.analysis.drones.count_regression import quasi_poisson as fit_quasi_poisson
from frontledger.analysis.drones.growth import (
    WindowError,
    doubling_interval,
    doubling_time,
    endpoints,
    months_between,
    per_month,
)
from frontledger.analysis.drones.growth_curve import growth_curve
from frontledger.analysis.drones.growth_models import log_linear, negative_binomial, quasi_poisson
from frontledger.ledger.intervals import Interval


def months_from(first: date, number: int) -> list[date]:
    start = 12 * first.year + first.month - 1
    return [date(i // 12, i % 12 + 1, 1) for i in range(start, start + number)]


def test_doubling_time_of_the_ebola_example_of_the_r_package_incidence():
    # https://stat.ethz.ch/CRAN/web/packages/incidence/vignettes/incidence_fit_class.html
    times = doubling_interval(Interval(0.02596229, 0.03755314))
    assert doubling_time(0.03175771) == pytest.approx(21.826107, abs=2e-5)
    assert times.lower == pytest.approx(18.457769, abs=2e-5)
    assert times.upper == pytest.approx(26.698230, abs=2e-5)


@pytest.mark.parametrize(
    ("rates", "times"),
    [
        (Interval(-0.01, math.log(2)), Interval(1, math.inf)),
        (Interval(0, math.log(2)), Interval(1, math.inf)),
        (Interval(-0.2, -0.1), Interval(math.inf, math.inf)),
    ],
)
def test_a_rate_that_may_be_zero_or_less_has_no_longest_doubling_time(rates, times):
    assert doubling_interval(rates) == times


def test_quasi_poisson_on_the_dobson_example_of_r_glm():
    counts = [18, 17, 15, 20, 10, 20, 25, 13, 12]
    outcome, treatment = [0, 1, 2] * 3, [0] * 3 + [1] * 3 + [2] * 3
    design = [[1, o == 1, o == 2, t == 1, t == 2] for o, t in zip(outcome, treatment, strict=True)]
    fitted = fit_quasi_poisson(counts, design)
    assert fitted.coefficients == pytest.approx((3.0445224, -0.4542553, -0.2929871, 0, 0), abs=5e-8)
    assert fitted.dispersion == pytest.approx(1.2933004, abs=5e-8)
    poisson_errors = np.array(fitted.errors) / math.sqrt(fitted.dispersion)
    assert poisson_errors == pytest.approx([0.170899, 0.202171, 0.192742, 0.2, 0.2], abs=5e-7)
    assert fitted.residual_degrees == 4


def test_log_linear_agrees_with_statsmodels_on_unequal_months():
    months = [date(2024, 5, 1), date(2024, 6, 1), date(2024, 9, 1), date(2025, 1, 1)]
    counts = [358, 328, 1334, 2629]
    numbers = [months_between(months[0], month) for month in months]
    reference = sm.OLS(np.log(counts), sm.add_constant(numbers)).fit()
    grown = log_linear(months, counts, 0.9)
    assert grown.rate == pytest.approx(reference.params[1], rel=1e-12)
    assert (grown.rates.lower, grown.rates.upper) == pytest.approx(reference.conf_int(0.1)[1], rel=1e-10)
    assert grown.fit == pytest.approx(reference.rsquared, rel=1e-12)


@settings(deadline=None)
@given(
    rate=st.floats(-0.6, 0.6),
    start=st.floats(50, 5000),
    number=st.integers(3, 48),
    first=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_an_exact_exponential_gives_back_its_rate(rate, start, number, first):
    months = months_from(first, number)
    counts = [start * math.exp(rate * i) for i in range(number)]
    assert log_linear(months, counts, 0.95).rate == pytest.approx(rate, abs=1e-9)
    assert quasi_poisson(months, counts, 0.95).rate == pytest.approx(rate, abs=1e-6)
    assert endpoints(months[0], months[-1], counts[0], counts[-1]).rate == pytest.approx(rate, abs=1e-9)


@settings(deadline=None)
@given(
    counts=st.lists(st.integers(1, 9000), min_size=4, max_size=24),
    factor=st.integers(2, 50),
    shift=st.integers(1, 240),
)
@pytest.mark.parametrize("method", [log_linear, quasi_poisson])
def test_neither_the_unit_of_counting_nor_the_calendar_changes_the_growth(method, counts, factor, shift):
    origin = months_from(date(2024, 1, 1), len(counts))
    later = months_from(months_from(date(2024, 1, 1), shift + 1)[-1], len(counts))
    plain = method(origin, counts, 0.95)
    moved = method(later, [factor * count for count in counts], 0.95)
    assert moved.rate == pytest.approx(plain.rate, abs=1e-6)
    assert moved.rates.lower == pytest.approx(plain.rates.lower, abs=1e-5)
    assert moved.rates.upper == pytest.approx(plain.rates.upper, abs=1e-5)


def test_reversing_time_turns_growth_into_an_equal_fall():
    months = months_from(date(2024, 5, 1), 7)
    counts = [358, 328, 426, 789, 1334, 1912, 2434]
    grown, fallen = log_linear(months, counts, 0.95), log_linear(months, counts[::-1], 0.95)
    assert fallen.falling and not grown.falling
    assert fallen.rate == pytest.approx(-grown.rate)
    assert fallen.time == pytest.approx(grown.time)
    assert (fallen.times.lower, fallen.times.upper) == pytest.approx((grown.times.lower, grown.times.upper))


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_interval_covers_the_planted_rate_as_often_as_it_says(confidence):
    random, months, trials = np.random.default_rng(20240501), months_from(date(2024, 5, 1), 8), 2000
    logs = 6 + 0.3 * np.arange(8) + random.normal(0, 0.2, (trials, 8))
    fits = (log_linear(months, np.exp(row), confidence) for row in logs)
    covered = sum(fit.rates.lower <= 0.3 <= fit.rates.upper for fit in fits)
    four_errors = 4 * math.sqrt(confidence * (1 - confidence) / trials)
    assert covered / trials == pytest.approx(confidence, abs=four_errors)


@pytest.mark.slow
def test_overdispersed_counts_are_covered_where_a_plain_poisson_interval_would_not():
    random, months, trials = np.random.default_rng(7), months_from(date(2024, 5, 1), 12), 600
    means = 400 * np.exp(0.2 * np.arange(12))
    counts = np.maximum(random.negative_binomial(means / 19, 1 / 20, (trials, 12)), 1)
    fits = [quasi_poisson(months, row, 0.95) for row in counts]
    covered = sum(fit.rates.lower <= 0.2 <= fit.rates.upper for fit in fits) / trials
    narrow = [(fit.rates.upper - fit.rate) / math.sqrt(fit.fit) for fit in fits]
    poisson = sum(abs(fit.rate - 0.2) <= reach for fit, reach in zip(fits, narrow, strict=True)) / trials
    assert np.median([fit.fit for fit in fits]) == pytest.approx(20, rel=0.15)
    assert 0.91 <= covered <= 0.98
    assert poisson < 0.6


def test_the_pair_of_the_article():
    pair = endpoints(date(2024, 5, 1), date(2024, 11, 1), 379, 2500)
    assert pair.months == 2
    assert (round(pair.fit, 1), round(per_month(pair.rate), 3), round(pair.time, 2)) == (6.6, 0.369, 2.20)


@pytest.mark.parametrize("method", [log_linear, quasi_poisson, negative_binomial])
def test_a_fit_says_which_months_it_is_of(method):
    months = months_from(date(2024, 5, 1), 6)
    found = method(months, [100, 130, 120, 190, 260, 300], 0.95)
    assert (found.first, found.last, found.months) == (date(2024, 5, 1), date(2024, 10, 1), 6)


def test_counts_that_stand_still_never_double():
    grown = log_linear(months_from(date(2024, 5, 1), 4), [100, 100, 100, 100], 0.95)
    assert (grown.rate, grown.time, grown.falling) == (0, math.inf, False)


@pytest.mark.parametrize(
    ("counts", "words"),
    [([100, 200], "at least 3"), ([100, 0, 200], "2024-06 has a count of 0"), ([1, math.nan, 2], "2024-06")],
)
def test_what_cannot_be_fitted_is_refused(counts, words):
    for method in (log_linear, quasi_poisson):
        with pytest.raises(WindowError, match=words):
            method(months_from(date(2024, 5, 1), len(counts)), counts, 0.95)


def test_endpoints_want_two_months_in_order():
    with pytest.raises(WindowError, match="does not come after"):
        endpoints(date(2024, 5, 1), date(2024, 5, 20), 1, 2)


def test_the_band_of_the_line_agrees_with_statsmodels():
    months, counts = months_from(date(2024, 5, 1), 7), [358, 328, 426, 789, 1334, 1912, 2434]
    reference = sm.OLS(np.log(counts), sm.add_constant(np.arange(7.0))).fit().get_prediction()
    low, high = reference.conf_int(alpha=0.1).T
    points = growth_curve(months, counts, 0.9)
    assert [point.fitted for point in points] == pytest.approx(np.exp(reference.predicted_mean))
    assert [point.interval.lower for point in points] == pytest.approx(np.exp(low))
    assert [point.interval.upper for point in points] == pytest.approx(np.exp(high))


def test_the_bend_agrees_with_statsmodels_on_unequal_months():
    months = [date(2024, 5, 1), date(2024, 6, 1), date(2024, 9, 1), date(2025, 1, 1), date(2025, 2, 1)]
    counts = [358, 328, 1334, 2629, 3902]
    numbers = np.array([months_between(months[0], month) for month in months], float)
    reference = sm.OLS(np.log(counts), np.column_stack([np.ones(5), numbers, numbers**2])).fit()
    bend = log_linear(months, counts, 0.95).curvature
    assert bend.change == pytest.approx(2 * reference.params[2], rel=1e-9)
    assert bend.p_value == pytest.approx(reference.pvalues[2], rel=1e-9)


@pytest.mark.parametrize("method", [log_linear, quasi_poisson, negative_binomial])
@pytest.mark.parametrize("bend", [-0.02, 0.02])
def test_a_planted_change_of_rate_is_seen_with_its_sign(method, bend):
    time, random = np.arange(18.0), np.random.default_rng(8)
    counts = np.exp(6 + 0.2 * time + bend * time**2 / 2 + random.normal(0, 0.08, 18))
    found = method(months_from(date(2024, 1, 1), 18), counts, 0.95).curvature
    assert found.clear(0.95)
    assert found.change == pytest.approx(bend, abs=0.01)


def test_a_steady_rate_is_refused_as_rarely_as_the_level_says():
    random, months = np.random.default_rng(4), months_from(date(2024, 1, 1), 9)
    rows = np.exp(6 + 0.2 * np.arange(9) + random.normal(0, 0.2, (1000, 9)))
    refused = sum(log_linear(months, row, 0.95).curvature.clear(0.95) for row in rows)
    assert refused / 1000 == pytest.approx(0.05, abs=4 * math.sqrt(0.05 * 0.95 / 1000))


@pytest.mark.parametrize("method", [log_linear, quasi_poisson, negative_binomial])
def test_what_leaves_no_scatter_cannot_be_tested_for_a_bend(method):
    assert method(months_from(date(2024, 1, 1), 3), [100, 160, 190], 0.95).curvature is None
    exact = [100 * 1.5**i for i in range(8)]
    assert method(months_from(date(2024, 1, 1), 8), exact, 0.95).curvature is None


def test_the_dispersion_is_that_about_the_fitted_curve():
    months, counts = months_from(date(2024, 5, 1), 7), [358, 328, 426, 789, 1334, 1912, 2434]
    quasi = quasi_poisson(months, counts, 0.95)
    assert quasi.dispersion == pytest.approx(quasi.fit)
    assert log_linear(months, counts, 0.95).dispersion >= quasi.dispersion


def test_the_negative_binomial_gives_back_an_exact_exponential_and_reports_an_unbounded_time():
    months = months_from(date(2024, 1, 1), 8)
    grown = negative_binomial(months, [300 * math.exp(0.15 * i) for i in range(8)], 0.95)
    assert grown.rate == pytest.approx(0.15, abs=1e-6)
    flat = negative_binomial(months, [300, 420, 290, 330, 410, 280, 350, 340], 0.95)
    assert not flat.sign_is_clear
    assert math.isinf(flat.times.upper)
