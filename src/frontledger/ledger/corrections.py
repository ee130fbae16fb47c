"""Corrections: what we decided about single rows, kept on the record and applied to what was published.

A correction states what the cell must still hold (`expect`); once the table has been mended, the correction
has become wrong and is a fault. Corrections are our editing and no knowledge of the day, so an as-of view
applies all.
"""

from __future__ import annotations

from dataclasses import dataclass

from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.faults import nearest
from frontledger.ledger.rules import Sheets
from frontledger.ledger.sheet import Row, Sheet
from frontledger.ledger.tables import Column

SET_ASIDE = "claims"
"""The table whose rows can be set aside: they stay, and `Ledger.select` passes over them."""

MARKED = ("claims", "drone_launches", "reference_ratios", "events", "article_claims")
"""The tables whose rows can be flagged; the cells of every table can be overridden."""


@dataclass(frozen=True)
class _Case:
    """A correction with the row and the table it is about."""

    sheet: Sheet
    row: Row
    other: Sheet
    target: Row

    def refuse(self, column: str, fault: str, remedy: str) -> None:
        self.sheet.refuse(self.row, column, fault, remedy)


def apply_corrections(sheets: Sheets) -> None:
    """Apply every correction to the text of its target; one that does not fit is a fault of its own row.

    All are held against what was published, whatever other corrections replace.
    """
    sheet = sheets["corrections"]
    complete = ("target_table", "target_id", "action")
    rows = [row for row in sheet.rows if row.stated(*complete) and row.readable("column", "expect", "value")]
    cases = [case for row in rows if (case := _case(sheet, row, sheets)) and _still_holds(case)]
    replaced: dict[tuple[str, int, str], str] = {}
    for case in cases:
        if case.row.values["action"] == "override":
            _override(case, replaced, sheets)
        else:
            case.target.set_aside |= case.row.values["action"] == "set_aside"
            case.target.flags.append(case.row.cells.get("reason", ""))


def _case(sheet: Sheet, row: Row, sheets: Sheets) -> _Case | None:
    """The correction with its target; None where there is no such row, or it could not be read."""
    name, wanted, action = (row.values[column] for column in ("target_table", "target_id", "action"))
    tables = [other for other in sheets if other != sheet.table.name]
    allowed = {"set_aside": (SET_ASIDE,), "flag": MARKED, "override": tables}[action]
    if name not in tables:
        fault = f"there is no table {name}{nearest(name, tables)}"
        sheet.refuse(row, "target_table", fault, f"name one of {', '.join(tables)}")
        return None
    if name not in allowed:
        fault = f"{action} cannot be of a row of {name}"
        sheet.refuse(row, "action", fault, f"it can be of {', '.join(allowed)}")
        return None
    other = sheets[name]
    rows = {"/".join(one.cells.get(part, "") for part in other.table.key): one for one in other.rows}
    if wanted not in rows and other.whole and not _lost(wanted, other):
        fault = f"{wanted} is not in {other.table.file}{nearest(wanted, rows)}"
        sheet.refuse(row, "target_id", fault, "mend it, or delete the correction")
    return _Case(sheet, row, other, rows[wanted]) if wanted in rows else None


def _lost(wanted: str, other: Sheet) -> bool:
    """Whether the row may be one that could not be read."""
    key = other.table.column(other.table.key[0])
    texts = {row.cells.get(key.name, "") for row in other.rows}
    first = wanted.split("/", 1)[0]
    return first in other.lost or bool(nearest(first, {text for text in texts if _refusal(key, text)}))


def _still_holds(case: _Case) -> bool:
    """Whether the cell holds what is expected; one that cannot be read is a fault of its own table."""
    column, expect = case.row.values["column"], case.row.values["expect"] or ""
    override = case.row.values["action"] == "override"
    if column is None:
        if expect or override:
            case.refuse("column", "no column is named", "name the column that is corrected or expected")
        return not (expect or override)
    if column not in case.other.table.names:
        hint = nearest(column, case.other.table.names)
        case.refuse("column", f"{case.other.table.file} has no column {column}{hint}", "mend its name")
        return False
    if override and column in case.other.table.key:
        case.refuse("column", f"{column} is a key", "a key cannot be replaced: set the row aside, or mend it")
        return False
    text = case.target.cells.get(column)
    if text is None or (text != expect and _refusal(case.other.table.column(column), text)):
        return False
    if text != expect:
        fault = f"{column} of {case.row.values['target_id']} holds {text!r}, not {expect!r}"
        case.refuse("expect", fault, "the table has changed: delete the correction, or decide it anew")
    return text == expect


def _override(case: _Case, replaced: dict[tuple[str, int, str], str], sheets: Sheets) -> None:
    """Replace the cell, once, by a value that can be read as one of its column."""
    column, value = case.row.values["column"], case.row.values["value"] or ""
    place = (case.other.table.name, case.target.line, column)
    if place in replaced:
        case.refuse("column", f"{replaced[place]} already replaces it", "keep one of the two corrections")
        return
    if refused := _refusal(case.other.table.column(column), value) or _unfit(case, column, value, sheets):
        case.refuse("value", refused.fault, refused.remedy)
        return
    replaced[place] = case.row.cells.get("correction_id", "another correction")
    before, reason = case.target.cells[column] or "blank", case.row.cells.get("reason", "")
    case.target.flags.append(f"{column} corrected from {before}: {reason}")
    case.target.cells[column] = value


def _unfit(case: _Case, name: str, value: str, sheets: Sheets) -> RefusedError | None:
    """Why the cell cannot hold the value though it can be read: the table itself shows another one."""
    column = case.other.table.column(name)
    if not value and column.required:
        return RefusedError(f"{name} cannot be blank", "give the new value")
    if value and column.words and value not in column.words:
        fault = f"{value} is not in the closed list{nearest(value, column.words)}"
        return RefusedError(fault, column.choice)
    target = sheets.get(column.refers_to)
    known = target.keys() if target is not None and target.whole else {value}
    if value and value not in known:
        fault = f"{value} is not in {column.refers_to}.csv{nearest(value, known)}"
        return RefusedError(fault, "mend it, or add the row it refers to")
    return None


def _refusal(column: Column, text: str) -> RefusedError | None:
    """Why the text cannot be a cell of the column; None where it can."""
    try:
        if text:
            read_cell(column.kind, text)
    except RefusedError as refused:
        return refused
    return None
