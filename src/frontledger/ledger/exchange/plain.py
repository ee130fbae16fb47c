"""A CSV file of other people's rows as a page, and which reader a file is given to."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from frontledger.ledger.exchange.container import SUFFIXES, WORKBOOK_STARTS, file_bytes
from frontledger.ledger.exchange.pages import Line, Page, told
from frontledger.ledger.exchange.workbooks import workbook_pages
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.reading import LONGEST

_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save the file as UTF-8"
_SEPARATORS = ",;\t"


def pages_of(path: Path) -> list[Page]:
    """The pages of a workbook, told by its content, or the one of a CSV file; raises LedgerError."""
    data = file_bytes(path)
    is_workbook = data.startswith(WORKBOOK_STARTS) or path.suffix.lower() in SUFFIXES
    return workbook_pages(str(path), data) if is_workbook else [csv_page(str(path), data)]


def csv_page(file: str, data: bytes) -> Page:
    """The bytes of a CSV file as a page; raises LedgerError with the line where it cannot be read.

    Commas, or what the header is separated by: semicolons or tabs, as spreadsheets of some countries write.
    """
    remarks = []
    if data.startswith(_MARK):
        data = data.removeprefix(_MARK)
        remarks.append("the file starts with a byte order mark, which is passed over")
    if b"\r" in data:
        remarks.append("line ends of another system are read as such")
    text = _decoded(file, data)
    separator = _separator(text)
    if separator != ",":
        remarks.append(
            f"cells are separated by {'tabs' if separator == '	' else 'semicolons'}, as the header is"
        )
    lines, spaced = _lines(file, text, separator)
    if not lines:
        raise LedgerError([Fault(file, 1, "", "the file is empty", "give the table with its header")])
    if spaced:
        remarks.append("spaces were taken from around " + told(spaced, "cell", "cells"))
    return Page(file, "", tuple(lines), tuple(remarks))


def _decoded(file: str, data: bytes) -> str:
    if data.startswith(_WIDE_MARKS):
        raise LedgerError([Fault(file, 1, "", "the file is UTF-16", _SAVE)])
    if b"\x00" in data:
        line = data[: data.index(b"\x00")].count(b"\n") + 1
        raise LedgerError([Fault(file, line, "", "the line holds a NUL byte", _SAVE)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise LedgerError([Fault(file, line, "", fault, _SAVE)]) from None


def _separator(text: str) -> str:
    header = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _lines(file: str, text: str, separator: str) -> tuple[list[Line], int]:
    """The rows that are not blank with the lines they begin on, and how many cells had spaces around them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    lines, spaced, first = [], 0, 1
    try:
        for row in reader:
            if any(len(cell) > LONGEST for cell in row):
                raise csv.Error("field larger than field limit")
            cells = tuple(cell.replace("\r\n", "\n").strip() for cell in row)
            spaced += sum(
                bool(bare) and bare != cell.replace("\r\n", "\n")
                for bare, cell in zip(cells, row, strict=True)
            )
            if any(cells):
                lines.append(Line(first, cells))
            first = reader.line_num + 1
    except csv.Error as error:
        long = "field limit" in str(error)
        fault = "a cell of the row is too long to be read" if long else "the quotes of the row do not match"
        remedy = "close the quote that opens it" if long else "double every quote inside a quoted cell"
        raise LedgerError([Fault(file, first, "", fault, remedy)]) from None
    return lines, spaced
