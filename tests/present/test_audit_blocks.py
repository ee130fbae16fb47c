"""The audit's blocks: what they say follows from the verdicts, and every word and number from the ledger."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from frontledger.analysis.audit.verdicts import Audit, audit
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.figures.audit import numbers_chart
from frontledger.present.findings.audit import headline, silence_note
from frontledger.present.tables.audit import detail_tables, summary_table
from frontledger.present.words.audit import verdict_words

BEFORE = date(2025, 3, 26)
THEN = date(2025, 3, 27)


@pytest.fixture(scope="module")
def ledger(shipped: Ledger) -> Ledger:
    return shipped


@pytest.fixture(scope="module")
def result(ledger: Ledger) -> Audit:
    return audit(ledger)


def text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def test_the_headline_counts_the_verdicts_and_names_what_is_wrong(result: Audit, ledger: Ledger) -> None:
    told = headline(result, ledger)
    assert isinstance(told, Finding)
    held, wrong, unknown = (
        len(result.having(verdict)) for verdict in ("supported", "contradicted", "unverified")
    )
    numbers = [int(number) for number in re.findall(r"\d+", told.sentence.split(".")[0])]
    disputed = sum(one.disputed for one in result.having("supported"))
    assert numbers == [len(result.verdicts), held, disputed, wrong, unknown]
    assert (
        "January to February 2025" in told.sentence and "Secretary of the Security Council" in told.sentence
    )
    assert "long-range artillery" in told.sentence


def test_the_headline_of_an_article_without_fault_names_none(result: Audit, ledger: Ledger) -> None:
    told = headline(replace(result, verdicts=result.having("supported")), ledger)
    assert isinstance(told, Finding)
    assert "contradicts 0 and cannot verify 0." in told.sentence and "Contradicted" not in told.sentence


def test_the_summary_has_every_statement_once_with_its_verdict_in_words(
    result: Audit, ledger: Ledger
) -> None:
    table = summary_table(result, ledger)
    assert isinstance(table, Table)
    shown = {text(row[0]): text(row[2]) for row in table.rows}
    assert shown == {one.statement.statement_id: verdict_words(one) for one in result.verdicts}
    assert len(table.rows) == len(result.verdicts)


def test_what_is_silent_is_said_to_be(result: Audit, ledger: Ledger) -> None:
    silent = [one for one in result.verdicts if not one.evidence]
    note = silence_note(result, ledger).text
    assert all(f"“{one.statement.text}”" in note for one in silent) and f"{len(silent)} statements" in note


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("ART01", "for January to February 2025; the article dates it to January to February 2024"),
        (
            "ART05",
            "for long-range artillery as a whole; the article gives the number to 170 mm guns alone",
        ),
        ("ART10", "Secretary of the Security Council; the article gives the office as Minister of Defence"),
    ],
)
def test_a_contradiction_is_told_in_the_title_of_its_table(
    result: Audit, ledger: Ledger, statement: str, words: str
) -> None:
    table = next(
        one for one in detail_tables(result, ledger, "contradicted") if one.key == f"audit_{statement}"
    )
    assert isinstance(table, Table)
    assert words in table.title and text(table.rows[0][1]) == "contradicts it"


def test_the_may_figure_is_told_with_what_sources_give_and_where_it_occurs(
    result: Audit, ledger: Ledger
) -> None:
    (table,) = detail_tables(result, ledger, "unverified")
    assert isinstance(table, Table)
    assert "No source gives it for May 2024; what they give is 358" in table.title
    assert "February 2024: a hint at a slip, no proof" in table.note


def test_the_killed_share_is_told_with_the_shares_of_others(result: Audit, ledger: Ledger) -> None:
    table = next(one for one in detail_tables(result, ledger, "disputed") if "killed" in str(one))
    assert isinstance(table, Table)
    notes = " ".join(one.note for one in detail_tables(result, ledger, "disputed") if isinstance(one, Table))
    assert (
        "8–12% of those hit" in notes
        and "30–36% from UK MoD" in notes
        and "60–74% from President Zelensky" in notes
    )


def test_every_claim_a_block_names_is_in_the_ledger_of_the_day(ledger: Ledger) -> None:
    view = ledger.view(as_of=THEN)
    result = audit(view)
    groups = ("contradicted", "disputed", "unverified")
    blocks = [headline(result, view), summary_table(result, view), numbers_chart(result, view)]
    blocks += [table for group in groups for table in detail_tables(result, view, group)]
    named = {claim for block in blocks if not isinstance(block, Note) for claim in block.claims}
    assert named and named <= set(view.claims["claim_id"])


def test_before_the_article_there_is_nothing_to_audit(ledger: Ledger) -> None:
    view = ledger.view(as_of=BEFORE)
    result = audit(view)
    blocks = [headline(result, view), summary_table(result, view), numbers_chart(result, view)]
    blocks += detail_tables(result, view, "contradicted")
    assert all(isinstance(block, Note) for block in blocks)


def test_the_chart_draws_what_its_csv_lists_and_says_it_in_words(result: Audit, ledger: Ledger) -> None:
    chart = numbers_chart(result, ledger)
    assert isinstance(chart, Figure)
    lines = [line.split(",") for line in chart.data_csv.splitlines()[1:]]
    drawn = {line[0] for line in lines}
    held = sum(one.verdict == "supported" for one in result.verdicts if one.statement.statement_id in drawn)
    assert chart.title.startswith(f"{held} of {len(drawn)} numbers")
    assert all(line[3] in chart.alt for line in lines)
    assert numbers_chart(result, ledger) == chart
