"""What follows from reconciled paths for casualties: planted truths, hand arithmetic, and what must not move."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from troop_ledger import claim, planted

from frontledger.analysis.casualties.implied import casualty_day, implied_killed, killed_of
from frontledger.analysis.casualties.pair_ratios import pair_ratios
from frontledger.analysis.casualties.reconciled import PeriodRate, period_rates, ratio_path
from frontledger.analysis.casualties.references import references
from frontledger.analysis.casualties.replay import days_left, replay
from frontledger.analysis.casualties.sensitivity import sensitivity
from frontledger.analysis.path_levels import Level
from frontledger.analysis.reconcile import reconcile
from frontledger.ledger import Interval, Ledger

people = st.integers(1, 20_000)
ranges = st.tuples(people, people).map(lambda ends: Interval(min(ends), max(ends)))


def force(shipped: Ledger, *more: dict, **changes: object) -> Ledger:
    """10,000 sent by the end of 2024; 100 killed and 900 wounded then, 400 and 1,600 a quarter later."""
    first, last = "2024-12-31", "2025-03-31"
    own = {"scope": "russia"} | changes
    return planted(
        shipped,
        claim("S1", "sent", 10_000, first, **own),
        claim("S2", "sent", 10_000, last, **own),
        claim("K1", "killed", 100, first, **own),
        claim("W1", "wounded", 900, first, **own),
        claim("K2", "killed", 400, last, **own),
        claim("W2", "wounded", 1_600, last, **own),
        *more,
    )


def test_the_planted_ratio_comes_back_on_both_days(shipped: Ledger):
    found = ratio_path(reconcile(force(shipped)))
    assert found is not None
    days = {one.day: one for one in found.days}
    for day, ratio in ((date(2024, 12, 31), 9.0), (date(2025, 3, 31), 4.0)):
        assert days[day].estimate == pytest.approx(ratio, rel=1e-3)
        assert (days[day].bounds.lower, days[day].bounds.upper) == pytest.approx((ratio, ratio), rel=1e-3)
    between = days[date(2025, 1, 28)]
    assert between.bounds.lower == pytest.approx(900 / 400, rel=1e-3)
    assert between.bounds.upper == pytest.approx(1_600 / 100, rel=1e-3)


def test_hedged_claims_leave_the_truth_inside(shipped: Ledger):
    exact = ratio_path(reconcile(force(shipped)))
    hedged = ratio_path(reconcile(force(shipped, qualifier="about")))
    assert exact is not None
    assert hedged is not None
    wide = {one.day: one.bounds for one in hedged.days}
    for one in exact.days[1:]:
        assert wide[one.day].lower <= one.bounds.lower + 1e-3
        assert wide[one.day].upper >= one.bounds.upper - 1e-3


def test_echoes_and_order_change_nothing(shipped: Ledger):
    plain = ratio_path(reconcile(force(shipped)))
    echo = claim("E", "killed", 400, "2025-03-31", echo_of="K2", claimant_id="hur", reported_on="2025-04-02")
    repeated = ratio_path(reconcile(force(shipped, echo)))
    assert plain is not None
    assert repeated is not None
    assert repeated.days[-1].bounds.lower == pytest.approx(plain.days[-1].bounds.lower, rel=1e-4)
    assert "E" not in repeated.claims


def test_counts_of_different_places_are_not_divided(shipped: Ledger):
    ledger = planted(
        shipped,
        claim("K", "killed", 100, "2025-01-31", scope="kursk"),
        claim("W", "wounded", 900, "2025-01-31", scope="far_east"),
    )
    found = ratio_path(reconcile(ledger))
    assert found is None


def test_pace_of_the_planted_quarter(shipped: Ledger):
    """1,000 casualties in 90 days among those sent less the killed: 9,900 falling to 9,600."""
    (found,) = period_rates(reconcile(force(shipped)))
    assert (found.start, found.end, found.days) == (date(2024, 12, 31), date(2025, 3, 31), 90)
    assert found.estimate == pytest.approx(1_000, abs=1)
    assert 1_000 / 90 / 9.9 <= found.rate <= 1_000 / 90 / 9.6
    assert found.at_strength(10_000) == pytest.approx(1_000 / 90 / 10, rel=1e-3)
    assert found.bounds.lower <= found.rate <= found.bounds.upper


def test_bounds_of_a_pace_divide_the_least_by_the_most():
    one = PeriodRate(
        date(2025, 1, 1), date(2025, 1, 11), Interval(100, 300), 200, Interval(5_000, 10_000), 8_000
    )
    assert one.bounds == Interval(1.0, 6.0)
    assert one.rate == 2.5
    empty = PeriodRate(date(2025, 1, 1), date(2025, 1, 11), Interval(0, 300), 200, Interval(0, 0), 0)
    assert empty.rate is None
    assert math.isinf(empty.bounds.upper)


@pytest.mark.parametrize(("ratio", "killed"), [(3, 1_000), (9, 400), (1, 2_000), (0, 4_000)])
def test_killed_among_four_thousand(ratio: float, killed: float):
    assert killed_of(Interval(4_000, 4_000), Interval(ratio, ratio)) == Interval(killed, killed)


@given(ranges, ranges, st.integers(0, 500), st.integers(0, 500))
def test_wider_casualties_never_narrow_the_killed(casualties: Interval, ratio: Interval, down: int, up: int):
    wider = Interval(max(casualties.lower - down, 0), casualties.upper + up)
    narrow, wide = killed_of(casualties, ratio), killed_of(wider, ratio)
    assert wide.lower <= narrow.lower
    assert wide.upper >= narrow.upper


def test_gawande_turns_nine_per_killed_back_into_ten_per_cent(shipped: Ledger):
    found = implied_killed(references(shipped), Level(date(2025, 3, 31), 1_000, Interval(900, 1_100)))
    lethal = next(one for one in found if one.reference.ref_id == "RAT028")
    assert lethal.estimate == pytest.approx(100)
    assert (lethal.bounds.lower, lethal.bounds.upper) == pytest.approx((90, 110))


def test_a_range_of_ratios_names_no_single_number(shipped: Ledger):
    found = implied_killed(references(shipped), Level(date(2025, 3, 31), 1_400, Interval(1_400, 1_400)))
    combat = next(one for one in found if one.reference.ref_id == "RAT031")
    assert combat.estimate is None
    assert (combat.bounds.lower, combat.bounds.upper) == pytest.approx((100, 1_400 / 3))


def test_casualties_are_taken_on_the_day_asked_for(shipped: Ledger):
    reconciled = reconcile(force(shipped))
    first, last = casualty_day(reconciled, date(2024, 12, 31)), casualty_day(reconciled)
    assert first is not None
    assert last is not None
    assert (first.casualties.estimate, last.casualties.estimate) == pytest.approx((1_000, 2_000), abs=1)
    assert casualty_day(reconciled, date(2026, 1, 1)) is None


def test_a_pair_takes_the_nearest_dates_of_two_bodies(shipped: Ledger):
    ledger = planted(
        shipped,
        claim("K", "killed", 1_000, "2025-01-15", scope="kursk"),
        claim("FAR", "casualties", 9_000, "2025-02-10", scope="kursk", claimant_id="hur"),
        claim("NEAR", "casualties", 4_000, "2025-01-12", scope="kursk", claimant_id="hur"),
        claim("OWN", "casualties", 5_000, "2025-01-15", scope="kursk"),
        claim("ELSE", "casualties", 6_000, "2025-01-15", scope="far_east", claimant_id="jcs"),
        claim("LATE", "casualties", 7_000, "2025-02-16", scope="kursk", claimant_id="uk_mod"),
    )
    (found,) = pair_ratios(ledger)
    assert (found.claims, found.days_apart, found.stated) == (("K", "NEAR"), 3, 3.0)
    assert found.bounds == Interval(3, 3)


def test_more_killed_than_hit_is_no_ratio(shipped: Ledger):
    found = {one.claims: one for one in pair_ratios(shipped)}
    zelensky = next(
        one
        for one in found.values()
        if one.killed.claimant_id == "zelensky" and one.casualties.claimant_id == "nis"
    )
    assert (zelensky.possible, zelensky.stated) == (False, None)


def test_a_pair_is_of_two_bodies_one_place_and_a_month(shipped: Ledger):
    found = pair_ratios(shipped)
    assert len(found) > 10
    for one in found:
        assert one.killed.claimant_id != one.casualties.claimant_id
        assert one.killed.scope == one.casualties.scope
        assert one.days_apart <= 31


def test_a_total_that_just_covers_the_killed_is_possible_and_leaves_no_wounded(shipped: Ledger):
    day = "2025-01-31"
    killed, total = claim("K", "killed", 1_000, day), claim("C", "casualties", 1_000, day, claimant_id="hur")
    (pair,) = pair_ratios(planted(shipped, killed, total))
    assert (pair.possible, pair.stated) == (True, 0)


def test_shares_divide_each_loss_by_each_denominator(shipped: Ledger):
    found = sensitivity(reconcile(force(shipped)), (8_000, 16_000))
    assert found is not None
    assert found.denominators == pytest.approx((8_000, 16_000, 10_000), rel=1e-3)
    table = {row[0].definition: [one.estimate for one in row] for row in found.rows}
    assert table["killed"] == pytest.approx([0.05, 0.025, 0.04], rel=1e-2)
    assert table["casualties"] == pytest.approx([0.25, 0.125, 0.2], rel=1e-2)
    for share in found.shares:
        assert share.bounds.lower - 1e-3 <= share.estimate <= share.bounds.upper + 1e-3


def test_without_a_path_of_those_sent_only_the_given_denominators_serve(shipped: Ledger):
    own = {"scope": "russia"}
    ledger = planted(
        shipped,
        claim("K1", "killed", 100, "2024-12-31", **own),
        claim("W1", "wounded", 900, "2024-12-31", **own),
    )
    found = sensitivity(reconcile(ledger), (8_000,))
    assert found is not None and found.sent is None
    assert (found.denominators, found.claims) == ((8_000,), ("K1", "W1"))


def test_the_published_forecast_ends_in_mid_april():
    """92 a day over 12,000 less 3,800 already hit, from 17 January 2025 on: 16 April 2025."""
    assert days_left(12_000, 3_800, 92) == pytest.approx(89, abs=0.2)
    assert math.isinf(days_left(12_000, 0, 0))
    assert days_left(1_000, 2_000, 92) == 0


def test_a_rate_replayed_on_planted_paths(shipped: Ledger):
    rate = claim("R", "casualties_per_day", 100, "2024-12-31", period_start="2024-12-01", qualifier="about")
    ledger = force(shipped, rate)
    found = replay(ledger, reconcile(ledger))
    assert found is not None
    assert found.hit.estimate == pytest.approx(1_000, abs=1)
    assert found.spent == date(2025, 3, 31)
    assert found.soonest < found.spent < (found.latest or date.min)
    assert found.counted is not None
    assert found.counted.estimate == pytest.approx(2_000, abs=1)
    assert found.pace == pytest.approx(1_000 / 90, rel=1e-2)


def test_a_rate_that_states_no_one_number_is_not_replayed(shipped: Ledger):
    own = {"period_start": "2024-12-01"}
    rate = claim("R", "casualties_per_day", 100, "2024-12-31", qualifier="about", **own)
    range_ = {"low": 50, "high": 70, "qualifier": "between"}
    bound = claim("B", "casualties_per_day", math.nan, "2025-01-31", **range_, **own)
    ledger = force(shipped, rate, bound)
    found = replay(ledger, reconcile(ledger))
    assert found is not None and found.rate.claims == ("R",)


def test_nothing_to_replay_without_a_rate(shipped: Ledger):
    ledger = force(shipped)
    assert replay(ledger, reconcile(ledger)) is None
