"""Arms: planted counts asked back, the research's own arithmetic, and what must never meet."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest

from frontledger.analysis.arms.rounds import Fill, Rounds, fills, per_container, rounded_figure, rounds
from frontledger.analysis.arms.transfers import (
    Artillery,
    artillery,
    containers,
    missiles,
    others,
    readings,
    returned,
)
from frontledger.analysis.claim_counts import Count, by_claimant
from frontledger.ledger import Interval, Ledger, interval_of


def planted(name: str, best: float, day: str, qualifier: str = "exact", **other: object) -> Count:
    when = dt.date.fromisoformat(day)
    interval = interval_of(qualifier, best=best)
    assert interval is not None
    known = {
        "measure": "rounds_delivered",
        "form": "cumulative",
        "kind": "estimate",
        "force": "dprk",
        "scope": "russia",
        "claimant_id": "body",
        "claimant": "Body",
        "country": "KOR",
        "start": None,
        "end": when,
        "said": when,
        "interval": interval,
        "best": best,
        "qualifier": qualifier,
        "credibility": 3,
    }
    return Count(claim_id=name, **(known | other))


def test_the_newest_count_is_read_three_ways() -> None:
    found = Artillery(
        together=(planted("before", 100, "2025-01-01"), planted("number", 150, "2025-02-01")),
        guns=(planted("guns", 60, "2024-12-01", "at_least"),),
        launchers=(planted("old", 10, "2024-11-01"), planted("launchers", 30, "2024-12-01")),
        heavy=(),
    )
    both, guns, launchers = readings(found)
    assert (both.rise, both.days, both.claims) == (Interval(50, 50), 31, ("number", "before"))
    assert (guns.total, guns.rise, guns.claims) == (
        Interval(180, 180),
        Interval(80, 80),
        ("number", "launchers", "before"),
    )
    assert (launchers.total, launchers.rise) == (Interval(210, math.inf), Interval(110, math.inf))


def test_no_reading_without_both_parts_and_an_earlier_count() -> None:
    one, two = planted("a", 100, "2025-01-01"), planted("b", 150, "2025-02-01")
    assert readings(Artillery((one,), (one,), (one,), ())) == ()
    assert readings(Artillery((one, two), (), (one,), ())) == ()
    assert readings(Artillery((one, two), (one,), (), ())) == ()


def test_the_220_fits_the_two_together_and_needs_118_more_alone(shipped: Ledger) -> None:
    both, guns, launchers = readings(artillery(shipped))
    assert (both.number.claim_id, both.before.claim_id, both.days) == ("MAT050", "MAT049", 44)
    assert both.rise.lower < 0 < both.rise.upper
    assert guns.rise.lower == pytest.approx(220 * 0.9 + 120 - 200)
    assert math.isinf(launchers.rise.upper)


def test_factors_of_the_research(shipped: Ledger) -> None:
    """The research gives about 429 rounds a container for 2025 and about 460 for 2024."""
    found = {pair.rounds.claim_id: pair for pair in per_container(shipped)}
    assert found["MAT065"].ratio == pytest.approx(12_000_000 / 28_000)
    assert round(found["MAT065"].ratio) == 429
    assert round(found["MAT033"].ratio) == 462
    assert round(found["MAT018"].ratio) == 75
    assert found["MAT053"].ratio is None
    assert found["MAT053"].interval == Interval(4e6 / 16500, 6e6 / 15500)


def test_a_pair_is_of_one_body_and_one_day(shipped: Ledger) -> None:
    found = per_container(shipped)
    assert "MAT003" not in {pair.rounds.claim_id for pair in found}
    for pair in found:
        assert pair.rounds.claimant_id == pair.containers.claimant_id
        assert (pair.rounds.as_of, pair.rounds.said) == (pair.containers.as_of, pair.containers.said)
        assert pair.ratio is None or pair.interval.lower < pair.ratio < pair.interval.upper


@pytest.mark.parametrize(
    ("figure", "half"), [(28_000, 500), (12_000_000, 500_000), (16_500, 50), (429, 0.5), (7, 0.5)]
)
def test_rounding_hides_half_a_unit_of_the_last_digit(figure: float, half: float) -> None:
    assert rounded_figure(figure) == Interval(figure - half, figure + half)


@pytest.mark.parametrize("figure", [0, -5, 2.5])
def test_only_whole_positive_figures_are_rounded(figure: float) -> None:
    with pytest.raises(ValueError, match="not a whole positive count"):
        rounded_figure(figure)


def test_content_meets_the_capacity_nearest_in_time() -> None:
    capacity = (
        planted("small", 1_000_000, "2024-01-01", measure="rounds_capacity_152mm"),
        planted("large", 3_000_000, "2024-06-01", measure="rounds_capacity_152mm"),
        planted("larger", 4_000_000, "2024-06-01", measure="rounds_capacity_152mm"),
    )
    near = planted("near", 1_000_000, "2024-05-01", "about")
    far = planted("far", 1_000_000, "2025-06-01")
    found = fills(Rounds(capacity, by_claimant((near, far)), ()))
    assert found == (Fill(near, capacity[2]),)
    assert found[0].named == 0.25
    assert (found[0].share.lower, found[0].share.upper) == pytest.approx((0.225, 0.275))


def test_a_range_of_capacity_bounds_by_its_upper_end() -> None:
    held = replace(planted("held", 1, "2024-01-01"), best=None, interval=Interval(100_000, 1_000_000))
    assert Fill(planted("came", 500_000, "2024-01-01"), held).share == Interval(0.5, 0.5)


def test_shells_of_one_size_only_cannot_have_come(shipped: Ledger) -> None:
    shares = {one.claims: one.share for one in fills(rounds(shipped, "122mm"))}
    assert shares["MAT019", "MAT018"] == Interval(3, 3)
    newest = fills(rounds(shipped, "152mm"))[-1]
    assert newest.claims == ("MAT068", "MAT065")
    assert newest.named == pytest.approx(6.5 / 12)


def test_capacity_never_meets_content(shipped: Ledger) -> None:
    found = rounds(shipped, "any")
    assert {one.form for one in found.capacity} == {"capacity"}
    assert {one.form for body in found.delivered for one in body.counts} == {"cumulative"}
    assert {one.form for one in found.in_period} == {"flow"}
    assert {one.measure for one in rounds(shipped, "152mm").capacity} == {"rounds_capacity_152mm"}


def test_the_two_directions_stay_apart(shipped: Ledger) -> None:
    sent = {one.claim_id for body in containers(shipped) for one in body.counts}
    assert len(sent) == 13
    assert "MAT021" not in sent
    assert {one.claim_id for one in returned(shipped)} == {"MAT021", "MAT061", "MAT067"}


def test_what_is_expected_is_no_delivery(shipped: Ledger) -> None:
    found = missiles(shipped)
    assert [one.claim_id for one in found.planned] == ["MAT046"]
    assert {one.claim_id for one in found.delivered_in_period} == {"MAT045", "MAT058"}


def test_every_arms_claim_is_shown_somewhere(shipped: Ledger) -> None:
    found = [one.claim_id for body in containers(shipped) for one in body.counts]
    found += rounds(shipped, "any").claims
    found += [one.claim_id for one in (*artillery(shipped).all, *missiles(shipped).all)]
    found += [one.claim_id for one in (*others(shipped), *returned(shipped))]
    arms = {name for name in shipped.claims["claim_id"] if name.startswith("MAT")}
    assert arms - set(found) == {"MAT060"}
    assert len(found) == len(set(found)) == 70


def test_before_the_first_disclosure_nothing_is_known(shipped: Ledger) -> None:
    view = shipped.view(as_of=dt.date(2023, 10, 12))
    assert containers(view) == () == per_container(view) == fills(rounds(view, "any")) == others(view)
    assert artillery(view).all == () == missiles(view).all == readings(artillery(view))
