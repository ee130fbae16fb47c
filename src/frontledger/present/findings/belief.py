"""What depends on who is believed, and on when one asked, each in a sentence or two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from frontledger.analysis.belief import Band, Influence, Knowable, Point, Reading, Removal, Resampled
from frontledger.analysis.reconcile import Quantity
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.words.counts import place_names, reckoned, rounded, short_name
from frontledger.present.words.numbers import count, day, join_names, percent, plural

NO_BODIES = "Fewer than two bodies counted anything that can be reconciled here, so none can be left out."
NOTHING_LATER = "No claim used here, made after {day}, changed an estimate of the state on that day."
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


def knowable_finding(found: Knowable | None, ledger: Ledger, about: date) -> Finding | Note:
    """The headline of the day asked about that changed most since, from what to what, and when."""
    place = None if found is None else most_changed(found)
    if found is None or place is None:
        return Note("knowable", NOTHING_LATER.format(day=day(about)))
    readings = [point.readings[place] for point in found.points]
    known = [one for one in readings if one is not None]
    first, last = known[0], known[-1]
    start = found.points[readings.index(first)].as_of
    name = label(found.quantities[place], ledger)
    sentence = (
        f"Of {day(about)}, what changed most is {name}: the claims made by {day(start)} put it at "
        f"{reading_words(first)}, those made by {day(found.until)} at {reading_words(last)}."
    )
    return Finding(
        "knowable",
        sentence + _largest_step(found, place, ledger),
        "Estimates are those that ask least of the claims made by then; the bounds in brackets grant them a little "
        "more. Later claims may contradict earlier ones or only say more; that they came later does not make them "
        "right.",
        last.estimate,
        last.bounds.lower,
        None if math.isinf(last.bounds.upper) else last.bounds.upper,
        unit=unit(found.quantities[place], ledger),
        claims=found.claims,
    )


def most_changed(found: Knowable) -> int | None:
    """The place of the headline whose estimate moved most between its lowest and highest; None where none did."""
    reach = []
    for place in range(len(found.quantities)):
        values = [one.estimate for point in found.points if (one := point.readings[place])]
        reach.append((max(values) - min(values)) / max(*values, 1.0) if len(values) > 1 else 0.0)
    place = max(range(len(reach)), key=lambda one: (round(reach[one], 3), -one))
    return place if reach[place] >= SETTLED else None


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


def reading_words(one: Reading) -> str:
    """An estimate with its bounds: "about 4,400 (3,300–4,700)"."""
    unbounded = one.bounds.lower <= 0 and math.isinf(one.bounds.upper)
    return f"{about_words(one.estimate)} ({'no bounds' if unbounded else reckoned(one.bounds)})"


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


def body_names(claims: Iterable[str], ledger: Ledger) -> str:
    """Whose claims these are, in few words."""
    rows = ledger.claims[ledger.claims["claim_id"].isin(list(claims))]
    return join_names(sorted({short_name(name) for name in rows["claimant"]}), 3)


def claimant_name(claimant_id: str, ledger: Ledger) -> str:
    """A body's display name."""
    return str(ledger.claimants.set_index("claimant_id").at[claimant_id, "short_name"])


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


def _largest_step(found: Knowable, place: int, ledger: Ledger) -> str:
    point, before, after = max(found.steps(place), key=lambda step: (abs(step[2] - step[1]), step[0].as_of))
    if abs(after - before) < SETTLED * max(before, 1.0):
        return ""
    return (
        f" The largest step, from {about_words(before)} to {about_words(after)}, came on {day(point.as_of)} with "
        f"{_arrived(point, ledger)}."
    )


def _arrived(point: Point, ledger: Ledger) -> str:
    return f"{plural(len(point.claims), 'claim')} of {body_names(point.claims, ledger)}"
