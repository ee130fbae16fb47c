"""An export as one workbook: a sheet a table, and a sheet that says what they are; text as text, never a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from frontledger.publish.errors import RefusedError
from frontledger.publish.export.tables import Export, ExportTable, Value

LONGEST_TEXT, MOST_ROWS = 32_767, 1_048_575
"""What a cell and a sheet of a workbook hold."""

_SAFE: dict[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NEVER = datetime(2000, 1, 1)
"""The day a workbook says it was made on: the same for the same content."""


class TooLargeForWorkbookError(RefusedError):
    """A table or a cell is larger than a workbook takes."""


def workbook_files(export: Export) -> dict[str, bytes]:
    """The workbook by its name; raises TooLargeForWorkbookError where a table or a text does not fit."""
    import xlsxwriter  # noqa: PLC0415 - only an export needs it

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _SAFE) as book:
        book.set_properties({"title": export.about.get("title", export.name), "created": _NEVER})
        bold, names = book.add_format({"bold": True}), _sheet_names(export)
        about = book.add_worksheet("about")
        for row, (name, text) in enumerate((("name", "value"), *_about(export, names).items())):
            about.write_string(row, 0, name, bold if not row else None)
            about.write_string(row, 1, text, bold if not row else None)
        for table in export.tables:
            _write(book.add_worksheet(names[table.name]), table, bold)
    return {f"{export.name}.xlsx": buffer.getvalue()}


def _about(export: Export, names: Mapping[str, str]) -> dict[str, str]:
    """What the workbook is, and the title of each sheet whose name does not say it."""
    said = {
        name: str(export.about[name]) for name in ("name", "title", "description") if name in export.about
    }
    for licence in export.about.get("licenses", [])[:1]:
        said |= {f"licence_{name}": str(text) for name, text in licence.items()}
    return said | {f"sheet {names[table.name]}": table.title for table in export.tables}


def _sheet_names(export: Export) -> dict[str, str]:
    """A name for each table that a sheet may have: 31 characters, none twice."""
    names: dict[str, str] = {}
    for table in export.tables:
        name, number = table.name[:31], 2
        while name in names.values() or name == "about":
            name, number = f"{table.name[:27]}_{number}", number + 1
        names[table.name] = name
    return names


def _write(sheet: Any, table: ExportTable, bold: Any) -> None:
    if len(table.rows) > MOST_ROWS:
        raise TooLargeForWorkbookError(
            f"{table.name}: {len(table.rows):,} rows do not fit a sheet; export as csv"
        )
    for column, field in enumerate(table.fields):
        sheet.write_string(0, column, field.name, bold)
    for row, values in enumerate(table.rows, 1):
        for column, value in enumerate(values):
            _put(sheet, row, column, value, table)
    sheet.freeze_panes(1, 0)


def _put(sheet: Any, row: int, column: int, value: Value, table: ExportTable) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            place = f"{table.name}: row {row}, {table.fields[column].name}"
            raise TooLargeForWorkbookError(
                f"{place}: {len(value):,} characters do not fit a cell; export as csv"
            )
        sheet.write_string(row, column, value)
    elif math.isinf(value):
        sheet.write_string(row, column, "INF" if value > 0 else "-INF")
    else:
        sheet.write_number(row, column, value)
