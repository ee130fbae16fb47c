"""A claimed count in words: as it was said, who said it, and what follows from it by arithmetic."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from frontledger.analysis.claim_counts import Count
from frontledger.analysis.troops.balance import Balance, Balances, Stock
from frontledger.analysis.troops.balance_terms import Term
from frontledger.ledger import Interval, Ledger
from frontledger.present.words.numbers import count, day, interval_text, join_names

UNBOUNDED = "no bound"

_HEDGES = {
    "exact": "",
    "between": "",
    "about": "about ",
    "nearly": "nearly ",
    "at_least": "at least ",
    "more_than": "more than ",
    "up_to": "up to ",
}


def stated(claim: Count) -> str:
    """The claim's number with its own hedge: "about 15,000", "more than 3,000", "11,000–12,000"."""
    if claim.best is None:
        return interval_text(claim.interval)
    return f"{_HEDGES[claim.qualifier]}{count(claim.best)}"


def short_name(claimant: str) -> str:
    """A body's display name without its country.

    >>> short_name("NIS (South Korea)"), short_name("UK MoD")
    ('NIS', 'UK MoD')
    """
    return claimant.split(" (", maxsplit=1)[0]


def place_names(ledger: Ledger, scopes: Iterable[str]) -> str:
    """Places as they stand inside a sentence: "Kursk and border regions"."""
    names = dict(zip(ledger.scopes["scope"], ledger.scopes["name"], strict=True))
    found = sorted({names[scope] for scope in scopes}, key=lambda name: (name.split()[-1].islower(), name))
    return join_names([name[0].lower() + name[1:] if name.split()[-1].islower() else name for name in found])


def force_name(ledger: Ledger) -> str:
    """The force the counts of those sent are about."""
    force = ledger.measures.set_index("measure").at["sent", "main_force"]
    return str(ledger.forces.set_index("force").at[force, "name"])


def short_day(when: dt.date) -> str:
    """A date for a label.

    >>> short_day(dt.date(2025, 3, 27))
    '27 Mar 2025'
    """
    return f"{when.day} {when:%b %Y}"


def rounded(number: float) -> float:
    """A reckoned number of people to no more digits than its parts have: hundreds, below a thousand tens.

    >>> rounded(9899), rounded(-347), rounded(4)
    (9900, -350, 4)
    """
    step = 100 if abs(number) >= 1000 else 10 if abs(number) >= 100 else 1
    return round(number / step) * step


def reckoned(interval: Interval) -> str:
    """A reckoned interval of people in words, rounded as `rounded` does; either end may be open.

    >>> reckoned(Interval(7889, 11909)), reckoned(Interval(-math.inf, 2913)), reckoned(Interval(-3111, 2913))
    ('7,900–11,900', 'at most 2,900', '−3,100 to 2,900')
    """
    if math.isinf(interval.lower) and math.isinf(interval.upper):
        return UNBOUNDED
    if math.isinf(interval.lower):
        return f"at most {count(rounded(interval.upper))}"
    if math.isinf(interval.upper):
        return f"at least {count(rounded(interval.lower))}"
    return interval_text(Interval(rounded(interval.lower), rounded(interval.upper)))


def figure_words(best: float | None, bounds: Interval) -> str:
    """A reckoned figure: "about" the best one where there is one, else its bounds.

    >>> figure_words(9899, Interval(7889, 11909)), figure_words(None, Interval(9569, math.inf))
    ('about 9,900', 'at least 9,600')
    """
    return reckoned(bounds) if best is None else f"about {count(rounded(best))}"


def term_words(term: Term) -> str:
    """A term of the balance: one claim as it was said, several as their sum, a stand-in floor as such."""
    one = term.parts[0]
    if len(term.parts) == 1 and one.interval == term.interval:
        return stated(one)
    return figure_words(term.best, term.interval)


def stock_place(stock: Stock, ledger: Ledger) -> str:
    """Where those present were counted."""
    return place_names(ledger, (part.scope for part in stock.parts))


def remainder_words(balance: Balance) -> str:
    """The remainder with its bounds: "about 9,900 (7,900–11,900)"."""
    if balance.best is None:
        return reckoned(balance.remainder)
    return f"{figure_words(balance.best, balance.remainder)} ({reckoned(balance.remainder)})"


def unexplained_words(balance: Balance) -> str:
    """The remainder less those counted, with its bounds: "about −100 (−3,100 to 2,900)"."""
    assert balance.unexplained is not None
    if balance.unexplained_best is None:
        return reckoned(balance.unexplained)
    return f"{figure_words(balance.unexplained_best, balance.unexplained)} ({reckoned(balance.unexplained)})"


def no_balance(drawn: Balances) -> str:
    """Why there is no balance at this day."""
    old = " or were made more than a year before it" if drawn.too_old else ""
    return (
        f"No balance can be drawn for {day(drawn.at)}: counts of those sent and of a loss are missing{old}, "
        "among the claims used here."
    )
