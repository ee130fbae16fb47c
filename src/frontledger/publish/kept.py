"""What the cells of a report gave, kept beside it: where only prose has changed, nothing is computed again.

One hidden file a report, replaced whenever the report is computed. Its key covers everything the cells' results
depend on: their code and its order, parameters, tables, package source, lock and versions; not the prose.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode, from_dict

from frontledger.publish.execute import INJECTED
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.provenance import Provenance

_OF_THE_CHECKOUT = ("commit", "uncommitted changes")
"""They change with the prose too; what they say of the code, the source's hash says more exactly."""

_MOST_BYTES = 400_000_000
"""What is longer when unpacked was kept by somebody else; a standard report has a few million."""


def results_key(notebook: NotebookNode, parameters: Mapping[str, Any], provenance: Provenance) -> str:
    """The SHA-256 over all that the results of the notebook's cells depend on."""
    code = [[cell.source, cell.metadata] for cell in notebook.cells if cell.cell_type == "code"]
    source = {name: value for name, value in provenance["code"].items() if name not in _OF_THE_CHECKOUT}
    made_from = [
        notebook.metadata, code, dict(parameters), dict(provenance["ledger"]), source, dict(provenance["software"])
    ]  # fmt: skip
    return sha256(json.dumps(made_from, sort_keys=True).encode())


def keep(folder: Path, stem: str, key: str, run: NotebookNode) -> None:
    """Keep the code cells of an executed notebook with their outputs; raises CannotWriteError."""
    cells = [cell for cell in run.cells if cell.cell_type == "code"]
    text = json.dumps({"key": key, "cells": cells, "metadata": run.metadata}, sort_keys=True)
    write_whole(_place(folder, stem), gzip.compress(text.encode(), compresslevel=1, mtime=0))


def find(folder: Path, stem: str, key: str, notebook: NotebookNode) -> NotebookNode | None:
    """The notebook as it would come from being executed, or None where that is not known."""
    try:
        with gzip.open(_place(folder, stem)) as file:
            data = file.read(_MOST_BYTES + 1)
        held = json.loads(data) if len(data) <= _MOST_BYTES else {}
        if held["key"] != key:
            return None
        cells = [_cell(cell) for cell in held["cells"]]
        metadata = from_dict(dict(held["metadata"]))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return None
    return NotebookNode({**notebook, "metadata": metadata, "cells": list(_woven(notebook, cells))})


def _cell(held: Any) -> NotebookNode:
    """A code cell as it was kept; raises TypeError, KeyError or ValueError where it is none."""
    cell = from_dict(dict(held))
    texts = (cell["id"], cell["source"], *(output["output_type"] for output in cell["outputs"]))
    if cell["cell_type"] != "code" or not all(isinstance(text, str) for text in texts):
        raise ValueError("no code cell")
    return cell


def forget(folder: Path, stem: str) -> None:
    """Keep nothing of this report."""
    _place(folder, stem).unlink(missing_ok=True)


def _woven(notebook: NotebookNode, executed: list[NotebookNode]) -> Iterator[NotebookNode]:
    """The notebook's prose with the executed cells in it, each under the name its cell has now."""
    waiting = iter(executed)
    upcoming = next(waiting, None)
    if upcoming is not None and upcoming.id == INJECTED:
        yield upcoming
        upcoming = next(waiting, None)
    for cell in notebook.cells:
        if cell.cell_type != "code" or upcoming is None:
            yield cell
            continue
        yield NotebookNode({**upcoming, "id": cell.id})
        upcoming = next(waiting, None)
        if upcoming is not None and upcoming.id == INJECTED:
            yield upcoming
            upcoming = next(waiting, None)


def _place(folder: Path, stem: str) -> Path:
    return folder / f".{stem}.results"
