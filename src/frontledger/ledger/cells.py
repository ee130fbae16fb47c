"""Cells: from the text of a CSV file to values, or to a refusal that says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from frontledger.ledger.dates import RefusedError, read_date, read_month
from frontledger.ledger.tables.spec import Kind
from frontledger.unseen import first_unseen

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
_SEPARATED = re.compile(r"[0-9]{1,3}([,' \u00a0\u202f][0-9]{3})+(\.[0-9]+)?")
_POINTED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_SHORTENED = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([kKmM])")
_HEDGED = re.compile(
    r"(?i)(about|around|nearly|some|circa|c\.|up to|over|more than|at least|~|<|>|≈|≥|≤)\s*([0-9].*)"
)
_MOST_DIGITS = 15
_FORMULA_STARTS = "=+-@"


def read_cell(kind: Kind, text: str) -> Any:
    """The value of a cell that is not blank; raises RefusedError.

    >>> read_cell("number", "4000")
    4000.0
    >>> read_cell("number", "4k")
    Traceback (most recent call last):
    ...
    frontledger.ledger.dates.RefusedError: 4k is not in plain digits; write 4000
    """
    if text != text.strip():
        raise RefusedError(f"there are spaces around {text.strip()!r}", "delete them")
    _refuse_unseen(text, multiline=kind == "text")
    return _READERS[kind](text)


def _refuse_unseen(text: str, multiline: bool) -> None:
    """Refuse characters that are not seen, or that make a reader see something else than what is there."""
    unseen = first_unseen(text.replace("\n", "") if multiline else text)
    if unseen:
        raise RefusedError(f"it holds the unseen or broken character {unseen}", "delete that character")
    if unicodedata.combining(text[0]):
        fault = f"it starts with U+{ord(text[0]):04X}, a mark that belongs on a letter before it"
        raise RefusedError(fault, "delete that character, or write the letter")


def _read_text(text: str) -> str:
    if text[0] in _FORMULA_STARTS:
        raise RefusedError(
            f"the text starts with {text[0]!r}, which a spreadsheet would run as a formula",
            "start the text with a word",
        )
    if (composed := unicodedata.normalize("NFC", text)) != text:
        letter = next(one for one, other in zip(composed, text, strict=False) if one != other)
        fault = (
            f"{letter} is written as a letter with its accent beside it, so that it equals no other {letter}"
        )
        raise RefusedError(fault, f"write {letter} as one character (Unicode's form NFC)")
    return text


def thousands_meant(text: str) -> str:
    """What a number is in plain digits if its point parts thousands, as in some countries; "" where it cannot.

    >>> thousands_meant("5.120"), thousands_meant("0.125"), thousands_meant("5.12")
    ('5120', '', '')
    """
    return text.replace(".", "") if _POINTED.fullmatch(text) else ""


def whole_remedy(text: str) -> str:
    """What to write in place of a number that is not whole where people or things are counted."""
    meant = thousands_meant(text)
    return (
        f"write {meant} if its point parts thousands, else a whole number"
        if meant
        else "write a whole number"
    )


def _read_url(text: str) -> str:
    """An address of a web page has a host, and a port that exists where it names one, which no pattern can tell."""
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port is None or parts.port > 0 else None
    except ValueError:
        host = None
    if text.startswith(("http://", "https://")) and ("\\" in text or not host):
        fault = f"{text} has no host, or no port, that there can be"
        raise RefusedError(fault, "write it as https://host/page, as the browser shows it")
    return text


def _read_number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise RefusedError(*_number_fault(text))
    if len(text) > _MOST_DIGITS:
        raise RefusedError(
            f"the number has more than {_MOST_DIGITS} characters", "check it against the source"
        )
    value = float(text)
    if value.is_integer() and (meant := thousands_meant(text)):
        raise RefusedError(f"{text} may be {meant} or {value:.0f}", f"write {meant} or {value:.0f}")
    return value


def _number_fault(text: str) -> tuple[str, str]:
    """Why `text` is not a number in plain digits, and what to write."""
    fault, remedy = (
        f"{text} is not a number",
        "write plain digits, or leave it blank where no number was stated",
    )
    if text.lower().lstrip("+-") in ("nan", "inf", "infinity", "na", "n/a", "null", "none"):
        remedy = "leave the cell blank where no number was stated"
    elif re.fullmatch(r"-[0-9.,]+", text):
        fault, remedy = f"{text} is negative", "write a number of zero or more"
    elif _SEPARATED.fullmatch(text):
        fault, remedy = f"{text} has a thousands separator", f"write {re.sub('[^0-9.]', '', text)}"
    elif found := _SHORTENED.fullmatch(text):
        factor = {"k": 1_000, "m": 1_000_000}[found[2].lower()]
        fault, remedy = f"{text} is not in plain digits", f"write {float(found[1]) * factor:.0f}"
    elif found := _HEDGED.fullmatch(text):
        fault, remedy = (
            f"{text} is a hedge and a number",
            f"put the hedge into qualifier and write {found[2]}",
        )
    elif re.fullmatch(r"0[0-9]+", text):
        fault, remedy = f"{text} starts with a zero", f"write {text.lstrip('0') or '0'}"
    return fault, remedy


def _read_count(text: str) -> float:
    value = _read_number(text)
    if not value.is_integer():
        raise RefusedError(f"{text} is not a whole number", whole_remedy(text))
    return value


def _read_flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise RefusedError(f"{text} is neither true nor false", "write true or false")
    return text == "true"


def _read_sign(text: str) -> int:
    if text not in ("+1", "-1"):
        raise RefusedError(f"{text} is neither +1 nor -1", "write +1 to add the part, -1 to take it away")
    return int(text)


_READERS: dict[Kind, Callable[[str], Any]] = {
    "id": str,
    "text": _read_text,
    "word": str,
    "url": _read_url,
    "date": read_date,
    "month": read_month,
    "count": _read_count,
    "number": _read_number,
    "sign": _read_sign,
    "flag": _read_flag,
}
