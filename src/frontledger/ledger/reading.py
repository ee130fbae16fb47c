"""Strict reading of one CSV file: encoding, header, row lengths, and the line every row stands on."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.faults import nearest
from frontledger.ledger.sheet import Row, Sheet
from frontledger.ledger.tables import Column, Table
from frontledger.ledger.tidying import separator_of
from frontledger.plain import read_plain

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_MARK_REMEDY = "`frontledger check --fix` takes it away, or save the file as UTF-8 without one"
_BROKEN = "\ufffd"
_QUOTES = (
    "the quotes of the row do not match",
    "double every quote inside a quoted cell, close what is open",
)
LONGEST = 131_072
"""Characters of a cell; Python's own limit, which other libraries raise for everyone."""
_CUT = (
    "the row has no line end, so the file may have been cut off in it",
    "see that nothing is missing, and end the row with a line break",
)
_TWICE = (
    "the header stands here again, so the file may hold itself or another one twice",
    "delete the line, and of the rows after it those that are there already",
)
_SIZE = ("a cell of the row is too long to be read", "close the quote that opens it, or shorten it")


@dataclass(frozen=True)
class _Record:
    """A record of a CSV file: the lines it spans and its cells, or what keeps it from being read."""

    first: int
    last: int
    cells: list[str]
    trouble: tuple[str, str] | None = None


def read_sheet(table: Table, path: Path, file: str) -> Sheet:
    """The table as far as it can be read, with every fault of the file's form; values are still text."""
    sheet = Sheet(table, file)
    text = _decoded(sheet, path)
    if text is None:
        sheet.whole = False
        return sheet
    records = _records(text)
    first = next(records)
    header = _header(sheet, first)
    if not header:
        return sheet
    lines = io.StringIO(text, newline=None).read().split("\n")
    if first.last == len(lines):
        sheet.report(first.last, "", *_CUT)
        sheet.whole = False
    for record in records:
        if record.cells == first.cells:
            sheet.report(record.first, "", *_TWICE)
            sheet.whole = False
            break
        _take(sheet, header, record, lines)
    _settle_order(sheet, header)
    return sheet


def read_values(sheet: Sheet) -> None:
    """Turn the text of every cell into a value; a cell that cannot be read is a fault and has no value."""
    for row in sheet.rows:
        for column in sheet.table.columns:
            text = row.cells.get(column.name)
            if text is None or (sheet.damaged and _BROKEN in text):
                continue
            row.values[column.name] = None
            if text:
                try:
                    row.values[column.name] = read_cell(column.kind, text)
                except RefusedError as refused:
                    sheet.refuse(row, column.name, refused.fault, refused.remedy)


def _decoded(sheet: Sheet, path: Path) -> str | None:
    """The file's text, with every fault of its encoding on record; None where there is no text to read."""
    header = f"start it with the header line {','.join(sheet.table.names)}"
    try:
        data = read_plain(path)
    except FileNotFoundError:
        sheet.report(0, "", "the file is missing", f"add it and {header}")
        return None
    except OSError as error:
        sheet.report(
            0, "", f"the file cannot be read ({error.strerror})", "make it a plain file you may read"
        )
        return None
    sheet.sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(_WIDE_MARKS):
        sheet.report(1, "", "the file is UTF-16", "save it as UTF-8")
        return None
    if data.startswith(_MARK):
        sheet.report(1, "", "the file starts with a byte order mark", _MARK_REMEDY)
        data = data.removeprefix(_MARK)
    if not data.strip():
        sheet.report(1, "", "the file is empty", header)
        return None
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        sheet.report(line, "", "the line holds a NUL byte", "delete it, or save the file as UTF-8")
        sheet.damaged = True
        data = data.replace(b"\x00", _BROKEN.encode())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        sheet.report(line, "", f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        sheet.damaged = True
        return data.decode("utf-8", errors="replace")


def _records(text: str) -> Iterator[_Record]:
    """The records with the lines they span; a quoted cell may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = [cell.replace("\r\n", "\n") for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            trouble = _SIZE if "field limit" in str(error) else _QUOTES
            yield _Record(first, reader.line_num, [], trouble)
        else:
            too_long = any(len(cell) > LONGEST for cell in cells)
            yield _Record(first, reader.line_num, cells, _SIZE if too_long else None)


def _header(sheet: Sheet, record: _Record) -> list[str]:
    """The columns the file's header means, with every departure from the table's own header put on record."""
    given, expected = record.cells, list(sheet.table.names)
    if not set(given) & set(expected):
        sheet.whole = False
        if given and separator_of(sheet.table, given[0]) != ",":
            fault, remedy = (
                "cells are not separated by commas",
                "`frontledger check --fix` puts commas between them",
            )
        else:
            fault, remedy = "the first line is not the header", f"start with {','.join(expected)}"
        sheet.report(1, "", fault, remedy)
        return []
    missing = [name for name in expected if name not in given]
    meant: list[str] = []
    _report_unnamed(sheet, given)
    for name in given:
        if not name.strip():
            meant.append("")
        elif name in meant:
            sheet.report(1, name, "the column is there twice", "delete one of them")
            meant.append("")
        elif name in expected:
            meant.append(name)
        else:
            meant.append(_guess(sheet, name, missing))
    for name in missing:
        sheet.report(1, name, "the column is missing", f"add it; the header is {','.join(expected)}")
        sheet.whole = sheet.whole and name not in sheet.table.key
    if not missing and meant != expected and sorted(meant) == sorted(expected):
        place = next(place for place, name in enumerate(expected) if meant[place] != name)
        sheet.report(
            1,
            given[place],
            f"the column stands in the place of {expected[place]}",
            f"order them {','.join(expected)}",
        )
    return meant


def _report_unnamed(sheet: Sheet, given: list[str]) -> None:
    """Put columns without a name on record; those that a spreadsheet leaves at the end are one fault."""
    named = max(place for place, name in enumerate(given, 1) if name.strip())
    for place, name in enumerate(given[:named], 1):
        if not name.strip():
            sheet.report(1, "", f"column {place} has no name", "delete it, or write its name")
    if named < len(given):
        remedy = "`frontledger check --fix` takes them out where nothing stands in them, or delete them"
        sheet.report(
            1, "", f"the header goes on after {given[named - 1]} with columns that have no name", remedy
        )


def _guess(sheet: Sheet, name: str, missing: list[str]) -> str:
    """Report a column that is not known; where a missing one is meant by it, take it for that one."""
    hint = nearest(re.sub(r"\W+", "_", name.strip().lower()), missing)
    sheet.report(
        1, name, f"the column {name!r} is not known{hint}", "delete it" if not hint else "mend its name"
    )
    guess = next((other for other in missing if nearest(other, [other]) == hint), "")
    if guess:
        missing.remove(guess)
    return guess


def _take(sheet: Sheet, header: list[str], record: _Record, lines: list[str]) -> None:
    """Add a record as a row, or report why it is none and keep what may be its key.

    A last line without an end is told instead of what may follow from it; a whole row counts as read.
    """
    cells, written = record.cells, lines[record.first - 1 : record.last]
    trouble = record.trouble or (_QUOTES if sum(line.count('"') for line in written) % 2 else None)
    cut = trouble is None and record.last == len(lines)
    if cut:
        sheet.report(record.first, "", *_CUT)
        sheet.whole = False
    if trouble is None and len(cells) == len(header):
        sheet.rows.append(
            Row(record.first, {name: cell for name, cell in zip(header, cells, strict=True) if name})
        )
        return
    sheet.lost.update(line.split(",")[0].strip('" ') for line in written)
    if trouble:
        if not (sheet.damaged and any(_BROKEN in line for line in written)):
            sheet.report(record.first, "", *trouble)
    elif not cells:
        sheet.report(record.first, "", "the line is blank", "delete it")
    elif not cut:
        remedy = "quote cells that hold commas, and keep a comma for every blank cell"
        sheet.report(record.first, "", f"the row has {len(cells)} cells, the header {len(header)}", remedy)


def _settle_order(sheet: Sheet, header: list[str]) -> None:
    """Where the header alone is out of order and the cells are not, read them in the table's own order."""
    names = sheet.table.names
    if tuple(header) == names or sorted(header) != sorted(names):
        return
    moved = [
        Row(row.line, dict(zip(names, (row.cells[name] for name in header), strict=True)))
        for row in sheet.rows
    ]
    if _misfits(sheet.table, moved) < _misfits(sheet.table, sheet.rows):
        sheet.rows = moved


def _misfits(table: Table, rows: list[Row]) -> int:
    """How many cells cannot be of their columns, and how many keys are there twice."""
    keys = {tuple(row.cells[name] for name in table.key) for row in rows}
    cells = sum(not _fits(column, row.cells[column.name]) for row in rows for column in table.columns)
    return cells + len(rows) - len(keys)


def _fits(column: Column, text: str) -> bool:
    if not text:
        return not column.required
    if column.words:
        return text in column.words
    try:
        read_cell(column.kind, text)
    except RefusedError:
        return False
    return not column.pattern or re.fullmatch(column.pattern, text) is not None
