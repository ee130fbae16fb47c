"""Bounds on rounds: planted floors and ceilings asked back, and what no claim may do to them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from troop_ledger import claim, planted

from frontledger.analysis.arms.bounds import Bound, RoundsBounds, _bound_day, rounds_bounds
from frontledger.ledger import Interval, Ledger


def said(name: str, measure: str, best: float, day: str, body: str, **changes: object) -> dict:
    return claim(name, measure, best, day, claimant_id=body, **changes)


@pytest.fixture(scope="module")
def three(shipped: Ledger) -> RoundsBounds:
    """DIA: 10 containers that could hold 4,000 rounds; MSMT: 20 containers; HUR: 3,000 rounds came, then 9,000."""
    return rounds_bounds(
        planted(
            shipped,
            said("C1", "containers", 10, "2024-01-31", "rok_dia"),
            said("R1", "rounds_capacity_152mm", 4_000, "2024-01-31", "rok_dia", qualifier="more_than"),
            said("C2", "containers", 20, "2024-06-30", "msmt"),
            said("D1", "rounds_delivered", 3_000, "2024-02-29", "hur", qualifier="at_least"),
            said("D2", "rounds_delivered", 9_000, "2024-05-31", "hur", qualifier="at_least"),
        ),
        "152mm",
    )


def test_containers_alone_take_the_greatest_factor_of_any_body(three: RoundsBounds):
    ceilings = {one.claim.claim_id: (one.number, one.factor) for one in three.ceilings}
    assert ceilings == {"R1": (4_000, None), "C2": (8_000, 400)}


def test_a_floor_holds_from_its_day_on_and_a_ceiling_up_to_it(three: RoundsBounds):
    days = {one.day: (one.floors, one.ceilings) for one in three.days}
    assert days[date(2024, 1, 31)] == (Interval(0, 0), Interval(4_000, 8_000))
    assert days[date(2024, 2, 29)] == (Interval(3_000, 3_000), Interval(8_000, 8_000))
    assert days[date(2024, 6, 30)] == (Interval(9_000, 9_000), Interval(8_000, 8_000))


def test_where_the_bodies_do_not_meet(three: RoundsBounds):
    (clash,) = three.clashes
    assert (clash.floor.claim.claim_id, clash.ceiling.claim.claim_id) == ("D2", "C2")
    assert clash.factor == pytest.approx(9 / 8)
    assert [one.day for one in three.days if one.all_right is None] == [date(2024, 5, 31), date(2024, 6, 30)]


def test_no_capacity_measure_no_ceiling_from_containers(shipped: Ledger):
    ledger = planted(
        shipped,
        said("C", "containers", 10, "2024-01-31", "msmt"),
        said("D", "rounds_delivered", 3_000, "2024-02-29", "hur", qualifier="at_least"),
    )
    found = rounds_bounds(ledger, "152mm")
    assert (found.ceilings, found.greatest_factor) == ((), None)
    assert found.days[-1].all_right == Interval(3_000, math.inf)


def test_smaller_rounds_cannot_have_filled_the_containers(shipped: Ledger):
    small, large = rounds_bounds(shipped, "122mm"), rounds_bounds(shipped, "152mm")
    apart = {(one.floor.claim.claim_id, one.ceiling.claim.claim_id): one.factor for one in small.clashes}
    assert apart["MAT019", "MAT018"] == pytest.approx(3)
    assert len(large.clashes) < len(small.clashes)


def test_echoes_and_order_leave_the_bounds_alone(shipped: Ledger):
    claims = [
        said("C1", "containers", 10, "2024-01-31", "rok_dia"),
        said("R1", "rounds_capacity_152mm", 4_000, "2024-01-31", "rok_dia"),
        said("D1", "rounds_delivered", 3_000, "2024-01-15", "hur"),
    ]
    echo = said("E", "rounds_delivered", 3_000, "2024-01-15", "msmt", echo_of="D1", reported_on="2024-03-01")
    plain = rounds_bounds(planted(shipped, *claims), "152mm")
    assert rounds_bounds(planted(shipped, *reversed(claims)), "152mm") == plain
    assert rounds_bounds(planted(shipped, *claims, echo), "152mm").days == plain.days


@given(
    st.lists(st.integers(0, 1_000), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.floats(0, 1), st.floats(1, 3)), min_size=1, max_size=8),
)
def test_honest_bounds_hold_the_truth(shipped: Ledger, steps, claims):
    truth = [sum(steps[: number + 1]) for number in range(6)]
    body = rounds_bounds(shipped, "152mm").floors[0].claim
    days = [date(2024, month + 1, 1) for month in range(6)]
    floors = [
        Bound(replace(body, end=days[at], claimant_id=str(n)), "content", truth[at] * low)
        for n, (at, low, _) in enumerate(claims)
    ]
    ceilings = [
        Bound(replace(body, end=days[at], claimant_id=str(n)), "capacity", truth[at] * high)
        for n, (at, _, high) in enumerate(claims)
    ]
    for day, true in zip(days, truth, strict=True):
        found = _bound_day(day, tuple(floors), tuple(ceilings))
        assert found.all_right is not None
        assert found.any_right is not None
        assert found.all_right.lower - 1e-6 <= true <= found.all_right.upper + 1e-6
        assert found.any_right.lower <= found.all_right.lower
        assert found.any_right.upper >= found.all_right.upper


def test_what_came_in_a_period_is_a_floor_of_all_that_came(shipped: Ledger):
    """The MSMT's about 9 million of 2024 alone and HUR's about 6.5 million since 2023 cannot both be true."""
    found = rounds_bounds(shipped, "152mm")
    floor = next(one for one in found.floors if one.claim.claim_id == "MAT056")
    assert floor.number == pytest.approx(8_100_000)
    assert ("MAT056", "MAT068") in {
        (one.floor.claim.claim_id, one.ceiling.claim.claim_id) for one in found.clashes
    }
    assert "MAT056" not in {one.claim.claim_id for one in found.ceilings}
