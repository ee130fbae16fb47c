"""Changes of a few invented claims whose effect on paths, bounds and sets of conflict is known beforehand."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reconcile_worlds import Planted, ledger_of, planted, row
from troop_ledger import claim
from troop_ledger import planted as troops

from frontledger.analysis.casualties.fieller import fieller
from frontledger.analysis.central import central
from frontledger.analysis.drones.salvos import period
from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.analysis.second_route.bounds import bounds
from frontledger.analysis.second_route.standing import Standing
from frontledger.analysis.troops.balance import balances
from frontledger.ledger import Interval, Ledger

pytestmark = pytest.mark.slow
SHOWN = ["measure", "force", "scope", "day", "estimate", "lower", "upper"]


def with_claims(ledger: Ledger, claims: pd.DataFrame) -> Ledger:
    return replace(ledger, claims=claims.sort_values(["reported_on", "claim_id"], ignore_index=True))


def joined(one: Reconciliation, other: Reconciliation) -> pd.DataFrame:
    keys = ["measure", "force", "scope", "day"]
    return one.paths.merge(other.paths, on=keys, suffixes=("", "_other"))


@pytest.mark.parametrize("seed", (11, 12))
def test_one_claim_more_never_widens_a_bound(shipped: Ledger, seed: int):
    world = planted(shipped, seed, claims=26, weeks=30)
    claims = world.ledger.claims
    spare = claims[(claims["measure"] == "killed") | (claims["measure"] == "sent")].index[-1]
    fewer, more = reconcile(with_claims(world.ledger, claims.drop(spare))), reconcile(world.ledger)
    both = joined(more, fewer)
    slip = 1e-4 * np.maximum(both["estimate"], 10)
    assert (both["lower"] >= both["lower_other"] - slip).all()
    assert (both["upper"] <= both["upper_other"] + slip).all()


@pytest.mark.parametrize("seed", (13, 14))
def test_a_claim_already_implied_changes_no_bound(shipped: Ledger, seed: int):
    world = planted(shipped, seed, claims=26, weeks=30)
    before = reconcile(world.ledger)
    path = before.path("killed")
    days = {day for group in before.groups for day in group.model.days}
    known = path[[day.date() in days for day in path["day"]]].iloc[-1]
    wide = row("Z", "killed", known["day"].date(), who="body5", qualifier="between") | {
        "low": known["lower"] * 0.9,
        "high": known["upper"] * 1.1,
    }
    added = ledger_of(shipped, [wide]).claims
    after = reconcile(with_claims(world.ledger, pd.concat([world.ledger.claims, added])))
    both = joined(after, before)
    slip = 1e-4 * np.maximum(both["estimate"], 10)
    assert (abs(both["lower"] - both["lower_other"]) <= slip).all()
    assert (abs(both["upper"] - both["upper_other"]) <= slip).all()


@pytest.mark.parametrize("seed", range(3))
def test_widening_a_claim_adds_no_conflict_and_asks_no_more(shipped: Ledger, seed: int):
    world = planted(shipped, 60 + seed, claims=20, weeks=30, lies=3)
    before = reconcile(world.ledger)
    for place in range(0, 20, 4):
        claims = world.ledger.claims.copy()
        claims.loc[place, "lower"] *= 0.8
        claims.loc[place, "upper"] *= 1.25
        after = reconcile(replace(world.ledger, claims=claims))
        assert after.least <= before.least + 1e-6
        known = [set(one.claims) for one in before.conflicts]
        assert all(any(old <= set(one.claims) for old in known) for one in after.conflicts)


def test_echoes_move_no_central_estimate_and_no_bound(shipped: Ledger):
    world = planted(shipped, 21, claims=24, weeks=30, lies=1)
    own = world.ledger.claims
    echoes = own.assign(claim_id="E" + own["claim_id"], echo_of=own["claim_id"], claimant_id="parrot")
    echoes["best"], echoes["upper"] = echoes["best"] * 1.02, echoes["upper"] * 1.02
    before, after = reconcile(world.ledger), reconcile(with_claims(world.ledger, pd.concat([own, echoes])))
    assert after.paths.equals(before.paths)
    pair = (central(before).path("killed"), central(after).path("killed"))
    assert pair[0].equals(pair[1])


def test_an_echo_or_a_forecast_sets_no_size_where_the_codebook_names_none(shipped: Ledger):
    """Without a plausible range the size of a measure is that of its claims; of those that count, that is."""
    measures = shipped.measures.assign(floor=np.nan, ceiling=np.nan)
    bare = replace(shipped, measures=measures)
    day = date(2025, 3, 3)
    rows = [
        row("A", "sent", day, best=10_000),
        row("B", "in_theatre", day, best=11_000, who="body1"),
        row("C", "killed", day, best=400, who="body1"),
    ]
    extra = [
        row("D", "in_theatre", day, best=90_000, who="body2", echo_of="B"),
        row("E", "in_theatre", day, best=80_000, who="body3", kind="forecast"),
    ]
    plain, more = (reconcile(ledger_of(bare, said)) for said in (rows, rows + extra))
    assert more.least == pytest.approx(plain.least, rel=1e-9)
    assert repr(more.remainders) == repr(plain.remainders)


def test_all_days_later_is_the_same_path_later(shipped: Ledger):
    world = planted(shipped, 31, claims=24, weeks=30, lies=2)
    later = pd.Timedelta(weeks=5)
    claims = world.ledger.claims.copy()
    for column in ("period_start", "period_end", "reported_on"):
        claims[column] = claims[column] + later
    here, there = reconcile(world.ledger), reconcile(replace(world.ledger, claims=claims))
    moved = there.paths.assign(day=there.paths["day"] - later)
    assert moved[SHOWN].equals(here.paths[SHOWN])
    assert [one.claims for one in here.conflicts] == [one.claims for one in there.conflicts]


def test_a_period_cut_in_two_keeps_the_total(shipped: Ledger):
    first, middle, last = "2025-01-01", "2025-02-14", "2025-03-31"
    sent = claim("S", "sent", 12_000, "2024-12-31")
    dead = claim("K", "killed", 300, "2024-12-31")
    whole = claim("R", "returned_home_in_period", 900, last, period_start=first)
    parts = (
        claim("R1", "returned_home_in_period", 400, middle, period_start=first),
        claim("R2", "returned_home_in_period", 500, last, period_start="2025-02-15"),
    )
    day = date(2025, 3, 31)
    one = balances(troops(shipped, sent, dead, whole), day).bodies[0]
    two = balances(troops(shipped, sent, dead, *parts), day).bodies[0]
    assert one.remainder == two.remainder == Interval(10_800, 10_800)
    assert one.best == two.best
    start = row("A", "sent", date(2024, 12, 31), best=12_000)
    flows = [
        [("F", "2025-01-01", last, 900)],
        [("F1", "2025-01-01", middle, 400), ("F2", "2025-02-15", last, 500)],
    ]
    ends = []
    for cut in flows:
        said = [
            row(name, "sent_in_period", date.fromisoformat(end), opens=date.fromisoformat(begin), best=number)
            for name, begin, end, number in cut
        ]
        ends.append(reconcile(ledger_of(shipped, [start, *said])).path("sent").iloc[-1])
    for path in ends:
        assert (path["lower"], path["upper"]) == pytest.approx((12_900, 12_900), rel=1e-5)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=20, max_size=60).filter(any), st.data())
def test_days_of_two_spans_add_up_to_those_of_both(values: list[int], data: st.DataObject):
    daily = pd.Series([float(one) for one in values], pd.date_range("2025-01-01", periods=len(values)))
    cut = data.draw(st.integers(1, len(values) - 1))
    days = [day.date() for day in daily.index]
    whole = period(daily, days[0], days[-1])
    parts = [period(daily, days[0], days[cut - 1]), period(daily, days[cut], days[-1])]
    known = [one for one in parts if one]
    assert whole.launched == sum(one.launched for one in known)
    assert whole.attack_days == sum(one.attack_days for one in known)
    assert whole.told_days == sum(one.told_days for one in known)
    assert whole.massed_days == sum(one.massed_days for one in known)
    assert whole.largest[1] == max(one.largest[1] for one in known)


sizes = st.integers(-400, 400).map(lambda number: number / 10)


@settings(deadline=None, max_examples=300)
@given(sizes, sizes, st.integers(1, 90), st.integers(1, 90), st.integers(-9, 9), sizes)
def test_the_set_of_a_reciprocal_holds_the_reciprocals(
    a: float, b: float, a_variance: int, b_variance: int, together: int, ratio: float
):
    covariance = together / 10 * math.sqrt(a_variance * b_variance)
    if a == 0 or b == 0 or ratio == 0:
        return
    one = fieller(a, b, a_variance, b_variance, covariance, 1.96)
    other = fieller(b, a, b_variance, a_variance, covariance, 1.96)
    edge = abs((a - ratio * b) ** 2 - 1.96**2 * (a_variance - 2 * ratio * covariance + ratio**2 * b_variance))
    if edge > 1e-6 * (1 + ratio**2):
        assert (ratio in one) == (1 / ratio in other)


ends = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: Interval(min(pair), max(pair)))


@settings(deadline=None, max_examples=200)
@given(st.lists(ends, min_size=1, max_size=6), ends)
def test_common_bounds_only_narrow_and_a_union_only_grows(said: list[Interval], more: Interval):
    before, after = (
        bounds([standing_of(place, one) for place, one in enumerate(found)])
        for found in (said, [*said, more])
    )
    if after.common is not None:
        assert before.common is not None
        assert before.common.lower <= after.common.lower <= after.common.upper <= before.common.upper
    for number in range(51):
        inside = any(one.lower <= number <= one.upper for one in before.union)
        assert inside == any(one.lower <= number <= one.upper for one in said)
        assert not inside or any(one.lower <= number <= one.upper for one in after.union)
    assert len(before.conflicts) <= len(after.conflicts)
    assert (before.common is None) == bool(before.conflicts)


def standing_of(place: int, interval: Interval) -> Standing:
    return Standing("killed", f"body{place}", f"Body {place}", interval, ())


def test_a_world_and_its_claims_in_another_unit_are_the_same_world(shipped: Ledger):
    """A tenth of the people, and of what the codebook holds plausible, is a tenth of every bound."""
    world = planted(shipped, 41, claims=24, weeks=30, lies=1)
    small = tenth(world)
    here, there = reconcile(world.ledger), reconcile(small)
    assert there.least == pytest.approx(here.least, rel=1e-5, abs=1e-7)
    assert [one.claims for one in here.conflicts] == [one.claims for one in there.conflicts]
    both = joined(here, there)
    finite = np.isfinite(both["upper"])
    assert both["lower_other"].to_numpy() == pytest.approx(both["lower"].to_numpy() / 10, rel=1e-3, abs=0.1)
    upper = both["upper"][finite].to_numpy() / 10
    assert both["upper_other"][finite].to_numpy() == pytest.approx(upper, rel=1e-3, abs=0.1)


def tenth(world: Planted) -> Ledger:
    shares = world.ledger.claims["measure"].isin(["killed_share", "casualty_fraction"])
    claims = world.ledger.claims.copy()
    for column in ("low", "best", "high", "lower", "upper"):
        claims[column] = claims[column].where(shares, claims[column] / 10)
    people = world.ledger.measures["unit"] == "people"
    measures = world.ledger.measures.copy()
    for column in ("floor", "ceiling"):
        measures[column] = measures[column].where(~people, measures[column] / 10)
    return replace(world.ledger, claims=claims, measures=measures)
