"""Tables of casualties against those sent, and of how fast they came."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.casualties.fractions import FractionOf, OwnFraction
from frontledger.analysis.casualties.rates import Pace
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.words.casualties import (
    body_name,
    factor_text,
    level,
    number_text,
    said_by,
    share_text,
    with_bounds,
)
from frontledger.present.words.counts import UNBOUNDED, short_day
from frontledger.present.words.numbers import NOT_STATED, count, day, interval_text, percent, plural


def fraction_table(found: Sequence[FractionOf], own: Sequence[OwnFraction], ledger: Ledger) -> Table | Note:
    """The newest total of each body over each denominator, and over the number the body itself used."""
    if not found:
        return Note("fractions", f"By {day(ledger.as_of)} no casualty total was in use here.")
    denominators = found[0].denominators
    bases = {one.casualties.claims: one for one in own}
    ids = tuple(dict.fromkeys(claim for one in found for claim in _claims(one, bases)))
    return Table(
        key="fractions",
        title=_fraction_title(found),
        columns=(
            Column("Whose, for when"),
            Column("Casualties", "right"),
            *(Column(f"of {count(denominator)}", "right") for denominator in denominators),
            Column("On its own base", "right"),
        ),
        rows=tuple(
            (
                said_by(one.casualties.claimant, one.casualties.as_of),
                number_text(one.casualties.stated, one.casualties.bounds),
                *(_share(said, bounds) for said, bounds in zip(one.stated_shares, one.shares, strict=True)),
                _own(bases.get(one.casualties.claims)),
            )
            for one in found
        ),
        source=source_line(ledger, ids),
        note=(
            "Numbers as said, in brackets what the wording of the total allows. A body's own base is the "
            "number sent, or the fraction, that it gave on the same day."
        ),
        claims=ids,
    )


def pace_table(found: Sequence[Pace], ledger: Ledger, strength: int, confidence: float) -> Table | Note:
    """Casualties per 1,000 per day between successive totals of one body, and as said of a period."""
    if not found:
        words = "no body used here had given two casualty totals, or a count over a period."
        return Note("paces", f"By {day(ledger.as_of)} {words}")
    ids = tuple(dict.fromkeys(claim for one in found for claim in one.claims))
    return Table(
        key="paces",
        title=f"Casualties per 1,000 per day, if {count(strength)} soldiers were present throughout",
        columns=(
            Column("Whose"),
            Column("Between"),
            Column("Casualties added", "right"),
            Column("A day, as said", "right"),
            Column("Per 1,000 per day", "right"),
            Column(f"Counting noise, {level(confidence)}", "right"),
        ),
        rows=tuple(_pace_row(one, strength, confidence) for one in found),
        source=source_line(ledger, ids),
        note=(
            "Numbers as said, in brackets what the wording of both totals allows; a total cannot fall, so "
            "nothing below nought. A row marked “said” was said of its days and is no difference of totals."
        ),
        claims=ids,
    )


def _fraction_title(found: Sequence[FractionOf]) -> str:
    few, many = min(found[0].denominators), max(found[0].denominators)
    if few == many:
        return f"The newest casualty total of each body, of {count(few)} sent"
    times = factor_text(many / few)
    return f"Reckoned on {count(few)} sent, every fraction is {times} what it is on {count(many)}"


def _claims(one: FractionOf, bases: dict[tuple[str, ...], OwnFraction]) -> tuple[str, ...]:
    base = bases.get(one.casualties.claims)
    return one.casualties.claims + (base.claims if base else ())


def _share(stated: float | None, bounds: Interval) -> str:
    return share_text(bounds) if stated is None else with_bounds(percent(stated), share_text(bounds))


def _own(one: OwnFraction | None) -> str:
    return NOT_STATED if one is None else f"{percent(one.share)} of {count(one.sent)}"


def _pace_row(one: Pace, strength: int, confidence: float) -> tuple[str, ...]:
    noise = one.noise(strength, confidence)
    said = one.per_thousand_stated(strength)
    bounds = one.per_thousand_per_day(strength)
    return (
        body_name(one.claimant) + ("" if one.totals else ", said"),
        f"{short_day(one.start)} – {short_day(one.end)} ({plural(one.days, 'day')})",
        _with_bounds(one.stated, one.added, 0),
        NOT_STATED if one.stated is None else count(one.stated / one.days),
        _with_bounds(said, bounds, 1),
        NOT_STATED if noise is None else interval_text(noise, 1),
    )


def _with_bounds(stated: float | None, bounds: Interval | None, digits: int) -> str:
    words = "fell" if bounds is None else _bounds_text(bounds, digits)
    return words if stated is None else with_bounds(count(stated, digits), words)


def _bounds_text(bounds: Interval, digits: int) -> str:
    text = interval_text(bounds, digits)
    return UNBOUNDED if text == NOT_STATED else text
