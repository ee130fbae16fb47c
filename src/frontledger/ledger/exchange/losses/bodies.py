"""The bodies behind the column `source`: one for the spellings of a name, and what the name itself tells of it.

The form says nothing of a body but its name. What is taken from the name is a reading, told in the import's report
and open to be mended in claimants.csv; reliability is F for all, cannot be judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontledger.ledger.naming import name_key

_VIA = re.compile(r"\s*\(([^()]*\b)?via ([^()]+)\)\s*$", re.IGNORECASE)
_COUNTRIES = (
    (r"BBC|UK|British|Britain|Economist|IISS|RUSI", "GBR"),
    (r"CIA|Pentagon|US|USA|U\.S\.|American|NYT|CSIS|ISW|White House", "USA"),
    (r"NATO|Western|UN|EU", "INT"),
    (r"Ukrain\w*|Kyiv|UA ?losses", "UKR"),
    (r"Meduza|Mediazona", ""),
    (r"Russia\w*|Kremlin|Moscow", "RUS"),
    (r"French|France", "FRA"),
    (r"Norw\w+", "NOR"),
    (r"German\w*", "DEU"),
    (r"Eston\w+", "EST"),
    (r"Pol(?:ish|and)", "POL"),
)
_KINDS = (
    (r"BBC|Meduza|Mediazona|Economist|NYT|WSJ|Post|Times|Reuters|Guardian|News|Journal", "media"),
    (r"intelligence|CIA|leak|HUR|GUR", "intelligence"),
    (
        r"MoD|Ministry of Defen[cs]e|DoD|Department of Defen[cs]e|Pentagon|Armed Forces|General Staff|army|NATO",
        "military",
    ),
    (r"CSIS|IISS|RUSI|ISW|RAND|Institute|Cent(?:re|er) for|Studies", "think_tank"),
    (r"officials?", "anonymous_official"),
    (r"minist(?:er|ry)|President\w*|Kremlin|White House|Office|government|Sec(?:retary)? of", "official"),
)
OWN_ORGANS = ("military", "official", "intelligence", "anonymous_official")
"""Kinds of body that speak for a state; those of a country at war are parties to it."""


@dataclass(frozen=True)
class Name:
    """A cell of `source` taken apart: the body's name, who passed its figure on, and the key its spellings share."""

    name: str
    relayed_by: str
    key: str


def name_of(source: str) -> Name:
    """The cell taken apart.

    >>> name_of("US officials (via NYT)")
    Name(name='US officials', relayed_by='NYT', key='us officials')
    >>> name_of("UK Ministry of Defence").key == name_of("UK MoD").key
    True
    """
    text = " ".join(source.split())
    relayed = ""
    if found := _VIA.search(text):
        text, relayed = text[: found.start()], found[2].strip()
    return Name(text or relayed, relayed, name_key(text or relayed))


def country_of(name: str) -> str:
    """The ISO 3166 alpha-3 code the name tells, INT for several, "" where it tells none."""
    return _first(_COUNTRIES, name, "", re.NOFLAG)


def kind_of(name: str) -> str:
    """The sort of body by the words of its name; a researcher where they tell none."""
    return _first(_KINDS, name, "researcher", re.IGNORECASE)


def is_party(name: str) -> bool:
    """Whether the name is that of an organ of one of the two states at war.

    >>> is_party("Armed Forces of Ukraine"), is_party("BBC Russia"), is_party("UK MoD")
    (True, False, False)
    """
    return country_of(name) in ("UKR", "RUS") and kind_of(name) in OWN_ORGANS


def _first(table: tuple[tuple[str, str], ...], name: str, otherwise: str, flags: re.RegexFlag) -> str:
    for pattern, meaning in table:
        if re.search(rf"\b(?:{pattern})\b", name, flags):
            return meaning
    return otherwise
