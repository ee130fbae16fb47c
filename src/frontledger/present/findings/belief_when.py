"""What was knowable when, in a sentence or two."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from frontledger.analysis.belief import Knowable, Point, Reading
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note
from frontledger.present.findings.belief import SETTLED, about_words, label, unit
from frontledger.present.words.counts import reckoned, short_name
from frontledger.present.words.numbers import day, join_names, plural

NOTHING_LATER = "No claim used here, made after {day}, changed an estimate of the state on that day."


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


def reading_words(one: Reading) -> str:
    """An estimate with its bounds: "about 4,400 (3,300–4,700)"."""
    unbounded = one.bounds.lower <= 0 and math.isinf(one.bounds.upper)
    return f"{about_words(one.estimate)} ({'no bounds' if unbounded else reckoned(one.bounds)})"


def body_names(claims: Iterable[str], ledger: Ledger) -> str:
    """Whose claims these are, in few words."""
    rows = ledger.claims[ledger.claims["claim_id"].isin(list(claims))]
    return join_names(sorted({short_name(name) for name in rows["claimant"]}), 3)


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
