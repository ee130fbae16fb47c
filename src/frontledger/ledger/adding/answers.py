"""What a person says of a claim in his own spelling, made the ledger's where it can mean one thing only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frontledger.ledger.adding.draft import DraftError, address_fault
from frontledger.ledger.bodies import body_called, body_hint
from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError, named_day
from frontledger.ledger.faults import nearest
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.tables import TABLES

_NUMBERS, _DATES = ("low", "best", "high"), ("period_start", "period_end", "reported_on", "published_on")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3})+")
_HEDGE = re.compile(
    r"(?i)(more than|over|at least|about|around|some|circa|nearly|almost|up to|exactly)\s+(\S.*)"
)
_QUALIFIERS = {
    **dict.fromkeys(("more than", "over"), "more_than"),
    **dict.fromkeys(("about", "around", "some", "circa"), "about"),
    **dict.fromkeys(("nearly", "almost"), "nearly"),
    "at least": "at_least",
    "up to": "up_to",
    "exactly": "exact",
}
_MOST_SHOWN = 8
_OTHERS = "claimants.csv lists the bodies; a new one is described by --body-short-name and what goes with it"


def understood(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The answers in the ledger's spelling, and a line for each that was spelled otherwise.

    Digits in groups of three, a month by its name, and a hedge before the figure where none is given yet.
    Anything else stays as it is, to be refused with its remedy.

    >>> understood({"best": "more than 6,000", "qualifier": "", "period_end": "15 June 2025"})[0]
    {'best': '6000', 'qualifier': 'more_than', 'period_end': '2025-06-15'}
    """
    made, said = {name: text.strip() for name, text in given.items()}, []
    hedged = _HEDGE.fullmatch(made.get("best", ""))
    if hedged and not made.get("qualifier"):
        made |= {"best": hedged[2], "qualifier": _QUALIFIERS[hedged[1].lower()]}
    for name, text in made.items():
        if name in _NUMBERS and _SEPARATED.fullmatch(text):
            made[name] = re.sub("[^0-9]", "", text)
        elif name in _DATES:
            made[name] = named_day(text) or text
    for name, text in made.items():
        if text != given.get(name, "").strip():
            before = f"{given[name]!r} is read as " if given.get(name) else "read as "
            said.append(f"{name}: {before}{text}")
    return made, said


def checked(ledger: Ledger, name: str, text: str) -> str:
    """The answer as it goes into the ledger; raises DraftError with what may be said instead.

    A blank answer is none. `claimant` and `url` are what `add` asks for in place of identifiers.
    """
    if not text:
        return ""
    if name == "claimant":
        found = body_called(ledger.claimants, text)
        if not found:
            hint = body_hint(ledger.claimants, text)
            raise DraftError([f"{text!r} is not in the ledger{hint}; {_OTHERS}"])
        return found
    if name == "url":
        if wrong := address_fault(text):
            raise DraftError([wrong])
        return text
    try:
        read_cell(TABLES["claims"].column(name).kind, text)
    except RefusedError as refused:
        raise DraftError([f"{refused.fault}; {refused.remedy}"]) from None
    known = choices(ledger, name)
    if known and text not in known:
        listed = ", ".join(sorted(known))
        raise DraftError([f"{text!r} is not in the ledger{nearest(text, known)}; it knows {listed}"])
    return text


def choices(ledger: Ledger, name: str) -> tuple[str, ...]:
    """What may be answered, what the ledger's claims say most often first; () where anything may."""
    column = next((one for one in TABLES["claims"].columns if one.name == name), None)
    if name == "claimant":
        return tuple(ledger.claims["claimant"].value_counts().index)
    if column is None or not (column.words or column.refers_to) or name == "echo_of":
        return ()
    known = column.words or tuple(getattr(ledger, column.refers_to)[TABLES[column.refers_to].key[0]])
    often = ledger.claims[name].value_counts()
    return tuple(sorted(known, key=lambda one: -int(often.get(one, 0))))


def told_choices(ledger: Ledger, name: str) -> str:
    """What may be answered, in a line; "" where anything may."""
    known = choices(ledger, name)
    more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    return f"one of {', '.join(known[:_MOST_SHOWN])}{more}" if known else ""
