"""Each row of a table by a short mark, so that a report can say which rows it was made from.

A mark is eight characters: four for the row's key, four for all of its cells (24 bits of SHA-256 each). Marks
only name the rows that differ; whether a table is the same is for the SHA-256 of the whole file to say.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frontledger.ledger.tables import TABLES

_WIDTH = 8
_KEY = 4
_KEYS = {table.file: table.key for table in TABLES.values()}


@dataclass(frozen=True)
class MarkedRow:
    """A row: the line of the file it begins on, its key in words, and its mark."""

    line: int
    key: str
    mark: str


@dataclass(frozen=True)
class RowChanges:
    """How a table's rows differ from what a report was made from.

    `gone` holds the places (from 1) of rows in the table as it was; their keys are not on record.
    """

    changed: tuple[MarkedRow, ...]
    added: tuple[MarkedRow, ...]
    gone: tuple[int, ...]


def is_marked(file: str) -> bool:
    """Whether the file is a table of the ledger, whose key is known."""
    return file in _KEYS


@lru_cache(maxsize=128)
def rows_of(path: Path, digest: str) -> tuple[MarkedRow, ...]:
    """The rows of a checked table; `digest` is the file's SHA-256, so that a changed file is read anew."""
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    header = next(reader)
    places = [header.index(name) for name in _KEYS[path.name]]
    rows, line = [], reader.line_num + 1
    for cells in reader:
        rows.append(MarkedRow(line, " ".join(cells[place] for place in places), mark(cells, places)))
        line = reader.line_num + 1
    return tuple(rows)


def mark(cells: Sequence[str], places: Sequence[int]) -> str:
    """The mark of a row whose key stands at `places`.

    >>> mark(["T001", "nis", "300"], [0]), mark(["T001", "nis", "301"], [0])
    ('541uCG63', '541uZj7d')
    """
    return _short([cells[place] for place in places]) + _short(cells)


def changes(then: str, now: Sequence[MarkedRow]) -> RowChanges:
    """What differs between the marks in a report and the rows as they are."""
    old = [then[start : start + _WIDTH] for start in range(0, len(then), _WIDTH)]
    new = [row.mark for row in now]
    lost = [place for place, is_there in enumerate(_among(old, new)) if not is_there]
    fresh = [row for row, was_there in zip(now, _among(new, old), strict=True) if not was_there]
    keys_then, keys_now = {old[place][:_KEY] for place in lost}, {row.mark[:_KEY] for row in fresh}
    return RowChanges(
        changed=tuple(row for row in fresh if row.mark[:_KEY] in keys_then),
        added=tuple(row for row in fresh if row.mark[:_KEY] not in keys_then),
        gone=tuple(place + 1 for place in lost if old[place][:_KEY] not in keys_now),
    )


def _among(marks: Sequence[str], others: Sequence[str]) -> list[bool]:
    """For each mark whether the others hold it too, each of them counted once."""
    left = Counter(others)
    answers = []
    for one in marks:
        answers.append(left[one] > 0)
        left[one] -= 1
    return answers


def _short(cells: Sequence[str]) -> str:
    text = "\x1f".join(cells)
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()[:3]).decode()
