"""Counts of arms in words: millions as such, and what each measure and reading is called."""

from __future__ import annotations

import math
from datetime import timedelta

from frontledger.analysis.arms.rounds import Calibre
from frontledger.analysis.claim_counts import Count
from frontledger.ledger import Interval
from frontledger.present.words.counts import short_day, short_name, stated
from frontledger.present.words.numbers import count, interval_text

MILLION = 1_000_000

BARS = (
    "Bars show what a claim's wording allows, an arrow a floor without an upper end. "
    "A date known only to the month stands on its last day."
)

IF_ALL: dict[Calibre, str] = {
    "152mm": "if all were 152 mm shells",
    "122mm": "if all were 122 mm rockets",
    "any": "under the calibre each body assumed",
}

CAPACITY_HEADINGS = {
    "rounds_capacity_152mm": "Could hold, if all were 152 mm shells",
    "rounds_capacity_122mm": "Could hold, if all were 122 mm rockets",
    "rounds_capacity": "Could hold, calibre not stated",
    "rounds_delivered": "Said to have come, all calibres",
}


def large(number: float) -> str:
    """A count with millions and billions in words.

    >>> large(6_500_000), large(28_000), large(1_190_000_000)
    ('6.5 million', '28,000', '1.19 billion')
    """
    for size, word in ((1000 * MILLION, "billion"), (MILLION, "million")):
        if number >= size:
            return f"{number / size:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return count(number)


def said(one: Count) -> str:
    """The claim's number with its own hedge, millions in words: "more than 12 million", "4–6 million"."""
    if one.best is not None:
        return stated(one).replace(count(one.best), large(one.best))
    if one.interval.lower >= MILLION and math.isfinite(one.interval.upper):
        return f"{one.interval.lower / MILLION:g}–{one.interval.upper / MILLION:g} million"
    return interval_text(one.interval)


def who_when(one: Count) -> str:
    """Whose count it is and the day it holds for: "HUR, 26 Feb 2024"."""
    return f"{short_name(one.claimant)}, {short_day(one.as_of)}"


def who_window(one: Count) -> str:
    """Whose count it is and the time it covers: "HUR, Jan–Dec 2024", "MSMT, 1 Jan–15 Dec 2024"."""
    if one.start and (one.start.day, (one.as_of + timedelta(days=1)).day) != (1, 1):
        first = f"{one.start.day} {one.start:%b}" + (
            "" if one.start.year == one.as_of.year else f" {one.start:%Y}"
        )
        return f"{short_name(one.claimant)}, {first}–{short_day(one.as_of)}"
    if one.start is None or (one.start.year, one.start.month) == (one.as_of.year, one.as_of.month):
        return f"{short_name(one.claimant)}, {one.as_of:%b %Y}"
    first = f"{one.start:%b}" if one.start.year == one.as_of.year else f"{one.start:%b %Y}"
    return f"{short_name(one.claimant)}, {first}–{one.as_of:%b %Y}"


def share_text(share: Interval) -> str:
    """A share in percent, bounds where it has them.

    >>> share_text(Interval(0.333, 0.5)), share_text(Interval(1.0, math.inf)), share_text(Interval(0.5, 0.5))
    ('33–50%', 'at least 100%', '50%')
    """
    return f"{interval_text(share.scaled(100))}%"
