"""The reconciliation against a second program and a second solver, and against trying every set of claims."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from reconcile_worlds import Planted, planted
from second_program import RUNNING, second_program, smallest_conflicts

from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.ledger import Ledger

SLIP = 2e-5
SHOWN = (*RUNNING, "in_theatre", "captured")


def close(one: float, other: float, unit: float = 1000.0) -> bool:
    return one == other or abs(one - other) <= SLIP * max(unit, abs(other))


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "lies"), [(0, 0), (1, 1), (2, 2), (3, 3)])
def test_least_slack_and_every_bound_by_another_program(shipped: Ledger, seed: int, lies: int):
    ledger = planted(shipped, 40 + seed, claims=22, weeks=40, lies=lies).ledger
    found, again = reconcile(ledger), second_program(ledger)
    assert found.least == pytest.approx(again.least(), abs=2e-6)
    assert found.possible == again.possible()
    rng = np.random.default_rng(seed)
    points = [point for name in SHOWN for point in claim_days(found, name)]
    for number in rng.choice(len(points), size=14, replace=False):
        name, point = points[number]
        lower, upper = again.bounds(name, point.day.date())
        assert close(point.lower, lower), (name, point, lower)
        assert close(point.upper, upper), (name, point, upper)


def claim_days(found: Reconciliation, measure: str) -> list:
    """The rows of a path on the days of the program, as pairs of its name and the row."""
    if measure not in set(found.paths["measure"]):
        return []
    path = found.path(measure)
    days = {day for group in found.groups for day in group.model.days}
    return [(measure, row) for row in path.itertuples() if row.day.date() in days]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_conflicts_are_those_of_trying_every_set(shipped: Ledger, seed: int):
    world = crowded(shipped, seed)
    found = reconcile(world.ledger)
    expected = smallest_conflicts(world.ledger)
    assert {frozenset(one.claims) for one in found.conflicts} == expected


def crowded(shipped: Ledger, seed: int) -> Planted:
    """A few claims of which several lie, so that they contradict one another in more than one way."""
    for number in range(seed * 100, seed * 100 + 100):
        world = planted(shipped, number, claims=7, weeks=20, lies=4)
        if len(reconcile(world.ledger).conflicts) >= 2:
            return world
    raise AssertionError("no such world among a hundred")


@pytest.mark.parametrize("seed", (1, 2))
def test_what_each_claim_gives_adds_up_to_what_the_path_asks(shipped: Ledger, seed: int):
    world = planted(shipped, seed, claims=30, weeks=30, lies=3)
    found = reconcile(world.ledger)
    rows = world.ledger.claims.set_index("claim_id")
    total = sum(one.cost for one in found.gives) + sum(one.cost for one in found.remainders)
    assert total == pytest.approx(found.asked, rel=1e-6)
    for one in found.gives:
        claim = rows.loc[one.claim_id]
        assert (one.lower, one.upper) == pytest.approx((claim["lower"], claim["upper"]))
        assert one.measure == claim["measure"]
        if one.relative < 1e-9:
            continue
        broken = claim["lower"] if one.value < claim["lower"] else claim["upper"]
        assert one.gap == pytest.approx(one.value - broken)
        if one.measure not in ("killed_share", "casualty_fraction"):
            size = next(end for end in (claim["best"], claim["upper"], claim["lower"]) if 0 < end < np.inf)
            assert one.relative == pytest.approx(abs(one.gap) / size, rel=1e-5)
            assert one.cost == pytest.approx(one.relative)


@pytest.mark.parametrize("seed", range(3))
def test_a_conflict_tells_the_floor_and_the_ceiling_its_claims_imply(shipped: Ledger, seed: int):
    """Without the claim that stands alone on a side, the others leave its figure no nearer than is told."""
    world = crowded(shipped, seed)
    for one in reconcile(world.ledger).conflicts:
        alone = one.floor_claims if len(one.floor_claims) == 1 else one.ceiling_claims
        if one.since is not None or len(alone) != 1 or one.quantity.measure not in RUNNING:
            continue
        others = world.ledger.claims["claim_id"].isin(set(one.claims) - set(alone))
        again = second_program(replace(world.ledger, claims=with_day_of(world.ledger, others, alone[0])))
        lower, upper = again.bounds(one.quantity.measure, one.day)
        implied = (upper, one.ceiling) if alone == one.floor_claims else (lower, one.floor)
        assert close(*implied), (one, lower, upper)
        assert one.gap == pytest.approx((one.floor - one.ceiling) / one.floor)


def with_day_of(ledger: Ledger, kept: np.ndarray, name: str) -> pd.DataFrame:
    """The claims kept, and the one named with bounds that say nothing, so that its day is still there."""
    silent = ledger.claims[ledger.claims["claim_id"] == name].assign(
        lower=0.0, upper=np.inf, qualifier="up_to"
    )
    return pd.concat([ledger.claims[kept], silent], ignore_index=True)
