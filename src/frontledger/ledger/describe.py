"""Write what the schemas say: `python -m frontledger.ledger.describe` renews both generated files.

`data/datapackage.json` is a Data Package, version 2 (https://datapackage.org/standard/data-package/), so
that any reader of that standard can check the tables; `docs/data-dictionary.md` says the same to people.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frontledger.ledger.frames import ADDED
from frontledger.ledger.tables import TABLES, Column, Table
from frontledger.ledger.tables.spec import KINDS

NAME = "frontledger"
TITLE = "Frontledger: public figures about DPRK support for Russia's war"
DESCRIPTION = (
    "Sourced claims about troops, casualties and arms, with monthly drone counts, reference ratios and "
    "events; one row is one statement, with who made it, when, and where it was read."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
_TYPES = {"count": "integer", "number": "number", "sign": "integer", "flag": "boolean", "month": "yearmonth"}


def data_package() -> dict[str, Any]:
    """The content of datapackage.json."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": [LICENCE],
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    references = [column for column in table.columns if column.refers_to]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    if references:
        schema["foreignKeys"] = [_foreign_key(table, column) for column in references]
    return {
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.meaning,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = list(column.words)
    if column.kind == "sign":
        constraints["enum"] = [1, -1]
    if column.pattern and column.kind != "month":
        constraints["pattern"] = column.pattern
    if column.least is not None:
        constraints["minimum"] = int(column.least)
    if column.most is not None:
        constraints["maximum"] = int(column.most)
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "description": column.meaning,
    }
    if column.kind == "flag":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    other = TABLES[column.refers_to]
    resource = "" if other is table else other.name
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [other.key[0]]}}


def data_dictionary() -> str:
    """The content of docs/data-dictionary.md."""
    kinds = "\n".join(f"| {kind} | {meaning} |" for kind, meaning in KINDS.items())
    return "\n".join(
        [
            "# Data dictionary",
            "",
            "Written by `python -m frontledger.ledger.describe` from the schemas in",
            "`src/frontledger/ledger/tables/`; edit those, not this page.",
            "",
            "Every table is a CSV file in UTF-8 with exactly the columns below, in this order. A blank cell",
            "means not stated. Columns marked * must not be blank.",
            "",
            "| a column of the kind | holds |",
            "|---|---|",
            kinds,
            *(line for table in TABLES.values() for line in _section(table)),
            *_added(),
            "",
        ]
    )


def _section(table: Table) -> list[str]:
    key = " and ".join(f"`{name}`" for name in table.key)
    together = "together unique" if len(table.key) > 1 else "unique"
    return [
        "",
        f"## {table.title} (`{table.file}`)",
        "",
        f"{table.meaning} Key: {key}, {together}.",
        "",
        "| column | kind | meaning |",
        "|---|---|---|",
        *map(_line, table.columns),
    ]


def _added() -> list[str]:
    return [
        "",
        "## What loading adds to the claims",
        "",
        "A date known to the month or year means its first day where a period begins, its last day",
        "elsewhere, and never a day after the claim's own report unless the claim is a forecast. Blank text",
        "is loaded as an empty string, a blank number as NaN, a blank date as NaT.",
        "",
        "| column | meaning |",
        "|---|---|",
        *(f"| `{name}` | {meaning} |" for name, meaning in ADDED.items()),
    ]


def _line(column: Column) -> str:
    star = "*" if column.required else ""
    return f"| `{column.name}`{star} | {column.kind} | {column.meaning}{_limits(column)} |"


def _limits(column: Column) -> str:
    limits = ""
    if column.listed:
        limits += f" One of: {', '.join(f'`{word}`' for word in column.words)}."
    if column.refers_to:
        other = TABLES[column.refers_to]
        limits += f" A key of [{other.file}](#{_anchor(other)})."
    if column.least is not None:
        upper = "or more" if column.most is None else f"to {column.most:g}"
        limits += f" {column.least:g} {upper}."
    return limits


def _anchor(table: Table) -> str:
    """The fragment a heading gets on code hosting sites and in most Markdown readers."""
    return f"{table.title.lower().replace(' ', '-')}-{table.file.replace('.', '')}"


def write(root: Path) -> tuple[Path, Path]:
    """Write both files under `root`, the checkout's folder; returns their paths."""
    package, dictionary = root / "data" / "datapackage.json", root / "docs" / "data-dictionary.md"
    package.write_text(json.dumps(data_package(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    dictionary.write_text(data_dictionary(), encoding="utf-8")
    return package, dictionary


if __name__ == "__main__":
    for path in write(Path(__file__).resolve().parents[3]):
        print(path)
