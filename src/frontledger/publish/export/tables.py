"""What is exported: tables of typed columns with a name, a title and a meaning, whatever they came from."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Type = Literal["string", "number", "integer", "boolean"]
Value = str | float | int | bool | None


@dataclass(frozen=True)
class Field:
    """A column: its name, the type of its values, and what it means; `schema` is more that Table Schema may say."""

    name: str
    type: Type = "string"
    meaning: str = ""
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExportTable:
    """A table to export. A blank cell is None; `schema` holds keys, where there are any."""

    name: str
    title: str
    meaning: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    schema: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """Everything that is exported together; `about` holds what a Data Package says of the whole."""

    name: str
    about: Mapping[str, Any]
    tables: tuple[ExportTable, ...]


def typed(
    names: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[tuple[Field, ...], tuple[tuple[Value, ...], ...]]:
    """Columns and rows of text, a column made one of numbers where every cell of it that is not blank is a number.

    >>> typed(("who", "killed"), [("NIS", "600"), ("HUR", "")])[1]
    (('NIS', 600.0), ('HUR', None))
    """
    columns = [_column([row[place] for row in rows]) for place in range(len(names))]
    fields = tuple(Field(name, kind) for name, (kind, _) in zip(names, columns, strict=True))
    return fields, tuple(zip(*(values for _, values in columns), strict=True))


def _column(cells: Sequence[str]) -> tuple[Type, list[Value]]:
    try:
        numbers: list[Value] = [_number(cell) if cell else None for cell in cells]
    except ValueError:
        numbers = []
    if any(number is not None for number in numbers):
        return "number", numbers
    return "string", [cell or None for cell in cells]


def _number(cell: str) -> float:
    """The number a cell holds; ValueError where it holds anything else, such as nan or digits in groups."""
    number = float(cell)
    if math.isnan(number) or "_" in cell or cell != cell.strip():
        raise ValueError(cell)
    return number
