"""The scenario: hand arithmetic from a planted stock, and what wider rates may do."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from troop_ledger import claim, planted

from frontledger.analysis.path_levels import Level, PathLevels
from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.analysis.troops import scenario as module
from frontledger.analysis.troops.scenario import Rates, scenario
from frontledger.ledger import Interval, Ledger

NONE = Interval(0, 0)
rate = st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)).map(lambda two: Interval(min(two), max(two)))


@pytest.fixture(scope="module")
def known(shipped: Ledger) -> Reconciliation:
    """10,000 present, exactly, at the end of January 2025."""
    return reconcile(planted(shipped, claim("P", "in_theatre", 10_000, "2025-01-31")))


def test_no_rates_leave_the_stock_where_it_was(known: Reconciliation, shipped: Ledger):
    found = scenario(known, shipped, Rates(NONE, NONE, NONE), 3)
    assert found is not None
    assert [one.day for one in found.projected] == [
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
    ]
    for one in found.projected:
        assert (one.present.lower, one.present.upper) == pytest.approx((10_000, 10_000), abs=1)
    assert found.empty_from is None


def test_each_end_takes_the_rates_that_move_it_most(known: Reconciliation, shipped: Ledger):
    found = scenario(known, shipped, Rates(Interval(100, 200), Interval(0, 500), Interval(50, 300)), 4)
    assert found is not None
    assert found.end.present.lower == pytest.approx(10_000 - 4 * (200 + 300), abs=1)
    assert found.end.present.upper == pytest.approx(10_000 + 4 * (500 - 100 - 50), abs=1)


def test_nobody_is_left_and_no_fewer(known: Reconciliation, shipped: Ledger):
    found = scenario(known, shipped, Rates(NONE, NONE, Interval(2_000, 4_000)), 6)
    assert found is not None
    assert found.end.present == Interval(0, 0)
    assert found.empty_from is not None
    assert found.empty_from.months == 3


def _plain(start: Interval, rates: Rates, months: int) -> Interval:
    return module._projected(Level(date(2025, 1, 31), start.lower, start), rates, months).present


@given(rate, rate, rate, rate, st.integers(0, 24), st.integers(0, 400))
def test_wider_rates_never_narrow_what_follows(stock, rotation, reinforcement, losses, months, more):
    rates = Rates(rotation, reinforcement, losses)
    wider = Rates(
        Interval(max(rotation.lower - more, 0), rotation.upper + more),
        Interval(max(reinforcement.lower - more, 0), reinforcement.upper + more),
        Interval(max(losses.lower - more, 0), losses.upper + more),
    )
    narrow, wide = _plain(stock, rates, months), _plain(stock, wider, months)
    assert wide.lower <= narrow.lower
    assert wide.upper >= narrow.upper


@given(rate, rate, rate, st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=12))
def test_rates_that_change_from_month_to_month_stay_inside(rotation, reinforcement, losses, months):
    start, rates = 5_000.0, Rates(rotation, reinforcement, losses)
    for number, places in enumerate(months, 1):
        home, arrived, lost = (
            one.lower + at * (one.upper - one.lower)
            for one, at in zip((rotation, reinforcement, losses), places, strict=True)
        )
        start = max(start + arrived - home - lost, 0.0)
        inside = _plain(Interval(5_000, 5_000), rates, number)
        assert inside.lower - 1e-6 <= start <= inside.upper + 1e-6


def test_what_the_claims_say_of_the_rates(shipped: Ledger):
    """Killed 100 at the end of November and 500 two months later: 200 a month."""
    ledger = planted(
        shipped,
        claim("P", "in_theatre", 9_000, "2025-01-31"),
        claim("K1", "killed", 100, "2024-11-30"),
        claim("K2", "killed", 500, "2025-01-31"),
    )
    found = scenario(reconcile(ledger), ledger, Rates(NONE, NONE, NONE), 1)
    assert found is not None
    losses = next(one for one in found.counted if one.rate == "losses")
    assert losses.estimate == pytest.approx(200, abs=1)
    assert losses.bounds.lower <= 200 + 1
    assert losses.bounds.upper >= 200 - 1


def test_no_stock_no_scenario(shipped: Ledger):
    ledger = planted(shipped, claim("K", "killed", 100, "2025-01-31"))
    assert scenario(reconcile(ledger), ledger, Rates(NONE, NONE, NONE), 6) is None


def test_rates_from_pairs_of_ends():
    assert Rates.between((0, 0), (0, 0), (0, 300)) == Rates(NONE, NONE, Interval(0, 300))
    with pytest.raises(ValueError, match="not an interval"):
        Rates.between((0, 0), (5, 1), (0, 300))


def test_history_is_the_path_itself(known: Reconciliation, shipped: Ledger):
    found = scenario(known, shipped, Rates(NONE, NONE, NONE), 1)
    assert found is not None
    assert isinstance(found.history, PathLevels)
    assert found.start == found.history.last


def test_a_stock_that_no_claim_holds_from_above_has_no_upper_bound(shipped: Ledger):
    view = shipped.view(as_of=date(2025, 3, 27))
    found = scenario(reconcile(view), view, Rates(NONE, NONE, NONE), 2)
    assert found is not None
    assert found.history.last.bounds.upper > 20_000
    assert math.isinf(found.start.bounds.upper) and math.isinf(found.end.present.upper)
