"""What depends on who is believed, each in a sentence or two."""

from __future__ import annotations

import math

from frontledger.analysis.belief import Band, Influence, Removal, Resampled
from frontledger.analysis.reconcile import Quantity
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.counts import place_names, rounded
from frontledger.present.words.numbers import count, day, join_names, percent, plural

NO_BODIES = "Fewer than two bodies counted anything that can be reconciled here, so none can be left out."
SETTLED = 0.01
"""A change of less than this share is called none."""


def influence_finding(found: Influence | None, ledger: Ledger) -> Finding | Note:
    """The body whose removal moves a headline most, and those that follow."""
    if found is None:
        return Note("influence", NO_BODIES)
    first = found.removals[0]
    if first.reach < SETTLED:
        bodies = count(len(found.removals))
        sentence = (
            f"No body of the {bodies} matters alone: no estimate moves by {percent(SETTLED)} without it."
        )
    else:
        sentence = _removal_words(first, found, ledger) + _others(found, ledger)
    return Finding(
        "influence",
        sentence,
        "One body is left out at a time. Two that share a source hide each other: each seems to matter less than "
        "both do.",
        None if math.isinf(first.reach) else first.reach * 100,
        unit="percent",
        claims=found.claims,
    )


def leading_finding(found: Influence | None, ledger: Ledger) -> Finding | Note:
    """Which of the bodies tried moves the one headline most when left out, and how far."""
    if found is None or not found.removals:
        return Note("what_would_change", NO_BODIES)
    first, name = found.removals[0], label(found.quantities[0], ledger)
    tried = (
        f"the {plural(len(found.removals), 'body', 'bodies')} whose claims hold it there or are missed most"
    )
    return Finding(
        "what_would_change",
        f"{_changed_words(first, found, ledger)} Tried were {tried}."
        if first.reach >= SETTLED
        else f"No body alone would change {name} by {day(found.day)}: left out one at a time, none of {tried} "
        f"moves it by {percent(SETTLED)}.",
        "One body is left out at a time, so two that share a source hide each other. How every body moves every "
        "estimate, and what bodies drawn by lot make of them, is in the report “Who is believed, and what was "
        "knowable when”.",
        None if math.isinf(first.reach) else first.changes[0] * 100,
        unit="percent",
        claims=tuple(sorted(claim for one in found.removals for claim in one.claims)),
    )


def resampled_finding(found: Resampled | None, ledger: Ledger) -> Finding | Note:
    """The headline that depends most on who is believed, and the one that depends least."""
    if found is None:
        return Note("resampled", NO_BODIES)
    known = [band for band in found.bands if not math.isnan(band.width)]
    if not known:
        return Note(
            "resampled", "No estimate survives in half the draws of bodies, so there is no band to give."
        )
    widest, tightest = max(known, key=_width), min(known, key=_width)
    when = f"by {day(found.days[-1])}"
    if widest.width < SETTLED:
        sentence = (
            f"It makes no difference who is believed: {when} all estimates stay the same in most draws."
        )
    else:
        name = label(widest.quantity, ledger)
        sentence = f"What depends most on who is believed is {name}: {_band_words(widest)} {when}."
        if tightest is not widest:
            sentence += f" {label(tightest.quantity, ledger)} depends least: {_band_words(tightest)}."
    return Finding(
        "resampled",
        sentence,
        f"The ranges hold nine tenths of {plural(found.draws, 'draw')}, each of which takes as many bodies as there "
        f"are ({count(found.bodies)}), some more than once and some not at all, so the figure with everyone may lie "
        "near an end. The bodies are no sample of anything: this is not a sampling error, and a figure on which all "
        "of them are wrong together has a narrow range too.",
        widest.estimate[-1],
        widest.low[-1],
        widest.high[-1],
        unit=unit(widest.quantity, ledger),
        claims=found.claims,
    )


def label(quantity: Quantity, ledger: Ledger) -> str:
    """A quantity as it stands inside a sentence: its name in the codebook, and the place where that is narrower."""
    return f"“{heading(quantity, ledger)}”"


def heading(quantity: Quantity, ledger: Ledger) -> str:
    """A quantity as a heading: "Killed (Kursk)"."""
    name = str(ledger.measures.set_index("measure").at[quantity.measure, "name"])
    place = place_names(ledger, [quantity.scope]) if quantity.scope else ""
    return f"{name} ({place})" if place and place not in name else name


def unit(quantity: Quantity, ledger: Ledger) -> str:
    """The unit of a quantity."""
    return str(ledger.measures.set_index("measure").at[quantity.measure, "unit"])


def about_words(number: float | None) -> str:
    """An estimate in words, rounded as reckoned figures are; None says that there is none."""
    return "no estimate" if number is None else f"about {count(rounded(number))}"


def change_words(change: float) -> str:
    """A change in percent with its sign.

    >>> change_words(0.391), change_words(-0.135), change_words(0.001)
    ('+39%', '−14%', 'no change')
    """
    if math.isinf(change):
        return "not comparable"
    if abs(change) < SETTLED:
        return "no change"
    return f"+{percent(change)}" if change > 0 else percent(change)


def claimant_name(claimant_id: str, ledger: Ledger) -> str:
    """A body's display name."""
    return str(ledger.claimants.set_index("claimant_id").at[claimant_id, "short_name"])


def _changed_words(one: Removal, found: Influence, ledger: Ledger) -> str:
    without, everyone = about_words(one.values[0]), about_words(found.values[0])
    change = "" if math.isinf(one.changes[0]) else f" ({change_words(one.changes[0])})"
    whose = f"{plural(len(one.claims), 'claim')} of {claimant_name(one.claimant_id, ledger)}"
    return (
        f"What would change {label(found.quantities[0], ledger)} by {day(found.day)} most is to leave out the "
        f"{whose}: {without} instead of {everyone}{change}."
    )


def _removal_words(one: Removal, found: Influence, ledger: Ledger) -> str:
    place = one.widest
    body = claimant_name(one.claimant_id, ledger)
    without, everyone = about_words(one.values[place]), about_words(found.values[place])
    change = "" if math.isinf(one.changes[place]) else f" ({change_words(one.changes[place])})"
    return (
        f"No body's removal moves the picture more than that of {body}: without its "
        f"{plural(len(one.claims), 'claim')}, {label(found.quantities[place], ledger)} by {day(found.day)} is "
        f"{without} instead of {everyone}{change}."
    )


def _others(found: Influence, ledger: Ledger) -> str:
    following = [one for one in found.removals[1:3] if one.reach >= SETTLED]
    if not following:
        return " No other body's removal moves any estimate."
    names = [
        f"{claimant_name(one.claimant_id, ledger)} ({change_words(one.changes[one.widest])} on "
        f"{label(found.quantities[one.widest], ledger)})"
        for one in following
    ]
    return f" Next {'come' if len(names) > 1 else 'comes'} {join_names(names)}."


def _band_words(band: Band) -> str:
    ends = f"{count(rounded(band.low[-1]))}–{count(rounded(band.high[-1]))}"
    return f"{ends}, about {count(rounded(band.estimate[-1]))} with everyone"


def _width(band: Band) -> float:
    return round(band.width, 3)
