"""The rows of a text: each with its line, its cells under their columns, and whether it has them all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from frontledger.ledger.daily.columns import REQUIRED, Header, read_header
from frontledger.ledger.faults import Fault, LedgerError


@dataclass(frozen=True)
class Record:
    """A row as written: the line it begins on and its cells in the file's order of columns."""

    line: int
    cells: list[str]
    whole: bool
    """Whether it has as many cells as the header."""


def read_records(file: str, text: str) -> tuple[Header, Iterator[Record]]:
    """The header and the rows below it; raises LedgerError where a row's end cannot be told.

    Where the quotes of a line do not match, what follows may be swallowed by one cell, so that no count of
    rows would be right: the file is refused at that line.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        cells = next(row for row in reader if row)
    except (csv.Error, StopIteration):
        raise LedgerError([_quotes(file, 1)]) from None
    header, faults = read_header(file, reader.line_num, cells)
    if header is None:
        raise LedgerError(faults)
    return header, _rows(file, reader, header)


def _rows(file: str, reader: Iterator[list[str]], header: Header) -> Iterator[Record]:
    width, needed = len(header.names), [header.places[name] for name in REQUIRED]
    last = reader.line_num  # type: ignore[attr-defined]
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise LedgerError([_quotes(file, last + 1)]) from None
        first, last = last + 1, reader.line_num  # type: ignore[attr-defined]
        if not cells:
            continue
        whole = len(cells) == width
        if last > first and not (whole and all("\n" not in cells[place] for place in needed)):
            raise LedgerError([_quotes(file, first)])
        yield Record(first, cells, whole)


def _quotes(file: str, line: int) -> Fault:
    remedy = "close what is open, or fetch the file again"
    return Fault(file, line, "", "the quotes of the row do not match, so rows may be swallowed", remedy)
