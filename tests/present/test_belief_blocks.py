"""The blocks about belief: true sentences, every claim named, and a word where there is nothing to show."""

import re
from datetime import date
from pathlib import Path

import pytest

from frontledger.analysis import belief
from frontledger.ledger import Ledger, load
from frontledger.present.blocks import Block, Cell, Figure, Finding, Note, Table
from frontledger.present.figures import belief as charts
from frontledger.present.figures import belief_when as when_charts
from frontledger.present.findings import belief as findings
from frontledger.present.findings import belief_when as when_findings
from frontledger.present.tables import belief as tables
from frontledger.present.tables import belief_when as when_tables

pytestmark = pytest.mark.slow

ABOUT = date(2024, 12, 15)
INVENTED = Path(__file__).resolve().parents[2] / "examples" / "invented"


def blocks(ledger: Ledger, about: date = ABOUT) -> list[Block]:
    without, drawn = belief.influence(ledger), belief.resampled(ledger)
    known = belief.knowable(ledger, about)
    return [
        findings.influence_finding(without, ledger),
        charts.influence_chart(without, ledger),
        tables.influence_table(without, ledger),
        findings.resampled_finding(drawn, ledger),
        charts.resampled_chart(drawn, ledger),
        tables.resampled_table(drawn, ledger),
        when_findings.knowable_finding(known, ledger, about),
        when_charts.knowable_chart(known, ledger, about),
        when_tables.knowable_table(known, ledger, about),
    ]


def texts(block: Block) -> str:
    if isinstance(block, Table):
        cells = [cell.text if isinstance(cell, Cell) else cell for row in block.rows for cell in row]
        return " ".join([block.title, block.note, *cells])
    if isinstance(block, Figure):
        return " ".join([block.title, block.units, block.alt, block.note])
    return block.text if isinstance(block, Note) else f"{block.sentence} {block.doubt}"


@pytest.mark.parametrize(
    ("day", "bodies"),
    [
        ("2022-03-01", ()),
        ("2024-10-20", ()),
        ("2024-11-20", ()),
        ("2026-09-30", ("nis",)),
        ("2026-09-30", ("nis", "zelensky")),
        ("2026-09-30", ("msmt", "stimson")),
    ],
)
def test_every_day_and_choice_of_bodies_can_be_shown(
    shipped: Ledger, day: str, bodies: tuple[str, ...]
) -> None:
    view = shipped.view(date.fromisoformat(day), bodies)
    known = set(view.claims["claim_id"])
    for block in blocks(view):
        assert texts(block).strip()
        assert not re.search(r"\b(nan|inf|None|NaT)\b", texts(block))
        if not isinstance(block, Note):
            assert set(block.claims) <= known


def test_another_ledger_goes_the_same_way() -> None:
    invented = load(INVENTED)
    about = invented.claims["reported_on"].sort_values().iloc[len(invented.claims) // 2].date()
    shown = blocks(invented, about)
    assert all(isinstance(block, Finding | Figure | Table) for block in shown[:6])
    assert "DPRK" not in " ".join(texts(block) for block in shown)


def test_blocks_are_the_same_each_time(shipped: Ledger) -> None:
    view = shipped.view(date(2024, 10, 31))
    assert blocks(view, date(2024, 10, 23)) == blocks(view, date(2024, 10, 23))


def test_sentences_say_what_was_reckoned(shipped: Ledger) -> None:
    view = shipped.view(date(2024, 11, 15))
    without = belief.influence(view)
    assert without is not None
    first = without.removals[0]
    name = view.claimants.set_index("claimant_id").at[first.claimant_id, "short_name"]
    said = findings.influence_finding(without, view)
    assert isinstance(said, Finding)
    assert f"that of {name}: without its {len(first.claims)} claim" in said.sentence
    assert said.value == pytest.approx(100 * first.reach)
    table = tables.influence_table(without, view)
    assert isinstance(table, Table)
    assert table.rows[1][0] == name
    moving = sum(one.reach >= findings.SETTLED for one in without.removals)
    assert table.title == f"Of {len(without.removals)} bodies, {moving} change an estimate when left out"


def test_the_picture_of_january_2025_is_told_with_its_largest_step(shipped: Ledger) -> None:
    about = date(2025, 1, 31)
    view = shipped.view(date(2025, 3, 10))
    found = belief.knowable(view, about)
    assert found is not None
    said = when_findings.knowable_finding(found, view, about)
    assert isinstance(said, Finding)
    place = when_findings.most_changed(found)
    assert place is not None
    last = found.points[-1].readings[place]
    assert last is not None
    assert said.value == last.estimate
    assert when_findings.reading_words(last) in said.sentence
    steps = found.steps(place)
    point = max(steps, key=lambda step: abs(step[2] - step[1]))[0]
    assert f"came on {point.as_of.day} {point.as_of:%B %Y}" in said.sentence
