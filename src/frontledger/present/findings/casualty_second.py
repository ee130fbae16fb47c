"""The ratio by the second route in words, where an interval may have no end, or be two."""

from __future__ import annotations

import math

from frontledger.analysis.casualties.fieller import FiellerSet
from frontledger.analysis.casualties.reconciled import RatioPath
from frontledger.analysis.casualties.second_ratio import SecondRatio
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.casualties import level, ratio_number, ratio_text
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import count, day, join_names


def second_ratio_finding(
    found: SecondRatio | None, path: RatioPath | None, ledger: Ledger, confidence: float
) -> Finding | Note:
    """Wounded per killed by least squares, what its errors leave of it, and the bounds it stands beside."""
    if found is None:
        words = "least squares determines no numbers of killed and wounded for one day."
        return Note("second_ratio", f"By {day(ledger.as_of)} {words}")
    ends = found.ratios if found.ratios.kind == "between" else None
    low = None if ends is None or ends.upper < 0 else max(ends.lower, 0.0)
    return Finding(
        key="second_ratio",
        sentence=f"{_ratio_words(found)} Their errors {set_words(found.ratios, confidence)}.{_beside(found, path)}",
        doubt=(
            "Both numbers are taken for measurements whose errors are as wide as the wording and even to both "
            f"sides, which statements are not{_whose(found)}."
        ),
        value=None if found.ratio is None else round(found.ratio, 2),
        low=None if low is None else round(low, 2),
        high=None if low is None or ends is None else round(ends.upper, 2),
        unit="wounded per killed",
        claims=found.claims,
    )


def set_words(found: FiellerSet, confidence: float) -> str:
    """What the errors leave of a ratio that is not below nought, at a level of confidence.

    >>> set_words(FiellerSet("between", 5.91, 7.94), 0.95)
    'leave 5.9–7.9 at 95% (Fieller’s method)'
    >>> set_words(FiellerSet("outside", -54.3, 3.73), 0.95)
    'leave at least 3.7 and no upper end at 95% (Fieller’s method): the killed might be none'
    >>> set_words(FiellerSet("outside", 0.5, 3.73), 0.95)
    'leave up to 0.50 or at least 3.7, but nothing between, at 95% (Fieller’s method): the killed might be none'
    >>> set_words(FiellerSet("any", -math.inf, math.inf), 0.95)
    'leave any ratio at 95% (Fieller’s method): the killed cannot be told from none'
    """
    at = f"at {level(confidence)} (Fieller’s method)"
    if found.kind == "between":
        if found.upper < 0:
            return f"leave no ratio {at}: one of the numbers is below nought"
        return f"leave {ratio_text(Interval(max(found.lower, 0.0), found.upper))} {at}"
    if found.kind == "any" or found.upper <= 0:
        return f"leave any ratio {at}: the killed cannot be told from none"
    none = "the killed might be none"
    if math.isinf(found.upper):
        return f"leave up to {ratio_number(found.lower)} {at}" if found.lower >= 0 else f"leave no ratio {at}"
    if found.lower < 0:
        return f"leave at least {ratio_number(found.upper)} and no upper end {at}: {none}"
    low, high = ratio_number(found.lower), ratio_number(found.upper)
    return f"leave up to {low} or at least {high}, but nothing between, {at}: {none}"


def _ratio_words(found: SecondRatio) -> str:
    killed, wounded = (
        count(found.killed),
        count(max(found.wounded, 0.0) if found.ratio == 0 else found.wounded),
    )
    numbers = (
        f"{killed} killed (give or take {count(found.killed_deviation)}) and {wounded} wounded "
        f"(give or take {count(found.wounded_deviation)}) by {day(found.day)}"
    )
    if found.ratio is None:
        return f"The second route, least squares, has {numbers}: no ratio, because people cannot be fewer than none."
    return f"The second route, least squares, has {ratio_number(found.ratio)} wounded per killed: {numbers}."


def _beside(found: SecondRatio, path: RatioPath | None) -> str:
    days = [one for one in path.days if one.day == found.day] if path else []
    return f" The bounds of the reconciled path on that day are {ratio_text(days[0].bounds)}." if days else ""


def _whose(found: SecondRatio) -> str:
    names = [short_name(one) for one in found.bodies]
    if len(names) == 1:
        return (
            f"; all are of {names[0]}, so this tells how exactly one body speaks and not whether it is right"
        )
    return f"; they are of {join_names(names)}, and bodies that share a source err together"
