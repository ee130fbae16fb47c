"""Planted truths about killed and wounded, asked back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from frontledger.analysis.casualties.conflicts import contradicted, killed_evidence, same_battle
from frontledger.analysis.casualties.fractions import own_fractions
from frontledger.analysis.casualties.rates import Pace, paces
from frontledger.analysis.casualties.ratio_claims import (
    lone_killed,
    ratio_claims,
)
from frontledger.analysis.casualties.tolls import casualty_totals, cumulative
from frontledger.ledger import Interval, Ledger


@pytest.fixture
def planted(shipped: Ledger) -> Callable[..., Ledger]:
    """A ledger of the claims given, each a dict over a plain claim of 100 killed."""
    plain = shipped.claims[shipped.claims["claim_id"] == "T062"]

    def plant(*claims: dict) -> Ledger:
        rows = []
        for number, claim in enumerate(claims):
            row = plain.iloc[0].to_dict() | {"claim_id": f"P{number:03}", "claimant_id": "nis"} | claim
            best = claim.get("best", 100.0)
            row |= {"lower": claim.get("lower", best), "upper": claim.get("upper", best), "best": best}
            rows.append(row)
        table = pd.DataFrame(rows, columns=plain.columns).astype(plain.dtypes.to_dict())
        table = table.sort_values(["reported_on", "claim_id"], ignore_index=True)
        return replace(shipped, claims=table)

    return plant


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_pairs_come_from_one_body_place_and_date_only(planted):
    ledger = planted(
        {"measure": "killed", "best": 100.0},
        {"measure": "wounded", "best": 900.0, "claimant_id": "hur"},
        {"measure": "wounded", "best": 800.0, "scope": "russia"},
        {"measure": "wounded", "best": 700.0, "period_end": day("2025-01-12")},
    )
    assert ratio_claims(ledger) == ()
    assert [lone.killed.stated for lone in lone_killed(ledger)] == [100]


@pytest.mark.parametrize(
    ("partner", "basis", "ratio"),
    [
        ("wounded", "killed_and_wounded", Interval(4, 4)),
        ("casualties", "killed_and_casualties", Interval(3, 3)),
        ("casualties_with_missing", "killed_and_wide_total", Interval(0, 3)),
    ],
)
def test_each_partner_of_the_killed_gives_its_own_ratio(planted, partner, basis, ratio):
    (found,) = ratio_claims(planted({"measure": "killed"}, {"measure": partner, "best": 400.0}))
    assert (found.basis, found.bounds.ratio) == (basis, ratio)


def test_wounded_stated_beat_wounded_inferred(planted):
    ledger = planted(
        {"measure": "killed"},
        {"measure": "casualties", "best": 500.0},
        {"measure": "wounded", "best": 900.0},
    )
    (found,) = ratio_claims(ledger)
    assert found.bounds.ratio == Interval(9, 9)


def test_killed_share_is_a_ratio_with_or_without_a_total(planted):
    share = {"measure": "killed_share", "best": 25.0}
    (alone,) = ratio_claims(planted(share))
    assert (alone.bounds.ratio, alone.bounds.killed, alone.noise(0.95)) == (Interval(3, 3), None, None)
    (with_total,) = ratio_claims(planted(share, {"measure": "casualties", "best": 4000.0}))
    assert with_total.bounds.killed == Interval(1000, 1000)


def test_last_said_of_a_date_counts_and_of_one_day_the_most_credible(planted):
    revised = planted({"best": 100.0}, {"best": 200.0, "reported_on": day("2025-01-20")})
    assert [count.stated for count in cumulative(revised, "killed")] == [200]
    disputed = planted({"best": 100.0, "credibility": 2}, {"best": 200.0, "credibility": 5})
    assert [count.stated for count in cumulative(disputed, "killed")] == [100]


def test_total_and_parts_of_one_date_must_both_hold(planted):
    (total,) = casualty_totals(
        planted(
            {"measure": "killed", "best": 300.0, "lower": 270.0, "upper": 330.0},
            {"measure": "wounded", "best": 2700.0, "lower": 2430.0, "upper": 2970.0},
            {"measure": "casualties", "best": 3000.0, "upper": float("inf")},
        )
    )
    assert (total.stated, total.bounds) == (3000, Interval(3000, 3300))
    assert set(total.claims) == {"P000", "P001", "P002"}


def test_local_counts_never_enter_the_whole_force(planted):
    assert cumulative(planted({"measure": "killed", "scope": "local"}), "killed") == ()


def test_cumulative_counts_that_fall_have_no_pace(planted):
    (pace,) = paces(
        planted(
            {"measure": "casualties", "best": 4000.0},
            {"measure": "casualties", "best": 3000.0, "period_end": day("2025-02-13")},
        )
    )
    assert (pace.added, pace.stated, pace.per_thousand_per_day(11000)) == (None, -1000, None)


def test_pace_of_a_planted_rate(planted):
    (pace,) = paces(
        planted(
            {"measure": "casualties", "best": 1000.0, "period_end": day("2025-01-01")},
            {"measure": "casualties", "best": 2100.0, "period_end": day("2025-01-11")},
        )
    )
    assert pace.per_thousand_per_day(11000).lower == pytest.approx(10)
    assert pace.per_day().upper == pytest.approx(110)


def test_dead_do_not_come_back(planted):
    low = {"measure": "killed", "best": 100.0}, {"measure": "wounded", "best": 900.0}
    later = {"measure": "killed", "best": 50.0, "claimant_id": "hur", "period_end": day("2025-02-01")}
    earlier = {"measure": "killed", "best": 500.0, "claimant_id": "jcs", "period_end": day("2025-01-02")}
    grown = {"measure": "killed", "best": 500.0, "claimant_id": "uk_mod", "period_end": day("2025-02-01")}
    ledger = planted(*low, later, earlier, grown)
    claims = ratio_claims(ledger)
    found = contradicted(claims[0], killed_evidence(claims, lone_killed(ledger)))
    assert [item.claimant_id for item in found] == ["jcs", "hur"]


def test_adding_an_echo_changes_nothing(planted):
    base = [{"measure": "killed"}, {"measure": "wounded", "best": 900.0}]
    echo = {"measure": "killed", "best": 250.0, "echo_of": "P000", "reported_on": day("2025-02-01")}
    assert ratio_claims(planted(*base, echo)) == ratio_claims(planted(*base))


def test_order_of_rows_changes_nothing(shipped):
    shuffled = replace(shipped, claims=shipped.claims.sample(frac=1, random_state=7).reset_index(drop=True))
    assert ratio_claims(shuffled) == ratio_claims(shipped)
    assert paces(shuffled) == paces(shipped)
    assert own_fractions(shuffled) == own_fractions(shipped)


def test_widening_a_claim_never_narrows_a_ratio(shipped):
    claims = shipped.claims.assign(lower=shipped.claims["lower"] * 0.9, upper=shipped.claims["upper"] * 1.1)
    for narrow, wide in zip(
        ratio_claims(shipped), ratio_claims(replace(shipped, claims=claims)), strict=True
    ):
        assert wide.bounds.ratio.lower <= narrow.bounds.ratio.lower
        assert wide.bounds.ratio.upper >= narrow.bounds.ratio.upper


def test_claims_of_one_body_are_no_clash(planted):
    ledger = planted(
        {"measure": "killed"},
        {"measure": "wounded", "best": 900.0},
        {"measure": "killed", "best": 900.0, "period_end": day("2025-01-20")},
        {"measure": "wounded", "best": 100.0, "period_end": day("2025-01-20")},
    )
    assert same_battle(ratio_claims(ledger)).pairs == 0


@pytest.mark.parametrize("stated", [None, -100.0, 0.0])
def test_counting_noise_wants_a_number_above_nought(stated: float | None) -> None:
    month = date(2025, 1, 1), date(2025, 1, 31)
    pace = Pace(("A",), "nis", "NIS", *month, Interval(0, 200), stated, totals=True)
    assert pace.noise(10_000, 0.95) is None
    assert replace(pace, stated=1.0).noise(10_000, 0.95) is not None
