"""A ledger as tables to export: every table as its file has it, corrections apart, as the schemas describe it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from frontledger.ledger import default_folder, load
from frontledger.ledger.describe import data_package
from frontledger.ledger.loading import PACKAGE_FILE
from frontledger.ledger.tables import TABLES, Column, Table
from frontledger.publish.export.tables import Export, ExportTable, Field, Type, Value

_TYPES: dict[str, Type] = {"count": "number", "number": "number", "sign": "integer", "flag": "boolean"}
_SAID = ("name", "title", "description", "licenses")


def ledger_export(folder: Path | None) -> Export:
    """The whole ledger in `folder` (None: the shipped one), after it has been checked; raises LedgerError.

    What a user imported into it of the daily drone table is left out: its licence is not the ledger's.
    """
    place = folder or default_folder()
    title = load(place).title
    resources = {one["name"]: one for one in data_package()["resources"]}
    tables = tuple(_table(place, table, resources[name]["schema"]) for name, table in TABLES.items())
    return Export("ledger", {"title": title, **_about(place)}, tables)


def _about(folder: Path) -> dict[str, Any]:
    """What the ledger's datapackage.json says of the whole."""
    path = folder / PACKAGE_FILE
    said = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: said[name] for name in _SAID if said.get(name)}


def _table(folder: Path, table: Table, schema: dict[str, Any]) -> ExportTable:
    with (folder / table.file).open(encoding="utf-8", newline="") as file:
        rows = [[row[column.name] for column in table.columns] for row in csv.DictReader(file)]
    described = {field["name"]: field for field in schema["fields"]}
    return ExportTable(
        name=table.name,
        title=table.title,
        meaning=table.meaning,
        fields=tuple(_field(column, described[column.name]) for column in table.columns),
        rows=tuple(
            tuple(_value(column, cell) for column, cell in zip(table.columns, row, strict=True))
            for row in rows
        ),
        schema={name: value for name, value in schema.items() if name != "fields"},
    )


def _field(column: Column, described: dict[str, Any]) -> Field:
    more = {name: value for name, value in described.items() if name not in ("name", "type", "description")}
    return Field(
        column.name, _TYPES.get(column.kind, "string"), column.meaning, {**more, "type": described["type"]}
    )


def _value(column: Column, cell: str) -> Value:
    if not cell:
        return None
    if column.kind == "flag":
        return cell == "true"
    if column.kind == "sign":
        return int(cell)
    return float(cell) if column.kind in ("count", "number") else cell
