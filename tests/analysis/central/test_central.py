"""The central estimate: the middle of what bodies say, within the rules, and where the next claim may fall."""

from datetime import date, timedelta

import numpy as np
import pytest
from reconcile_worlds import START, ledger_of, planted, row

from frontledger.analysis.central import Central, Scales, central
from frontledger.analysis.central.misses import pull, targets
from frontledger.analysis.reconcile import reconcile
from frontledger.ledger import Ledger, UnknownNameError

JANUARY, FEBRUARY, MARCH = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def said(shipped: Ledger, *rows: dict, **scales: float) -> Central:
    return central(reconcile(ledger_of(shipped, list(rows))), Scales(**scales))


def estimate(found: Central, measure: str = "killed", day: date = JANUARY) -> float:
    return found.foretell(measure, day).estimate


def about(name: str, best: float, day: date = JANUARY, measure: str = "killed", **more: object) -> dict:
    return row(name, measure, day, who=f"body{name}", best=best, **more)


def test_one_claim_alone_is_the_estimate(shipped):
    assert estimate(said(shipped, about("A", 1000))) == pytest.approx(1000, rel=1e-3)


def test_two_bodies_of_one_day_meet_at_their_geometric_mean(shipped):
    found = said(shipped, about("A", 1000), about("B", 1440))
    assert estimate(found) == pytest.approx(1200, rel=0.01)


def test_a_figure_far_from_all_others_pulls_little(shipped):
    most = [about(name, 1000) for name in "ABCD"]
    alone = estimate(said(shipped, *most, about("E", 10_000)))
    assert 1000 < alone < 1100
    assert 2 * alone < (4 * 1000 + 10_000) / 5


def test_a_figure_later_denied_is_left_behind(shipped):
    early = (about("A", 300), about("B", 4000, date(2025, 1, 10)))
    late = (about("C", 400, FEBRUARY), about("D", 600, MARCH), about("E", 500, MARCH))
    assert estimate(said(shipped, *early), day=MARCH) > 600
    assert estimate(said(shipped, *early, *late), day=MARCH) == pytest.approx(600, rel=0.2)


@pytest.mark.parametrize(
    ("qualifier", "best", "moves"),
    [("at_least", 900, False), ("at_least", 2000, True), ("up_to", 1100, False), ("up_to", 500, True)],
)
def test_a_bound_pulls_only_where_it_is_broken(shipped, qualifier, best, moves):
    found = estimate(said(shipped, about("A", 1000), about("B", best, qualifier=qualifier)))
    if not moves:
        assert found == pytest.approx(1000, rel=1e-3)
    else:
        assert min(best, 1000) < found < max(best, 1000)
        assert abs(found - 1000) > 50


def test_a_range_pulls_to_no_middle(shipped):
    found = said(
        shipped, about("A", 1000), row("B", "killed", JANUARY, qualifier="between", low=900, high=5000)
    )
    assert estimate(found) == pytest.approx(1000, rel=1e-3)


def test_the_path_keeps_the_rules(shipped):
    world = planted(shipped, 7, claims=40, weeks=40, lies=3)
    found = central(reconcile(world.ledger))
    paths = {name: found.path(name) for name in ("killed", "wounded", "casualties", "sent")}
    for path in paths.values():
        assert (path["estimate"].diff().dropna() >= -1e-6 * path["estimate"].max()).all()
        assert (path["lower"] <= path["estimate"]).all()
        assert (path["estimate"] <= path["upper"]).all()
    total = paths["killed"]["estimate"] + paths["wounded"]["estimate"]
    assert total.to_numpy() == pytest.approx(paths["casualties"]["estimate"].to_numpy(), rel=1e-6, abs=1e-3)


def test_on_worlds_without_lies_it_comes_near_the_truth(shipped):
    missed = []
    for seed in range(5):
        world = planted(shipped, 40 + seed, claims=60, weeks=40)
        found = central(reconcile(world.ledger))
        for measure in ("sent", "killed", "wounded", "casualties"):
            true = world.world.level(measure, 7 * 38)
            missed.append(abs(estimate(found, measure, START + timedelta(days=7 * 38)) / true - 1))
    assert np.mean(missed) < 0.15


def test_after_the_last_claim_the_estimate_stays_and_only_the_upper_end_of_a_total_widens(shipped):
    found = said(shipped, about("A", 1000), about("B", 1200, FEBRUARY))
    last, later = found.foretell("killed", FEBRUARY), found.foretell("killed", date(2025, 9, 1))
    assert later.estimate == last.estimate
    assert later.interval.lower == pytest.approx(last.interval.lower)
    assert later.interval.upper > 1.2 * last.interval.upper


def test_the_interval_of_one_figure_is_the_spread_between_bodies_at_least(shipped):
    narrow, wide = (
        said(shipped, about("A", 1000), spread=spread).foretell("killed", JANUARY) for spread in (0.1, 0.4)
    )
    quantile = 2.7764451052
    for found, spread in ((narrow, 0.1), (wide, 0.4)):
        assert found.interval.upper / found.estimate >= np.exp(quantile * spread) - 1e-9
        assert found.interval.lower * found.interval.upper == pytest.approx(found.estimate**2)
    assert wide.interval.upper > narrow.interval.upper


def test_admiralty_weights_pull_towards_the_better_graded(shipped):
    rows = [
        about("A", 1000, reliability="A", credibility=1),
        about("B", 1440, reliability="D", credibility=4),
    ]
    ledger = ledger_of(shipped, rows)
    equal, graded = (estimate(central(reconcile(ledger, weights=name))) for name in ("equal", "admiralty"))
    assert equal == pytest.approx(1200, rel=0.01)
    assert 1000 < graded < 1100


def test_the_order_of_rows_and_the_hour_change_nothing(shipped):
    rows = [about("A", 300), about("B", 900, FEBRUARY), about("C", 2000, FEBRUARY, "wounded")]
    first, second = said(shipped, *rows), said(shipped, *reversed(rows))
    assert first.path("killed").to_csv() == second.path("killed").to_csv()


def test_a_share_binds_the_two_paths_it_is_of(shipped):
    share = row("S", "killed_share", JANUARY, best=25.0)
    found = said(shipped, about("A", 4000, measure="casualties"), share)
    assert estimate(found) == pytest.approx(1000, rel=0.02)


def test_what_no_claim_counts_has_no_estimate(shipped):
    with pytest.raises(UnknownNameError):
        said(shipped, about("A", 1000)).foretell("voyages", JANUARY)


def test_a_bound_that_holds_misses_nothing(shipped):
    (group,) = reconcile(ledger_of(shipped, [about("A", 1000), about("B", 500, qualifier="at_least")])).groups
    found = targets(group.model)
    assert found.sign.tolist() == [0.0, 1.0]
    assert found.misses(np.full(group.model.width, 1000 / group.model.unit)) == pytest.approx(
        [0, 0], abs=1e-9
    )
    assert found.misses(np.full(group.model.width, 250 / group.model.unit)) == pytest.approx(np.log([4, 2]))


def test_a_miss_of_student_t_pulls_less_the_farther_it_is():
    force = np.array([0.3, 3.0, 30.0]) * pull(np.array([0.3, 3.0, 30.0]), 0.3)
    assert force[1] < force[0]
    assert force[2] < force[1]
