"""The blocks about troops: true titles, every claim named, and a word where there is nothing to show."""

import re
from datetime import date

import pytest

from frontledger.analysis.troops import balance, revisions
from frontledger.analysis.troops import flows as troops
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.figures.troop_balance import balance_chart
from frontledger.present.figures.troop_rows import movements_chart, present_chart
from frontledger.present.figures.troops import sent_chart
from frontledger.present.findings.troops import headline, revision_finding, sent_finding
from frontledger.present.tables.troop_balance import balance_table
from frontledger.present.tables.troops import forecasts_table, other_forces_table, revisions_table

DAYS = ["2024-10-16", "2024-10-20", "2024-11-01", "2024-12-20", "2025-03-27", "2025-09-02", "2026-02-28"]
BODIES = [("nis", "hur"), ("zelensky",), ("uk_mod",), ("msmt",), ("stimson",), ("ukraine_sof",)]


def blocks(ledger: Ledger) -> list[Finding | Figure | Table | Note]:
    sent, chains, drawn = troops.sent(ledger), revisions.chains(ledger), balance.balances(ledger)
    return [
        headline(ledger),
        sent_finding(sent, ledger),
        sent_chart(sent, ledger),
        present_chart(troops.present(ledger), ledger),
        movements_chart(troops.movements(ledger), ledger),
        forecasts_table(troops.forecasts(ledger), ledger),
        revision_finding(chains, ledger),
        revisions_table(chains, ledger),
        balance_chart(drawn, ledger),
        balance_table(drawn, ledger),
        other_forces_table(troops.other_forces(ledger), ledger),
    ]


def texts(block: Finding | Figure | Table | Note) -> str:
    if isinstance(block, Table):
        cells = [cell.text if isinstance(cell, Cell) else cell for row in block.rows for cell in row]
        return " ".join([block.title, block.note, *cells])
    if isinstance(block, Figure):
        return " ".join([block.title, block.units, block.alt, block.note])
    return block.text if isinstance(block, Note) else f"{block.sentence} {block.doubt}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "bodies"), [*((day, ()) for day in DAYS), *(("2026-09-30", some) for some in BODIES)]
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


def test_nothing_is_drawn_before_anything_was_said(shipped: Ledger) -> None:
    shown = blocks(shipped.view(date(2024, 10, 16)))
    assert not any(isinstance(block, Figure | Table) for block in shown)


def test_headline_of_february_2026(shipped: Ledger) -> None:
    found = headline(shipped.view(date(2026, 2, 28)))
    assert "NIS (South Korea)" in found.sentence
    assert "about 9,900 (7,900–11,900)" in found.sentence
    assert "counted about 10,000 in Kursk: the two agree within the bounds" in found.sentence
    assert (found.value, found.low, found.high) == (9900, 7890, 11910)
    assert found.claims == ("T105", "T130", "T107", "T145", "T143")


def test_headline_of_a_chosen_day_and_of_none(shipped: Ledger) -> None:
    assert "about 11,000 (9,100–12,900)" in headline(shipped, date(2025, 9, 2)).sentence
    assert headline(shipped, date(2026, 9, 1)).key == "sent"
    assert headline(shipped.view(date(2024, 11, 1))).key == "sent"


def test_titles_say_what_is_drawn(shipped: Ledger) -> None:
    chart = sent_chart(troops.sent(shipped), shipped)
    assert isinstance(chart, Figure)
    assert chart.title.startswith("Counts of troops sent range from about 1,500 to about 15,000")
    assert "for 23 October 2024 two bodies differ by a factor of 4" in chart.title
    lines = chart.data_csv.splitlines()
    assert len(lines) == 1 + len(chart.claims) == 1 + len({line.split(",")[0] for line in lines[1:]})


def test_kursk_has_a_panel_of_its_own(shipped: Ledger) -> None:
    chart = sent_chart(troops.sent(shipped), shipped)
    assert isinstance(chart, Figure)
    assert "Sent to Kursk only" in chart.svg
    only = sent_chart(troops.sent(shipped.view(None, ["uk_mod"])), shipped.view(None, ["uk_mod"]))
    assert isinstance(only, Figure)
    assert only.title == "UK MoD counted about 11,000 troops sent to Kursk by 31 December 2024"


def test_every_claim_of_the_balance_is_named_in_its_table(shipped: Ledger) -> None:
    drawn = balance.balances(shipped)
    table = balance_table(drawn, shipped)
    assert isinstance(table, Table)
    assert {claim for one in drawn.bodies for claim in one.claims} <= set(table.claims)
    for part in (part for one in drawn.bodies for term in one.terms for part in term.parts):
        assert f"({part.as_of.day} {part.as_of:%b %Y})" in texts(table)


def test_largest_revision_is_told_with_factor_and_days(shipped: Ledger) -> None:
    found = revision_finding(revisions.chains(shipped), shipped)
    assert "The last is 20 times the first, 257 days later." in found.sentence
    assert "2 of 3 steps" in found.doubt
    table = revisions_table(revisions.chains(shipped), shipped)
    assert isinstance(table, Table)
    factors = [row[3].text for row in table.rows if isinstance(row[3], Cell)]
    assert "20.0" in factors


@pytest.mark.slow
def test_figures_are_the_same_each_time(shipped: Ledger) -> None:
    first, again = blocks(shipped), blocks(shipped)
    assert first == again
