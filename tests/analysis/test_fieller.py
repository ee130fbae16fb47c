"""The ratio of two uncertain quantities: published figures, the definition itself, and the ledger's own ratio."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm, t
from troop_ledger import claim, planted

from frontledger.analysis.casualties.fieller import fieller
from frontledger.analysis.casualties.reconciled import ratio_path
from frontledger.analysis.casualties.second_ratio import second_ratio
from frontledger.analysis.reconcile import reconcile
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.findings.casualty_second import second_ratio_finding

NORMAL = float(norm.ppf(0.975))


def test_the_reference_values_to_their_digits() -> None:
    found = fieller(0.15, 0.25, 0.002, 0.005, 0.0001, critical=1.959964)
    assert (found.kind, round(found.lower, 6), round(found.upper, 6)) == ("between", 0.230626, 1.484021)


def test_the_cities_of_davison_and_hinkley_to_their_digits() -> None:
    u = np.array([138, 93, 61, 179, 48, 37, 29, 23, 30, 2.0])
    x = np.array([143, 104, 69, 260, 75, 63, 50, 48, 111, 50.0])
    errors = np.cov(x, u) / len(u)
    found = fieller(x.mean(), u.mean(), errors[0, 0], errors[1, 1], errors[0, 1], float(t.ppf(0.975, 9)))
    assert (found.kind, round(found.lower, 5), round(found.upper, 5)) == ("between", 1.19596, 2.46138)
    assert x.mean() / u.mean() in found


@given(
    a=st.floats(-5, 5),
    b=st.floats(-5, 5),
    spreads=st.tuples(st.floats(0.05, 3), st.floats(0.05, 3)),
    correlation=st.floats(-0.95, 0.95),
)
def test_a_ratio_is_in_the_set_where_the_definition_has_it(a, b, spreads, correlation) -> None:
    va, vb = spreads[0] ** 2, spreads[1] ** 2
    vab = correlation * spreads[0] * spreads[1]
    assume(abs(b * b - NORMAL**2 * vb) > 1e-6)
    found = fieller(a, b, va, vb, vab, NORMAL)
    for ratio in np.linspace(-20, 20, 401):
        distance = (a - ratio * b) ** 2 - NORMAL**2 * (va - 2 * ratio * vab + ratio**2 * vb)
        if abs(distance) > 1e-6 * max(1.0, ratio**2):
            assert (ratio in found) == (distance < 0), (found, ratio)


def test_each_of_the_three_kinds_and_the_border_between_them() -> None:
    assert fieller(10, 5, 1, 0.1, 0, NORMAL).kind == "between"
    outside = fieller(10, 1, 1, 1, 0, NORMAL)
    assert outside.kind == "outside"
    assert outside.lower < 0 < outside.upper < 10
    assert fieller(0.5, 1, 1, 1, 0, NORMAL).kind == "any"
    border = fieller(10, 2, 1, 1, 0, critical=2)
    assert (border.kind, border.lower, border.upper) == ("outside", -math.inf, 96 / 40)
    assert (10 / 2 in border, 2.3 in border) == (True, False)
    assert fieller(0, 2, 1, 1, 0, critical=2).kind == "any"


def test_it_covers_the_true_ratio_as_often_as_it_says() -> None:
    draws = np.random.default_rng(1).multivariate_normal([3, 1], [[0.5, 0.1], [0.1, 0.3]], size=4000)
    held = [3.0 in fieller(a, b, 0.5, 0.3, 0.1, NORMAL) for a, b in draws]
    assert np.mean(held) == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ((1, 0, 1, 0, 0), "no ratio"),
        ((1, 1, -1, 1, 0), "below nought"),
        ((1, 1, 1, 1, 2), "covariance"),
        ((math.nan, 1, 1, 1, 0), "not finite"),
    ],
)
def test_what_is_no_pair_of_quantities_is_refused(numbers, says) -> None:
    with pytest.raises(ValueError, match=says):
        fieller(*numbers, critical=NORMAL)


def test_the_second_ratio_takes_the_errors_and_how_they_go_together(shipped: Ledger) -> None:
    """Killed measured, wounded as the rest of the casualties: the errors of the two then go against each other."""
    day = "2025-01-31"
    ledger = planted(
        shipped,
        claim("K", "killed", 1_000, day, qualifier="about"),
        claim("C", "casualties", 5_000, day, qualifier="about", claimant_id="hur"),
    )
    found = second_ratio(ledger, 0.95)
    assert found is not None
    assert (found.day, found.ratio, found.degrees_of_freedom) == (date(2025, 1, 31), pytest.approx(4), 0)
    killed, total = (100 / math.sqrt(3)) ** 2, (500 / math.sqrt(3)) ** 2
    by_hand = fieller(4_000, 1_000, killed + total, killed, -killed, NORMAL)
    assert (found.ratios.lower, found.ratios.upper) == pytest.approx((by_hand.lower, by_hand.upper))
    assert found.claims == ("K", "C")


def test_days_whose_counts_check_one_another_come_first(shipped: Ledger) -> None:
    ledger = planted(
        shipped,
        *(claim(f"K{who}", "killed", 1_000, "2025-01-31", claimant_id=who) for who in ("nis", "hur")),
        claim("W", "wounded", 3_000, "2025-01-31"),
        claim("K", "killed", 2_000, "2025-03-31"),
        claim("V", "wounded", 4_000, "2025-03-31"),
    )
    found = second_ratio(ledger, 0.95)
    assert found is not None
    assert (found.day, found.ratio) == (date(2025, 1, 31), pytest.approx(3))


@pytest.mark.slow
def test_the_words_tell_which_kind_it_is(shipped: Ledger) -> None:
    for day, words in (
        (None, "leave 5.9–7.9 at 95%"),
        (date(2024, 12, 25), "no upper end at 95% (Fieller’s method): the killed might be none"),
        (date(2024, 12, 20), "no ratio, because people cannot be fewer than none"),
    ):
        view = shipped.view(day)
        found = second_ratio_finding(second_ratio(view, 0.95), ratio_path(reconcile(view)), view, 0.95)
        assert isinstance(found, Finding)
        assert words in found.sentence
        assert (found.high is None) == (day is not None)
    early = shipped.view(date(2024, 10, 1))
    assert isinstance(second_ratio_finding(second_ratio(early, 0.95), None, early, 0.95), Note)


def test_a_confidence_that_is_no_share_is_refused(shipped: Ledger) -> None:
    with pytest.raises(ValueError, match="no share"):
        second_ratio(shipped, 95)
