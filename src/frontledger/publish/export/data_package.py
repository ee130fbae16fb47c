"""An export as a Data Package, version 2: CSV files, and datapackage.json that says what stands in them."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

from frontledger.ledger.exchange.workbooks import plain_number
from frontledger.present.fragments import harmless
from frontledger.publish.export.tables import Export, ExportTable, Field, Value


def package_files(export: Export) -> dict[str, bytes]:
    """The files of the package by name.

    A text that a spreadsheet would run as a formula stands behind an apostrophe, so that it is shown; numbers
    are in plain digits, `INF` where there is no upper end.
    """
    files = {f"{table.name}.csv": _csv(table) for table in export.tables}
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": export.name.lower(),
        **export.about,
        "resources": [_resource(table) for table in export.tables],
    }
    return files | {"datapackage.json": (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()}


def _csv(table: ExportTable) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([harmless(field.name) for field in table.fields])
    writer.writerows(
        [_cell(field, value) for field, value in zip(table.fields, row, strict=True)] for row in table.rows
    )
    return buffer.getvalue().encode()


def _cell(field: Field, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    return f"{value:+d}" if field.type == "integer" and isinstance(value, int) else plain_number(value)


def _resource(table: ExportTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        **{name: text for name, text in (("title", table.title), ("description", table.meaning)) if text},
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field) for field in table.fields],
            **(table.schema or {"missingValues": [""]}),
        },
    }


def _field(field: Field) -> dict[str, Any]:
    said = {"name": harmless(field.name), "type": field.type}
    if field.meaning:
        said["description"] = field.meaning
    return said | dict(field.schema)
