"""The kinds of value a notebook's parameter may hold, and how text from outside becomes one.

A value arrives as Python from a notebook's cell, as text from a command line, or as whatever YAML made of
it. Only what can mean one thing is converted: "0.9" to a number, "a, b" or "[a, b]" to a list, "2025-03-27"
to a date. All else is refused. The limits live in the field itself; `words` says them, so that help, docs
and messages agree.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from frontledger.echo import in_short, quoted
from frontledger.unseen import first_unseen

LATEST = "latest"
FIRST_DAY = date(2022, 2, 24)
LAST_DAY = date(2049, 12, 31)


def seen(value: Any) -> Any:
    """The value, refused where a text of it holds what a reader does not see."""
    for text in value if isinstance(value, list | tuple) else [value]:
        if isinstance(text, str) and (unseen := first_unseen(text)):
            raise ValueError(f"it holds the unseen or broken character {unseen}")
    return value


def _whole(value: Any) -> Any:
    return (
        int(value) if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{1,18}", value.strip()) else value
    )


def _number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[+-]?[0-9]{0,18}\.?[0-9]{1,18}", value.strip()):
        return float(value)
    return value


def _listed(value: Any) -> Any:
    if not isinstance(value, str):
        return tuple(value) if isinstance(value, list) else value
    text = value.strip()
    if value and not text:
        raise ValueError(f"{quoted(value)} is blank")
    if text.startswith("[") != text.endswith("]"):
        raise ValueError(f"{quoted(value)} has one bracket without the other")
    inside = text.removeprefix("[").removesuffix("]")
    return tuple(item.strip().strip("'\"") for item in inside.split(",")) if inside.strip() else ()


def _pair(value: Any) -> Any:
    ends = _listed(value)
    return tuple(_whole(end) for end in ends) if isinstance(ends, tuple) else ends


def _rising(ends: tuple[int, int]) -> tuple[int, int]:
    if ends[0] > ends[1]:
        raise ValueError(f"{ends[0]} is more than {ends[1]}, and the lower end comes first")
    return ends


def _distinct(values: tuple[Any, ...]) -> tuple[Any, ...]:
    twice = [value for place, value in enumerate(values) if value in values[:place]]
    if twice:
        raise ValueError(f"{in_short(str(twice[0]))} is given twice")
    return values


def _day(value: Any) -> date | None:
    if value is None:
        raise ValueError("no day is given")
    if value == LATEST:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        day = value
    elif isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{quoted(value)} is not in the calendar") from None
    else:
        raise ValueError(f"{quoted(value)} is not a date")
    return _within(day, value)


def _month(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime) and value.day == 1:
        return _within(value, value, FIRST_DAY.replace(day=1))
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value):
        raise ValueError(f"{quoted(value)} is not a month")
    return _within(date.fromisoformat(f"{value}-01"), value, FIRST_DAY.replace(day=1))


def _within(day: date, given: Any, first: date = FIRST_DAY) -> date:
    if day < first:
        raise ValueError(f"{given} is before the war the ledger is about")
    if day > LAST_DAY:
        raise ValueError(f"{given} is too far ahead to be meant")
    return day


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    PlainSerializer(lambda day: day.isoformat() if day else LATEST, return_type=str),
    WithJsonSchema(
        {"type": "string", "words": f"an ISO date such as 2025-03-27, from {FIRST_DAY} on, or {LATEST}"}
    ),
]
"""A day, or None for the latest the ledger knows; written "latest" or as an ISO date."""

Month = Annotated[
    date,
    BeforeValidator(_month),
    PlainSerializer(lambda day: day.strftime("%Y-%m"), return_type=str),
    WithJsonSchema({"type": "string", "words": f"a month such as 2024-05, from {FIRST_DAY:%Y-%m} on"}),
]
"""A month, held as its first day; written YYYY-MM."""

Soldiers = Annotated[int, Field(ge=1_000, le=10_000_000), BeforeValidator(_whole)]
Months = Annotated[int, Field(ge=3, le=60), BeforeValidator(_whole)]
Confidence = Annotated[float, Field(ge=0.5, le=0.999, allow_inf_nan=False), BeforeValidator(_number)]
SoldierCounts = Annotated[
    tuple[Soldiers, ...],
    Field(min_length=1, max_length=8),
    BeforeValidator(_listed),
    AfterValidator(_distinct),
]
PeopleAMonth = Annotated[int, Field(ge=0, le=100_000)]
MonthlyRange = Annotated[
    tuple[PeopleAMonth, PeopleAMonth],
    BeforeValidator(_pair),
    AfterValidator(_rising),
    WithJsonSchema({"type": "string", "words": "two whole numbers, 0 to 100,000, the lower first"}),
]
"""People a month, the least and the most."""

ScenarioMonths = Annotated[int, Field(ge=1, le=24), BeforeValidator(_whole)]
Draws = Annotated[int, Field(ge=10, le=200), BeforeValidator(_whole)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
SeriesName = Annotated[str, StringConstraints(pattern=r"^([a-z0-9][a-z0-9_-]{0,63})?$")]
Identifiers = Annotated[
    tuple[Identifier, ...], Field(max_length=64), BeforeValidator(_listed), AfterValidator(_distinct)
]
Folder = Annotated[str, StringConstraints(max_length=4096, pattern=r"^[^\x00-\x1f]*$")]


def words(schema: dict[str, Any]) -> str:
    """What a field's JSON schema allows, in words.

    >>> words({"type": "integer", "minimum": 3, "maximum": 60})
    'a whole number, 3 to 60'
    """
    if "words" in schema:
        return str(schema["words"])
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    if schema["type"] == "array":
        fewest, most = schema.get("minItems", 0), schema["maxItems"]
        return f"a list of {fewest} to {most}, each {words(schema['items'])}"
    if schema["type"] == "string":
        return "a folder's path" if "maxLength" in schema else "an id of a-z, 0-9, _ and -"
    kind = "a whole number" if schema["type"] == "integer" else "a number"
    return f"{kind}, {schema['minimum']:,} to {schema['maximum']:,}"
