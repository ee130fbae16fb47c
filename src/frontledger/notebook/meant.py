"""What a parameter that is refused was meant to be: a body by its name, a folder seen from another place."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontledger.ledger import load
from frontledger.ledger.bodies import bare, ids_by_bare_name
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.notebook.project import ledger_folder
from frontledger.notebook.refusal import Meant


def meant_by(values: Mapping[str, Any]) -> Meant:
    """What was meant by a refused value: a claimant's id where one of the ledger that `values` name goes by it."""

    def meant(name: str, given: Any) -> str:
        folder = values.get("ledger") or ""
        if name != "claimants" or not isinstance(given, str) or not isinstance(folder, str):
            return ""
        found = _ids(folder).get(bare(given), "")
        return "" if found == given else found

    return meant


@lru_cache(maxsize=8)  # a plan may give a thousand reports the same wrong name
def _ids(folder: str) -> Mapping[str, str]:
    try:
        return ids_by_bare_name(load(ledger_folder(folder)).claimants)
    except ValueError:  # a ledger that cannot be read is told once the parameters can be
        return {}


def refuse_missing(ledger: str) -> None:
    """LedgerError where a `ledger` parameter is relative and no such folder is in the project."""
    folder = ledger_folder(ledger)
    if folder is None or Path(ledger).is_absolute() or os.path.lexists(folder):
        return
    remedy = "give a folder that holds a ledger"
    if os.path.isdir(ledger):  # noqa: PTH112 - Path.is_dir raises for long names
        remedy = f"for the one in the folder you are in give {shlex.quote(str(Path(ledger).absolute()))}"
    fault = "there is no such folder, and a relative one is counted from the project's root"
    raise LedgerError([Fault(str(folder), 0, "", fault, remedy)])
