"""The audit's sentences: how many statements hold, which do not and why, and what a verdict is not."""

from __future__ import annotations

from frontledger.analysis.audit.verdicts import VERDICTS, Audit
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.audit import claims_among
from frontledger.present.words.audit_faults import faults
from frontledger.present.words.numbers import count, day, plural


def headline(result: Audit, ledger: Ledger) -> Finding | Note:
    """How many of the article's statements hold by this ledger, and what is wrong with those that do not."""
    if not result.verdicts:
        return Note(
            "audit", f"By {day(ledger.as_of)} the article had not been published: there is nothing to audit."
        )
    wrong = result.having("contradicted")
    told = "; ".join(fault for judged in wrong for fault in faults(judged, ledger))
    return Finding(
        key="audit",
        sentence=_tally(result) + (f" Contradicted: {told}." if told else ""),
        doubt=(
            "A verdict is relative to this ledger. Supported means that a claim in it agrees, not that the "
            "statement is true; unverified that nothing in it decides, not that the statement is false."
        ),
        value=len(result.having("supported")),
        unit=f"of {plural(len(result.verdicts), 'statement')} supported",
        claims=claims_among((item for judged in wrong for item in judged.opposing), ledger),
    )


def silence_note(result: Audit, ledger: Ledger) -> Note:
    """The statements that nothing decides, named, so that silence is not taken for assent."""
    silent = [judged.statement.text for judged in result.verdicts if not judged.evidence]
    if not silent:
        return Note("audit_silent", "There is no statement of the article on which the ledger is silent.")
    listed = "; ".join(f"“{text}”" for text in silent)
    number = plural(len(silent), "statement")
    return Note("audit_silent", f"Nothing in the ledger's tables bears on {number} of the article: {listed}.")


def _tally(result: Audit) -> str:
    supported, wrong, open_ = (result.having(verdict) for verdict in VERDICTS)
    disputed = sum(judged.disputed for judged in supported)
    doubted = f" ({count(disputed)} disputed by other claims)" if disputed else ""
    held = f"supports {count(len(supported))}{doubted}"
    rest = f"contradicts {count(len(wrong))} and cannot verify {count(len(open_))}"
    return f"Of the article's {plural(len(result.verdicts), 'statement')} the ledger {held}, {rest}."
