"""Influence: the body that alone says something else is found, and what changes nothing changes nothing."""

from dataclasses import replace
from datetime import date

import pytest
from belief_ledger import BODIES, DAYS, agreeing, count, shuffled
from troop_ledger import planted

from frontledger.analysis.belief import influence
from frontledger.analysis.reconcile import reconcile
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
