"""The audit's tables: every statement with its verdict, and for some the rows behind the verdict."""

from __future__ import annotations

from typing import Literal

from frontledger.analysis.audit.verdicts import VERDICTS, ArticleVerdict, Audit
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.tables.audit_rows import weighed_rows
from frontledger.present.words.audit import (
    claim_rows,
    claims_among,
    figure_words,
    opposing_bodies,
    verdict_words,
)
from frontledger.present.words.audit_reasons import reasons
from frontledger.present.words.numbers import count, day, join_names, plural

Group = Literal["contradicted", "disputed", "unverified"]

_NONE: dict[Group, str] = {
    "contradicted": "No statement is contradicted by the body it names or by the record.",
    "disputed": "No supported statement is disputed.",
    "unverified": "The ledger holds nothing on any unverified statement.",
}
_TONES: dict[str, Literal["good", "bad", "open"]] = {
    "supported": "good",
    "contradicted": "bad",
    "unverified": "open",
}


def summary_table(result: Audit, ledger: Ledger) -> Table | Note:
    """Every statement of the article, the verdict on it, what decided, and who says otherwise."""
    if not result.verdicts:
        return Note("audit_summary", f"By {day(ledger.as_of)} the article had made no statement.")
    numbers = [f"{count(len(result.having(verdict)))} {verdict}" for verdict in VERDICTS]
    decisive = (item for judged in result.verdicts for item in (*judged.supporting, *judged.opposing))
    return Table(
        key="audit_summary",
        title=f"The article's {plural(len(result.verdicts), 'statement')}: {join_names(numbers)}",
        columns=(
            Column("No."),
            Column("The article says"),
            Column("Verdict"),
            Column("What decided"),
        ),
        rows=tuple(_summary_row(judged, ledger) for judged in result.verdicts),
        source="The article's statements, against the ledger's claims, events, offices and drone counts.",
        note=(
            "Disputed: something in the ledger cannot be true together with the statement. It is not the "
            "named body's own word, so it changes no verdict."
        ),
        claims=claims_among(decisive, ledger),
    )


def detail_tables(result: Audit, ledger: Ledger, group: Group) -> tuple[Table | Note, ...]:
    """For each statement of a group that has evidence, the rows weighed; the title says what decided.

    `disputed` are the supported that something speaks against; what decides nothing is left out there. A
    group without such a statement gives a note that says so.
    """
    chosen = [judged for judged in result.verdicts if judged.evidence and _group(judged) == group]
    if not chosen:
        return (Note(f"audit_{group}", _NONE[group]),)
    return tuple(_detail(judged, ledger, context=group != "disputed") for judged in chosen)


def _group(judged: ArticleVerdict) -> str:
    return "disputed" if judged.verdict == "supported" and judged.disputed else judged.verdict


def _summary_row(judged: ArticleVerdict, ledger: Ledger) -> tuple[str | Cell, ...]:
    disputed = judged.verdict != "contradicted" and judged.disputed
    against = f" Disputed by {join_names(opposing_bodies(judged, ledger))}." if disputed else ""
    return (
        judged.statement.statement_id,
        _said(judged),
        Cell(verdict_words(judged), tone=_TONES[judged.verdict]),
        reasons(judged, ledger)[0] + against,
    )


def _detail(judged: ArticleVerdict, ledger: Ledger, context: bool) -> Table:
    decided, *more = reasons(judged, ledger)
    rows = weighed_rows(judged, ledger, context)
    shown = claims_among((row.row_id for row in rows), ledger)
    flags = [
        f"{row['claim_id']} is flagged: {row['flag']}" for row in claim_rows(ledger, shown) if row["flag"]
    ]
    return Table(
        key=f"audit_{judged.statement.statement_id}",
        title=f"{judged.statement.statement_id}, {verdict_words(judged).lower()}: {decided}",
        columns=(
            Column("Row"),
            Column("What it does"),
            Column("Who, or what"),
            Column("Says"),
            Column("For"),
            Column("Said on"),
            Column("Where"),
        ),
        rows=tuple(row.cells for row in rows),
        source=f"The article: {_said(judged)}.",
        note=" ".join([*more, *flags]),
        claims=shown,
    )


def _said(judged: ArticleVerdict) -> str:
    figure = figure_words(judged.statement)
    return f"{judged.statement.text}: {figure}" if figure else judged.statement.text
