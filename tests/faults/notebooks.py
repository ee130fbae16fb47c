"""Faults of notebooks as files: damaged bytes, something else in the place, JSON that is no notebook."""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults.damage import damages
from frontledger.publish.errors import RefusedError
from frontledger.publish.report import Desk


def _put(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda node: node | {name: value}


def _cell(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda node: node | {"cells": [node["cells"][0] | {name: value}, *node["cells"][1:]]}


def _lost(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda node: {key: value for key, value in node.items() if key != name}


NODES: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "a list": lambda node: [node],
    "a number": lambda _: 7,
    "nothing": lambda _: None,
    "no cells": _lost("cells"),
    "no format": _lost("nbformat"),
    "no metadata": _lost("metadata"),
    "a format of the future": _put("nbformat", 99),
    "a format of the past": _put("nbformat", 3),
    "a format in words": _put("nbformat", "four"),
    "a minor format in words": _put("nbformat_minor", "five"),
    "a minor format of the future": _put("nbformat_minor", 999),
    "cells that are a mapping": _put("cells", {"0": {}}),
    "cells that are nothing": _put("cells", None),
    "cells that are numbers": _put("cells", [1, 2]),
    "metadata that is a list": _put("metadata", []),
    "a cell of no known kind": _cell("cell_type", "diagram"),
    "a cell without a source": _cell("source", None),
    "a source that is a number": _cell("source", 7),
    "an id with a blank": _cell("id", "a b"),
    "an id that is empty": _cell("id", ""),
    "an id of a hundred letters": _cell("id", "x" * 100),
    "metadata of a cell in words": _cell("metadata", "tags"),
    "tags that are no list": _cell("metadata", {"tags": {"a": 1}}),
    "attachments in words": _cell("attachments", "a"),
    "the same id twice": lambda node: node | {"cells": [node["cells"][0], *node["cells"]]},
}


@dataclass(frozen=True)
class Spoiled:
    """A notebook's file with a fault in it."""

    kind: str
    plant: Callable[[Path], None]

    def __str__(self) -> str:
        return f"notebook: {self.kind}"


def faults(sound: Path) -> Iterator[Spoiled]:
    """Every damage to the notebook's file."""
    for kind, spoil in damages(sound):
        yield Spoiled(f"bytes: {kind}", spoil)
    node = json.loads(sound.read_text(encoding="utf-8"))
    for kind, change in NODES.items():
        text = json.dumps(change(copy.deepcopy(node)))
        yield Spoiled(f"JSON: {kind}", lambda path, text=text: path.write_text(text, encoding="utf-8"))


def answer(desk: Desk, sound: Path, spoiled: Spoiled, folder: Path) -> tuple[str, str]:
    """How the notebook was answered, "refused", "equal", "legal" or "bad", and what was said."""
    path = folder / "damaged.ipynb"
    for left in folder.iterdir():
        left.rmdir() if left.is_dir() and not left.is_symlink() else left.unlink()
    path.write_bytes(sound.read_bytes())
    spoiled.plant(path)
    try:
        request = desk.request(str(path), {}, out=folder / "out", allow_outside=True)
    except RefusedError as error:
        said = str(error)
        return ("refused" if "damaged.ipynb: " in said and ";" in said and "\n" not in said else "bad"), said
    except Exception as error:  # whatever else comes out is what is looked for
        return "bad", f"a traceback: {error!r}"
    finally:
        desk.notebooks.clear()
    if json.loads(request.source) == json.loads(sound.read_text(encoding="utf-8")):
        return "equal", ""
    return "legal", "a notebook by the public schema of its format"
