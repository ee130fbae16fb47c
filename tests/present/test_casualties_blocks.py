"""The blocks of the casualty report: what they say, what they may not know, and when they are notes."""

from datetime import date

import pytest

from frontledger.analysis.casualties.conflicts import killed_evidence, same_battle
from frontledger.analysis.casualties.fractions import fractions, own_fractions
from frontledger.analysis.casualties.projections import carried_rates
from frontledger.analysis.casualties.rates import paces
from frontledger.analysis.casualties.ratio_claims import lone_killed, losses_with_return, ratio_claims
from frontledger.analysis.casualties.references import Reference, definition_pairs, references
from frontledger.analysis.casualties.tolls import tallies
from frontledger.ledger import Ledger
from frontledger.present.blocks import Block, Figure, Finding, Note, Table
from frontledger.present.figures.casualties import killed_chart, ratio_chart
from frontledger.present.figures.casualty_rates import carried_chart
from frontledger.present.figures.casualty_references import reference_chart
from frontledger.present.findings import casualties as findings
from frontledger.present.findings import casualty_rates as rate_findings
from frontledger.present.fragments import plain
from frontledger.present.tables import casualties as tables
from frontledger.present.tables import casualty_rates as rate_tables
from frontledger.present.tables import casualty_references as reference_tables

DENOMINATORS = (11000, 12000, 14000, 15000)
BODIES = ("nis", "zelensky", "western_officials", "us_officials", "isw", "csis", "ukraine_sof")


def every_block(ledger: Ledger, past: tuple[Reference, ...] | None = None) -> list[Block]:
    """All blocks of the notebook, made as it makes them; `past` stands in for the many references."""
    ratios, alone, own = ratio_claims(ledger), lone_killed(ledger), own_fractions(ledger)
    lost, paced, carried = fractions(ledger, DENOMINATORS), paces(ledger), carried_rates(ledger)
    past = references(ledger) if past is None else past
    battle, evidence = same_battle(ratios), killed_evidence(ratios, alone)
    return [
        findings.headline(ledger),
        ratio_chart(ratios, ledger, 0.95),
        tables.ratio_table(ratios, ledger),
        findings.noise_finding(ratios, ledger, 0.95),
        tables.noise_table(ratios, ledger, 0.95),
        tables.lone_killed_table(alone, ledger),
        tables.tally_table(tallies(ledger), ledger, 0.95),
        rate_findings.fraction_finding(lost, own, ledger),
        rate_tables.fraction_table(lost, own, ledger),
        rate_findings.slowdown_finding(paced, ledger, 11000, 0.95),
        rate_tables.pace_table(paced, ledger, 11000, 0.95),
        rate_findings.carried_finding(carried, ledger, 11000),
        carried_chart(carried, ledger),
        reference_chart(past, ratios, ledger),
        reference_tables.definition_table(definition_pairs(past), ledger),
        reference_tables.medical_table(losses_with_return(ledger), ledger),
        reference_tables.reference_table(past, ledger),
        findings.clash_finding(battle, ledger),
        killed_chart(evidence, battle.widest, ledger),
        tables.contradiction_table(battle.widest, evidence, ledger),
        findings.screen_finding(ratios, ledger),
    ]


def block(blocks: list[Block], kind: type, key: str) -> Block:
    return next(one for one in blocks if isinstance(one, kind) and one.key == key)


def row(table: Table, start: str) -> tuple[str, ...]:
    texts = [tuple(cell if isinstance(cell, str) else cell.text for cell in one) for one in table.rows]
    return next(one for one in texts if one[0].startswith(start))


@pytest.fixture(scope="module")
def blocks(shipped: Ledger) -> list[Block]:
    return every_block(shipped)


def test_headline_names_both_ends_and_counts_the_clashes(blocks):
    headline = block(blocks, Finding, "casualty_ratios")
    assert (headline.low, headline.high, headline.unit) == (0.49, 10.0, "wounded per killed")
    assert "President Zelensky, 14 February 2025" in headline.sentence
    assert "NIS, 19 December 2024" in headline.sentence
    assert "Of 6 pairs of ratios about the same casualties 2 cannot both be true." in headline.sentence


def test_ratio_table_shows_parts_bounds_and_screen(blocks):
    table = block(blocks, Table, "ratio_table")
    assert row(table, "HUR") == (
        "HUR, 26 Feb 2025",
        "400 killed, 3,600 wounded",
        "9.0 (7.4–11.0)",
        "8–12%",
        "within the combat range",
    )
    assert row(table, "President Zelensky")[4] == "below one: needs a reason"
    assert row(table, "NIS, 19 Dec")[2] == "up to 10.0"


@pytest.mark.slow
def test_killed_by_nis_as_the_world_knew_them_in_february_2026(shipped):
    known = every_block(shipped.view(as_of=date(2026, 2, 28)))
    chart = block(known, Figure, "killed")
    for words in ("19 Dec 2024, at least 100", "13 Jan 2025, 300", "30 Apr 2025, 600", "2 Sep 2025, 2,000"):
        assert f"NIS, {words}" in chart.alt


def test_nothing_said_after_the_cut_is_known(shipped):
    view = shipped.view(as_of=date(2025, 3, 27))
    known = every_block(view)
    said = shipped.claims.set_index("claim_id")["reported_on"]
    used = {claim for one in known if not isinstance(one, Note) for claim in one.claims}
    assert used
    assert max(said[claim] for claim in used).date() <= date(2025, 3, 27)
    words = "\n".join(plain(one) for one in known)
    for later in ("28 Mar 2025", "April 2025", "Sep 2025", "2026", "CSIS June 2025"):
        assert later not in words


def test_identical_numerators_different_denominators(blocks):
    finding = block(blocks, Finding, "fraction")
    assert finding.sentence.startswith("6,000 casualties are 55% of the 11,000 sent that UK MoD goes by")
    assert "40% of the 15,000 sent that NIS goes by" in finding.sentence
    assert row(block(blocks, Table, "fractions"), "NIS")[2:6] == (
        "55% (49–60%)",
        "50% (45–55%)",
        "43% (39–47%)",
        "40% (36–44%)",
    )


def test_readings_of_the_two_thousand(blocks):
    table = block(blocks, Table, "lone_killed")
    shares = {one[2]: one[4] for one in table.rows if one[0].startswith("NIS")}
    assert shares == {
        "4,700 (4,230–5,170), 30 Apr 2025": "43% (35–52%)",
        "6,000 (5,400–6,600), 12 Feb 2026": "33% (27–41%)",
    }


def test_clash_names_the_dead_each_ratio_means(blocks):
    sentence = block(blocks, Finding, "clash").sentence
    assert (
        "Of 4,000 casualties, 9.0 wounded per killed (HUR, 26 February 2025) means 400 (330–480) killed"
        in sentence
    )
    assert "means 2,680 (2,400–2,900)" in sentence


def test_screen_names_the_one_ratio_outside(blocks):
    sentence = block(blocks, Finding, "screen").sentence
    assert "Wholly within 2.0–13.0, the range seen in combat: 4 of 8 ratios." in sentence
    assert "Wholly outside it: 1, 0.49 (0.36–0.66) of President Zelensky" in sentence


def test_definition_trap_is_computed(blocks):
    assert row(block(blocks, Table, "medical_rates"), "Fox")[5:] == ("4.80", "2.54")
    assert row(block(blocks, Table, "definitions"), "Franco-Prussian")[1:3] == ("5.40", "3.02")


def test_strength_moves_the_rate_and_not_the_factor(shipped):
    low, high = (
        rate_findings.slowdown_finding(paces(shipped), shipped, strength, 0.95) for strength in (11000, 22000)
    )
    assert "4.6 times as fast" in low.sentence
    assert "4.6 times as fast" in high.sentence
    assert "6.9 against 1.5" in low.sentence
    assert "3.5 against 0.7" in high.sentence


def test_figures_can_be_read_without_seeing_them(blocks):
    for one in blocks:
        if isinstance(one, Figure):
            assert "</svg>" in one.svg
            assert one.units
            assert one.source
            assert len(one.data_csv.splitlines()) > 1
            assert any(character.isdigit() for character in one.alt)


def test_nothing_to_show_is_a_note(shipped):
    empty = every_block(shipped.view(claimants=["c4ads"]))
    told = [one for one in empty if not isinstance(one, Note)]
    assert {one.key for one in told} == {
        "casualty_ratios",
        "references",
        "definitions",
        "medical_rates",
        "reference_list",
    }
    assert all(one.claims == () for one in told)


@pytest.mark.slow
@pytest.mark.parametrize("claimant", BODIES)
def test_every_body_alone_makes_a_report(shipped, claimant):
    for one in every_block(shipped.view(claimants=[claimant]), references(shipped)[:3]):
        assert "inf" not in plain(one).split()
        assert "nan" not in plain(one).split()


@pytest.mark.parametrize("day", ["2024-10-01", "2024-12-17", "2024-12-20", "2025-02-20"])
def test_every_day_makes_a_report(shipped, day):
    blocks = every_block(shipped.view(as_of=date.fromisoformat(day)), references(shipped)[:3])
    assert len(blocks) == 21


@pytest.mark.slow
def test_the_same_ledger_gives_the_same_blocks(shipped, blocks):
    assert every_block(shipped) == blocks
