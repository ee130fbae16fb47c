"""Counting noise: our thin calls of statsmodels against numbers printed elsewhere."""

import pytest

from frontledger.analysis.casualties.poisson_rates import rate_interval, rate_ratio_interval
from frontledger.analysis.casualties.proportions import proportion_interval, ratio_noise
from frontledger.ledger import Interval


def ends(interval: Interval) -> tuple[float, float]:
    return interval.lower, interval.upper


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("jeffreys", (0.4972255, 0.9559406)),
        ("wilson", (0.4901625, 0.9433178)),
        ("clopper_pearson", (0.4439045, 0.9747893)),
    ],
)
def test_eight_of_ten(method, expected):
    assert ends(proportion_interval(8, 10, 0.95, method)) == pytest.approx(expected, abs=5e-8)


def test_one_of_ten_by_jeffreys():
    assert ends(proportion_interval(1, 10, 0.95)) == pytest.approx((0.0110117, 0.3813147), abs=1e-7)


@pytest.mark.parametrize(
    ("killed", "casualties", "expected"),
    [
        (600, 4700, (6.2765, 7.4496)),
        (300, 3000, (7.9992, 10.1544)),
        (1000, 4000, (2.7937, 3.2236)),
    ],
)
def test_wounded_per_killed_by_jeffreys(killed, casualties, expected):
    assert ends(ratio_noise(killed, casualties, 0.95)) == pytest.approx(expected, abs=5e-5)


def test_killed_share_by_jeffreys():
    assert ends(proportion_interval(600, 4700, 0.95)) == pytest.approx((0.118349, 0.137428), abs=5e-7)


def test_more_confidence_is_wider():
    narrow, wide = (ratio_noise(600, 4700, confidence) for confidence in (0.9, 0.99))
    assert wide.lower < narrow.lower < narrow.upper < wide.upper


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("exact", (0.0209884653319583, 0.0618505471787146)),
        ("score", (0.0227264749053794, 0.0618771721463559)),
        ("jeffreys", (0.0219234232268444, 0.0602898619930649)),
        ("wald", (0.0185227303217751, 0.0564772696782249)),
    ],
)
def test_fifteen_events_in_four_hundred(method, expected):
    assert ends(rate_interval(15, 400, 0.95, method)) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("events", "exposure", "base", "base_exposure", "expected"),
    [
        (60, 51477.5, 30, 54308.7, (1.339735721772650, 3.388365573616252)),
        (11, 800, 21, 3011, (0.8584264, 4.277266)),
    ],
)
def test_ratio_of_two_rates_is_that_of_an_exact_test(events, exposure, base, base_exposure, expected):
    found = rate_ratio_interval(events, exposure, base, base_exposure, 0.95)
    assert ends(found) == pytest.approx(expected, rel=1e-6)


def test_ratio_against_no_events_is_open():
    assert rate_ratio_interval(5, 10, 0, 10, 0.95).upper == float("inf")
