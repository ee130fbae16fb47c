"""Intervals: what a hedged figure says, and arithmetic that keeps what it does not say.

A claim is rarely a number. "At least 4,000" is [4000, inf); "up to 8,000" is [0, 8000]; "about 600" is 600
give or take a stated tolerance. The table of qualifiers is `RULES`; docs/methods.md prints it. Arithmetic
is ordinary interval arithmetic for quantities that cannot be negative unless a difference makes them so
(Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009, chapter 2).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

ABOUT_TOLERANCE = 0.10
"""Half-width of "about x" as a share of x, where the claim itself gives no low and high."""


@dataclass(frozen=True)
class Rule:
    """What a qualifier makes of a figure x: the interval from `lower` times x to `upper` times x.

    >>> print(RULES[1])
    about x: 0.9x to 1.1x (the figure, give or take 10% of it)
    """

    qualifier: str
    meaning: str
    lower: float
    upper: float

    def __str__(self) -> str:
        return f"{self.qualifier} x: {self.lower_words} to {self.upper_words} ({self.meaning})"

    @property
    def lower_words(self) -> str:
        """The lower end in words."""
        return _words(self.lower)

    @property
    def upper_words(self) -> str:
        """The upper end in words."""
        return _words(self.upper)


def _words(factor: float) -> str:
    named = {0: "0", 1: "x", math.inf: "no bound"}
    return named.get(factor) or f"{factor:g}x"


RULES = (
    Rule("exact", "the figure itself", 1, 1),
    Rule(
        "about",
        f"the figure, give or take {ABOUT_TOLERANCE:.0%} of it",
        1 - ABOUT_TOLERANCE,
        1 + ABOUT_TOLERANCE,
    ),
    Rule("nearly", f"the figure or up to {ABOUT_TOLERANCE:.0%} less", 1 - ABOUT_TOLERANCE, 1),
    Rule("at_least", "the figure or any more", 1, math.inf),
    Rule("more_than", "the figure or any more; the figure itself is kept as the end", 1, math.inf),
    Rule("up_to", "the figure or any less", 0, 1),
    Rule("between", "the two bounds the claim states", 1, 1),
)
"""The one table of qualifiers. Bounds that a claim states itself always win over it."""

QUALIFIERS = tuple(rule.qualifier for rule in RULES)


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
        """Divide by `other`, both non-negative; where `other` may be zero there is no upper bound.

        A divisor that can only be zero bounds nothing: the result is [0, inf). Raises ValueError for a
        negative end.

        >>> Interval(2430, 2970).over(Interval(270, 330))
        Interval(lower=7.363636363636363, upper=11.0)
        """
        if self.lower < 0 or other.lower < 0:
            raise ValueError(f"cannot divide {self} by {other}; both must be of quantities of zero or more")
        lower = 0.0 if other.upper in (0, math.inf) else self.lower / other.upper
        upper = math.inf if other.lower == 0 else self.upper / other.lower
        return Interval(lower, upper)

    def scaled(self, factor: float) -> Interval:
        """Both ends times a positive factor; raises ValueError for any other."""
        if not factor > 0:
            raise ValueError(f"cannot scale an interval by {factor}; the factor must be more than zero")
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
    rule = next(rule for rule in RULES if rule.qualifier == qualifier)
    return Interval(best * rule.lower, math.inf if math.isinf(rule.upper) else best * rule.upper)
