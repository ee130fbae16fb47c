"""Formulas of wounded per killed: published numbers, and what bounds must do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.analysis.casualties.formulas import (
    FOX_EXAMPLE,
    Losses,
    ratio_ceiling_from_wide_total,
    ratio_from_counts,
    ratio_from_share,
    ratio_from_total,
    ratio_of_share,
    screen,
    share_from_ratio,
)
from frontledger.ledger import Interval

counts = st.integers(min_value=1, max_value=50_000)
intervals = st.tuples(counts, counts).map(lambda ends: Interval(min(ends), max(ends)))


def test_fox_gives_both_of_his_ratios_from_the_same_wounds():
    assert FOX_EXAMPLE.wounded_per_killed_outright == 4.8
    assert round(FOX_EXAMPLE.survivors_per_dead, 2) == 2.54


def test_gawande_ten_per_cent_is_killed_outright_only():
    outright = Losses(killed_outright=1004, wounded=5174 + 4191)
    assert round(outright.case_fatality_percent, 2) == 9.68
    assert round(outright.wounded_per_killed_outright, 2) == 9.33


def test_gawande_with_every_death():
    every_death = Losses(killed_outright=1361, wounded=5174 + 4191)
    assert round(every_death.case_fatality_percent, 2) == 12.69
    assert round(every_death.wounded_per_killed_outright, 2) == 6.88


def test_holcomb_rates_take_the_returned_out_of_two_denominators_and_leave_them_in_the_third():
    losses = Losses(killed_outright=400, wounded=3600, died_of_wounds=60, returned_to_duty=300)
    assert losses.killed_in_action_percent == pytest.approx(100 * 400 / 3700)
    assert losses.died_of_wounds_percent == pytest.approx(100 * 60 / 3300)
    assert losses.case_fatality_percent == pytest.approx(100 * 460 / 4000)
    parts = losses.killed_in_action_percent + losses.died_of_wounds_percent
    assert parts != pytest.approx(losses.case_fatality_percent), "the two rates must not be added"


def test_form_b_and_case_fatality_are_one_number():
    assert ratio_of_share(FOX_EXAMPLE.case_fatality_percent / 100) == pytest.approx(
        FOX_EXAMPLE.survivors_per_dead
    )


@pytest.mark.parametrize(("share", "ratio"), [(0.25, 3), (0.5, 1), (2 / 3, 0.5), (0.1, 9), (0, math.inf)])
def test_ratio_of_a_killed_share(share: float, ratio: float):
    assert ratio_of_share(share) == pytest.approx(ratio)


def test_bounds_of_the_parts_bound_the_ratio():
    assert ratio_from_counts(Interval(540, 660), Interval(3690, 4510)) == Interval(3690 / 660, 4510 / 540)


def test_at_least_so_many_killed_leaves_the_ratio_open_downwards():
    assert ratio_from_counts(Interval(100, math.inf), Interval(900, 1000)) == Interval(0, 10)


@pytest.mark.parametrize(("total", "ratio"), [(4700, 1.35), (6000, 2.0)])
def test_two_thousand_killed_against_either_total(total: int, ratio: float):
    assert ratio_from_total(Interval(2000, 2000), Interval(total, total)).upper == pytest.approx(ratio)


def test_total_below_the_killed_leaves_no_wounded():
    assert ratio_from_total(Interval(3600, 4400), Interval(3600, 4400)).lower == 0


def test_total_with_missing_gives_an_upper_bound_only():
    ceiling = ratio_ceiling_from_wide_total(Interval(1000, 1000), Interval(4000, 4000))
    assert ceiling == Interval(0, 3)


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_ratio_from_a_total_holds_every_truth_inside_the_bounds(killed, total, at_killed, at_total):
    true_killed = killed.lower + at_killed * (killed.upper - killed.lower)
    true_total = total.lower + at_total * (total.upper - total.lower)
    found = ratio_from_total(killed, total)
    truth = max(true_total - true_killed, 0) / true_killed
    assert found.lower <= truth + 1e-9
    assert found.upper >= truth - 1e-9


@given(intervals, intervals, st.integers(0, 1000), st.integers(0, 1000))
def test_widening_the_killed_never_narrows_the_ratio(killed, other, down, up):
    wider = Interval(max(killed.lower - down, 0), killed.upper + up)
    for ratio in (ratio_from_counts, ratio_from_total, ratio_ceiling_from_wide_total):
        narrow, wide = ratio(killed, other), ratio(wider, other)
        assert wide.lower <= narrow.lower
        assert wide.upper >= narrow.upper


@given(st.floats(0.01, 1), st.floats(0.01, 1))
def test_share_and_ratio_turn_into_each_other(a: float, b: float):
    share = Interval(min(a, b), max(a, b))
    back = share_from_ratio(ratio_from_share(share))
    assert (back.lower, back.upper) == pytest.approx((share.lower, share.upper))


def test_share_above_one_counts_as_all_killed():
    assert ratio_from_share(Interval(0.9, 1.1)).lower == 0


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (7.4, 11, "within"),
        (0.36, 0.66, "defenceless"),
        (0.9, 1.9, "below"),
        (14, 20, "above"),
        (1.76, 2.37, "open"),
        (1, 1, "below"),
        (1, 2, "open"),
        (2, 13, "within"),
        (13, 14, "open"),
        (0, math.inf, "open"),
    ],
)
def test_screen(low: float, high: float, verdict: str):
    assert screen(Interval(low, high)) == verdict
