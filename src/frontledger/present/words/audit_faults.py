"""What is wrong with a contradicted statement, in as few words as can be."""

from __future__ import annotations

from collections.abc import Callable

from frontledger.analysis.audit.statements import Evidence, Statement
from frontledger.analysis.audit.verdicts import ArticleVerdict
from frontledger.ledger import Ledger
from frontledger.present.words.audit import (
    claim_rows,
    claim_time,
    figure_words,
    measure_names,
    stated_words,
    time_words,
)
from frontledger.present.words.audit_reasons import parts_of
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import join_names


def faults(judged: ArticleVerdict, ledger: Ledger) -> tuple[str, ...]:
    """Each fault of a statement as a phrase that says what it should be; none where nothing contradicts."""
    wrong = (found for found in judged.evidence if found.bearing == "contradicts")
    return tuple(_FAULTS[found.rule](judged.statement, found, ledger) for found in wrong)


def _figure(statement: Statement, found: Evidence, ledger: Ledger) -> str:
    rows = claim_rows(ledger, found.opposing)
    own = [row for row in rows if row["claimant_id"] == statement.claimant_id][-1]
    return f"{_number(statement, ledger)}, where {short_name(own['claimant'])} says {stated_words(own)}"


def _period(statement: Statement, found: Evidence, ledger: Ledger) -> str:
    row = claim_rows(ledger, found.opposing)[-1]
    dated = f"{_number(statement, ledger)} dated to {time_words(statement.start, statement.end)}"
    return f"{dated}, which {short_name(row['claimant'])} gives for {claim_time(row)}"


def _whole_and_part(statement: Statement, found: Evidence, ledger: Ledger) -> str:
    row, names = claim_rows(ledger, found.opposing)[-1], measure_names(ledger)
    number = f"{figure_words(statement)} for {names[statement.measure]}"
    narrower = statement.measure in parts_of(ledger, row["measure"])
    ours, theirs = ("alone", "as a whole") if narrower else ("as a whole", "alone")
    return f"{number} {ours}, which {short_name(row['claimant'])} gives for {names[row['measure']]} {theirs}"


def _office(statement: Statement, found: Evidence, ledger: Ledger) -> str:
    held = join_names([item.split(": ", maxsplit=1)[1] for item in found.opposing])
    return f"{statement.person} as {statement.office}, on record as {held} at the time"


def _number(statement: Statement, ledger: Ledger) -> str:
    return f"{figure_words(statement)} ({measure_names(ledger)[statement.measure]})"


_FAULTS: dict[str, Callable[[Statement, Evidence, Ledger], str]] = {
    "figure": _figure,
    "period": _period,
    "whole_and_part": _whole_and_part,
    "office": _office,
}
