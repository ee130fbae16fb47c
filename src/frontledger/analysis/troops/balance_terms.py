"""The terms of the balance: which claims make up a body's count of the sent, the killed, the gone home.

The rules, so that anyone can repeat them:

1. Only estimates about the main force enter; echoes, forecasts, acknowledgements and counts of one action
   do not.
2. A body's figure for a term is its newest running total as of the date or before, plus its own counts for
   periods that begin after that total and end by the date. Of two of its periods that overlap the later
   said stands.
3. Without a running total, counts for periods add up on their own only for the gone home and the captured,
   who were none at the start. A period's count of those sent is no total.
4. One body's periods are never added to another body's total.
5. A total of those sent that the same body's own later count of those present exceeds is out of date: that
   later count then stands for it as a floor, without an upper end.
6. A figure whose newest part is more than a year old at the date is not carried forward.

Totals sent are those to Russia; periods of sending, killed and captured may name any place in Russia; gone
home, any.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

from frontledger.analysis.claim_counts import (
    Count,
    Series,
    by_claimant,
    counts,
    main_place,
    places_within,
)
from frontledger.ledger import Interval, Ledger

OLDEST_CARRIED = timedelta(days=365)
"""How long a count is carried forward to a later date."""

NO_ONE = Interval(0.0, 0.0)


@dataclass(frozen=True)
class Term:
    """One body's figure for one term of the balance and the claims it is made of."""

    measure: str
    interval: Interval
    best: float | None
    parts: tuple[Count, ...]

    @property
    def as_of(self) -> date:
        """The day of its newest part."""
        return max(part.as_of for part in self.parts)


@dataclass(frozen=True)
class _Rule:
    measure: str
    measures: tuple[str, ...]
    periods_alone: bool


LOSSES = (
    _Rule("killed", ("killed",), periods_alone=False),
    _Rule("returned_home", ("returned_home", "returned_home_in_period"), periods_alone=True),
    _Rule("captured", ("captured",), periods_alone=True),
)


def terms_at(ledger: Ledger, day: date) -> dict[str, dict[str, Term]]:
    """Every body's figure for every term at a day, old ones too: term -> claimant id -> people."""
    return {"sent": _sent(ledger, day)} | {rule.measure: _losses(ledger, rule, day) for rule in LOSSES}


def last_counted_day(ledger: Ledger) -> date:
    """The last day any count of sent, present, lost or gone home speaks for; the ledger's own if none."""
    measures = ("sent", "sent_in_period", "in_theatre", *(name for rule in LOSSES for name in rule.measures))
    days = [count.as_of for measure in measures for count in counts(ledger, measure)]
    return max(days, default=ledger.as_of)


def is_fresh(term: Term, day: date) -> bool:
    """Whether a figure is young enough to be carried forward to the day (rule 6)."""
    return day - term.as_of <= OLDEST_CARRIED


def summed(figures: Iterable[float | None]) -> float | None:
    """The sum of best figures, or None where one of them is missing.

    >>> summed([15000, -2000, -2000]), summed([15000, None])
    (11000, None)
    """
    known = list(figures)
    return None if None in known else sum(figure for figure in known if figure is not None)


def _sent(ledger: Ledger, day: date) -> dict[str, Term]:
    place = main_place(ledger)
    inside = places_within(ledger, place)
    totals = _known(counts(ledger, "sent", scopes={place}), day)
    periods = _known(counts(ledger, "sent_in_period", scopes=inside), day)
    stocks = _known(counts(ledger, "in_theatre", scopes=inside), day)
    found = {}
    for series in by_claimant(totals):
        total = _outgrown(series.counts[-1], _of(series, stocks))
        found[series.claimant_id] = _term("sent", total, _of(series, periods))
    return found


def _outgrown(total: Count, stocks: list[Count]) -> Term:
    """The total, or a floor where the body's own later stock claims show it is out of date (rule 5)."""
    above = [one for one in stocks if one.as_of > total.as_of and one.interval.lower > total.interval.upper]
    if not above:
        return Term("sent", total.interval, total.central, (total,))
    newest = max(above, key=lambda count: count.rank)
    return Term("sent", Interval(newest.interval.lower, math.inf), None, (newest,))


def _losses(ledger: Ledger, rule: _Rule, day: date) -> dict[str, Term]:
    scopes = None if rule.measure == "returned_home" else places_within(ledger, main_place(ledger))
    found = _known([count for name in rule.measures for count in counts(ledger, name, scopes=scopes)], day)
    terms = {}
    for series in by_claimant(found):
        totals = [count for count in series.counts if count.form == "cumulative"]
        periods = [count for count in series.counts if count.form == "flow"]
        if totals:
            total = Term(rule.measure, totals[-1].interval, totals[-1].central, (totals[-1],))
            terms[series.claimant_id] = _term(rule.measure, total, periods)
        elif rule.periods_alone:
            terms[series.claimant_id] = _term(rule.measure, None, periods)
    return terms


def _term(measure: str, total: Term | None, periods: list[Count]) -> Term:
    """A total and the periods after it, or periods alone, none overlapping another (rules 2 and 3)."""
    base = total.parts if total else ()
    from_day = total.as_of if total else date.min
    added: list[Count] = []
    for count in sorted(periods, key=lambda one: (one.said, one.rank), reverse=True):
        if all(_apart(count, other) for other in added) and (total is None or _starts_after(count, from_day)):
            added.append(count)
    interval = reduce(Interval.__add__, (one.interval for one in added), total.interval if total else NO_ONE)
    figures = [total.best if total else 0.0, *(one.central for one in added)]
    return Term(measure, interval, summed(figures), (*base, *sorted(added, key=lambda one: one.rank)))


def _starts_after(count: Count, day: date) -> bool:
    return count.start is not None and count.start > day


def _apart(one: Count, other: Count) -> bool:
    return _starts_after(one, other.as_of) or _starts_after(other, one.as_of)


def _known(found: Iterable[Count], day: date) -> list[Count]:
    return [count for count in found if count.as_of <= day]


def _of(series: Series, found: list[Count]) -> list[Count]:
    return [count for count in found if count.claimant_id == series.claimant_id]
