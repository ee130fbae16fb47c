"""The shipped ledger gives the numbers the research worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from frontledger.analysis.casualties.conflicts import contradicted, killed_evidence, same_battle
from frontledger.analysis.casualties.fractions import fractions, own_fractions, same_casualties_apart
from frontledger.analysis.casualties.projections import carried_rates
from frontledger.analysis.casualties.rates import paces, sharpest_slowdown
from frontledger.analysis.casualties.ratio_claims import (
    lone_killed,
    losses_with_return,
    ratio_claims,
    tally_noise,
    tally_split,
)
from frontledger.analysis.casualties.references import definition_pairs, references
from frontledger.analysis.casualties.tolls import casualty_totals, cumulative, latest_by_claimant, tallies


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_shipped_ratios_are_those_of_the_research(shipped):
    found = {(claim.lead.claimant_id, str(claim.as_of)): claim for claim in ratio_claims(shipped)}
    said = {key: round(claim.stated.ratio.upper, 1) for key, claim in found.items()}
    assert said == {
        ("nis", "2024-12-19"): 10.0,
        ("nis", "2025-01-13"): 9.0,
        ("nis", "2025-04-30"): 6.8,
        ("uk_mod", "2025-01-15"): 3.0,
        ("western_officials", "2025-01-15"): 3.0,
        ("zelensky", "2025-02-14"): 0.5,
        ("hur", "2025-02-26"): 9.0,
        ("uk_mod", "2025-03-28"): 2.0,
    }
    assert found["western_officials", "2025-01-15"].bounds.ratio.lower == 0, "the total holds missing"


def test_two_thousand_killed_has_no_total_of_its_date(shipped):
    lone = next(lone for lone in lone_killed(shipped) if lone.killed.claimant_id == "nis")
    shares = {reading.casualties.stated: reading.stated.killed_share.lower for reading in lone.readings}
    assert {total: round(100 * share) for total, share in shares.items()} == {4700: 43, 6000: 33}


def test_unit_tallies_stay_apart(shipped):
    found = tallies(shipped)
    pairs = {(tally.killed.stated, tally.wounded.stated) for tally in found}
    assert pairs == {(50, 47), (77, 40), (12, 20)}
    paired = {claim for ratio in ratio_claims(shipped) for claim in ratio.claims}
    assert not paired & {claim for tally in found for claim in tally.claims}
    assert all(tally_noise(tally, 0.95).overlaps(tally_split(tally).ratio) for tally in found)


def test_nothing_said_later_is_known(shipped):
    view = shipped.view(as_of=date(2025, 3, 27))
    ratios = ratio_claims(view)
    used = [claim for ratio in ratios for claim in ratio.claims]
    said = shipped.claims.set_index("claim_id").loc[used, "reported_on"]
    assert len(ratios) == 6
    assert said.max() <= day("2025-03-27")
    assert not {"RAT041", "RAT043"} & {reference.ref_id for reference in references(view)}


def test_killed_by_nis_as_of_february_2026(shipped):
    killed = cumulative(shipped.view(as_of=date(2026, 2, 28), claimants=["nis"]), "killed")
    assert [count.stated for count in killed] == [100, 300, 600, 2000]


def test_identical_casualties_against_different_denominators(shipped):
    larger, smaller = same_casualties_apart(own_fractions(shipped))
    assert (larger.casualties.claimant_id, smaller.casualties.claimant_id) == ("uk_mod", "nis")
    assert (larger.casualties.stated, smaller.casualties.stated) == (6000, 6000)
    assert (round(100 * larger.share), round(100 * smaller.share)) == (55, 40)
    assert (larger.sent, smaller.sent) == (11000, 15000)


def test_same_four_thousand_over_each_denominator(shipped):
    view = shipped.view(as_of=date(2025, 3, 27), claimants=["jcs"])
    (fraction,) = fractions(view, (11000, 12000, 14000))
    assert [round(100 * share) for share in fraction.stated_shares] == [36, 33, 29]


def test_latest_by_claimant_is_one_a_body(shipped):
    latest = latest_by_claimant(casualty_totals(shipped))
    assert len({count.claimant_id for count in latest}) == len(latest)


def test_ninety_two_a_day_fits_the_ukrainian_totals_and_overshoots_march(shipped):
    verdicts = {(item.total.claimant_id, str(item.total.as_of)): item for item in carried_rates(shipped)}
    assert verdicts["zelensky", "2025-01-09"].verdict == "agrees"
    late = verdicts["jcs", "2025-03-27"]
    assert (late.verdict, late.days) == ("rate_too_high", 116)
    assert late.carried.lower < 92 * 116 < late.carried.upper


def test_sharpest_slowdown_is_the_first_of_the_nis(shipped):
    slowdown = sharpest_slowdown(paces(shipped))
    assert (slowdown.fast.claimant_id, slowdown.fast.stated, slowdown.slow.stated) == ("nis", 1900, 1000)
    assert slowdown.factor == pytest.approx((1900 / 25) / (1000 / 61))


def test_flow_of_a_week_is_a_pace_and_a_local_tally_is_not(shipped):
    said = [pace for pace in paces(shipped) if not pace.totals]
    assert [(pace.claimant_id, pace.days, pace.stated) for pace in said] == [("white_house_nsc", 7, 1000)]


def test_nine_to_one_and_half_to_one_clash(shipped):
    widest = same_battle(ratio_claims(shipped)).widest
    assert (widest.high.lead.claimant_id, widest.low.lead.claimant_id) == ("hur", "zelensky")
    assert (widest.days_apart, widest.same_total) == (12, 4000)
    assert widest.high.stated.killed.upper == 400
    assert widest.low.stated.killed.upper == pytest.approx(2680)
    assert not widest.high.bounds.killed.overlaps(widest.low.bounds.killed)


def test_what_each_side_of_the_clash_would_contradict(shipped):
    claims = ratio_claims(shipped)
    evidence = killed_evidence(claims, lone_killed(shipped))
    widest = same_battle(claims).widest
    few = {(item.claimant_id, item.stated) for item in contradicted(widest.high, evidence)}
    many = {(item.claimant_id, item.stated) for item in contradicted(widest.low, evidence)}
    assert few >= {("western_officials", 1000), ("uk_mod", 1000)}
    assert many >= {("nis", 600), ("nis", 2000), ("hur", 400)}


def test_definition_pairs_are_of_one_source(shipped):
    pairs = definition_pairs(references(shipped))
    found = {pair.outright.war: (pair.outright.stated, pair.all_deaths.stated) for pair in pairs}
    assert found["American Civil War"] == (4.8, 2.5)
    assert found["Franco-Prussian War"] == (5.4, 3.02)
    assert all(pair.outright.source == pair.all_deaths.source for pair in pairs)


def test_losses_with_return_to_duty(shipped):
    (found,) = losses_with_return(shipped)
    assert found.claims == ("T087", "T088", "T089")
    assert round(found.losses.killed_in_action_percent, 1) == 10.8
    assert found.losses.case_fatality_percent == 10
