"""Identifiers made of names, for rows that have none of their own yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 48
_SPELLINGS = (
    (re.compile(r"^the\s+"), ""),
    (re.compile(r"\bminist(?:ry|er) of defen[cs]e\b"), "mod"),
    (re.compile(r"\bdepartment of defen[cs]e\b"), "dod"),
    (re.compile(r"^cent(?:re|er) for strategic and international studies\b.*"), "csis"),
    (re.compile(r"^(?:u\.?s\.?(?:a\.?)?|united states)\s"), "us "),
    (re.compile(r"^(?:united kingdom|british)\s"), "uk "),
)


def name_key(name: str) -> str:
    """What the usual spellings of a body's name have in common.

    >>> name_key("The UK  Ministry of Defence") == name_key("UK MoD")
    True
    """
    key = " ".join(name.split()).casefold()
    for pattern, short in _SPELLINGS:
        key = pattern.sub(short, key)
    return key


def slug(text: str) -> str:
    """An id made of a name; "" where it holds no letter or digit that an id may hold.

    >>> slug("Dong-A Ilbo 2024-10-24")
    'dong_a_ilbo_2024_10_24'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LONGEST].strip("_")


def free(text: str, taken: Collection[str]) -> str:
    """An id made of a name that is not taken yet.

    >>> free("The Page", {"the_page"})
    'the_page_2'
    """
    wanted, number = slug(text) or "unnamed", 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}_{number}", number + 1
    return found
