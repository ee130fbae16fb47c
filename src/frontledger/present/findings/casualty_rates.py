"""Sentences about casualties against those sent, and about how fast they came."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta

from frontledger.analysis.casualties.fractions import FractionOf, OwnFraction, same_casualties_apart
from frontledger.analysis.casualties.projections import CarriedRate
from frontledger.analysis.casualties.rates import Pace, Slowdown, sharpest_slowdown
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.casualties import level, number_text, ratio_text, said_in_full
from frontledger.present.words.counts import reckoned, short_name
from frontledger.present.words.numbers import count, day, percent, plural


def fraction_finding(
    found: Sequence[FractionOf], own: Sequence[OwnFraction], ledger: Ledger
) -> Finding | Note:
    """That the denominator alone moves the fraction: two bodies that state one number, or one total."""
    apart = same_casualties_apart(own)
    if apart:
        return _two_bases(*apart)
    sized = [one for one in found if one.casualties.stated]
    if not sized:
        return Note("fraction", f"By {day(ledger.as_of)} no casualty total with one number was in use here.")
    largest = max(sized, key=lambda one: one.casualties.stated or 0)
    shares = [share for share in largest.stated_shares if share is not None]
    return Finding(
        key="fraction",
        sentence=(
            f"The same {count(largest.casualties.stated or 0)} casualties "
            f"({said_in_full(largest.casualties)}) are {percent(max(shares))} of "
            f"{count(min(largest.denominators))} and {percent(min(shares))} of "
            f"{count(max(largest.denominators))} sent."
        ),
        doubt=_BASE_DOUBT,
        value=round(100 * max(shares), 1),
        low=round(100 * min(shares), 1),
        high=round(100 * max(shares), 1),
        unit="% of those sent",
        claims=largest.casualties.claims,
    )


def slowdown_finding(
    found: Sequence[Pace], ledger: Ledger, strength: int, confidence: float
) -> Finding | Note:
    """Where one body's own totals slowed most, with counting noise and what the wording leaves."""
    slowdown = sharpest_slowdown(found)
    if slowdown is None:
        words = "no body used here had given three totals whose growth slowed."
        return Note("slowdown", f"By {day(ledger.as_of)} {words}")
    noise = slowdown.noise(confidence)
    return Finding(
        key="slowdown",
        sentence=(
            f"By the own totals of {slowdown.fast.claimant} casualties came {count(slowdown.factor, 1)} "
            f"times as fast from {_days(slowdown.fast)} as from {_days(slowdown.slow)}: "
            f"{_rate(slowdown.fast, strength)} against {_rate(slowdown.slow, strength)} per 1,000 soldiers "
            "per day."
        ),
        doubt=(
            f"{count(strength)} soldiers present throughout is an assumption, and the rate moves with it, "
            f"not the factor. Chance alone would leave the factor at {ratio_text(noise)} "
            f"({level(confidence)}); the wording of the totals leaves {_left_open(slowdown)}. A total may "
            "also grow because more became known."
        ),
        claims=tuple(dict.fromkeys((*slowdown.fast.claims, *slowdown.slow.claims))),
    )


def carried_finding(carried: Sequence[CarriedRate], ledger: Ledger, strength: int) -> Finding | Note:
    """When the newest daily rate would have hit everyone assumed present, and what was claimed by then."""
    rate = carried[-1].rate if carried else None
    if rate is None or rate.start is None or not rate.stated:
        return Note("carried", f"By {day(ledger.as_of)} no daily rate stood beside a total used here.")
    spent = rate.start + timedelta(days=strength / rate.stated)
    shown = [one for one in carried if one.rate == rate and one.total.as_of <= spent]
    bounded = [one for one in shown if one.total.bounds.upper < float("inf")]
    words = [
        f"{count(rate.stated)} casualties a day from {day(rate.start)} on ({short_name(rate.claimant)}) "
        f"would have hit all {count(strength)} soldiers assumed present by {day(spent)}."
    ]
    words += [_by_then(bounded[-1])] if bounded else []
    return Finding(
        key="carried",
        sentence=" ".join([*words, _own_days(shown)]),
        doubt=(
            "The ledger does not hold the method behind the rate. A mean over some weeks says nothing of "
            "the weeks after, and a rate made from one body's totals is no second source for them."
        ),
        value=rate.stated,
        low=rate.bounds.lower,
        high=rate.bounds.upper,
        unit="casualties a day",
        claims=tuple(dict.fromkeys((*rate.claims, *(claim for one in shown for claim in one.total.claims)))),
    )


_BASE_DOUBT = (
    "Neither number is wrong for that: a fraction without its denominator says little. Those sent later, "
    "replaced or gone home are in some denominators and not in others."
)


def _two_bases(larger: OwnFraction, smaller: OwnFraction) -> Finding:
    return Finding(
        key="fraction",
        sentence=(
            f"{count(larger.casualties.stated or 0)} casualties are {percent(larger.share)} of the "
            f"{_base(larger)} and {percent(smaller.share)} of the {_base(smaller)}: one number of "
            "casualties, two denominators."
        ),
        doubt=" ".join([*(_floor(one) for one in (larger, smaller) if _is_floor(one)), _BASE_DOUBT]),
        low=round(100 * smaller.share, 1),
        high=round(100 * larger.share, 1),
        unit="% of those sent",
        claims=tuple(
            dict.fromkeys(
                claim for one in (larger, smaller) for claim in (*one.casualties.claims, *one.claims)
            )
        ),
    )


def _base(own: OwnFraction) -> str:
    body, when = short_name(own.casualties.claimant), day(own.casualties.as_of)
    return f"{count(own.sent)} sent that {body} goes by ({when})"


def _is_floor(own: OwnFraction) -> bool:
    return math.isinf(own.casualties.bounds.upper)


def _floor(own: OwnFraction) -> str:
    return f"The number of {short_name(own.casualties.claimant)} is a floor, and so is its share."


def _days(pace: Pace) -> str:
    return f"{day(pace.start)} to {day(pace.end)}"


def _rate(pace: Pace, strength: int) -> str:
    return count(pace.per_thousand_stated(strength) or 0, 1)


def _left_open(slowdown: Slowdown) -> str:
    fast, slow = slowdown.fast.per_day(), slowdown.slow.per_day()
    if fast is None or slow is None or fast.overlaps(slow):
        return "even its direction open"
    return "its direction clear"


def _by_then(one: CarriedRate) -> str:
    total = one.total
    return (
        f"For {day(total.as_of)}, when it would have come to {reckoned(one.carried)}, {total.claimant} gave "
        f"{number_text(total.stated, total.bounds)}, which is {reckoned(one.per_day)} a day."
    )


def _own_days(shown: Sequence[CarriedRate]) -> str:
    own = [one for one in shown if one.total.as_of <= one.rate.as_of]
    fits = sum(one.verdict == "agrees" for one in own)
    if not own:
        return "No total was claimed for the days the rate is for."
    return f"In the days the rate is for, it fits {count(fits)} of {plural(len(own), 'total')} claimed."
