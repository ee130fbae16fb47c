"""The map of windows holds every window once, and finds the extremes that were planted."""

from datetime import date

import pytest

from frontledger.analysis.drones.growth import WindowError
from frontledger.analysis.drones.growth_models import log_linear
from frontledger.analysis.drones.growth_windows import every_window

MONTHS = tuple(date(2023 + i // 12, i % 12 + 1, 1) for i in range(20))
KINKED = tuple([100 * 1.01**i for i in range(10)] + [100 * 1.01**9 * 2**i for i in range(1, 6)])
FALLING = (*KINKED, *[KINKED[-1] * 0.7**i for i in range(1, 6)])


def test_every_window_is_there_once_and_none_is_too_short():
    found = every_window(MONTHS, FALLING, 0.95, 6)
    spans = [(window.first, window.last) for window in found.windows]
    assert len(spans) == len(set(spans)) == 15 * 16 // 2
    assert min(window.months for window in found.windows) == 6
    assert spans == sorted(spans)


def test_the_planted_steep_stretch_and_the_planted_fall_are_found():
    found = every_window(MONTHS, FALLING, 0.95, 6)
    assert (found.fastest.first, found.fastest.last) == (MONTHS[9], MONTHS[14])
    assert found.fastest.time == pytest.approx(1, abs=1e-9)
    assert (found.steepest_fall.first, found.steepest_fall.last) == (MONTHS[14], MONTHS[19])
    assert found.rank(found.fastest) == 1
    assert found.steepest_fall in found.falling


def test_a_window_of_the_map_is_the_fit_of_that_window():
    found = every_window(MONTHS, FALLING, 0.9, 6)
    assert found.at(MONTHS[3], MONTHS[12]) == log_linear(MONTHS[3:13], FALLING[3:13], 0.9)
    assert found.at(MONTHS[3], MONTHS[4]) is None


def test_clear_and_unclear_windows_part_at_zero():
    found = every_window(MONTHS, FALLING, 0.95, 6)
    assert all(window.rates.lower <= 0 <= window.rates.upper for window in found.unclear)
    assert all(window.rates.lower > 0 for window in found.growing)
    assert found.growing[0] == found.fastest
    assert every_window(MONTHS[:6], [2**-i for i in range(6)], 0.95, 6).growing == ()


def test_a_missing_month_does_not_shorten_the_window():
    kept = [i for i in range(8) if i != 3]
    found = every_window([MONTHS[i] for i in kept], [2.0**i for i in kept], 0.95, 7)
    assert {(window.first, window.last) for window in found.windows} == {(MONTHS[0], MONTHS[7])}
    assert found.fastest.time == pytest.approx(1)


@pytest.mark.parametrize(("minimum", "words"), [(2, "minimum_months is 2"), (30, "no window of 30 months")])
def test_a_minimum_that_cannot_be_met_is_refused(minimum, words):
    with pytest.raises(WindowError, match=words):
        every_window(MONTHS, FALLING, 0.95, minimum)
