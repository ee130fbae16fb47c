"""The checks of single columns, by pandera: is a value there, in the closed list, the pattern, the bounds."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from frontledger.ledger.dates import LooseDate
from frontledger.ledger.faults import nearest
from frontledger.ledger.sheet import Row, Sheet
from frontledger.ledger.tables import TABLES, Column

_DTYPES = {
    "count": "float64",
    "number": "float64",
    "sign": "float64",
    "flag": "boolean",
    "month": "str",
    "date": "str",
}


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of the table called `name`, for frames whose dates are still text."""
    return pa.DataFrameSchema({column.name: _schema_column(column) for column in TABLES[name].columns})


def check_columns(sheet: Sheet) -> None:
    """Put every fault of single columns on record; values already refused are not looked at again."""
    # Pandera takes a tenth of a second over a sound ledger, which every report would have to wait for.
    if not any(_amiss(sheet, column) for column in sheet.table.columns):
        return
    rows = {row.line: row for row in sheet.rows}
    try:
        schema(sheet.table.name).validate(checked_frame(sheet), lazy=True)
    except SchemaErrors as errors:
        for case in errors.failure_cases.itertuples():
            _report(sheet, rows[int(case.index)], sheet.table.column(str(case.column)), str(case.check))


def _amiss(sheet: Sheet, column: Column) -> bool:
    """Whether any cell of the column breaks what its schema says; which and how is for pandera to tell."""
    values = [_plain(row.values.get(column.name)) for row in sheet.rows]
    stated = [value for value in values if value is not None]
    return (
        (column.required and len(stated) < len(values))
        or (bool(column.words) and not set(column.words).issuperset(stated))
        or (bool(column.pattern) and not all(re.fullmatch(column.pattern, value) for value in stated))
        or (column.least is not None and min(stated, default=column.least) < column.least)
        or (column.most is not None and max(stated, default=column.most) > column.most)
    )


def checked_frame(sheet: Sheet) -> pd.DataFrame:
    """The sheet as the frame that pandera checks, indexed by line."""
    index = [row.line for row in sheet.rows]
    series = {}
    for column in sheet.table.columns:
        values = [_plain(row.values.get(column.name)) for row in sheet.rows]
        series[column.name] = pd.Series(values, index=index, dtype=_DTYPES.get(column.kind, "str"))
    return pd.DataFrame(series, index=index)


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, LooseDate) else value


def _schema_column(column: Column) -> pa.Column:
    checks = []
    if column.words:
        checks.append(pa.Check.isin(column.words, error="words"))
    if column.pattern:
        checks.append(pa.Check.str_matches(rf"^(?:{column.pattern})\Z", error="pattern"))
    if column.least is not None:
        checks.append(pa.Check.ge(column.least, error="least"))
    if column.most is not None:
        checks.append(pa.Check.le(column.most, error="most"))
    return pa.Column(_DTYPES.get(column.kind, "str"), checks, nullable=not column.required)


def _report(sheet: Sheet, row: Row, column: Column, check: str) -> None:
    """One failure as a fault in our words; a blank that stands for a refused cell is no second fault."""
    if not row.readable(column.name):
        return
    text = row.cells[column.name]
    if check == "not_nullable":
        sheet.refuse(
            row,
            column.name,
            "the cell is blank",
            f"give a value: {column.meaning[0].lower()}{column.meaning[1:]}",
        )
    elif check == "words":
        hint = nearest(text, column.words)
        sheet.refuse(
            row,
            column.name,
            f"{text} is not in the closed list{hint}",
            column.choice,
        )
    elif check == "pattern" and column.kind == "url":
        sheet.refuse(
            row, column.name, f"{text} is not a web address", "write one that starts with http:// or https://"
        )
    elif check == "pattern":
        remedy = "use letters, digits, _ . - only"
        sheet.refuse(row, column.name, f"{text} is not an identifier", remedy)
    elif check == "least":
        sheet.refuse(row, column.name, f"{text} is too small", f"write {column.least:g} or more")
    else:
        sheet.refuse(row, column.name, f"{text} is too large", f"write {column.most:g} or less")
