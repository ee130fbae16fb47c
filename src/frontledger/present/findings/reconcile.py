"""Headline sentences about all claims together: whether they can be true, and what nobody counted."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.reconcile.structure import UNCOUNTED
from frontledger.ledger import Interval
from frontledger.present.blocks import Finding
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count, day, interval_text, join_names, percent, plural
from frontledger.present.words.reconcile import conflict_words, sum_parts

NOTHING = "There is no claim about the troops to reconcile by {}."


def possible_finding(all_of: Together) -> Finding:
    """Whether all claims can be true together; if not, how many sets cannot, and the widest apart of them."""
    if not all_of.gives:
        return Finding("together", NOTHING.format(day(all_of.ledger.as_of)))
    used = plural(len(all_of.gives), "claim")
    if not all_of.conflicts:
        return Finding(
            "together",
            f"All {used} about the troops can be true together: some path meets every one of them.",
            "That claims do not exclude one another makes none of them true; wide claims are easily met.",
            claims=all_of.claims,
        )
    sets = len(all_of.conflicts)
    pairs = sum(len(one.claims) == 2 for one in all_of.conflicts)
    involved = {claim for one in all_of.conflicts for claim in one.claims}
    ids = tuple(sorted(involved))
    return Finding(
        key="together",
        sentence=(
            f"The {used} about the troops cannot all be true: at least one claim must be wrong in "
            f"{_sets_words(sets, pairs)}. {conflict_words(all_of, all_of.conflicts[0])}"
        ),
        doubt=(
            f"{plural(len(involved), 'claim')} stand in these sets; which of a set is wrong, the sets do not say. "
            "Every pair is found; of larger sets there may be more than were looked for. A conflict rests on how "
            "the claims’ words are read: “about” is given a tolerance that the speaker may not have meant."
        ),
        value=float(sets),
        unit="sets of claims",
        claims=ids,
    )


def estimate_finding(all_of: Together) -> Finding:
    """How much the path that asks least asks of the claims, and what it is and is not."""
    if not all_of.gives:
        return Finding("asks_least", NOTHING.format(day(all_of.ledger.as_of)))
    giving = len(all_of.giving)
    met = len(all_of.gives) - giving
    bodies = len({one.claimant_id for one in all_of.gives})
    asked = (
        f"it misses the other {plural(giving, 'claim')}"
        if giving > 1
        else "it misses one claim"
        if giving
        else "it misses none"
    )
    return Finding(
        key="asks_least",
        sentence=(
            f"The path that asks least of the claims meets {count(met)} of {plural(len(all_of.gives), 'claim')} by "
            f"{plural(bodies, 'body', 'bodies')}; {asked}."
        ),
        doubt=(
            "This path is no estimate of the truth. It is the one the claims agree on most, and those who make "
            "them have interests and share sources: bodies that repeat one wrong figure pull it their way, and a "
            "lone body that is right is missed. To be missed is therefore no verdict on a claim. Every claim used "
            "counts alike, so a body that speaks often counts often."
        ),
        value=float(met),
        unit="claims met",
        claims=all_of.claims,
    )


def remainder_finding(all_of: Together, at: date | None = None) -> Finding:
    """How many arrivals that nobody counted the path needs, by the last day claims speak of up to `at`."""
    until = all_of.day(at)
    told = [one for one in all_of.remainders if one.quantity.force == all_of.found.main_forces["sent"]]
    if until is None or not told:
        return Finding(
            "uncounted", "The claims name too little of one balance for it to leave a remainder of its own."
        )
    quantity = told[0].quantity
    least, number, most = all_of.point(quantity, until) or (0.0, 0.0, 0.0)
    whole = quantity.measure.removesuffix(UNCOUNTED)
    bounds = Interval(rounded(least), rounded(most))
    needed = f"about {count(rounded(number))}" if round(number) else "no"
    return Finding(
        key="uncounted",
        sentence=(
            f"Up to {day(until)} the path that asks least needs {needed} arrivals that nobody counted; paths that "
            f"ask at most {percent(all_of.found.allowance)} more of the claims have {_bounds_words(bounds)}."
        ),
        doubt=(
            f"This is what the balance lacks: {_balance_words(all_of, whole)} falls short of those counted there, or "
            "could. It may be replacements nobody counted, losses counted too high, or people counted twice; "
            "the claims cannot tell these apart. Arrivals nobody counted are charged for as a claim’s shortfall is, "
            "so that they do not explain everything away."
        ),
        value=float(rounded(number)),
        low=float(bounds.lower),
        high=float(bounds.upper),
        unit="people",
        claims=all_of.claims,
    )


def _bounds_words(bounds: Interval) -> str:
    return "none either" if bounds.upper == 0 else interval_text(bounds)


def _sets_words(sets: int, pairs: int) -> str:
    if sets == 1:
        return "the one smallest set found that cannot hold together"
    return f"each of the {count(sets)} smallest sets found that cannot hold together, {count(pairs)} of them pairs"


def _balance_words(all_of: Together, whole: str) -> str:
    """The sum that gives a stock, in words: "sent, less killed and gone home,"."""
    table = all_of.ledger.identities
    plus, minus, _ = sum_parts(all_of.ledger, str(table.loc[table["whole"] == whole, "identity_id"].iloc[0]))
    return f"{join_names(plus)}, less {join_names(minus)}," if minus else join_names(plus)
