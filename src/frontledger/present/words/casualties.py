"""Ratios, killed shares and the bodies that gave them, in words."""

from __future__ import annotations

import math
from datetime import date

from frontledger.analysis.casualties.conflicts import KilledEvidence
from frontledger.analysis.casualties.ratio_claims import RatioClaim
from frontledger.analysis.casualties.tolls import Toll
from frontledger.ledger import Interval
from frontledger.present.words.counts import UNBOUNDED, reckoned, short_day, short_name
from frontledger.present.words.numbers import count, day, interval_text, percent

_TELLING = 20
"""Letters from which on a name is taken to tell by itself whose body it is."""

SCREEN_WORDS = {
    "within": "within the combat range",
    "above": "above the combat range",
    "below": "below the combat range",
    "defenceless": "below one: needs a reason",
    "open": "cannot be told",
}
"""What each outcome of the screen of ratios is called in tables."""


def ratio_text(interval: Interval) -> str:
    """Wounded per killed in words: one decimal, two below one; an end without a bound is not written.

    >>> ratio_text(Interval(7.36, 11)), ratio_text(Interval(0, 3.9)), ratio_text(Interval(0.357, 0.658))
    ('7.4–11.0', 'up to 3.9', '0.36–0.66')
    >>> ratio_text(Interval(0, math.inf)), ratio_text(Interval(1.5, math.inf))
    ('no bound', 'at least 1.5')
    """
    if interval.lower <= 0 and math.isinf(interval.upper):
        return UNBOUNDED
    if interval.lower <= 0:
        return f"up to {ratio_number(interval.upper)}"
    if math.isinf(interval.upper):
        return f"at least {ratio_number(interval.lower)}"
    low, high = ratio_number(interval.lower), ratio_number(interval.upper)
    return low if low == high else f"{low}–{high}"


def ratio_number(ratio: float) -> str:
    """A finite ratio: one decimal, two below one.

    >>> ratio_number(6.833), ratio_number(0.4925)
    ('6.8', '0.49')
    >>> ratio_number(0.0)
    '0'
    """
    return count(ratio, 2 if 0 < ratio < 1 else 1) if ratio else "0"


def killed_share_text(interval: Interval) -> str:
    """A killed share, which lies between 0 and 1 at any rate, as percent in words.

    >>> killed_share_text(Interval(0.083, 0.12)), killed_share_text(Interval(0.205, 1))
    ('8–12%', 'at least 20%')
    >>> killed_share_text(Interval(0, 1))
    'no bound'
    """
    return share_text(Interval(interval.lower, math.inf if interval.upper >= 1 else interval.upper))


def share_text(interval: Interval) -> str:
    """A share of those sent, 0 and up, as percent in words; an end without a bound is not written.

    >>> share_text(Interval(0.083, 0.12)), share_text(Interval(0.4, math.inf))
    ('8–12%', 'at least 40%')
    """
    return f"{interval_text(interval.scaled(100))}%" if _bounded(interval) else UNBOUNDED


def stated_ratio(claim: RatioClaim) -> float | None:
    """The ratio of the numbers as said, where it is one number and no mere ceiling."""
    return claim.stated.ratio.upper if claim.stated and claim.stated.ratio.is_point else None


def ratio_words(claim: RatioClaim) -> str:
    """The ratio of the numbers as said with its bounds, or the bounds alone where they say all there is."""
    stated, bounds = stated_ratio(claim), claim.bounds.ratio
    if stated is None or not bounds.lower < stated < bounds.upper:
        return ratio_text(bounds)
    return f"{ratio_number(stated)} ({ratio_text(bounds)})"


def furthest_words(claim: RatioClaim) -> str:
    """The ratio of the numbers as said, as the end of a range; named as a ceiling where it is one."""
    ceiling = "at most " if claim.bounds.ratio.lower <= 0 else ""
    return f"{ceiling}{ratio_number(stated_ratio(claim) or 0.0)}"


def with_bounds(stated: str, bounds: str) -> str:
    """What was said with its bounds in brackets; the bounds alone where they end in what was said.

    >>> with_bounds("36%", "33–40%"), with_bounds("36%", "at least 36%"), with_bounds("76", "no bound")
    ('36% (33–40%)', 'at least 36%', '76 (no bound)')
    """
    return (
        bounds
        if bounds.removeprefix("at least ").removeprefix("up to ") == stated
        else f"{stated} ({bounds})"
    )


def number_text(stated: float | None, bounds: Interval) -> str:
    """A number of people as said, with its bounds where the words leave room on both sides.

    >>> number_text(300, Interval(270, 330)), number_text(100, Interval(100, math.inf))
    ('300 (270–330)', 'at least 100')
    >>> number_text(None, Interval(200, 999)), number_text(50, Interval(50, 50))
    ('200–999', '50')
    """
    if stated is None or bounds.is_point or math.isinf(bounds.upper):
        return interval_text(bounds)
    return f"{count(stated)} ({interval_text(bounds)})"


def implied_text(one: KilledEvidence) -> str:
    """A number of killed that follows from a share, its bounds rounded to what they can bear."""
    if one.stated is None or one.killed.is_point:
        return reckoned(one.killed)
    return f"{count(one.stated)} ({reckoned(one.killed)})"


def said_by(claimant: str, as_of: date) -> str:
    """A body and the day its number is for, for a label.

    >>> said_by("NIS (South Korea)", date(2025, 1, 13))
    'NIS, 13 Jan 2025'
    """
    return f"{body_name(claimant)}, {short_day(as_of)}"


def body_name(claimant: str) -> str:
    """A body's name without its country where it tells whose body it is; a common short name keeps it.

    >>> body_name("NIS (South Korea)"), body_name("Unnamed officials (US)"), body_name("UK MoD")
    ('NIS', 'Unnamed officials (US)', 'UK MoD')
    """
    name = short_name(claimant)
    return (
        claimant if len(name) < _TELLING and not name.isupper() and not name.startswith("President") else name
    )


def said_in_full(toll: Toll) -> str:
    """A body and the day its number is for, for a sentence."""
    return f"{short_name(toll.claimant)}, {day(toll.as_of)}"


def rests_on(claim: RatioClaim) -> str:
    """The numbers a ratio is formed from, as said."""
    lead, other = claim.lead, claim.other
    if claim.basis == "killed_share":
        share = f"{interval_text(lead.bounds) if lead.stated is None else count(lead.stated)}% killed"
        return f"{share} of {_plain(other)}" if other else share
    if other is None:
        return f"{_plain(lead)} killed"
    if claim.basis == "killed_and_wounded":
        return f"{_plain(lead)} killed, {_plain(other)} wounded"
    missing = ", missing and captured among them" if claim.basis == "killed_and_wide_total" else ""
    return f"{_plain(lead)} killed of {_plain(other)}{missing}"


def factor_text(factor: float) -> str:
    """How many times as much, to two figures.

    >>> factor_text(1.92), factor_text(11.18)
    ('1.9 times', '11 times')
    """
    return f"{count(factor, 1 if factor < 10 else 0)} times"


def level(confidence: float) -> str:
    """A confidence level in percent.

    >>> level(0.95), level(0.999)
    ('95%', '99.9%')
    """
    return percent(confidence, 0 if round(100 * confidence, 6).is_integer() else 1)


def _plain(toll: Toll) -> str:
    if toll.stated is None or math.isinf(toll.bounds.upper):
        return interval_text(toll.bounds)
    return count(toll.stated)


def _bounded(interval: Interval) -> bool:
    return interval.lower > 0 or not math.isinf(interval.upper)
