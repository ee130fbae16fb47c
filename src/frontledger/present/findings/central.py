"""Headline sentences about the central estimate: the middle of all that was said, and what to make of it."""

from __future__ import annotations

import math
from datetime import date

from frontledger.analysis.casualties.reconciled import RatioPath
from frontledger.analysis.central import Central, Foretold
from frontledger.analysis.central.result import LEVEL
from frontledger.analysis.reconcile import Quantity
from frontledger.analysis.troops.balance_terms import OLDEST_CARRIED
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.central import half, may_fall, may_fall_words, middle, most_counted
from frontledger.present.findings import troops
from frontledger.present.reconciled import Together
from frontledger.present.words.casualties import ratio_number
from frontledger.present.words.counts import force_name, rounded, stated
from frontledger.present.words.numbers import count, day, interval_text, join_names, percent
from frontledger.present.words.reconcile import measure_words, quantity_words


def headline(all_of: Together, found: Central, at: date | None = None) -> Finding:
    """The central estimate of those sent, or of what else is counted, on the last day claims speak of up to `at`.

    What was last counted more than a year before is left out, as in the balance; where nothing has a middle,
    the headline is that of the claims alone.
    """
    until = all_of.day(at)
    newest = {one: _last_counted(all_of, one, until) for one in most_counted(all_of)} if until else {}
    told = [
        middle(found, one, until)
        for one, last in newest.items()
        if until and last and until - last <= OLDEST_CARRIED
    ]
    if until is None or not told:
        return troops.headline(all_of.ledger, at)
    old = {one: last for one, last in newest.items() if last and until - last > OLDEST_CARRIED}
    first, ends = told[0], may_fall(half(found, told[0]))
    others = [f"{_figure(all_of, one)} ({may_fall_words(half(found, one))})" for one in told[1:]]
    return Finding(
        key="middle",
        sentence=(
            f"Put together, the claims about {force_name(all_of.ledger)} come to {_figure(all_of, first)} by "
            f"{day(until)} (half of other bodies’ figures may lie in {interval_text(ends)})"
            f"{'; and to ' + join_names(others) if others else ''}."
        ),
        doubt=(
            f"This is the middle of all that was said, and nobody’s count. Last said: {_newest(all_of, told)}. "
            f"{percent(LEVEL)} of other bodies’ figures may lie in {_widely(all_of, told)}: bodies have differed "
            f"that much.{_left_out(all_of, old)}"
        ),
        value=float(rounded(first.estimate)),
        low=float(ends.lower),
        high=float(ends.upper),
        unit="people",
        claims=all_of.claims,
    )


def apart_finding(all_of: Together, found: Central, at: date | None = None) -> Finding | Note:
    """Where the central estimate and the path that asks least lie furthest apart, and whether that matters."""
    until = all_of.day(at)
    pairs = [
        (middle(found, one, until), point[1])
        for one in most_counted(all_of)
        if until and (point := all_of.point(one, until)) and point[1] >= 1
    ]
    pairs = [(told, path) for told, path in pairs if told.estimate >= 1]
    if until is None or not pairs:
        return Note("apart", "Too few claims stand beside one another for two ways of putting them together.")
    told, path = max(pairs, key=lambda pair: abs(math.log(pair[1] / pair[0].estimate)))
    outside = [one.quantity for one, level in pairs if not one.interval.lower <= level <= one.interval.upper]
    return Finding(
        key="apart",
        sentence=(
            f"On {day(until)} the central estimate and the path that asks least part most over "
            f"“{quantity_words(all_of.ledger, told.quantity)}”: {count(rounded(told.estimate))} against "
            f"{count(rounded(path))}. {_outside(all_of, outside)}"
        ),
        doubt=(
            "The one weighs every figure and lets one far from all others pull little; the other goes wherever no "
            "other claim forbids it. Which is nearer the truth, the claims cannot tell."
        ),
        value=round(path / told.estimate, 2),
        unit="path that asks least, as a share of the central estimate",
        claims=tuple(sorted(claim.claim_id for claim in all_of.drawn(told.quantity))),
    )


def ratio_finding(path: RatioPath | None, found: Central, ledger: Ledger) -> Finding | Note:
    """Wounded per killed by the central estimates, beside that of the path that asks least."""
    last = path.days[-1] if path else None
    if path is None or last is None or last.estimate is None:
        words = "the claims used here have no central estimate of killed and wounded in one place."
        return Note("central_ratio", f"By {day(ledger.as_of)} {words}")
    killed, wounded = (
        found.foretell(measure, last.day, scope=path.scope).estimate for measure in ("killed", "wounded")
    )
    if killed < 1:
        return Note("central_ratio", f"By {day(last.day)} the central estimate has nobody killed.")
    ratio = wounded / killed
    side = "within" if last.bounds.lower <= ratio <= last.bounds.upper else "outside"
    return Finding(
        key="central_ratio",
        sentence=(
            f"The central estimate, the middle of all that was said, has {ratio_number(ratio)} wounded per killed by "
            f"{day(last.day)} ({count(rounded(wounded))} to {count(rounded(killed))}); the path that asks least has "
            f"{ratio_number(last.estimate)}. It lies {side} what the claims together leave."
        ),
        doubt=(
            "Two middles make no middle of the ratio: another body may err the same way with both counts, or "
            "opposite ways, so no interval is given here."
        ),
        value=round(ratio, 2),
        unit="wounded per killed",
        claims=path.claims,
    )


def _last_counted(all_of: Together, one: Quantity, until: date | None) -> date | None:
    days = [claim.day for claim in all_of.drawn(one)]
    return max((when for when in days if until and when <= until), default=None)


def _figure(all_of: Together, told: Foretold) -> str:
    return f"{count(rounded(told.estimate))} {measure_words(all_of.ledger, told.quantity.measure)}"


def _newest(all_of: Together, told: list[Foretold]) -> str:
    """Who last gave a figure of each quantity, and when."""
    words = []
    for one in told:
        made = [all_of.counts[claim.claim_id] for claim in all_of.drawn(one.quantity) if claim.day <= one.day]
        last = max(made, key=lambda claim: claim.rank)
        name = measure_words(all_of.ledger, last.measure)
        words.append(f"{stated(last)} {name} ({last.claimant}, {day(last.said)})")
    return join_names(words)


def _widely(all_of: Together, told: list[Foretold]) -> str:
    """Where nearly all figures may fall, quantity by quantity."""
    named = [(may_fall_words(one), measure_words(all_of.ledger, one.quantity.measure)) for one in told]
    return join_names([f"{interval} {name}" for interval, name in named])


def _left_out(all_of: Together, old: dict[Quantity, date]) -> str:
    words = [f"“{quantity_words(all_of.ledger, one)}” ({day(last)})" for one, last in old.items()]
    return f" Left out, last counted more than a year before: {join_names(words)}." if words else ""


def _outside(all_of: Together, outside: list[Quantity]) -> str:
    """Whether the path that asks least lies where another body's figure may fall."""
    if not outside:
        return "Everywhere looked at, the latter lies where another body’s figure may fall."
    names = join_names([f"“{quantity_words(all_of.ledger, one)}”" for one in outside])
    return f"For {names} the latter lies where hardly another body’s figure may fall."
