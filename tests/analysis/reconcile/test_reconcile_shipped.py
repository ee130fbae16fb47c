"""The shipped ledger: what experts dispute must show, and the whole must stay quick and repeatable."""

from dataclasses import replace
from datetime import date

import pytest

from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.ledger import Ledger, load


@pytest.fixture(scope="module")
def result(shipped: Ledger) -> Reconciliation:
    return reconcile(shipped)


@pytest.mark.parametrize("claim_id", ("T061", "T067", "T011"))
def test_the_figures_experts_dispute_give_and_stand_in_conflicts(result, claim_id):
    give = next(give for give in result.gives if give.claim_id == claim_id)
    assert give.relative > 0.5
    assert any(claim_id in conflict.claims for conflict in result.conflicts)


def test_each_of_the_three_gives_the_way_experts_say(result):
    directions = {give.claim_id: give.direction for give in result.gives}
    assert (directions["T061"], directions["T067"], directions["T011"]) == ("up", "down", "down")


def test_the_two_bodies_of_december_cannot_both_be_right(result):
    conflict = next(one for one in result.conflicts if one.claims == ("T049", "T052"))
    assert (conflict.floor, conflict.floor_claims) == (pytest.approx(3000), ("T052",))
    assert (conflict.ceiling, conflict.ceiling_claims) == (pytest.approx(1210), ("T049",))
    assert conflict.day == date(2024, 12, 23)


def test_conflicts_come_smallest_first_within_their_group(result):
    troops = [one for one in result.conflicts if one.quantity.force == "dprk_troops"]
    sizes = [len(one.claims) for one in troops]
    assert sizes == sorted(sizes)
    assert all(one.floor > one.ceiling for one in result.conflicts)
    assert len({one.claims for one in result.conflicts}) == len(result.conflicts)


def test_every_claim_is_used_or_left_out_with_a_reason(result, shipped):
    used = {give.claim_id for give in result.gives}
    left = {one.claim_id for one in result.unused}
    assert used | left == set(shipped.claims["claim_id"])
    assert not used & left


def test_no_more_than_the_allowance_of_one_group_is_spent(result):
    assert result.least <= result.asked <= result.least * 1.001 + 1e-4
    assert sum(give.cost for give in result.gives) == pytest.approx(result.asked, abs=1e-3)


def test_a_point_of_the_path_is_held_by_claims_near_it(result):
    held = result.holding("killed", date(2025, 1, 31))
    assert (held.below, held.above) == (("T069",), ("T087",))


def test_what_was_known_earlier_can_be_reconciled(shipped):
    early = reconcile(shipped.view(as_of=date(2025, 1, 14)))
    assert early.paths["day"].max().date() <= date(2025, 1, 14)
    assert any("T061" in conflict.claims for conflict in early.conflicts)


def test_another_ledger_goes_the_same_way(shipped):
    invented = reconcile(load(shipped.folder.parent / "examples" / "invented"))
    assert not invented.possible
    assert set(invented.path("in_theatre")["scope"]) == {"valley"}


def test_the_order_of_the_identities_changes_no_sum(shipped: Ledger):
    turned = replace(shipped, identities=shipped.identities[::-1].reset_index(drop=True))
    measures = read_measures(shipped)
    assert read_sums(turned, measures) == read_sums(shipped, measures)
