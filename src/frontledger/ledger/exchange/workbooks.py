"""The sheets of a workbook as pages of text: values only, each turned into the text a ledger's cell would hold."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from frontledger.ledger.exchange.container import Container, RefusedFileError, contained
from frontledger.ledger.exchange.marks import Marks
from frontledger.ledger.exchange.marks_ods import ods_marks
from frontledger.ledger.exchange.marks_xlsx import xlsx_marks
from frontledger.ledger.exchange.pages import Line, Page, told
from frontledger.ledger.faults import Fault, LedgerError

_ERROR = (
    "the cell holds an error in place of a value",
    "mend the formula, or put the value in its place",
)
_UNRECKONED = (
    "the formula has no stored value",
    "open the workbook in a spreadsheet program and save it, or put the value in the formula's place",
)


def workbook_pages(file: str, data: bytes) -> list[Page]:
    """Every sheet of the workbook in `data` that is not empty, hidden ones too; raises LedgerError.

    Dates become ISO dates (months, where a cell shows no day), numbers plain digits; what a formula stands for is
    the value stored with it. An error value, a formula without a stored value and a number shown as a
    percentage are doubts of the page: whoever reads the cell must not take it for what its text says.
    """
    try:
        container = contained(data)
        parts = container.parts
        marks = ods_marks(parts["content.xml"]) if container.kind == "ods" else xlsx_marks(parts)
        sheets = _values(container)
    except RefusedFileError as error:
        raise LedgerError([Fault(file, 0, "", *error.args)]) from None
    read = [_page(file, name, hidden, values, marks.get(name, Marks())) for name, hidden, values in sheets]
    pages = [page for page in read if page.lines or page.doubts]
    if not pages:
        raise LedgerError([Fault(file, 0, "", "the workbook is empty", "give a sheet with a header")])
    return pages


def _values(container: Container) -> list[tuple[str, bool, list[list[Any]]]]:
    """Each sheet's name, whether it is hidden, and its values from the first cell on."""
    import python_calamine as calamine  # noqa: PLC0415 - only an import of a workbook needs it

    try:
        with calamine.load_workbook(container.packed()) as book:
            kinds = {one.name: one for one in book.sheets_metadata}
            worksheets = [
                name for name in book.sheet_names if kinds[name].typ == calamine.SheetTypeEnum.WorkSheet
            ]
            return [
                (
                    name,
                    kinds[name].visible != calamine.SheetVisibleEnum.Visible,
                    book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                )
                for name in worksheets
            ]
    except (calamine.CalamineError, calamine.PasswordError, calamine.XmlError, calamine.ZipError, ValueError):
        fault = "the workbook is damaged: its values cannot be read"
        raise RefusedFileError(
            fault, "open it in the program that made it and save it as .xlsx or .ods"
        ) from None


def _page(file: str, name: str, hidden: bool, values: list[list[Any]], marks: Marks) -> Page:
    turned = Counter[str]()
    doubts = {(row + 1, place): _UNRECKONED for row, place in marks.unreckoned}
    doubts |= {(row + 1, place): _ERROR for row, place in marks.errors}
    lines = {}
    for row, cells in enumerate(values):
        texts = [_text(cell, (row, place) in marks.months, turned) for place, cell in enumerate(cells)]
        doubts |= {
            (row + 1, place): amiss
            for place, cell in enumerate(cells)
            if (amiss := _amiss(cell, (row, place) in marks.percent))
        }
        if any(texts):
            lines[row + 1] = Line(row + 1, tuple(texts))
    first = min(lines, default=0)
    lines |= {row: Line(row, ()) for row, _ in doubts if row > first > 0 and row not in lines}
    ordered = tuple(line for _, line in sorted(lines.items()))
    return Page(file, name, ordered, _remarks(hidden, marks, turned), doubts)


def _text(cell: Any, month: bool, turned: Counter[str]) -> str:
    """The text a ledger's cell would hold; what is no mere reading is counted in `turned`."""
    if isinstance(cell, str):
        text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
        turned["spaces"] += text != cell and bool(cell.strip())
        return text
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        return plain_number(cell)
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        cell = cell.date()
    if isinstance(cell, date) and not isinstance(cell, datetime):
        turned["months" if month else "dates"] += 1
        return f"{cell:%Y-%m}" if month else cell.isoformat()
    return str(cell)


def plain_number(value: float) -> str:
    """A number in plain digits, as short as it reads back.

    >>> plain_number(6000.0), plain_number(12.5), plain_number(1e-7)
    ('6000', '12.5', '0.0000001')
    """
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _amiss(cell: Any, percent: bool) -> tuple[str, str] | None:
    """Why a cell cannot be taken as it is, and the remedy."""
    if percent and isinstance(cell, float | int):
        shown = plain_number(float(Decimal(repr(cell)) * 100))
        fault = f"the cell shows {shown}% and holds {plain_number(cell)}"
        return fault, f"format it as a number and write {shown} where the unit is percent"
    return None


def _remarks(hidden: bool, marks: Marks, turned: Counter[str]) -> tuple[str, ...]:
    said = []
    if hidden:
        said.append("the sheet is hidden; it is read like the others")
    if marks.hidden_rows:
        said.append(told(marks.hidden_rows, "row is", "rows are") + " hidden and read like the others")
    if turned["dates"]:
        said.append(told(turned["dates"], "date cell is", "date cells are") + " read as YYYY-MM-DD")
    if turned["months"]:
        said.append(
            told(turned["months"], "date cell shows", "date cells show") + " a month, read as YYYY-MM"
        )
    if marks.empty:
        said.append(
            told(marks.empty, "formula gives", "formulas give") + " an empty text, read as a blank cell"
        )
    if turned["spaces"]:
        said.append("spaces were taken from around " + told(turned["spaces"], "cell", "cells"))
    return tuple(said)
