"""Mending what is harmless in a ledger's files: how a spreadsheet saved them, never what they say."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.folders import own_folder
from frontledger.ledger.tables import TABLES, Table
from frontledger.ledger.tidying import separator_of, tidied_cell
from frontledger.ledger.whole import put
from frontledger.plain import read_plain

_MARK = "\ufeff"


@dataclass(frozen=True)
class Mended:
    """What was mended in one file, in words."""

    file: str
    what: tuple[str, ...]


def mend(folder: Path | str | None = None) -> list[Mended]:
    """Mend the tables of the ledger in `folder` (None: the shipped one) and say what was done to each.

    Mended are a byte order mark, line ends of other systems, semicolons or tabs between cells, blank lines,
    empty columns and rows that a spreadsheet leaves at the end, spaces around a cell, flags in capitals, a sign
    without its plus, and columns in another order. A file that is not UTF-8, whose quotes do not match or whose
    columns are not known is left as it is for `check` to speak of. Raises TableNotWrittenError.
    """
    place = own_folder() if folder is None else Path(folder)
    done = []
    for table in TABLES.values():
        path = place / table.file
        if path.is_file() and (mended := _mended(table, path)):
            text, what = mended
            put(path, text)
            done.append(Mended(str(path), what))
    return done


def _mended(table: Table, path: Path) -> tuple[str, tuple[str, ...]] | None:
    """The file's text mended and what was mended, or nothing where nothing was or can be."""
    try:
        text = read_plain(path).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    what = []
    if text.startswith(_MARK):
        what.append("took away the byte order mark")
        text = text.removeprefix(_MARK)
    if "\r" in text:
        what.append("put line ends as LF")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = separator_of(table, text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator))
    except csv.Error:
        return None
    tidied, told = _tidied(table, rows)
    if separator != ",":
        told.insert(0, "put commas between cells")
    if told:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(tidied)
        text = buffer.getvalue()
    return (text, (*what, *told)) if what or told else None


def _tidied(table: Table, rows: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The rows without what a spreadsheet adds, in the table's own order, and what was done."""
    told = []
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if len(filled) < len(rows):
        told.append(f"took out {len(rows) - len(filled)} blank lines")
    stripped = [[cell.strip() for cell in row] for row in filled]
    if stripped != filled:
        told.append("took spaces from around cells")
    width = len(table.names)
    if any(len(row) > width for row in stripped) and not any(any(row[width:]) for row in stripped):
        stripped = [row[:width] for row in stripped]
        told.append("took out empty columns at the end")
    header = stripped[0] if stripped else []
    whole = all(len(row) == width for row in stripped)
    if whole and tuple(header) != table.names and sorted(header) == sorted(table.names):
        order = [header.index(name) for name in table.names]
        stripped = [[row[place] for place in order] for row in stripped]
        told.append("put the columns in order")
    if whole and sorted(header) == sorted(table.names):
        rewritten = [stripped[0], *([*map(tidied_cell, table.columns, row)] for row in stripped[1:])]
        if rewritten != stripped:
            told.append("put true, false and +1 as a ledger writes them")
        stripped = rewritten
    return stripped, told
