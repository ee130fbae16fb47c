"""The four things a notebook may show: a finding, a figure, a table, a note.

Each is a frozen record that carries everything a page needs, in words and numbers. A notebook's cell ends
with one (or `show`s several); JupyterLab draws its HTML, and the publisher reads the same record back from
the structured MIME bundle, so the screen, the HTML page and the PDF say the same thing from one source.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar, get_args

from frontledger.present import fragments
from frontledger.present.drawing import inline_svg

MIME = "application/vnd.frontledger.block+json"

Align = Literal["left", "right", "center"]
Tone = Literal["", "strong", "muted", "good", "bad", "open"]

_WORDS = {"align": get_args(Align), "tone": get_args(Tone)}


class NotABlockError(ValueError):
    """A record that should hold a block does not; the message says what is wrong with it."""


class _Shown:
    """What every block can do in JupyterLab: show itself, and carry its own record along."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {
            MIME: to_json(self),  # type: ignore[arg-type]
            "text/html": fragments.lab(self),  # type: ignore[arg-type]
            "text/plain": fragments.plain(self),  # type: ignore[arg-type]
        }


@dataclass(frozen=True)
class Finding(_Shown):
    """One computed sentence, with the doubt that belongs to it and the claims it rests on.

    `value`, `low` and `high` are the headline number and its bounds in `unit`; None where there is none or no
    bound.
    """

    key: str
    sentence: str
    doubt: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            if number is not None and not math.isfinite(number):
                raise ValueError(f"finding {self.key}: {name} is {number}; give None where nothing bounds it")


@dataclass(frozen=True)
class Figure(_Shown):
    """A drawing with a takeaway title, its units, a source line and a text for those who cannot see it.

    `data_csv` holds the plotted points as CSV; `claims` the ids of the claims drawn. ValueError where the
    text for those who cannot see is missing; UnsafeDrawingError where the drawing holds more than a drawing.
    """

    key: str
    title: str
    units: str
    alt: str
    source: str
    svg: str
    note: str = ""
    data_csv: str = ""
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"figure {self.key}: alt is empty; say in words what the drawing shows")
        inline_svg.check(self.svg)


@dataclass(frozen=True)
class Column:
    """A table column: its heading, how it is set, and its unit if the heading does not say."""

    label: str
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """A table cell: its text, and where it leads if anywhere.

    `tone` marks a verdict in weight and colour; the text says it in words, so that colour is never alone.
    """

    text: str
    href: str = ""
    tone: Tone = ""


@dataclass(frozen=True)
class Table(_Shown):
    """A table with a takeaway title; a row is a tuple of strings or cells, as many as there are columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    source: str = ""
    note: str = ""
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.key}: row {number} has {len(row)} cells for {len(self.columns)} columns"
                )


@dataclass(frozen=True)
class Note(_Shown):
    """A plain paragraph that had to be computed: a limit of the data, or what is not shown and why."""

    key: str
    text: str


Block = Finding | Figure | Table | Note

_Record = TypeVar("_Record")

_KINDS: dict[str, type[Block]] = {"finding": Finding, "figure": Figure, "table": Table, "note": Note}


def to_json(block: Block) -> dict[str, Any]:
    """The block as plain JSON values, its kind under "type".

    >>> to_json(Note("limits", "Nobody has counted."))
    {'type': 'note', 'key': 'limits', 'text': 'Nobody has counted.'}
    """
    return {"type": type(block).__name__.lower()} | {
        name: _plain(item) for name, item in asdict(block).items()
    }


def from_json(record: Mapping[str, Any]) -> Block:
    """The block that `to_json` wrote; NotABlockError where the record is of no known kind or misses a field.

    >>> from_json({"type": "note", "key": "limits", "text": "Nobody has counted."})
    Note(key='limits', text='Nobody has counted.')
    """
    fields = dict(record) if isinstance(record, Mapping) else {}
    kind = fields.pop("type", None)
    if not isinstance(kind, str) or kind not in _KINDS:
        raise NotABlockError(f"a block of type {kind!r:.80}; known types are {', '.join(_KINDS)}")
    try:
        if kind == "table":
            fields["columns"] = tuple(_worded(Column(**column)) for column in fields["columns"])
            fields["rows"] = tuple(tuple(_cell(cell) for cell in row) for row in fields["rows"])
        if "claims" in fields:
            fields["claims"] = tuple(map(str, fields["claims"]))
        return _worded(_KINDS[kind](**fields))
    except (TypeError, KeyError, ValueError, OverflowError) as problem:
        raise NotABlockError(f"a {kind} that cannot be read: {problem}") from problem


def _cell(cell: str | Mapping[str, Any]) -> str | Cell:
    return cell if isinstance(cell, str) else _worded(Cell(**cell))


def _worded(record: _Record) -> _Record:
    """The record, if what should be text in it is text, and what should be one of a few words is one of them."""
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.type == "str" and not isinstance(value, str):
            raise TypeError(f"{field.name} is no text")
        if field.name in _WORDS and value not in _WORDS[field.name]:
            raise ValueError(f"{field.name} is {value!r:.80}, none of {', '.join(_WORDS[field.name])}")
    return record


def _plain(item: Any) -> Any:
    """The same value in the types JSON knows; NumPy's numbers become Python's."""
    if isinstance(item, dict):
        return {name: _plain(inner) for name, inner in item.items()}
    if isinstance(item, list | tuple):
        return [_plain(inner) for inner in item]
    return item.item() if hasattr(item, "item") else item
