"""The arms blocks: true titles for any cut, words for empty ones, every claim named."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

import pytest

from frontledger.analysis.arms import rounds as arms_rounds
from frontledger.analysis.arms import transfers as arms
from frontledger.ledger import Ledger
from frontledger.present.blocks import Block, Figure, Finding, Note, Table
from frontledger.present.figures import arms as figures
from frontledger.present.figures import arms_rows as charts
from frontledger.present.findings import arms as findings
from frontledger.present.tables import arms as tables
from frontledger.present.words.arms import large, said, share_text, who_window

ASKED = (
    (None, "152mm"),
    (None, "122mm"),
    (None, "any"),
    ("2023-10-20", "152mm"),
    ("2024-03-01", "122mm"),
    ("2024-11-20", "any"),
    ("2025-03-27", "152mm"),
)


def blocks(view: Ledger, calibre: arms_rounds.Calibre) -> list[Block]:
    containers, missiles = arms.containers(view), arms.missiles(view)
    rounds, pieces = arms_rounds.rounds(view, calibre), arms.artillery(view)
    pairs, fills, readings = arms_rounds.per_container(view), arms_rounds.fills(rounds), arms.readings(pieces)
    return [
        figures.containers_chart(containers, view),
        charts.rounds_chart(rounds, view),
        charts.per_container_chart(pairs, view),
        charts.artillery_chart(pieces, view),
        charts.missiles_chart(missiles, view),
        findings.containers_finding(containers, view),
        findings.fill_finding(fills, calibre, view),
        findings.per_container_finding(pairs, view),
        findings.reading_finding(readings, view),
        findings.missiles_finding(missiles, view),
        tables.fills_table(fills, calibre, view),
        tables.readings_table(readings, view),
        tables.investigated_table(missiles, view),
        tables.others_table(arms.others(view), arms.returned(view), view),
    ]


def view_of(ledger: Ledger, cut: str | None) -> Ledger:
    return ledger.view(as_of=dt.date.fromisoformat(cut)) if cut else ledger


@pytest.mark.slow
@pytest.mark.parametrize(("cut", "calibre"), ASKED)
def test_every_block_can_be_made_and_names_known_claims_only(
    shipped: Ledger, cut: str | None, calibre: arms_rounds.Calibre
) -> None:
    view = view_of(shipped, cut)
    known = set(view.claims["claim_id"])
    for block in blocks(view, calibre):
        if isinstance(block, Note):
            assert block.text.startswith("By ")
            continue
        assert block.claims
        assert set(block.claims) <= known
        for text in words(block):
            assert not re.search(r"\bnan\b|\binf\b|None|\.0\b", text), text


def words(block: Block) -> list[str]:
    if isinstance(block, Finding):
        return [block.sentence, block.doubt]
    if isinstance(block, Figure):
        return [block.title, block.alt, block.note, block.source, block.units]
    assert isinstance(block, Table)
    cells = [cell if isinstance(cell, str) else cell.text for row in block.rows for cell in row]
    return [block.title, block.note, *cells]


def test_without_claims_every_block_is_a_note(shipped: Ledger) -> None:
    view = shipped.view(as_of=dt.date(2023, 10, 12))
    assert all(isinstance(block, Note) for block in blocks(view, "any"))


@pytest.mark.slow
def test_one_body_alone_can_be_drawn(shipped: Ledger) -> None:
    for body in ("fnf", "c4ads", "zelensky", "ukraine_prosecutor_general", "osc", "rok_dia"):
        blocks(shipped.view(claimants=(body,)), "152mm")


def test_charts_draw_every_claim_they_name(shipped: Ledger) -> None:
    for block in blocks(shipped, "any"):
        if isinstance(block, Figure):
            ElementTree.fromstring(block.svg)
            assert {line.split(",")[0] for line in block.data_csv.splitlines()[1:]} == set(block.claims)


def test_the_same_ledger_draws_the_same_bytes(shipped: Ledger) -> None:
    first, second = blocks(shipped, "152mm"), blocks(shipped, "152mm")
    assert first == second


def test_the_headline_is_half_of_the_capacity(shipped: Ledger) -> None:
    found = findings.headline(shipped)
    assert isinstance(found, Finding)
    assert (found.value, found.low, found.high) == (54.2, 48.8, 59.6)
    assert found.claims == ("MAT068", "MAT065")
    for part in (
        "HUR (Ukraine) counted about 6.5 million",
        "49–60%",
        "more than 12 million",
        "DIA (South Korea)",
    ):
        assert part in found.sentence


def test_the_smaller_calibre_is_refuted_in_words(shipped: Ledger) -> None:
    found = findings.headline(shipped, "122mm")
    assert isinstance(found, Finding)
    assert "300%" in found.sentence
    assert "must be wrong" in found.sentence


def test_the_220_needs_none_added_only_as_both(shipped: Ledger) -> None:
    table = tables.readings_table(arms.readings(arms.artillery(shipped)), shipped)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == ["guns and launchers together", "guns alone", "launchers alone"]
    assert [getattr(row[-1], "tone", "") for row in table.rows] == ["good", "bad", "bad"]


def test_expected_missiles_stand_under_a_heading_of_their_own(shipped: Ledger) -> None:
    chart = charts.missiles_chart(arms.missiles(shipped), shipped)
    assert isinstance(chart, Figure)
    assert "Expected, not a delivery: HUR, Jan–Dec 2025, about 150" in chart.alt


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (999_999, "999,999"),
        (1_000_000, "1 million"),
        (4_800_000, "4.8 million"),
        (9_800_000_000, "9.8 billion"),
    ],
)
def test_large_counts_are_written_as_read(number: float, text: str) -> None:
    assert large(number) == text


def test_hedges_are_kept(shipped: Ledger) -> None:
    found = {one.claim_id: one for one in arms_rounds.rounds(shipped, "any").capacity}
    assert said(found["MAT017"]) == "up to 3 million"
    assert said(found["MAT033"]) == "more than 6 million"
    assert said(found["MAT003"]) == "100,000–1,000,000"
    flows = {one.claim_id: one for one in arms_rounds.rounds(shipped, "any").in_period}
    assert (who_window(flows["MAT056"]), who_window(flows["MAT070"])) == (
        "MSMT, 1 Jan–15 Dec 2024",
        "HUR, Sep 2025",
    )
    assert share_text(arms_rounds.fills(arms_rounds.rounds(shipped, "152mm"))[0].share) == "at least 100%"
