"""A second reading of a cell: what datapackage.json and the data dictionary allow, read without the loader's code."""

import json
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from frontledger.ledger.tables import Column

PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
IGNORABLE = (
    (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""First and last of Unicode's Default_Ignorable_Code_Point that are not controls or formats by their category."""

BLANKS = frozenset({"\u2800"} | {chr(code) for first, last in IGNORABLE for code in range(first, last + 1)})
"""Letters, marks and signs by their category that show nothing."""


@cache
def fields(package: Path) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Each field of the package by its table and name."""
    resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
    return {(one["name"], field["name"]): field for one in resources for field in one["schema"]["fields"]}


def is_legal(field: Mapping[str, Any], text: str) -> bool:
    """Whether the text may stand in a cell of the field, whatever the cells beside it."""
    limits = field.get("constraints", {})
    if not text:
        return not limits.get("required", False)
    if text != text.strip() or not _seen(text, field["type"] == "string" and not _closed(limits)):
        return False
    return _of_its_kind(field["type"], limits, text)


def _of_its_kind(kind: str, limits: Mapping[str, Any], text: str) -> bool:
    words = ("true", "false") if kind == "boolean" else ("+1", "-1") if kind == "integer" else ()
    if "enum" in limits or kind == "boolean":
        return text in (words or limits["enum"])
    if kind in ("integer", "number"):
        return _number_is_legal(kind, limits, text)
    pattern = limits.get("pattern", "[0-9]{4}-[0-9]{2}" if kind == "yearmonth" else "")
    if not pattern:
        return text[0] not in "=+-@"
    dated = kind == "yearmonth" or "{4}" in pattern
    return (
        re.fullmatch(pattern, text) is not None
        and (not dated or days(text) is not None)
        and ("http" not in pattern or _has_host(text))
    )


def _closed(limits: Mapping[str, Any]) -> bool:
    return "enum" in limits or "pattern" in limits


def _seen(text: str, free: bool) -> bool:
    """Whether every character can be seen and the text is written in one way only."""
    if len(text) > 131_072 or (text.isascii() and text.isprintable()):
        return len(text) <= 131_072
    plain = text.replace("\n", "") if free else text
    inside = plain.strip("\u200c\u200d")
    hidden = any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\u200c\u200d"
        for char in plain
    )
    return (
        not hidden
        and inside == plain
        and "\ufffd" not in text
        and not set(text) & BLANKS
        and not unicodedata.category(text[0]).startswith("M")
        and unicodedata.is_normalized("NFC", text)
    )


def _number_is_legal(kind: str, limits: Mapping[str, Any], text: str) -> bool:
    if not PLAIN.fullmatch(text) or len(text) > 15:
        return False
    value = Decimal(text)
    whole = kind == "number" or value == value.to_integral_value()
    return whole and limits.get("minimum", value) <= value <= limits.get("maximum", value)


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "\\" not in text and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def days(text: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and last day an ISO date may mean, None where it is none of the years 1900 to 2100."""
    found = ISO.fullmatch(text)
    if not found or not 1900 <= int(found[1]) <= 2100:
        return None
    year, first, last = int(found[1]), int(found[2] or 1), int(found[2] or 12)
    if not 1 <= first <= 12:
        return None
    opens, closes = int(found[3] or 1), int(found[3] or monthrange(year, last)[1])
    if not 1 <= opens <= closes <= monthrange(year, last)[1]:
        return None
    return pd.Timestamp(year, first, opens), pd.Timestamp(year, last, closes)


def value(column: Column, text: str) -> Any:
    """What the loaded table must hold where the cell holds the text."""
    if column.kind in ("count", "number", "sign"):
        return float(Decimal(text)) if text else None
    if column.kind in ("date", "month"):
        both = days(text)
        return both[0 if column.opens or column.kind == "month" else 1] if both else None
    return text == "true" if column.kind == "flag" else text
