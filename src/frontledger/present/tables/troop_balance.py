"""The balance at a day as a table: every term with every claim that made it, and what was left out."""

from __future__ import annotations

from frontledger.analysis.claim_counts import Count
from frontledger.analysis.troops.balance import Balance, Balances
from frontledger.analysis.troops.balance_terms import Term
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.counts import (
    figure_words,
    place_names,
    remainder_words,
    short_day,
    short_name,
    stated,
    term_words,
    unexplained_words,
)
from frontledger.present.words.numbers import day

_TERMS = {
    "sent": "Sent",
    "killed": "less killed",
    "returned_home": "less gone home",
    "captured": "less captured",
}

_OLD = {"sent": "sent", "killed": "killed", "returned_home": "gone home", "captured": "captured"}

Row = tuple[str | Cell, ...]


def balance_table(drawn: Balances, ledger: Ledger) -> Table | Note:
    """Sent less losses, each body's and all together, with each term's claims and what is unexplained."""
    balances = [*drawn.bodies, *([drawn.everyone] if drawn.everyone else [])]
    if not balances:
        return Note("balance_claims", "There are no terms of a balance to list.")
    rows = [row for one in balances for row in _rows(one, ledger)]
    rows += [_stock_row(one, ledger) for one in drawn.stocks]
    ids = tuple(dict.fromkeys(_ids(drawn, balances)))
    return Table(
        key="balance_claims",
        title=f"The balance of {day(drawn.at)}, claim by claim",
        columns=(
            Column("Whose"),
            Column("Term"),
            Column("People", "right"),
            Column("Claims, by the day counted"),
        ),
        rows=tuple(rows),
        source=source_line(ledger, ids),
        note=_note(drawn),
        claims=ids,
    )


def _rows(one: Balance, ledger: Ledger) -> list[Row]:
    whose = one.claimant or "All bodies"
    rows: list[Row] = [
        (
            Cell(whose if number == 0 else "", tone="strong"),
            _term(term),
            term_words(term),
            _claims(term.parts),
        )
        for number, term in enumerate(one.terms)
    ]
    rows.append(("", Cell("should remain", tone="strong"), Cell(remainder_words(one), tone="strong"), ""))
    if one.stock:
        there = figure_words(one.stock.best, one.stock.interval)
        where = ", ".join(f"{place_names(ledger, [part.scope])} {_said(part)}" for part in one.stock.parts)
        rows.append(("", "counted there", there, where))
        rows.append(("", Cell("unexplained", tone="strong"), Cell(unexplained_words(one), tone="strong"), ""))
    return rows


def _term(term: Term) -> str:
    floor = all(part.measure == "in_theatre" for part in term.parts)
    return f"{_TERMS[term.measure]}, at least those present" if floor else _TERMS[term.measure]


def _stock_row(one: Count, ledger: Ledger) -> Row:
    return (one.claimant, f"counted in {place_names(ledger, [one.scope])}", stated(one), short_day(one.as_of))


def _claims(parts: tuple[Count, ...]) -> str:
    return "; ".join(f"{short_name(part.claimant)} {_said(part)}" for part in parts)


def _said(part: Count) -> str:
    return f"{stated(part)} ({short_day(part.as_of)})"


def _note(drawn: Balances) -> str:
    rule = "A term no body counted is left out, so its people are still in the remainder."
    if not drawn.too_old:
        return rule
    old = "; ".join(f"{_OLD[term.measure]}: {_claims(term.parts)}" for term in drawn.too_old)
    return f"{rule} Not carried forward, being more than a year old: {old}."


def _ids(drawn: Balances, balances: list[Balance]) -> list[str]:
    used = [claim for one in balances for claim in one.claims] + [one.claim_id for one in drawn.stocks]
    return used + [part.claim_id for term in drawn.too_old for part in term.parts]
