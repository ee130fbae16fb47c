"""Bounds on rounds in words."""

from __future__ import annotations

import math

from frontledger.analysis.arms.bounds import Bound
from frontledger.ledger import Interval
from frontledger.present.words.arms import large, who_when
from frontledger.present.words.numbers import count


def between(bounds: Interval | None) -> str:
    """What bounds leave of the rounds, millions in words.

    >>> between(Interval(4_000_000, 6_000_000)), between(Interval(4_000_000, math.inf))
    ('4 million to 6 million', 'at least 4 million')
    >>> between(Interval(0, 500_000)), between(None)
    ('up to 500,000', 'no number of')
    """
    if bounds is None:
        return "no number of"
    if math.isinf(bounds.upper):
        return f"at least {large(bounds.lower)}"
    if bounds.lower <= 0:
        return f"up to {large(bounds.upper)}"
    return large(bounds.lower) if bounds.is_point else f"{large(bounds.lower)} to {large(bounds.upper)}"


def end_words(ends: Interval) -> str:
    """The range of several bodies' floors or ceilings; none where nobody sets one.

    >>> end_words(Interval(0, 0)), end_words(Interval(500_000, 10_000_000))
    ('none', '500,000 to 10 million')
    """
    if ends.upper <= 0 or math.isinf(ends.lower):
        return "none"
    return large(ends.lower) if ends.is_point else f"{large(ends.lower)} to {large(ends.upper)}"


def bound_words(one: Bound) -> str:
    """One end, whose it is and what it rests on."""
    number = large(round(one.number, -3))
    if one.factor:
        held = f"{count(one.claim.size)} containers at {count(one.factor)} rounds each"
        return f"{number} ({who_when(one.claim)}: {held})"
    rests = "said to have come" if one.source == "content" else "could have been held"
    return f"{number} ({who_when(one.claim)}: {rests})"
