"""The blocks on breaks, nights and kinds of drone: true words with the daily table and without it."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from frontledger.analysis.drones.changepoints import SETTINGS
from frontledger.analysis.drones.structure import launch_structure
from frontledger.analysis.drones.study import growth_study
from frontledger.ledger import load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.figures.drone_breaks import breaks_blocks
from frontledger.present.figures.drone_composition import composition_blocks
from frontledger.present.figures.drone_neutralised import neutralised_chart
from frontledger.present.figures.drone_rhythm import rhythm_blocks
from frontledger.present.findings import drone_structure as findings
from frontledger.present.findings.drones import limits_note
from frontledger.present.tables.drone_sources import sources_table
from frontledger.present.words.structure import families

pytestmark = pytest.mark.slow  # a daily table is read, and breaks are sought, for each case
CASES = ("monthly", "early", "invented", "isis", "daily", "daily in March 2025", "daily in its first weeks")


def study_of(case, request):
    months = [date(2024, 5, 1), date(2024, 11, 1)]
    if case == "invented":
        invented = load(ROOT / "examples" / "invented")
        return growth_study(invented, series="river_office_flights")
    if case.startswith("daily"):
        ledger = load(request.getfixturevalue("daily_ledger"))
        if case.endswith("2025"):
            ledger = ledger.view(date(2025, 3, 27))
        if case.endswith("weeks"):
            ledger, months = ledger.view(date(2023, 1, 20)), [date(2022, 10, 1), date(2022, 12, 1)]
            return growth_study(ledger, window=tuple(months), minimum_months=3)
        return growth_study(ledger, window=tuple(months))
    shipped = request.getfixturevalue("shipped")
    if case == "early":
        months = (date(2022, 10, 1), date(2023, 5, 1))
        return growth_study(shipped.view(date(2023, 8, 31)), window=months)
    series = "isis" if case == "isis" else "air_force_end_date"
    window = (date(2025, 1, 1), date(2025, 12, 1)) if case == "isis" else tuple(months)
    return growth_study(shipped, series=series, window=window)


@pytest.fixture(scope="module", params=CASES)
def blocks(request):
    structure = launch_structure(study_of(request.param, request))
    return structure, [
        findings.breaks_finding(structure),
        *breaks_blocks(structure),
        findings.levelling_finding(structure),
        findings.rhythm_finding(structure),
        *rhythm_blocks(structure),
        findings.composition_finding(structure),
        *composition_blocks(structure),
        findings.shares_finding(structure),
        neutralised_chart(structure.study),
        limits_note(structure.study),
        sources_table(structure.study),
    ]


def words_of(block):
    if isinstance(block, Finding):
        return [block.sentence, block.doubt, block.unit]
    if isinstance(block, Note):
        return [block.text]
    if isinstance(block, Figure):
        return [block.title, block.units, block.alt, block.source, block.note]
    cells = [cell.text if isinstance(cell, Cell) else cell for row in block.rows for cell in row]
    return [block.title, block.source, block.note, *cells]


def test_every_block_can_be_made_and_read(blocks):
    for block in blocks[1]:
        for words in words_of(block):
            assert not re.search(r"\b(nan|inf|None|NaT)\b|  |\.\.|\( |^ ", words), (block.key, words)
        if isinstance(block, Figure):
            ElementTree.fromstring(block.svg)
            assert len(block.data_csv.splitlines()) > 1
            assert len(block.svg) < 20_000, block.key
        if isinstance(block, Table):
            assert block.rows
    keys = [block.key for block in blocks[1]]
    assert len(keys) == len(set(keys))


def test_without_the_daily_table_it_is_said_what_is_missing_and_how_to_come_by_it(blocks):
    structure, shown = blocks
    notes = {block.key: block.text for block in shown if isinstance(block, Note)}
    if structure.daily is None:
        assert "frontledger import drones FILE" in notes["drone_rhythm_finding"]
        assert "frontledger import drones FILE" in notes["drone_composition_finding"]
        assert "no daily ones" in notes["drone_limits"]
        assert not rhythm_blocks(structure) and not composition_blocks(structure)
    else:
        assert "no daily ones" not in notes["drone_limits"]
        assert "drone_rhythm_finding" not in notes


def test_the_same_structure_gives_the_same_bytes(blocks):
    structure, _ = blocks
    again = launch_structure(structure.study)
    assert breaks_blocks(again) == breaks_blocks(structure)
    assert rhythm_blocks(again) == rhythm_blocks(structure)


def test_every_way_of_looking_stands_in_one_column():
    assert sum(map(len, families().values())) == len(SETTINGS)
    assert len(families()) == 5


def test_the_published_breaks_are_the_ones_named(daily_ledger):
    structure = launch_structure(growth_study(load(daily_ledger)))
    sentence = findings.breaks_finding(structure).sentence
    assert "after the week ending 25 August 2024 (20 of 20)" in sentence
    assert "not a cause" in findings.breaks_finding(structure).doubt


def test_a_share_is_set_against_its_adjusted_self_across_the_break(shipped, daily_ledger):
    monthly = findings.shares_finding(launch_structure(growth_study(shipped))).sentence
    assert "from 50% of the drones (June 2025) to 83% (August 2025)" in monthly
    assert "the share went from 86% to 83%" in monthly
    daily = findings.shares_finding(launch_structure(growth_study(load(daily_ledger)))).sentence
    assert "(1 to 23 July 2025) to 90% (24 to 31 July 2025)" in daily
    assert "the share went from 88% to 90%" in daily


def test_the_daily_table_is_cited_with_its_licence(daily_ledger):
    structure = launch_structure(growth_study(load(daily_ledger)))
    cited = [block.source for block in (*rhythm_blocks(structure), *composition_blocks(structure))]
    assert cited and all("CC BY-NC-SA 4.0" in source for source in cited)
    assert any("CC BY-NC-SA 4.0" in str(row) for row in sources_table(structure.study).rows)


def test_monthly_counts_cite_the_series(shipped):
    chart, *_ = breaks_blocks(launch_structure(growth_study(shipped)))
    assert chart.source.startswith("Counts of Air Force (Ukraine)")
