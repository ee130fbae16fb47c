"""Dates as sources give them: to the day, the month or the year, and never more exact than that."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = (1900, 2100)
"""The years a date in a ledger may lie in; anything else is taken for a slip of the pen."""

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")
_LOOSE_ISO = re.compile(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})")
_NAMED_MONTH = re.compile(r"(?:([0-9]{1,2})[ -])?([A-Za-z]{3,9})[ -]'?([0-9]{4}|[0-9]{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"[345][0-9]{4}")
_EPOCH = date(1899, 12, 30)
"""The day that a spreadsheet counts days from."""


class RefusedError(ValueError):
    """A cell cannot be read: `fault` says why, `remedy` what to write instead."""

    def __init__(self, fault: str, remedy: str) -> None:
        super().__init__(f"{fault}; {remedy}")
        self.fault, self.remedy = fault, remedy


@dataclass(frozen=True)
class LooseDate:
    """A date as written, and the first and last day it may mean.

    >>> read_date("2024-02")
    LooseDate(text='2024-02', first=datetime.date(2024, 2, 1), last=datetime.date(2024, 2, 29))
    """

    text: str
    first: date
    last: date


def read_date(text: str) -> LooseDate:
    """The date `text` gives in ISO form; raises RefusedError, with the remedy, for every other form."""
    found = _ISO.fullmatch(text)
    if not found:
        raise RefusedError(f"{text} is not an ISO date", _remedy(text))
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if year is None or not YEARS[0] <= year <= YEARS[1]:
        raise RefusedError(
            f"the year of {text} is out of range", f"write a year from {YEARS[0]} to {YEARS[1]}"
        )
    first_month, last_month = (1, 12) if month is None else (month, month)
    try:
        first = date(year, first_month, 1 if day is None else day)
        last = date(year, last_month, calendar.monthrange(year, last_month)[1] if day is None else day)
    except ValueError as error:
        raise RefusedError(f"{text} is not in the calendar", "write a date that exists") from error
    return LooseDate(text, first, last)


def read_month(text: str) -> LooseDate:
    """The month `text` gives as YYYY-MM; raises RefusedError for a day, a year and every other form."""
    month = read_date(text)
    if len(text) != len("2025-03"):
        raise RefusedError(f"{text} is not a month", "write it as YYYY-MM")
    return month


def named_day(text: str) -> str:
    """The day or month in ISO form where the month is given by its name; "" for every other form.

    >>> named_day("15 June 2025"), named_day("May-24"), named_day("15/06/2025")
    ('2025-06-15', '2024-05', '')
    """
    found = _NAMED_MONTH.fullmatch(text)
    if not found or found[2][:3].lower() not in _MONTHS:
        return ""
    month = _MONTHS.index(found[2][:3].lower()) + 1
    century = "" if len(found[3]) == 4 else "20"
    return f"{century}{found[3]}-{month:02}" + (f"-{int(found[1]):02}" if found[1] else "")


def _remedy(text: str) -> str:
    """What to write instead, spelled out where the intended date can be told."""
    if found := _LOOSE_ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return f"write {year:04}-{month:02}-{day:02}"
    if found := _DAY_FIRST.fullmatch(text):
        one, two, year = map(int, found.groups())
        readings = [
            f"{year:04}-{month:02}-{day:02}" for day, month in ((one, two), (two, one)) if month <= 12
        ]
        return f"write {' or '.join(dict.fromkeys(readings)) or 'YYYY-MM-DD'}, year first"
    if _SERIAL.fullmatch(text):
        return f"write {_EPOCH + timedelta(days=int(text))}, the day a spreadsheet stores so"
    if named := named_day(text):
        return f"write {named}"
    return "write YYYY-MM-DD, YYYY-MM or YYYY"
