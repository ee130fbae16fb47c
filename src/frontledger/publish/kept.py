"""What the cells of a report gave, kept beside it: where only prose has changed, nothing is computed again.

One hidden file a report, replaced whenever the report is computed. Its key covers everything the cells' results
depend on: their code and its order, parameters, tables, package source, lock and versions; not the prose.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, from_dict

from frontledger.plain import LARGEST, read_plain
from frontledger.publish.execute import INJECTED
from frontledger.publish.files import remove, sha256, write_whole
from frontledger.publish.provenance import Provenance

_OF_THE_CHECKOUT = ("commit", "uncommitted changes")
"""They change with the prose too; what they say of the code, the source's hash says more exactly."""


def code_key(notebook: NotebookNode, provenance: Provenance) -> str:
    """The SHA-256 over all the code that runs in the notebook's cells."""
    code = [[cell.source, cell.metadata] for cell in notebook.cells if cell.cell_type == "code"]
    source = {name: value for name, value in provenance["code"].items() if name not in _OF_THE_CHECKOUT}
    return _hash([notebook.metadata, code, source, dict(provenance["software"])])


def results_key(notebook: NotebookNode, parameters: Mapping[str, Any], provenance: Provenance) -> str:
    """The SHA-256 over all that the results of the notebook's cells depend on."""
    return _hash([code_key(notebook, provenance), dict(parameters), dict(provenance["ledger"])])


def _hash(made_from: list[Any]) -> str:
    return sha256(json.dumps(made_from, sort_keys=True).encode())


def keep(folder: Path, stem: str, key: str, run: NotebookNode) -> None:
    """Keep the code cells of an executed notebook with their outputs; raises CannotWriteError."""
    cells = [cell for cell in run.cells if cell.cell_type == "code"]
    text = json.dumps({"key": key, "cells": cells, "metadata": run.metadata}, sort_keys=True)
    write_whole(_place(folder, stem), gzip.compress(text.encode(), compresslevel=1, mtime=0))


def find(folder: Path, stem: str, key: str, notebook: NotebookNode) -> NotebookNode | None:
    """The notebook as it would come from being executed, or None where that is not known."""
    try:
        held = json.loads(_unpacked(read_plain(_place(folder, stem))))
        if held["key"] != key:
            return None
        woven = _woven(notebook, [from_dict(cell) for cell in held["cells"]])
        known = NotebookNode({**notebook, "metadata": from_dict(held["metadata"]), "cells": list(woven)})
        known = nbformat.reads(nbformat.writes(known).encode().decode(), as_version=4)
        nbformat.validate(known)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        return None
    except nbformat.ValidationError:
        return None
    return known


def _unpacked(data: bytes) -> bytes:
    """What was packed; ValueError where it is larger than any report's results, whatever size it is packed."""
    with gzip.open(io.BytesIO(data)) as file:
        text = file.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise ValueError("more than the results of a report")
    return text


def forget(folder: Path, stem: str) -> None:
    """Keep nothing of this report; raises CannotWriteError."""
    remove(_place(folder, stem))


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
