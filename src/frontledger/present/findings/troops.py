"""Headline sentences about troops: the balance, the counts of those sent, and how counts were revised."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.claim_counts import Series, main_place
from frontledger.analysis.troops import flows as troops
from frontledger.analysis.troops.balance import Balance, Balances, balances
from frontledger.analysis.troops.flows import Gap
from frontledger.analysis.troops.revisions import Chain
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding
from frontledger.present.words.counts import (
    figure_words,
    force_name,
    no_balance,
    place_names,
    reckoned,
    remainder_words,
    short_name,
    stated,
    stock_place,
    term_words,
    unexplained_words,
)
from frontledger.present.words.numbers import count, day, join_names, plural

_REVISED = {
    "sent": "troops sent",
    "killed": "troops killed",
    "wounded": "troops wounded",
    "casualties": "casualties",
}
_LOSSES = {"killed": "killed", "returned_home": "gone home", "captured": "captured"}


def headline(ledger: Ledger, at: date | None = None) -> Finding:
    """How many should be left by one body's own figures and how many it counted; else how many were sent.

    `at` is the day of the balance; None means the last day any count speaks for.
    """
    drawn = balances(ledger, at)
    if drawn.chosen is None:
        return sent_finding(troops.sent(ledger), ledger)
    return balance_finding(drawn, ledger)


def balance_finding(drawn: Balances, ledger: Ledger) -> Finding:
    """The chosen body's balance in a sentence, with what it leaves open as its doubt."""
    one = drawn.chosen
    if one is None:
        return Finding("balance", no_balance(drawn))
    sent, *losses = one.terms
    less = join_names([f"{term_words(term)} {_LOSSES[term.measure]}" for term in losses])
    sentence = (
        f"By the figures of {one.claimant}, {remainder_words(one)} {force_name(ledger)} should still have "
        f"been in {_place(ledger)} on {day(one.at)}: {term_words(sent)} sent, less {less}."
    )
    return Finding(
        key="balance",
        sentence=sentence + _beside(one, ledger),
        doubt=_doubt(one, drawn, ledger),
        value=one.best,
        low=one.remainder.lower,
        high=one.remainder.upper if one.bounded else None,
        unit="people",
        claims=one.claims,
    )


def sent_finding(series: tuple[Series, ...], ledger: Ledger) -> Finding:
    """How far apart the counts of those sent lie, and which two bodies contradict one another most."""
    found = [one for body in series for one in body.counts if one.scope == main_place(ledger)]
    if not found:
        return Finding("sent", f"By {day(ledger.as_of)} no claim used here counted the troops sent.")
    least, most = min(found, key=lambda one: one.size), max(found, key=lambda one: one.size)
    bodies = plural(len({one.claimant_id for one in found}), "body", "bodies")
    sentence = (
        f"By {day(ledger.as_of)} the troops sent had been counted by {bodies}: from {stated(least)} "
        f"({short_name(least.claimant)}, {day(least.as_of)}) to {stated(most)} "
        f"({short_name(most.claimant)}, {day(most.as_of)})."
        if least.size < most.size
        else f"{most.claimant} counted {stated(most)} troops sent by {day(most.as_of)}."
    )
    gap = troops.widest_gap(series)
    doubt = (
        f"For {_when(gap)} {short_name(gap.high.claimant)} counted {stated(gap.high)} and "
        f"{short_name(gap.low.claimant)} {stated(gap.low)}: both cannot be right."
        if gap
        else ""
    )
    ids = tuple(one.claim_id for one in found)
    return Finding("sent", sentence, doubt, most.best, least.size, most.size, "people", ids)


def revision_finding(chains: tuple[Chain, ...], ledger: Ledger) -> Finding:
    """The running total that was raised by the largest factor from its first figure to its last."""
    raised = [chain for chain in chains if chain.overall.factor]
    if not raised:
        return Finding(
            "revisions", f"By {day(ledger.as_of)} no body used here had put out two figures for one count."
        )
    chain = max(raised, key=lambda one: (one.overall.factor or 0, one.counts[0].claim_id))
    whole, first = chain.overall, chain.counts[0]
    path = ", then ".join(f"{stated(one)} ({day(one.said)})" for one in chain.counts)
    times = count(whole.factor or 0, 1).removesuffix(".0")
    sentence = (
        f"The count revised most is that of {_REVISED[first.measure]} by {first.claimant}: {path}. "
        f"The last is {times} times the first, {plural(whole.days, 'day')} later."
    )
    beyond = sum(not step.compatible for step in chain.steps)
    clash = (
        f"{count(beyond)} of {plural(len(chain.steps), 'step')} went beyond what the wording before allowed. "
    )
    doubt = "Whether more happened, more came to be known or an error was mended, the claims do not say."
    ids = tuple(one.claim_id for one in chain.counts)
    return Finding(
        "revisions", sentence, (clash if beyond else "") + doubt, whole.factor, unit="times", claims=ids
    )


def _when(gap: Gap) -> str:
    low, high = gap.low.as_of, gap.high.as_of
    return day(low) if low == high else f"{day(min(low, high))} and {day(max(low, high))}"


def _beside(one: Balance, ledger: Ledger) -> str:
    if one.stock is None or one.unexplained is None:
        return " The same body gave no count of those present near that day."
    there = figure_words(one.stock.best, one.stock.interval)
    counted = f" The same body counted {there} in {stock_place(one.stock, ledger)}: "
    if one.unexplained.lower <= 0 <= one.unexplained.upper:
        return counted + "the two agree within the bounds of its claims."
    return counted + f"that leaves {unexplained_words(one)} unexplained, beyond the bounds of its claims."


def _doubt(one: Balance, drawn: Balances, ledger: Ledger) -> str:
    sent = one.terms[0].as_of
    doubts = []
    if drawn.everyone and drawn.everyone.remainder != one.remainder:
        doubts.append(f"All bodies together allow {reckoned(drawn.everyone.remainder)}.")
    doubts.append(
        f"Its newest figure for those sent is of {day(sent)}, {plural((one.at - sent).days, 'day')} before."
    )
    missing = [words for name, words in _LOSSES.items() if name not in {term.measure for term in one.terms}]
    if missing:
        doubts.append(f"In the year before it gave no count of those {_either(missing)}.")
    if one.stock and not one.stock.whole:
        doubts.append(f"Its count of those present does not cover all of {_place(ledger)}.")
    return " ".join(doubts)


def _place(ledger: Ledger) -> str:
    return place_names(ledger, [main_place(ledger)])


def _either(names: list[str]) -> str:
    return join_names(names).replace(" and ", " or ")
