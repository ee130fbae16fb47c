"""A reconciled path read at a day: hand arithmetic, and a planted ledger asked back."""

from datetime import date

import pytest
from troop_ledger import claim, planted

from frontledger.analysis.path_levels import Level, PathLevels, path_levels
from frontledger.analysis.reconcile import reconcile
from frontledger.ledger import Interval, Ledger


def path(*levels: tuple[int, float, float, float]) -> PathLevels:
    made = (Level(date(2025, 1, day), middle, Interval(low, high)) for day, middle, low, high in levels)
    return PathLevels("killed", "kursk", tuple(made), ())


def test_between_two_days_the_estimate_is_on_the_line_and_the_bounds_are_those_of_both():
    found = path((1, 100, 90, 120), (11, 200, 150, 260)).at(date(2025, 1, 4))
    assert found == Level(date(2025, 1, 4), 130, Interval(90, 260))


def test_on_a_day_of_the_path_its_own_bounds_hold():
    known = path((1, 100, 90, 120), (11, 200, 150, 260))
    assert known.at(date(2025, 1, 11)) == known.last


def test_mean_over_days_is_that_of_estimates_and_of_ends():
    found = path((1, 0, 0, 10), (2, 10, 10, 20), (3, 20, 20, 30)).mean(date(2025, 1, 1), date(2025, 1, 3))
    assert (found.estimate, found.bounds) == (10, Interval(10, 20))


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2025, 1, 12)])
def test_no_day_outside_the_path(day: date):
    with pytest.raises(ValueError, match="lies outside the path of killed; give a day from 2025-01-01"):
        path((1, 100, 90, 120), (11, 200, 150, 260)).at(day)


def test_a_running_total_cannot_have_fallen():
    early, late = Level(date(2025, 1, 1), 10, Interval(5, 50)), Level(date(2025, 1, 2), 12, Interval(8, 20))
    assert early.rise(late) == Interval(0, 15)


def test_an_exact_claim_is_read_back_with_its_id(shipped: Ledger):
    ledger = planted(shipped, claim("A", "killed", 600, "2025-04-30", scope="kursk"))
    found = path_levels(reconcile(ledger), "killed")
    assert found is not None
    assert (found.scope, found.claims, found.last.day) == ("kursk", ("A",), date(2025, 4, 30))
    assert found.last.estimate == pytest.approx(600, abs=0.1)
    assert (found.last.bounds.lower, found.last.bounds.upper) == pytest.approx((600, 600), abs=0.1)


def test_a_measure_nobody_counted_has_no_path(shipped: Ledger):
    ledger = planted(shipped, claim("A", "killed", 600, "2025-04-30", scope="kursk"))
    assert path_levels(reconcile(ledger), "returned_home") is None
