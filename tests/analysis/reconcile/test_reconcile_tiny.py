"""Ledgers of a few claims whose reconciliation is worked out by hand, to the digit."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from reconcile_worlds import ledger_of, row

from frontledger.analysis.reconcile import Reconciliation, Through, reconcile
from frontledger.analysis.reconcile.statements import CREDIBILITY, RELIABILITY
from frontledger.ledger import Ledger, UnknownNameError

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)


def said(shipped: Ledger, *rows: dict, **parameters: object) -> Reconciliation:
    return reconcile(ledger_of(shipped, list(rows)), **parameters)


def band(result: Reconciliation, measure: str, day: date, **place: str) -> tuple[float, float, float]:
    path = result.path(measure, **place).set_index("day").loc[str(day)]
    return path["lower"], path["estimate"], path["upper"]


def test_between_two_counts_a_running_total_may_lie_anywhere_between_them(shipped):
    result = said(shipped, row("A", "killed", JANUARY, best=100), row("B", "killed", FEBRUARY, best=300))
    assert result.possible
    assert result.least == 0
    assert band(result, "killed", JANUARY) == pytest.approx((100, 100, 100), rel=1e-5)
    assert band(result, "killed", FEBRUARY) == pytest.approx((300, 300, 300), rel=1e-5)
    lower, estimate, upper = band(result, "killed", date(2025, 1, 15))
    assert (lower, upper) == pytest.approx((100, 300), rel=1e-5)
    assert estimate == pytest.approx(100 + 200 * 14 / 31, rel=1e-5)


def test_admiralty_grades_step_down_to_a_fifth_and_what_is_unknown_weighs_as_the_middle():
    steps = pytest.approx([1, 0.8, 0.6, 0.4, 0.2])
    assert [RELIABILITY[grade] for grade in "ABCDE"] == steps and RELIABILITY["F"] == RELIABILITY["C"]
    assert [CREDIBILITY[grade] for grade in (1, 2, 3, 4, 5)] == steps and CREDIBILITY[6] == CREDIBILITY[3]


def test_a_rate_without_a_first_day_bounds_no_path_and_says_so(shipped):
    result = said(
        shipped, row("A", "killed", JANUARY, best=100), row("R", "casualties_per_day", FEBRUARY, best=50)
    )
    assert [(one.claim_id, one.reason) for one in result.unused] == [("R", "a rate without a first day")]


FLOOR = row("A", "killed", JANUARY, best=300, qualifier="at_least", reliability="A", credibility=1)
CEILING = row("B", "killed", FEBRUARY, best=200, qualifier="up_to", reliability="E", credibility=5)


def test_of_two_claims_the_one_that_gives_least_of_its_figure_gives(shipped):
    result = said(shipped, FLOOR, CEILING)
    assert result.least == pytest.approx(100 / 300)
    first, second = result.gives
    assert (first.claim_id, first.direction, first.relative) == ("A", "down", pytest.approx(1 / 3, rel=1e-5))
    assert (first.value, first.gap) == pytest.approx((200, -100), rel=1e-5)
    assert (second.claim_id, second.direction, second.gap) == ("B", "", 0)


def test_the_conflict_says_what_each_side_implies(shipped):
    (conflict,) = said(shipped, FLOOR, CEILING).conflicts
    assert conflict.claims == ("A", "B")
    assert (conflict.floor, conflict.floor_claims) == (pytest.approx(300), ("A",))
    assert (conflict.ceiling, conflict.ceiling_claims) == (pytest.approx(200), ("B",))
    assert (conflict.day, conflict.quantity.measure) == (FEBRUARY, "killed")
    assert conflict.through == (Through("never_falls", "killed"),)
    assert conflict.gap == pytest.approx(1 / 3)


def test_admiralty_weights_let_the_weaker_claim_give(shipped):
    result = said(shipped, FLOOR, CEILING, weights="admiralty")
    assert result.least == pytest.approx(0.2 * 0.2 * 100 / 200)
    assert result.gives[0].claim_id == "B"
    assert (result.gives[0].direction, result.gives[0].relative) == ("up", pytest.approx(0.5, rel=1e-5))


def test_the_allowance_widens_the_bounds_by_what_it_buys(shipped):
    result = said(shipped, FLOOR, CEILING, allowance=0.5)
    assert band(result, "killed", JANUARY)[::2] == pytest.approx((150, 300), rel=1e-5)
    assert band(result, "killed", FEBRUARY)[::2] == pytest.approx((150, 300), rel=1e-5)
    tight = said(shipped, FLOOR, CEILING, allowance=0)
    assert band(tight, "killed", FEBRUARY)[::2] == pytest.approx((200, 200), rel=1e-5)


def test_parts_bound_their_sum(shipped):
    parts = row("A", "killed", JANUARY, best=100), row("B", "wounded", JANUARY, best=300)
    result = said(shipped, *parts, row("C", "casualties", JANUARY, best=500))
    assert result.least == pytest.approx(100 / 500)
    (conflict,) = result.conflicts
    assert conflict.claims == ("A", "B", "C")
    assert (conflict.floor, conflict.floor_claims) == (pytest.approx(500), ("C",))
    assert (conflict.ceiling, conflict.ceiling_claims) == (pytest.approx(400), ("A", "B"))
    assert conflict.through == (Through("identity", "casualties"),)


def test_a_flow_is_the_rise_over_its_days(shipped):
    before = row("A", "killed", date(2025, 1, 31), best=100)
    rise = row("B", "killed_in_period", date(2025, 2, 28), opens=FEBRUARY, best=50)
    result = said(shipped, before, rise)
    assert band(result, "killed", date(2025, 2, 28)) == pytest.approx((150, 150, 150), rel=1e-5)
    short = said(shipped, before, rise, row("C", "killed", date(2025, 2, 28), best=120))
    assert [conflict.claims for conflict in short.conflicts] == [("A", "B", "C")]
    assert short.least == pytest.approx(30 / 120)


def test_a_rate_is_a_rise_over_its_days(shipped):
    start = row("A", "casualties", date(2024, 12, 31), best=100)
    rate = row("B", "casualties_per_day", date(2025, 1, 10), opens=JANUARY, best=10)
    result = said(shipped, start, rate)
    assert band(result, "casualties", date(2025, 1, 10)) == pytest.approx((200, 200, 200), rel=1e-5)
    assert next(give.value for give in result.gives if give.claim_id == "B") == pytest.approx(10, rel=1e-5)


def test_a_share_splits_what_it_is_of(shipped):
    result = said(
        shipped, row("A", "casualties", JANUARY, best=400), row("B", "killed_share", JANUARY, best=25)
    )
    assert band(result, "killed", JANUARY) == pytest.approx((100, 100, 100), rel=1e-4)
    assert band(result, "wounded", JANUARY) == pytest.approx((300, 300, 300), rel=1e-4)


def test_people_nobody_counted_are_a_remainder_and_no_conflict(shipped):
    result = said(
        shipped,
        row("A", "sent", JANUARY, best=1000),
        row("B", "killed", JANUARY, best=100),
        row("C", "in_theatre", JANUARY, best=1100),
    )
    assert result.possible
    (remainder,) = result.remainders
    assert remainder.number == pytest.approx(200, rel=1e-4)
    assert remainder.cost == pytest.approx(200 / 10_150, rel=1e-4)
    assert result.least == pytest.approx(200 / 10_150, rel=1e-6)


def test_people_who_left_uncounted_are_a_conflict(shipped):
    rows = [
        row("A", "sent", JANUARY, best=1000),
        row("B", "killed", JANUARY, best=100),
        row("C", "returned_home", JANUARY, best=100),
        row("D", "in_theatre", JANUARY, best=500),
    ]
    (conflict,) = said(shipped, *rows).conflicts
    assert conflict.claims == ("A", "B", "C", "D")
    assert (conflict.floor, conflict.floor_claims) == (pytest.approx(1000), ("A",))
    assert (conflict.ceiling, conflict.ceiling_claims) == (pytest.approx(800), ("B", "C", "D"))
    assert Through("ceiling", "captured") in conflict.through
    assert Through("identity", "in_theatre") in conflict.through


def test_a_place_holds_no_more_than_the_place_around_it(shipped):
    inner = row("A", "in_theatre", JANUARY, best=900, qualifier="at_least", scope="kursk")
    outer = row("B", "in_theatre", JANUARY, best=800, qualifier="up_to", scope="russia")
    (conflict,) = said(shipped, inner, outer).conflicts
    assert conflict.claims == ("A", "B")
    assert any(one.kind == "inside" for one in conflict.through)
    elsewhere = {**inner, "claim_id": "C", "scope": "far_east", "best": 500}
    (other,) = said(shipped, {**inner, "best": 500}, outer, elsewhere).conflicts
    assert other.claims == ("A", "B", "C")


def test_a_figure_for_one_action_is_a_floor_for_the_whole(shipped):
    action = row(
        "A", "killed_in_period", JANUARY, opens=JANUARY, best=50, scope="local", scope_detail="A farm"
    )
    result = said(shipped, action, row("B", "killed", FEBRUARY, best=80, qualifier="up_to"))
    assert result.possible
    assert band(result, "killed", JANUARY)[::2] == pytest.approx((50, 80), rel=1e-5)
    assert "local" not in set(result.paths["scope"])
    less = said(shipped, action, row("B", "killed", FEBRUARY, best=40, qualifier="up_to"))
    assert [conflict.claims for conflict in less.conflicts] == [("A", "B")]


def test_an_acknowledgement_is_a_floor_that_dates_the_disclosure(shipped):
    shown = {"opens": FEBRUARY, "kind": "acknowledgement"}
    result = said(
        shipped,
        row("A", "killed", JANUARY, best=250),
        row("B", "killed_in_period", FEBRUARY, best=200, **shown),
    )
    assert band(result, "killed", FEBRUARY)[0] == pytest.approx(250, rel=1e-5)
    assert band(result, "killed", FEBRUARY)[2] > 1000


def test_a_running_total_with_a_first_day_begins_at_nought(shipped):
    result = said(shipped, row("A", "sent", JANUARY, opens=date(2024, 10, 1), best=1000))
    assert band(result, "sent", date(2024, 9, 30)) == (0, 0, 0)
    assert band(result, "sent", date(2024, 11, 5))[::2] == pytest.approx((0, 1000), rel=1e-5)
    loose = said(shipped, row("A", "sent", JANUARY, best=1000))
    assert loose.path("sent")["day"].min().date() == JANUARY


def test_what_is_left_out_says_why(shipped):
    left = said(
        shipped,
        row("A", "killed", JANUARY, best=100),
        row("B", "killed", FEBRUARY, best=100, echo_of="A"),
        row("C", "killed", FEBRUARY, best=900, kind="forecast"),
        row("D", "killed", FEBRUARY, best=900, set_aside=True),
        row("E", "burial_capacity", FEBRUARY, best=900),
    ).unused
    assert {one.claim_id: one.reason for one in left} == {
        "B": "an echo of another claim",
        "C": "a forecast",
        "D": "set aside by a correction",
        "E": "a capacity, which no running total or stock gives",
    }


def test_holding_names_the_claims_on_either_side(shipped):
    claims = (
        row("A", "killed", JANUARY, best=100, qualifier="at_least"),
        row("B", "killed", FEBRUARY, best=300, qualifier="up_to"),
        row("C", "killed", date(2025, 3, 1), best=900, qualifier="up_to"),
    )
    held = said(shipped, *claims).holding("killed", date(2025, 1, 20))
    assert (held.below, held.above) == (("A",), ("B",))
    assert (held.lowest, held.highest) == pytest.approx((100, 300), rel=1e-5)


def test_a_claim_that_had_to_give_still_holds_the_path_where_it_gave(shipped):
    held = said(shipped, FLOOR, CEILING).holding("killed", JANUARY)
    assert (held.below, held.above) == (("A",), ("B",))
    assert (held.lowest, held.highest) == pytest.approx((200, 200), rel=1e-4)


def test_errors_say_what_to_give_instead(shipped):
    result = said(shipped, FLOOR)
    with pytest.raises(UnknownNameError, match="killed/dprk_troops/kursk"):
        result.path("sent")
    with pytest.raises(ValueError, match="give a day from 2025-01-01 to 2025-01-01"):
        result.holding("killed", date(2026, 1, 1))
    with pytest.raises(ValueError, match="write equal or admiralty"):
        said(shipped, FLOOR, weights="loud")
    with pytest.raises(ValueError, match="give a share of zero or more"):
        said(shipped, FLOOR, allowance=-0.1)


def test_a_ledger_without_claims_has_no_paths(shipped):
    result = said(shipped, row("C", "killed", FEBRUARY, best=900, kind="forecast"))
    assert result.possible
    assert result.paths.empty
    assert result.gives == ()


def test_a_claim_may_be_impossible_by_itself(shipped):
    (conflict,) = said(shipped, row("A", "wounded", JANUARY, best=13_500)).conflicts
    assert (conflict.claims, conflict.floor_claims, conflict.ceiling_claims) == (("A",), ("A",), ())
    assert (conflict.floor, conflict.ceiling) == pytest.approx((13_500, 12_000))
    assert conflict.through == (Through("ceiling", "wounded"),)


def test_two_identities_of_one_whole_both_hold(shipped):
    other = [("other", "casualties", part, 1, "") for part in ("returned_home", "sent")]
    table = pd.DataFrame(other, columns=shipped.identities.columns).astype(
        shipped.identities.dtypes.to_dict()
    )
    ledger = replace(shipped, identities=pd.concat([shipped.identities, table], ignore_index=True))
    result = said(
        ledger,
        row("A", "killed", JANUARY, best=100),
        row("B", "wounded", JANUARY, best=300),
        row("C", "sent", JANUARY, best=350, scope="kursk"),
    )
    assert band(result, "returned_home", JANUARY) == pytest.approx((50, 50, 50), rel=1e-4)
