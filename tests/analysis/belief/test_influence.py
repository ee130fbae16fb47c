"""Influence: the body that alone says something else is found, and what changes nothing changes nothing."""

from dataclasses import replace
from datetime import date

import pytest
from belief_ledger import BODIES, DAYS, agreeing, count, shuffled
from troop_ledger import planted

from frontledger.analysis.belief import influence, leading
from frontledger.analysis.belief.basis import basis
from frontledger.analysis.belief.estimates import estimate
from frontledger.analysis.belief.influence import TRIED
from frontledger.analysis.reconcile import reconcile
from frontledger.analysis.reconcile.assembly import model_of
from frontledger.ledger import Ledger


def test_a_body_that_alone_says_something_else_is_found_most_influential(shipped: Ledger) -> None:
    others = agreeing(("nis", "hur"))
    alone = count("Y1", "csis", DAYS[-1], 3000, qualifier="at_least")
    later = count("Y2", "csis", "2025-04-30", 4000)
    found = influence(planted(shipped, *others, alone, later))
    assert found is not None
    assert found.removals[0].claimant_id == "csis"
    assert found.values[0] == pytest.approx(4000, rel=1e-3)
    assert found.removals[0].values[0] == pytest.approx(1300, rel=1e-3)
    assert found.removals[0].changes[0] == pytest.approx(1300 / 4000 - 1, rel=1e-3)
    assert all(one.reach < 0.01 for one in found.removals[1:])


def test_among_bodies_that_agree_none_has_influence(shipped: Ledger) -> None:
    found = influence(planted(shipped, *agreeing()))
    assert found is not None
    assert [one.claimant_id for one in found.removals] == sorted(BODIES)
    assert all(one.reach < 1e-4 for one in found.removals)


def test_the_sole_body_on_a_headline_leaves_no_estimate(shipped: Ledger) -> None:
    sole = count("Y1", "csis", DAYS[-1], 11000, measure="sent", scope="russia")
    home = count("Y2", "nis", DAYS[-1], 9000, measure="in_theatre", scope="russia")
    found = influence(planted(shipped, *agreeing(("nis", "hur")), sole, home))
    assert found is not None
    place = [one.measure for one in found.quantities].index("sent")
    assert found.removals[0].claimant_id == "csis"
    assert found.removals[0].values[place] is None
    assert found.removals[0].reach == float("inf")


def test_an_echo_changes_nothing(shipped: Ledger) -> None:
    claims = [*agreeing(), count("Y1", "csis", DAYS[1], 1300)]
    echo = count("Y2", "isw", DAYS[1], 9999, echo_of="Y1")
    assert influence(planted(shipped, *claims, echo)) == influence(planted(shipped, *claims))


def test_the_order_of_rows_changes_nothing(shipped: Ledger) -> None:
    view = shipped.view(date(2024, 10, 31))
    assert influence(replace(view, claims=shuffled(view.claims))) == influence(view)


def test_with_everyone_it_is_the_reconciliation(shipped: Ledger) -> None:
    view = shipped.view(date(2024, 12, 20))
    found, whole = influence(view), reconcile(view)
    assert found is not None
    for one, value in zip(found.quantities, found.values, strict=True):
        table = whole.estimates[whole.estimates["measure"] == one.measure]
        path = table[(table["force"] == one.force) & (table["scope"] == one.scope)]
        assert value == pytest.approx(path["estimate"].iloc[-1], rel=1e-6)


def test_one_body_alone_cannot_be_left_out(shipped: Ledger) -> None:
    assert influence(planted(shipped, *agreeing(("nis",)))) is None
    assert influence(shipped.view(date(2023, 1, 1))) is None


@pytest.mark.slow
def test_the_quick_way_without_a_body_is_the_plain_way(shipped: Ledger) -> None:
    found = basis(shipped.view(date(2025, 3, 1)))
    assert found is not None
    quick = 0
    for body in found.bodies:
        heard = tuple(one for one in found.model.statements if one.claimant_id != body)
        plain, other = estimate(model_of(found.structure, found.model.atoms, heard)), found.without(body)
        quick += other.solved.model is found.model
        for one in found.headlines:
            expected = plain.value(one, found.day)
            assert other.value(one, found.day) == pytest.approx(expected, rel=1e-3, abs=1), (body, one)
    assert quick >= 3


@pytest.mark.slow
def test_the_few_tried_for_one_headline_move_it_as_all_do(shipped: Ledger) -> None:
    whole = influence(shipped)
    few = leading(shipped, reconcile(shipped), "in_theatre")
    assert whole is not None
    assert few is not None
    place = [one.measure for one in whole.quantities].index("in_theatre")
    assert few.values[0] == pytest.approx(whole.values[place], rel=1e-6)
    by_body = {one.claimant_id: one.changes[place] for one in whole.removals}
    assert {one.claimant_id: one.changes[0] for one in few.removals} == {
        one.claimant_id: pytest.approx(by_body[one.claimant_id], abs=1e-6) for one in few.removals
    }
    assert TRIED <= len(few.removals) < len(whole.removals)
    assert few.removals[0].claimant_id == max(by_body, key=lambda body: abs(by_body[body]))


def test_a_body_that_alone_holds_the_headline_is_tried(shipped: Ledger) -> None:
    ledger = planted(shipped, *agreeing(("nis", "hur")), count("Y1", "csis", "2025-04-30", 4000))
    found = leading(ledger, reconcile(ledger), "no such measure")
    assert found is not None
    assert found.removals[0].claimant_id == "csis"
    assert found.removals[0].changes == (pytest.approx(1300 / 4000 - 1, rel=1e-3),)
