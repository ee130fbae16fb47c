"""Who should be there: sent, less killed, gone home and captured, set beside who is said to be there.

Which claims make up each term is decided by the rules of `balance_terms`. Interval arithmetic keeps every
bound, and a number of people is not below nought. A term no body counted is left out and not guessed; the
remainder then still holds it.

For all bodies together a term spans the figures with two ends; a floor or a ceiling that one of those
figures could meet adds nothing, one that contradicts them all widens the span. The stock set beside a
body's remainder is its own count nearest the date: for Russia as a whole, or else the sum of its counts for
places that do not overlap; never a count that already served as a floor for those sent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from frontledger.analysis.claim_counts import Count, counts, main_place, places_within
from frontledger.analysis.troops.balance_terms import Term, is_fresh, last_counted_day, summed, terms_at
from frontledger.analysis.troops.flows import stock_places
from frontledger.ledger import Interval, Ledger

STOCK_WINDOW = timedelta(days=60)
"""How far before or after the date a count of those present may lie to be set beside the remainder."""


@dataclass(frozen=True)
class Stock:
    """A count of those present; `whole` where it covers all of Russia rather than some places in it."""

    interval: Interval
    best: float | None
    parts: tuple[Count, ...]
    whole: bool


@dataclass(frozen=True)
class Balance:
    """Sent less losses at a date, for one body, or for all bodies together (`claimant_id` empty)."""

    at: date
    claimant_id: str
    claimant: str
    terms: tuple[Term, ...]
    remainder: Interval
    best: float | None
    stock: Stock | None = None

    @property
    def unexplained(self) -> Interval | None:
        """The remainder less the count of those present: people the figures leave unaccounted for."""
        return self.remainder - self.stock.interval if self.stock else None

    @property
    def unexplained_best(self) -> float | None:
        """The same from the best figures; None where one of them is a range or a bound."""
        if self.stock is None or self.best is None or self.stock.best is None:
            return None
        return self.best - self.stock.best

    @property
    def bounded(self) -> bool:
        """Whether the claims give the remainder an upper end."""
        return math.isfinite(self.remainder.upper)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims it is drawn from, the stock's among them."""
        stock = self.stock.parts if self.stock else ()
        return tuple(part.claim_id for term in self.terms for part in term.parts) + tuple(
            part.claim_id for part in stock
        )


@dataclass(frozen=True)
class Balances:
    """The balance at a date: each body's own, all bodies together, and what is set beside or left out."""

    at: date
    bodies: tuple[Balance, ...]
    everyone: Balance | None
    stocks: tuple[Count, ...]
    too_old: tuple[Term, ...]

    @property
    def chosen(self) -> Balance | None:
        """The body's balance that says most: bounded, complete, with a stock beside it, on the newest claims.

        None where no balance bounds the remainder at either end.
        """
        return next((one for one in self.bodies if one.bounded or one.remainder.lower > 0), None)


def balances(ledger: Ledger, at: date | None = None) -> Balances:
    """Draw up the balance at a date, by the rules of this module and of `balance_terms`, in people.

    None means the last day any claim speaks for. A body has a balance of its own where it counted those
    sent and at least one loss.
    """
    day = at or last_counted_day(ledger)
    terms = terms_at(ledger, day)
    fresh = {
        name: {who: term for who, term in found.items() if is_fresh(term, day)}
        for name, found in terms.items()
    }
    old = [term for found in terms.values() for term in found.values() if not is_fresh(term, day)]
    stocks = _stocks(ledger, day)
    areas = stock_places(ledger)
    bodies = [_own(who, fresh, stocks, day, areas) for who in fresh["sent"]]
    return Balances(
        at=day,
        bodies=tuple(sorted((one for one in bodies if one), key=_weight, reverse=True)),
        everyone=_everyone(fresh, day),
        stocks=stocks,
        too_old=tuple(old),
    )


def span(stated: Sequence[Interval]) -> Interval:
    """What several bodies' figures span together, by the rule of this module.

    >>> span([Interval(9000, 11000), Interval(13500, 16500), Interval(3000, math.inf)])
    Interval(lower=9000, upper=16500)
    >>> span([Interval(9000, 11000), Interval(12000, math.inf)])
    Interval(lower=9000, upper=inf)
    >>> span([Interval(3000, math.inf), Interval(11000, math.inf)])
    Interval(lower=11000, upper=inf)
    """
    closed = [one for one in stated if one.lower > 0 and math.isfinite(one.upper)]
    if not closed:
        least = max(one.lower for one in stated)
        return Interval(least, max(least, min(one.upper for one in stated)))
    whole = reduce(Interval.hull, closed)
    return reduce(Interval.hull, [one for one in stated if not one.overlaps(whole)], whole)


def _weight(one: Balance) -> tuple[bool, int, bool, date, str]:
    main_terms = sum(term.measure != "captured" for term in one.terms)
    newest = max(term.as_of for term in one.terms)
    return (one.bounded, main_terms, one.stock is not None, newest, one.claimant_id)


def _own(
    who: str,
    fresh: dict[str, dict[str, Term]],
    stocks: tuple[Count, ...],
    day: date,
    areas: tuple[frozenset[str], ...],
) -> Balance | None:
    terms = tuple(found[who] for found in fresh.values() if who in found)
    if len(terms) < 2:
        return None
    name = next(count.claimant for count in terms[0].parts)
    used = {part.claim_id for term in terms for part in term.parts}
    beside = [count for count in stocks if count.claimant_id == who and count.claim_id not in used]
    remainder, best = _remainder(terms)
    return Balance(day, who, name, terms, remainder, best, _own_stock(beside, day, areas))


def _everyone(fresh: dict[str, dict[str, Term]], day: date) -> Balance | None:
    terms = tuple(_hull(name, tuple(found.values())) for name, found in fresh.items() if found)
    if len(terms) < 2 or terms[0].measure != "sent":
        return None
    remainder, _ = _remainder(terms)
    return Balance(day, "", "", terms, remainder, None)


def _hull(measure: str, found: tuple[Term, ...]) -> Term:
    return Term(
        measure, span([term.interval for term in found]), None, tuple(p for t in found for p in t.parts)
    )


def _remainder(terms: tuple[Term, ...]) -> tuple[Interval, float | None]:
    sent, *losses = terms
    lost = reduce(Interval.__add__, (term.interval for term in losses))
    least = -math.inf if math.isinf(lost.upper) else sent.interval.lower - lost.upper
    raw = Interval(least, sent.interval.upper - lost.lower)
    best = summed([sent.best, *(None if term.best is None else -term.best for term in losses)])
    return raw.intersect(Interval(0.0, math.inf)) or raw, best


def _stocks(ledger: Ledger, day: date) -> tuple[Count, ...]:
    found = counts(ledger, "in_theatre", scopes=places_within(ledger, main_place(ledger)))
    return tuple(count for count in found if abs(count.as_of - day) <= STOCK_WINDOW)


def _own_stock(found: list[Count], day: date, areas: tuple[frozenset[str], ...]) -> Stock | None:
    """The count for Russia nearest the date, else the sum of the nearest for places that do not overlap."""
    groups = [[count for count in found if count.scope in places] for places in areas]
    whole, *parts = [_nearest(group, day) for group in groups]
    used = (whole,) if whole else tuple(part for part in parts if part)
    if not used:
        return None
    interval = reduce(Interval.__add__, (count.interval for count in used))
    return Stock(interval, summed([count.central for count in used]), used, whole is not None)


def _nearest(found: list[Count], day: date) -> Count | None:
    return min(found, key=lambda count: (abs(count.as_of - day), *_newest_first(count)), default=None)


def _newest_first(count: Count) -> tuple[int, int, str]:
    return (-count.said.toordinal(), count.credibility, count.claim_id)
