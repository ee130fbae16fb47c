"""The rules of the article's statements about offices and events: they are of what the ledger has on record.

A name that is spelled otherwise than on record would be weighed as if nothing were known of it, and say nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from frontledger.ledger.faults import nearest
from frontledger.ledger.sheet import Sheet

_LOOK_ALIKE = str.maketrans("авеикмнорстухіјѕһԁαβεηικμνορτυχıłøđ", "abeukmhopctyxijshdabenikmvoptuxilod")
"""Letters of other scripts, and with strokes, and the plain ones they are taken for."""

_SHORTEST = 8
"""Letters of a name from which on one that differs in a single letter is taken for a slip."""


def check_event_categories(sheet: Sheet, events: Sheet) -> None:
    """Refuse a sort of event that no event is of; where one could not be read, it may have been of that."""
    known = _on_record(events, "category")
    if known is None:
        return
    told: set[str] = set()
    for row in sheet.rows:
        category = row.values.get("event_category")
        if category is not None and category not in known | told:
            told.add(category)
            fault = f"{category} is the category of no event in {events.table.file}{nearest(category, known)}"
            sheet.refuse(row, "event_category", fault, "mend it, or add the event")


def check_office_names(sheet: Sheet, offices: Sheet) -> None:
    """Refuse a person or an office that is on record in another spelling; one that is like none may be unknown.

    Capitals make no other spelling.
    """
    for column in ("person", "office"):
        known = _on_record(offices, column) or set()
        same = {name.casefold() for name in known}
        for row in sheet.rows:
            text = row.values.get(column)
            if text is not None and text.casefold() not in same and (meant := _meant(text, known)):
                fault = f"{text} is not in {offices.table.file} (did you mean {meant}?)"
                remedy = f"write it as there, or add it there if it is another {column}"
                sheet.refuse(row, column, fault, remedy)


def _on_record(sheet: Sheet, column: str) -> set[str] | None:
    """The values of a column, None where one of them could not be read."""
    if not sheet.whole or sheet.lost or not all(row.readable(column) for row in sheet.rows):
        return None
    return {row.values[column] for row in sheet.rows if row.values[column] is not None}


def _meant(text: str, known: Iterable[str]) -> str:
    """The known name that differs in case, accents, signs between letters, look-alikes or one letter, or nothing."""
    key = _key(text)
    keys = {_key(name): name for name in sorted(known)}
    return keys.get(key) or next((name for other, name in keys.items() if _one_slip(key, other)), "")


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold()).translate(_LOOK_ALIKE)
    return "".join(char for char in plain if char.isalnum())


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is another, missing, too many, or changes places with the next."""
    if min(len(one), len(other)) < _SHORTEST:
        return False
    pairs = zip(one, other, strict=False)
    alike = next((place for place, pair in enumerate(pairs) if pair[0] != pair[1]), min(len(one), len(other)))
    left, right = one[alike:], other[alike:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
