"""The blocks made from reconciled paths: what they say, what they may not know, and when they are notes."""

from datetime import date

import pytest

from frontledger.analysis.arms.bounds import rounds_bounds
from frontledger.analysis.casualties.implied import casualty_day, implied_killed
from frontledger.analysis.casualties.pair_ratios import pair_ratios
from frontledger.analysis.casualties.ratio_claims import ratio_claims
from frontledger.analysis.casualties.reconciled import period_rates, ratio_path
from frontledger.analysis.casualties.references import references
from frontledger.analysis.casualties.replay import replay
from frontledger.analysis.casualties.sensitivity import sensitivity
from frontledger.analysis.reconcile import reconcile
from frontledger.analysis.troops.scenario import Rates, scenario
from frontledger.ledger import Interval, Ledger, load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Block, Figure, Finding, Note, Table
from frontledger.present.figures.arms_bounds import bounds_chart
from frontledger.present.figures.casualty_implied import implied_chart, pair_chart
from frontledger.present.figures.casualty_reconciled import ratio_path_chart
from frontledger.present.figures.casualty_sensitivity import sensitivity_chart
from frontledger.present.figures.scenario import scenario_chart
from frontledger.present.findings.casualty_implied import ratio_path_finding, replay_finding
from frontledger.present.fragments import plain
from frontledger.present.tables.arms_bounds import clash_table
from frontledger.present.tables.casualty_periods import period_table
from frontledger.present.tables.scenario import rates_table

RATES = Rates(Interval(0, 0), Interval(0, 0), Interval(0, 300))


def every_block(ledger: Ledger) -> dict[tuple[type, str], Block]:
    """All blocks, made as the notebooks make them, by kind and key."""
    found, past = reconcile(ledger), references(ledger)
    path, of, ahead = ratio_path(found), casualty_day(found), scenario(found, ledger, RATES, 6)
    implied = implied_killed(past, of.casualties) if of else ()
    claims = path.claims if path else ()
    arms = rounds_bounds(ledger, "122mm")
    blocks = [
        ratio_path_chart(path, ratio_claims(ledger), ledger),
        ratio_path_finding(path, ledger),
        implied_chart(implied, of, ledger),
        pair_chart(pair_ratios(ledger), ledger),
        sensitivity_chart(sensitivity(found, (11000, 15000)), ledger),
        period_table(period_rates(found), ledger, 11000, claims),
        replay_finding(replay(ledger, found), ledger),
        scenario_chart(ahead, ledger),
        rates_table(ahead, ledger),
        bounds_chart(arms, "122mm", ledger),
        clash_table(arms, "122mm", ledger),
    ]
    return {(type(one), one.key): one for one in blocks}


@pytest.fixture(scope="module")
def blocks(shipped: Ledger) -> dict[tuple[type, str], Block]:
    return every_block(shipped)


@pytest.mark.slow
def test_nothing_is_missing_from_the_shipped_ledger(blocks):
    assert not [key for kind, key in blocks if kind is Note]


def test_figures_can_be_read_without_seeing_them(blocks):
    figures = [one for one in blocks.values() if isinstance(one, Figure)]
    assert len(figures) == 6
    for one in figures:
        assert "</svg>" in one.svg
        assert one.units
        assert one.source
        assert len(one.data_csv.splitlines()) > 2
        assert any(character.isdigit() for character in one.alt)


def test_a_scenario_says_so_wherever_it_is_read(blocks):
    chart, table = blocks[Figure, "scenario"], blocks[Table, "scenario_rates"]
    for one in (chart, table):
        assert one.title.startswith("SCENARIO")
        assert one.note.startswith("SCENARIO, not a forecast")
    assert "SCENARIO" in chart.alt
    assert ">SCENARIO<" in chart.svg


def test_the_scenario_begins_where_the_claims_end(blocks):
    rows = [line.split(",") for line in blocks[Figure, "scenario"].data_csv.splitlines()[1:]]
    past = [row for row in rows if row[1] == "reconciled path"]
    ahead = [row for row in rows if row[1] == "scenario"]
    assert len(ahead) == 7
    assert (ahead[0][0], ahead[0][3:]) == (past[-1][0], past[-1][3:])
    assert float(ahead[0][3]) - float(ahead[-1][3]) == pytest.approx(6 * 300, abs=1)


def test_pairs_are_labelled_as_nobodys(blocks):
    chart = blocks[Figure, "pair_ratios"]
    assert chart.note.startswith("Pairings nobody made")
    assert "NIS (8 days before), impossible" in chart.alt


def test_every_published_ratio_is_turned_into_killed(blocks, shipped):
    rows = blocks[Figure, "implied_killed"].data_csv.splitlines()[1:]
    assert len(rows) == len(references(shipped))


def test_the_replay_tells_rate_day_and_what_came(blocks):
    finding = blocks[Finding, "replay"]
    assert "92 casualties a day (ISW) would have spent" in finding.sentence
    assert "not 92" in finding.sentence
    assert (finding.low, finding.high) == pytest.approx((82.8, 101.2))


def test_rockets_alone_do_not_fit_the_containers(blocks):
    assert "do not meet" in blocks[Figure, "rounds_bounds"].title
    row = next(one for one in blocks[Table, "rounds_clashes"].rows if "1.5 million (HUR" in one[0])
    assert row[2] == "3.0 times"


@pytest.mark.slow
def test_nothing_said_after_the_cut_is_known(shipped):
    view = shipped.view(as_of=date(2025, 3, 27))
    said = shipped.claims.set_index("claim_id")["reported_on"]
    known = every_block(view).values()
    used = {claim for one in known if not isinstance(one, Note) for claim in one.claims}
    assert used
    assert max(said[claim] for claim in used).date() <= date(2025, 3, 27)


def test_nothing_to_show_is_a_note(shipped):
    empty = every_block(shipped.view(claimants=["c4ads"]))
    assert {kind for kind, _ in empty} == {Note}


@pytest.mark.slow
@pytest.mark.parametrize("claimant", ["nis", "zelensky", "hur", "isw"])
def test_every_body_alone_makes_a_report(shipped, claimant):
    for one in every_block(shipped.view(claimants=[claimant])).values():
        assert not {"inf", "nan"} & set(plain(one).split())


def test_another_subject_needs_no_code():
    found = every_block(load(ROOT / "examples" / "invented"))
    told = {key for kind, key in found if kind is not Note}
    assert {"ratio_path", "implied_killed", "pair_ratios", "sensitivity", "period_rates", "scenario"} <= told


def test_the_same_ledger_gives_the_same_blocks(shipped, blocks):
    assert every_block(shipped) == blocks
