"""The balance at a day as a chart: what each body, and all together, counted as sent, lost and there."""

from __future__ import annotations

from frontledger.analysis.claim_counts import main_place
from frontledger.analysis.troops.balance import Balance, Balances
from frontledger.ledger import Ledger
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing.rows import Group, Row, draw_counts, in_words
from frontledger.present.figures.troops import counts_csv
from frontledger.present.words.counts import (
    figure_words,
    place_names,
    remainder_words,
    short_name,
    stock_place,
    term_words,
)
from frontledger.present.words.numbers import day

_TERMS = {
    "sent": "sent",
    "killed": "less killed",
    "returned_home": "less gone home",
    "captured": "less captured",
}
_EVERYONE = "span"


def balance_chart(drawn: Balances, ledger: Ledger) -> Figure | Note:
    """Sent less losses, for each body that counted both and for all together, beside those counted."""
    balances = [*drawn.bodies, *([drawn.everyone] if drawn.everyone else [])]
    if not balances:
        return Note("balance_chart", "There is no balance to draw.")
    groups = [Group(_heading(one), _rows(one, ledger)) for one in balances]
    ids = tuple(dict.fromkeys(claim for one in balances for claim in one.claims))
    parts = {part.claim_id: part for one in balances for term in one.terms for part in term.parts}
    return Figure(
        key="balance_chart",
        title=_title(drawn, ledger),
        units=f"People, {day(drawn.at)}",
        alt=f"Balance on {day(drawn.at)}. {in_words(groups)}",
        source=source_line(ledger, ids),
        svg=draw_counts(groups),
        note="Bars are the bounds the claims' wording gives, carried through the sum; marks, the figures.",
        data_csv=counts_csv(parts.values()),
        claims=ids,
    )


def _rows(one: Balance, ledger: Ledger) -> tuple[Row, ...]:
    key = one.claimant_id or _EVERYONE
    rows = [Row(_TERMS[term.measure], term_words(term), key, term.interval, term.best) for term in one.terms]
    rows.append(Row("should remain", remainder_words(one), key, one.remainder, one.best, strong=True))
    if one.stock:
        words = figure_words(one.stock.best, one.stock.interval)
        name = f"counted in {stock_place(one.stock, ledger)}"
        rows.append(Row(name, words, key, one.stock.interval, one.stock.best))
    return tuple(rows)


def _heading(one: Balance) -> str:
    return f"{one.claimant}: own figures" if one.claimant_id else "All bodies together"


def _title(drawn: Balances, ledger: Ledger) -> str:
    one = drawn.chosen or drawn.everyone
    if one is None or not (one.bounded or one.remainder.lower > 0):
        return f"On {day(drawn.at)} the claims do not bound how many should remain"
    whose = f"{short_name(one.claimant)}'s figures" if one.claimant_id else "All bodies' figures"
    place = place_names(ledger, [main_place(ledger)])
    left = f"{whose} leave {remainder_words(one)} troops in {place} on {day(drawn.at)}"
    if one.stock is None:
        return left
    there = figure_words(one.stock.best, one.stock.interval)
    return f"{left}; it counted {there} in {stock_place(one.stock, ledger)}"
