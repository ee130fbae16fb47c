"""The rules between rows and tables: unique keys, references that lead somewhere, no area inside itself."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Mapping, Sized
from typing import Any

from frontledger.ledger.faults import nearest
from frontledger.ledger.sheet import Row, Sheet

Sheets = dict[str, Sheet]


def check_keys(sheet: Sheet) -> None:
    """Refuse a row whose key an earlier row already has."""
    first: dict[tuple[Any, ...], Row] = {}
    for key, row in list(sheet.keyed()):
        words = tuple(getattr(part, "text", part) for part in key)
        if words in first:
            fault = f"{'/'.join(words)} is already on line {first[words].line}"
            sheet.refuse(
                row, sheet.table.key[0], fault, "give every row a key of its own, or delete one of the two"
            )
        else:
            first[words] = row


def check_references(sheets: Sheets) -> None:
    """Refuse a value that should be a key of another table and is not.

    The same value in the same column is one fault, told where it first stands: it has one cause, often in the
    other table. Where keys there could not be read, what they may have been is not missed.
    """
    for target in sheets.values():
        if target.whole:
            missing = _missing(sheets, target)
            for value in missing.keys() - _explained(missing, target):
                _report_missing(value, missing[value], target)


def _missing(sheets: Sheets, target: Sheet) -> dict[str, list[tuple[Sheet, str, Row]]]:
    """Every value that is not a key of the target, with the places it stands in."""
    known = target.keys()
    missing: dict[str, list[tuple[Sheet, str, Row]]] = {}
    for sheet in sheets.values():
        for column in sheet.table.columns:
            if column.refers_to == target.table.name:
                for row in sheet.rows:
                    value = row.values.get(column.name)
                    if value is not None and value not in known:
                        missing.setdefault(value, []).append((sheet, column.name, row))
    return missing


def _explained(missing: Mapping[str, Sized], target: Sheet) -> set[str]:
    """The missing values that keys refused in the target account for, one each.

    First those they look like; then those referred to most, for a slip of the pen is seldom made twice.
    """
    mangled = target.mangled_keys()
    alike = {found[0] for text in mangled if (found := difflib.get_close_matches(text, missing, n=1))}
    known = target.keys()
    left = [
        value
        for value in missing
        if value not in alike and (len(missing[value]) > 1 or not nearest(value, known))
    ]
    left.sort(key=lambda value: (-len(missing[value]), value))
    return alike | set(left[: len(mangled) - len(alike)])


def _report_missing(value: str, places: list[tuple[Sheet, str, Row]], target: Sheet) -> None:
    by_column: dict[tuple[str, str], list[tuple[Sheet, str, Row]]] = {}
    for sheet, column, row in places:
        by_column.setdefault((sheet.table.name, column), []).append((sheet, column, row))
    for (sheet, column, first), *others in by_column.values():
        also = f", the same on {len(others)} more, down to line {others[-1][2].line}" if others else ""
        fault = f"{value} is not in {target.table.file}{nearest(value, target.keys())}{also}"
        sheet.refuse(first, column, fault, "mend it, or add the row it refers to")
        for _, _, row in others:
            row.values.pop(column)


def check_order(sheet: Sheet, *columns: str) -> None:
    """Refuse numbers that fall where they should rise, such as low, best, high; blanks are passed over."""
    for row in sheet.rows:
        stated = [column for column in columns if row.stated(column)]
        for before, after in itertools.pairwise(stated):
            if row.stated(before, after) and row.values[before] > row.values[after]:
                fault = f"{row.cells[before]} is more than {after} {row.cells[after]}"
                sheet.refuse(row, before, fault, f"the order is {' <= '.join(columns)}")


def check_span(sheet: Sheet, start: str, end: str) -> None:
    """Refuse a period that is over before it begins, whatever days its dates mean."""
    for row in sheet.rows:
        if row.stated(start, end) and row.values[start].first > row.values[end].last:
            fault = f"{row.cells[start]} is after {end} {row.cells[end]}"
            sheet.refuse(row, start, fault, "put the earlier date first")


def check_circles(sheet: Sheet, inside: str) -> None:
    """Refuse an area that lies, by way of others, in itself."""
    rows = {key[0]: row for key, row in sheet.keyed()}
    for name, row in rows.items():
        seen, place = {name}, row.values.get(inside)
        while place in rows and place not in seen:
            seen.add(place)
            place = rows[place].values.get(inside)
        if place == name:
            sheet.refuse(
                row, inside, f"{name} lies in itself", "give the wider one, or leave it blank for the widest"
            )


def rows_by_key(sheet: Sheet) -> dict[Any, Row]:
    """The readable rows by the first column of their key."""
    return {key[0]: row for key, row in sheet.keyed()}


def rows_meant(sheet: Sheet, names: Iterable[Any]) -> dict[Any, Row]:
    """As `rows_by_key`, and rows whose key was refused under the one of the `names` that it is likest to.

    What such a row says otherwise, a plausible range or the day of a page, still holds for the rows that refer to it.
    """
    rows = rows_by_key(sheet)
    missing = sorted({name for name in names if name is not None and name not in rows})
    key = sheet.table.key[0]
    for row in sheet.rows if missing else ():
        if not row.readable(key) and (
            found := difflib.get_close_matches(row.cells.get(key, ""), missing, n=1)
        ):
            rows.setdefault(found[0], row)
    return rows


def stated_in(sheet: Sheet, column: str) -> list[Any]:
    """The values of a column, as far as they could be read."""
    return [row.values.get(column) for row in sheet.rows]
