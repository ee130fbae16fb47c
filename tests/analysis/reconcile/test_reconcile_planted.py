"""Invented wars with known paths: what honest claims allow holds the truth, and lies are named."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from reconcile_worlds import START, Planted, planted

from frontledger.analysis.reconcile import Reconciliation, program, reconcile
from frontledger.analysis.reconcile.reduction import Reduction
from frontledger.ledger import Ledger

MEASURES = ("sent", "killed", "wounded", "casualties", "in_theatre", "returned_home", "captured")


def bytes_of(result: Reconciliation) -> str:
    """Everything a reader sees."""
    verdicts = (result.gives, result.remainders, result.conflicts, result.least, result.asked)
    return result.paths.to_csv() + repr(verdicts)


def outside(world: Planted, result: Reconciliation) -> list[tuple[str, pd.Timestamp]]:
    """The points of paths whose bounds do not hold the truth."""
    found = []
    for measure in set(MEASURES) & set(result.paths["measure"]):
        for point in result.path(measure).itertuples():
            day = (point.day.date() - START).days
            if 0 <= day < world.world.days:
                true = world.world.level(measure, day)
                slip = 1e-4 * max(true, 1.0)
                if not point.lower - slip <= true <= point.upper + slip:
                    found.append((measure, point.day))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_honest_claims_are_possible_and_their_bounds_hold_the_truth(shipped, seed):
    world = planted(shipped, seed, claims=45, weeks=40)
    result = reconcile(world.ledger)
    assert result.possible
    assert result.least == pytest.approx(0, abs=1e-9)
    assert not outside(world, result)


@pytest.mark.parametrize("seed", range(8))
def test_every_conflict_holds_a_lie_and_the_lie_gives(shipped, seed):
    world = planted(shipped, seed, claims=60, weeks=40, lies=2)
    result = reconcile(world.ledger)
    assert all(world.lies & set(conflict.claims) for conflict in result.conflicts)
    assert bool(result.conflicts) == (result.least > 1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("seed", (3, 4))
def test_a_conflict_is_possible_without_any_one_of_its_claims(shipped, seed):
    world = planted(shipped, seed, claims=60, weeks=40, lies=3)
    for conflict in reconcile(world.ledger).conflicts[:8]:
        names = set(conflict.claims)
        assert not reconcile(only(world.ledger, names)).possible
        assert all(reconcile(only(world.ledger, names - {one})).possible for one in names)


def only(ledger: Ledger, names: set[str]) -> Ledger:
    claims = ledger.claims[ledger.claims["claim_id"].isin(names)].reset_index(drop=True)
    return replace(ledger, claims=claims)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_dropping_a_claim_never_raises_the_total_slack(shipped, seed):
    world = planted(shipped, seed, claims=30, weeks=30, lies=3)
    total = reconcile(world.ledger).least
    names = set(world.ledger.claims["claim_id"])
    assert all(reconcile(only(world.ledger, names - {one})).least <= total + 1e-9 for one in names)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_widening_an_interval_never_narrows_a_bound(shipped, seed):
    world = planted(shipped, seed, claims=30, weeks=30)
    before = reconcile(world.ledger).paths
    for place in range(0, 30, 5):
        claims = world.ledger.claims.copy()
        claims.loc[place, "lower"] *= 0.8
        claims.loc[place, "upper"] *= 1.25
        after = reconcile(replace(world.ledger, claims=claims)).paths
        slip = 1e-5 * np.maximum(before["estimate"], 10)
        assert (after["lower"] <= before["lower"] + slip).all()
        assert (after["upper"] >= before["upper"] - slip).all()


def test_an_echo_changes_nothing(shipped):
    ledger = planted(shipped, 1, lies=2).ledger
    late = ledger.claims.iloc[[5]].assign(claim_id="Z", echo_of=ledger.claims.at[5, "claim_id"])
    late["reported_on"] = late["period_end"] = pd.Timestamp("2027-01-01")
    claims = pd.concat([ledger.claims, late], ignore_index=True)
    assert bytes_of(reconcile(replace(ledger, claims=claims))) == bytes_of(reconcile(ledger))


def test_the_order_of_rows_changes_nothing(shipped):
    ledger = planted(shipped, 2, lies=2).ledger
    shuffled = replace(ledger, claims=ledger.claims.sample(frac=1, random_state=1).reset_index(drop=True))
    assert bytes_of(reconcile(shuffled)) == bytes_of(reconcile(ledger))


@pytest.mark.parametrize("lies", (0, 3))
def test_the_path_shown_keeps_every_rule(shipped, lies):
    result = reconcile(planted(shipped, 5, lies=lies).ledger)
    paths = {measure: result.path(measure).set_index("day")["estimate"] for measure in MEASURES}
    for measure in set(MEASURES) - {"in_theatre"}:
        assert paths[measure].diff().min() >= -1e-4
    assert np.allclose(paths["casualties"], paths["killed"] + paths["wounded"], atol=1e-4)
    uncounted = result.path("in_theatre_uncounted").set_index("day")["estimate"]
    gone = paths["killed"] + paths["captured"] + paths["returned_home"]
    assert np.allclose(paths["in_theatre"], paths["sent"] + uncounted - gone, atol=1e-3)
    assert (result.paths["estimate"] >= result.paths["lower"] - 1e-3).all()
    assert (result.paths["estimate"] <= result.paths["upper"] + 1e-3).all()
    assert result.least <= result.asked + 1e-9 <= result.least * 1.001 + 2e-6


@pytest.mark.parametrize("lies", (0, 3))
def test_leaving_columns_out_changes_no_bound(shipped, lies, monkeypatch):
    ledger = planted(shipped, 7, claims=50, weeks=20, lies=lies).ledger
    quick = reconcile(ledger).paths
    monkeypatch.setattr(program, "reduced", everything)
    whole = reconcile(ledger).paths
    for end in ("lower", "upper"):
        assert np.allclose(quick[end], whole[end], rtol=1e-6, atol=1e-3)


def everything(model: object) -> Reduction:
    columns = np.arange(model.width)
    return Reduction(columns, columns, columns, columns, model.rules)
