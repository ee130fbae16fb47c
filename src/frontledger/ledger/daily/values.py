"""The cells of the daily table: times as the dataset writes them, and counts that read as floats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

MOST_LAUNCHED = 5_000
"""A count above this is taken for a slip of the pen: the largest wave on record is below a thousand."""

FIRST_DAY = date(2022, 2, 24)
"""No row can end before the full-scale war began."""

LAST_DAY = date(9998, 12, 31)
"""The end of what can be reckoned with; a few rows ahead of their file are found by `sifting.apart`."""

_TIME = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?", re.ASCII
)
_COUNT = re.compile(r"(\d{1,9})(?:\.0*)?", re.ASCII)
_BLANK = ("", "nan", "na", "none", "null")


@dataclass(frozen=True)
class Moment:
    """A time as written: the day, and the hour where one was given."""

    day: date
    hour: int | None
    minute: int = 0

    @property
    def order(self) -> tuple[date, int, int]:
        """A key to compare moments by; a day without an hour stands at its beginning."""
        return self.day, self.hour or 0, self.minute


class UnreadableError(ValueError):
    """A cell holds something, and it is not what its column holds."""


@lru_cache(maxsize=65536)
def read_moment(text: str) -> Moment:
    """The moment a cell gives, year first, with or without an hour; raises UnreadableError.

    >>> read_moment("2024-05-16 ")
    Moment(day=datetime.date(2024, 5, 16), hour=None, minute=0)
    >>> read_moment("2024-11-01 3:30")
    Moment(day=datetime.date(2024, 11, 1), hour=3, minute=30)
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise UnreadableError(f"{text!r} is no date, year first")
    year, month, day = (int(part) for part in found.groups()[:3])
    try:
        if found[4] is None:
            return Moment(date(year, month, day), None)
        moment = datetime(year, month, day, int(found[4]), int(found[5]))
    except ValueError as error:
        raise UnreadableError(f"{text!r} is not in the calendar") from error
    return Moment(moment.date(), moment.hour, moment.minute)


@lru_cache(maxsize=65536)
def read_count(text: str) -> int | None:
    """A whole number, None for a blank cell (unknown, not zero); raises UnreadableError.

    >>> read_count("287.0"), read_count("")
    (287, None)
    """
    text = text.strip()
    if text.lower() in _BLANK:
        return None
    found = _COUNT.fullmatch(text)
    if not found:
        raise UnreadableError(f"{text!r} is no count")
    if (count := int(found[1])) > MOST_LAUNCHED:
        raise UnreadableError(f"{text!r} is beyond any count of one row ({MOST_LAUNCHED:,})")
    return count
