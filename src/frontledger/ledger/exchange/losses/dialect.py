"""The public form of low, central and high estimates of losses: its columns, its words, its dates and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from frontledger.ledger.dates import YEARS

COLUMNS = ("date", "estimate_low", "estimate_high", "estimate", "type", "source", "source_url", "country")
NEEDED = ("date", "type", "source", "country")
FIGURES = ("estimate_low", "estimate", "estimate_high")
PARTY = "party"
"""A further column that some tables carry: whether the row is data of a warring party."""

OTHER_NAMES = {
    "low": "estimate_low",
    "high": "estimate_high",
    "best": "estimate",
    "central": "estimate",
    "estimate_central": "estimate",
    "url": "source_url",
}
MEASURES: Mapping[str, str] = {
    **dict.fromkeys(("killed", "deaths", "death", "dead", "fatalities", "kia"), "killed"),
    **dict.fromkeys(("wounded", "injured", "wia"), "wounded"),
    **dict.fromkeys(("casualties", "casualty", "losses", "killed_and_wounded", "kia_wia"), "casualties"),
    **dict.fromkeys(("missing", "mia"), "missing"),
}
"""What a type is of the codebook. A word that is not here is not guessed at."""

RUSSIAN, UKRAINIAN = "russian_troops", "ukrainian_troops"
FORCES: Mapping[str, str] = {
    **dict.fromkeys(("ru", "rus", "russia", "russian", "russian_federation"), RUSSIAN),
    **dict.fromkeys(("ua", "ukr", "ukraine", "ukrainian"), UKRAINIAN),
}
INVASION = date(2022, 2, 24)
"""Cumulative counts of this form begin here; a row of an earlier day counts something else."""

_SERIAL = re.compile(r"[345][0-9]{4}")
_EPOCH = date(1899, 12, 30)
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_PLAIN = re.compile(r"[0-9]{1,9}(\.[0-9]+)?")
_SEPARATED = re.compile(r"[0-9]{1,3}(?:[,' \u00a0\u202f][0-9]{3})+(?:\.0+)?")
_EITHER = re.compile(r"[0-9]{1,3}\.[0-9]{3}")


class UnreadableError(ValueError):
    """A cell holds something, and it is not what its column holds."""


@dataclass(frozen=True)
class DateOrder:
    """Whether 03/04/2024 is 3 April or 4 March; `line` is the row that decides it, 0 where none does."""

    day_first: bool
    line: int


def word(text: str) -> str:
    """A cell of a closed list as the tables of words spell it.

    >>> word("Killed and wounded")
    'killed_and_wounded'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def column_meant(name: str) -> str:
    """The column a heading means, "" for one that is not known.

    >>> column_meant("Estimate low"), column_meant("ignore for chart, data from warring parties")
    ('estimate_low', 'party')
    """
    plain = word(name)
    if "warring" in plain or plain == "belligerent":
        return PARTY
    plain = OTHER_NAMES.get(plain, plain)
    return plain if plain in COLUMNS else ""


def date_order(cells: Iterable[tuple[int, str]]) -> tuple[DateOrder, DateOrder | None]:
    """The order of day and month that (line, date) cells show, and the contrary one where they show both."""
    seen: dict[bool, int] = {}
    for line, text in cells:
        if found := _DAY_AND_MONTH.fullmatch(text):
            one, two = int(found[1]), int(found[2])
            if (one > 12) != (two > 12):
                seen.setdefault(one > 12, line)
    shown = [DateOrder(day_first, line) for day_first, line in seen.items()]
    return (shown[0] if shown else DateOrder(True, 0)), (shown[1] if len(shown) > 1 else None)


def read_day(text: str, order: DateOrder) -> date:
    """The day a cell gives: ISO, day and month in the file's order, or a spreadsheet's serial number.

    Raises UnreadableError.

    >>> read_day("17/9/2024", DateOrder(True, 2)), read_day("45552", DateOrder(True, 2))
    (datetime.date(2024, 9, 17), datetime.date(2024, 9, 17))
    """
    try:
        if _SERIAL.fullmatch(text):
            return _EPOCH + timedelta(days=int(text))
        if found := _ISO.fullmatch(text):
            return _within(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _DAY_AND_MONTH.fullmatch(text):
            first, second, year = map(int, found.groups())
            day, month = (first, second) if order.day_first else (second, first)
            return _within(date(year, month, day))
    except UnreadableError:
        raise
    except ValueError as error:
        raise UnreadableError(f"{text!r} is not in the calendar") from error
    raise UnreadableError(f"{text!r} is no date to the day")


def _within(day: date) -> date:
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise UnreadableError(f"the year of {day} is out of range")
    return day


def read_count(text: str) -> float | None:
    """A number of people, None for a blank cell; raises UnreadableError.

    >>> read_count("140,000"), read_count("673.89"), read_count("")
    (140000.0, 673.89, None)
    >>> read_count("12.345")
    Traceback (most recent call last):
    ...
    frontledger.ledger.exchange.losses.dialect.UnreadableError: '12.345' may be 12,345 or 12.345
    """
    if text.lower() in ("", "na", "n/a", "nan", "none", "null", "-"):
        return None
    if _EITHER.fullmatch(text):
        raise UnreadableError(f"{text!r} may be {text.replace('.', ',')} or {text}")
    if _PLAIN.fullmatch(text):
        return float(text)
    if _SEPARATED.fullmatch(text):
        return float(re.sub(r"[^0-9.]", "", text))
    raise UnreadableError(f"{text!r} is no count")


def is_separated(text: str) -> bool:
    """Whether a count was written with separators between thousands."""
    return _SEPARATED.fullmatch(text) is not None
