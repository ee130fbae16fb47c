"""Faults of parameters: every parameter of every notebook, as text of a command line and as a plan's value."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from faults.values import wrong
from frontledger.ledger import LedgerError
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import ROOT
from frontledger.notebook.refusal import ParameterError
from frontledger.publish.report import Desk

OF_OTHER_TYPES: Mapping[str, Any] = {
    "nothing": None,
    "a truth": True,
    "an empty list": [],
    "a mapping": {"a": 1},
    "a list in a list": [[1, 2]],
    "a list of three": [1, 2, 3],
    "a list of nothing": [None],
    "a falling list": [9, 3],
    "the same twice": ["nis", "nis"],
    "a hundred items": list(range(100)),
    "a fraction": 1.5,
    "a number in a list": [2000],
    "not a number, as a number": float("nan"),
    "infinity, as a number": float("inf"),
    "a number of thirty digits": 10**30,
    "a negative number": -1,
    "nought": 0,
    "one": 1,
    "a number of thousands of digits": 10**4000,
    "a date, as a date": date(1925, 1, 13),
    "a moment": datetime(2025, 1, 13, 8),
    "bytes": b"2025-01-13",
    "a bracket": "[1, 2",
    "commas": ",,,",
    "nested brackets": "[[1]]",
    "a list with a blank": "nis, , hur",
}
FOLDERS = {
    "no such folder": "no/such/folder",
    "above the project": "..",
    "the root": "/",
    "a secret": "/etc",
    "a file": "README.md",
    "a home": "~",
    "a long name": "a" * 300,
    "a folder without tables": "docs",
    "an address": "https://example.org/data",
    "a variable": "$HOME/data",
}
NAMES = (
    "",
    "as_off",
    "asof",
    "AS_OF",
    "__class__",
    "as_of ",
    "series ",
    "ledger\u200b",
    "values",
    "model_config",
)


@dataclass(frozen=True)
class Given:
    """One parameter given to one notebook."""

    kind: str
    notebook: str
    name: str
    value: Any

    def __str__(self) -> str:
        return f"{self.notebook}: {self.name}: {self.kind}"


def faults() -> Iterator[Given]:
    """Every wrong value for every parameter, and names that are none."""
    for notebook, entry in REGISTRY.items():
        properties = entry.model.model_json_schema(mode="serialization")["properties"]
        for name, schema in properties.items():
            for kind, text in wrong(_kind(name, schema), str(entry.model().values()[name])):
                yield Given(kind, notebook, name, text)
            for kind, value in OF_OTHER_TYPES.items():
                yield Given(kind, notebook, name, value)
        for kind, folder in FOLDERS.items():
            yield Given(kind, notebook, "ledger", folder)
        for name in NAMES:
            if name not in properties:
                yield Given("a name that is none", notebook, name, "latest")


def answer(desk: Desk, given: Given) -> tuple[str, str]:
    """How the parameter was answered, "refused", "legal" or "bad", and what was said."""
    try:
        request = desk.request(given.notebook, {given.name: given.value}, out=Path("nowhere"))
    except ParameterError as error:
        start = f"{given.notebook}: {given.name}: "
        whole = all(line.startswith(start) and ";" in line for line in error.faults)
        return ("refused" if whole and "\n" not in given.name else "bad"), str(error)
    except LedgerError as error:
        return ("refused" if given.name == "ledger" else "bad"), str(error)
    except Exception as error:  # whatever else comes out is what is looked for
        return "bad", f"a traceback: {error!r}"
    values, model = request.parameters.values(), REGISTRY[given.notebook].model
    others = {name: value for name, value in model().values().items() if name != given.name}
    read = second_reading(
        given.name, model.model_json_schema(mode="serialization")["properties"], given.value
    )
    if read is None or values != others | {given.name: read}:
        return "bad", f"taken as {values.get(given.name)!r}"
    return "legal", ""


def _kind(name: str, schema: Mapping[str, Any]) -> str:
    if name.endswith(("date", "day", "as_of")):
        return "date"
    if name.startswith("window"):
        return "month"
    numeric = (
        schema.get("type") in ("integer", "number") or name.endswith("per_month") or name == "denominators"
    )
    return "number" if numeric else "id"


def second_reading(name: str, properties: Mapping[str, Any], value: Any) -> Any:
    """What the parameter must hold where the value is allowed at all, else None; reads no code of the project."""
    schema = properties[name]
    kind = _kind(name, schema)
    if "enum" in schema or name == "series":
        return value if value in schema.get("enum", [value]) and isinstance(value, str) else None
    if name == "ledger":
        return _folder(value)
    if kind in ("date", "month"):
        return _month(value) if kind == "month" else "latest" if value in (None, "latest") else _day(value)
    if schema.get("type") in ("integer", "number"):
        return _number(schema, value)
    return _list(kind, value)


def _list(kind: str, value: Any) -> list[Any] | None:
    items = _items(value)
    if items is None:
        return None
    read = [_number({"type": "integer"}, item) for item in items] if kind == "number" else items
    return read if all(isinstance(item, int if kind == "number" else str) for item in read) else None


def _day(value: Any) -> str | None:
    if type(value) is date:
        value = value.isoformat()
    if not isinstance(value, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    return value if date(2022, 2, 24) <= date.fromisoformat(value) <= date(2049, 12, 31) else None


def _month(value: Any) -> str | None:
    found = isinstance(value, str) and re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", value)
    return value if found and "2022-02" <= value <= "2049-12" else None


def _number(schema: Mapping[str, Any], value: Any) -> float | int | None:
    if isinstance(value, str):
        pattern = "[+-]?[0-9]+" if schema["type"] == "integer" else r"[+-]?([0-9]+|[0-9]*\.[0-9]+)"
        if not re.fullmatch(pattern, value.strip()):
            return None
        value = int(value) if schema["type"] == "integer" else float(Decimal(value.strip()))
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        return None
    if schema["type"] == "integer" and not isinstance(value, int):
        return None
    return value if schema.get("minimum", 0) <= value <= schema.get("maximum", 10**9) else None


def _items(value: Any) -> list[Any] | None:
    if isinstance(value, str):
        inside = value.strip().removeprefix("[").removesuffix("]")
        return [item.strip().strip("'\"") for item in inside.split(",")] if inside.strip() else []
    return list(value) if isinstance(value, list | tuple) else None


def _folder(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    place = (ROOT / value).resolve()
    if not value or not (place / "claims.csv").is_file():
        return "" if not value else None
    return place.relative_to(ROOT).as_posix() if place.is_relative_to(ROOT) else str(place)
