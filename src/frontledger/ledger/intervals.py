"""Intervals: what a hedged figure says, and arithmetic that keeps what it does not say.

A claim is rarely a number. "At least 4,000" is [4000, inf); "up to 8,000" is [0, 8000]; "about 600" is 600 give or
take a stated tolerance. The table of qualifiers is `RULES`; docs/methods.md prints it. Arithmetic follows ordinary
interval arithmetic for quantities that cannot be negative unless a difference makes them so
(Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, chapter 2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

ABOUT_TOLERANCE = 0.10
"""Half-width of "about x" as a share of x, where the claim itself gives no low and high."""

QUALIFIERS = ("exact", "about", "nearly", "at_least", "more_than", "up_to", "between")


@dataclass(frozen=True)
class Interval:
    """A closed interval of counts, [lower, upper]; an infinite upper end means no upper bound was stated.

    >>> Interval(10500, 11500) - Interval(400, 600)
    Interval(lower=9900, upper=11100)
    >>> Interval(4000, math.inf).overlaps(Interval(3000, 3900))
    False
    """

    lower: float
    upper: float

    def __post_init__(self) -> None:
        if math.isnan(self.lower) or math.isnan(self.upper) or self.lower > self.upper:
            raise ValueError(f"not an interval: lower {self.lower}, upper {self.upper}; give lower <= upper")

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.lower + other.lower, self.upper + other.upper)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.lower - other.upper, self.upper - other.lower)

    def overlaps(self, other: Interval) -> bool:
        """Whether one value could satisfy both."""
        return self.lower <= other.upper and other.lower <= self.upper

    def intersect(self, other: Interval) -> Interval | None:
        """The values that satisfy both, or None where there is none."""
        if not self.overlaps(other):
            return None
        return Interval(max(self.lower, other.lower), min(self.upper, other.upper))

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        return Interval(min(self.lower, other.lower), max(self.upper, other.upper))

    def over(self, other: Interval) -> Interval:
        """This divided by `other`, both of non-negative quantities; a zero divisor gives an unbounded upper end.

        >>> Interval(2430, 2970).over(Interval(270, 330))
        Interval(lower=7.363636363636363, upper=11.0)
        """
        lower = 0.0 if math.isinf(other.upper) else (self.lower / other.upper if other.upper else math.inf)
        upper = math.inf if other.lower == 0 else self.upper / other.lower
        return Interval(lower, upper)

    def scaled(self, factor: float) -> Interval:
        """Both ends times a positive factor."""
        return Interval(self.lower * factor, self.upper * factor)

    @property
    def is_point(self) -> bool:
        """Whether a single value is meant."""
        return self.lower == self.upper


def interval_of(
    qualifier: str, low: float = math.nan, best: float = math.nan, high: float = math.nan
) -> Interval | None:
    """The interval a claim states, or None when it states no number.

    `low` and `high` are the claim's own bounds and win over the rule of the qualifier; NaN means not stated.

    >>> interval_of("at_least", best=3000)
    Interval(lower=3000, upper=inf)
    >>> interval_of("about", best=4000)
    Interval(lower=3600.0, upper=4400.0)
    >>> interval_of("between", low=3000, high=4000)
    Interval(lower=3000, upper=4000)
    """
    ruled = _rule(qualifier, best)
    lower = low if not math.isnan(low) else (ruled.lower if ruled else math.nan)
    upper = high if not math.isnan(high) else (ruled.upper if ruled else math.nan)
    if math.isnan(lower) and math.isnan(upper):
        return None
    return Interval(0.0 if math.isnan(lower) else lower, math.inf if math.isnan(upper) else upper)


def _rule(qualifier: str, best: float) -> Interval | None:
    if math.isnan(best):
        return None
    rules = {
        "exact": (best, best),
        "about": (best * (1 - ABOUT_TOLERANCE), best * (1 + ABOUT_TOLERANCE)),
        "nearly": (best * (1 - ABOUT_TOLERANCE), best),
        "at_least": (best, math.inf),
        "more_than": (best, math.inf),
        "up_to": (0.0, best),
        "between": (best, best),
    }
    return Interval(*rules[qualifier])
