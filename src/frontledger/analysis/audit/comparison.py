"""Which claims a statement may be set against, and what such a claim says about it.

A claim seldom speaks of the same day and place as the article. What it still implies follows from the form of
the measure: a running total never falls, so an earlier claim gives a floor and a later one a ceiling; a count
of people in a part of an area gives a floor for the whole area, and the other way round a ceiling. Interval
arithmetic does the rest (Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, chapter 2).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from frontledger.analysis.audit.statements import Case, Statement
from frontledger.analysis.claim_counts import Count, counts
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import interval_of

NEAR = timedelta(days=31)
"""Dates no further apart than this are taken as the same: figures of a war are dated to the month at best."""

OPEN_ENDED = ("at_least", "more_than", "up_to")
COUNTED = ("cumulative", "stock", "flow")
"""Forms of which a part of an area holds no more than the whole."""


def comparable(case: Case, statement: Statement, measure: str = "") -> tuple[Count, ...]:
    """Estimates of the measure for the statement's force, in its scope, one around or one inside.

    Echoes are left out; claims without a number are too.
    """
    scopes = related_scopes(case.ledger, statement.scope)
    force = statement.force or None
    return counts(case.ledger, measure or statement.measure, force=force, scopes=scopes or None)


def near(statement: Statement, claim: Count) -> bool:
    """Whether the claim speaks of the statement's time: the same period for a flow, else about that day.

    A statement that gives no date is also near to what was said about when the article came out.
    """
    if claim.form == "flow" and statement.start and claim.start:
        return _close(statement.start, claim.start) and _close(statement.at, claim.as_of)
    if not statement.dated and _close(statement.published, claim.said):
        return True
    return _close(statement.at, claim.as_of)


def bears_out(statement: Statement, claim: Count, ledger: Ledger) -> bool:
    """Whether the claim supports the figure: names it for that time, or implies nothing outside it.

    A bound counts as named where it is stated: "at least 120" is compatible with 220, and no support for it.
    """
    if statement.figure is None:
        return False
    named = near(statement, claim) and statement.figure.overlaps(_named(claim))
    implied = implied_for(statement, claim, ledger)
    return named or (implied is not None and _inside(implied, statement.figure))


def rules_out(statement: Statement, claim: Count, ledger: Ledger) -> bool:
    """Whether the figure and the claim cannot both be true."""
    implied = implied_for(statement, claim, ledger)
    return implied is not None and statement.figure is not None and not implied.overlaps(statement.figure)


def implied_for(statement: Statement, claim: Count, ledger: Ledger) -> Interval | None:
    """What the claim says of the number at the statement's own time and place; None where it is silent."""
    floor, ceiling = _bounds_in_time(statement, claim)
    if claim.form in COUNTED and claim.scope != statement.scope:
        inner = claim.scope in _inside_of(ledger, statement.scope)
        floor, ceiling = floor and inner, ceiling and not inner
    if not (floor or ceiling):
        return None
    return Interval(claim.interval.lower if floor else 0.0, claim.interval.upper if ceiling else math.inf)


def same_number(statement: Statement, claim: Count) -> bool:
    """Whether both state the very same number, hedge apart: how a copied figure is told."""
    if claim.best is not None:
        return claim.best in statement.stated
    return statement.stated == (claim.interval.lower, claim.interval.upper)


def latest_by_claimant(claims: Iterable[Count], by: date) -> tuple[Count, ...]:
    """Each body's claim for the last day up to `by`, by claim id."""
    last: dict[str, Count] = {}
    for claim in sorted((claim for claim in claims if claim.as_of <= by), key=lambda claim: claim.rank):
        last[claim.claimant_id] = claim
    return tuple(sorted(last.values(), key=lambda claim: claim.claim_id))


def _bounds_in_time(statement: Statement, claim: Count) -> tuple[bool, bool]:
    """Whether the claim's lower and upper end hold at the statement's time."""
    if near(statement, claim):
        return True, True
    if claim.form == "cumulative":
        return claim.as_of <= statement.at, claim.as_of >= statement.at
    if claim.form == "flow" and statement.start and claim.start:
        within = statement.start <= claim.start and claim.as_of <= statement.at
        around = claim.start <= statement.start and statement.at <= claim.as_of
        return within, around
    return False, False


def _named(claim: Count) -> Interval:
    """The claim's number itself: an open bound is read as "about" that number."""
    if claim.qualifier in OPEN_ENDED and claim.best is not None:
        return interval_of("about", best=claim.best) or claim.interval
    return claim.interval


def _inside(inner: Interval, outer: Interval) -> bool:
    return outer.lower <= inner.lower and inner.upper <= outer.upper


def _close(one: date, other: date) -> bool:
    return abs(one - other) <= NEAR


def related_scopes(ledger: Ledger, scope: str) -> frozenset[str]:
    """A scope, all it lies in and all that lies in it; nothing for no scope."""
    return frozenset({scope, *_around(ledger, scope), *_inside_of(ledger, scope)}) if scope else frozenset()


def _around(ledger: Ledger, scope: str) -> tuple[str, ...]:
    return tuple(name for name in ledger.scopes["scope"] if scope in _inside_of(ledger, name))


def _inside_of(ledger: Ledger, scope: str) -> frozenset[str]:
    parents = dict(zip(ledger.scopes["scope"], ledger.scopes["inside"], strict=True))
    found = {scope}
    while more := {name for name, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found - {scope})
