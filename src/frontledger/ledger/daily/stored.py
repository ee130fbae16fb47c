"""The imported tables read back: whole and as they were written, or a fault that says to import again."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from frontledger.ledger.daily.imported import DroneImport
from frontledger.ledger.daily.tidy import COUNTS, DAILY, MONTHLY, WEEKLY
from frontledger.ledger.daily.writing import FOLDER, FORMAT, PROVENANCE, TABLES
from frontledger.ledger.faults import Fault
from frontledger.plain import read_plain

COLUMNS = {"drone_daily": DAILY, "drone_weekly": WEEKLY, "drone_monthly": MONTHLY}
_DATES = ("date", "week_ending", "month", "known_on")
_AGAIN = "run `frontledger import drones` again, or delete the folder"


def empty(name: str) -> pd.DataFrame:
    """A table with no rows, with the columns and types it has after an import."""
    return _headed(name).copy(deep=False)


@cache
def _headed(name: str) -> pd.DataFrame:
    return _typed(name, ",".join(COLUMNS[name]).encode())


@dataclass(frozen=True)
class Stored:
    """What was imported into a ledger, with the hash of each file by its name from the ledger's folder."""

    provenance: DroneImport | None = None
    tables: dict[str, pd.DataFrame] = field(default_factory=lambda: {name: empty(name) for name in TABLES})
    hashes: dict[str, str] = field(default_factory=dict)


def read_stored(ledger: Path, shown: Path) -> tuple[Stored, list[Fault]]:
    """What was imported into the ledger in `ledger`, nothing where nothing was, with every fault found."""
    folder, named = ledger / FOLDER, shown / FOLDER
    if not os.path.lexists(folder):  # false, not an error, where the ledger's own folder cannot be read
        return Stored(), []
    try:
        if folder.is_symlink():
            raise OSError(errno.ELOOP, "it is a link; put the folder itself there", str(folder))
        files = {name: read_plain(folder / name) for name in (PROVENANCE, *(f"{one}.csv" for one in TABLES))}
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        said = json.loads(files[PROVENANCE])
        if said["format"] != FORMAT:
            return Stored(), [Fault(str(named / PROVENANCE), 0, "", "it is of another version", _AGAIN)]
        faults = [
            Fault(str(named / name), 0, "", "the file is not as it was imported", _AGAIN)
            for name, digest in hashes.items()
            if name != PROVENANCE and said["files"].get(name) != digest
        ]
        if faults:
            return Stored(), faults
        provenance = _provenance(said)
        tables = {name: _typed(name, files[f"{name}.csv"]) for name in TABLES}
    except OSError as error:
        place = str(shown / Path(str(error.filename)).relative_to(ledger))
        return Stored(), [Fault(place, 0, "", f"the file cannot be read ({error.strerror})", _AGAIN)]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return Stored(), [Fault(str(named / PROVENANCE), 0, "", "it cannot be read", _AGAIN)]
    return Stored(provenance, tables, {f"{FOLDER}/{name}": digest for name, digest in hashes.items()}), []


def _provenance(said: Mapping[str, Any]) -> DroneImport:
    """What the record says; raises ValueError where its rows do not add up or its days are in the wrong order."""
    found = DroneImport(
        dataset=str(said["dataset"]),
        url=str(said["url"]),
        licence=str(said["licence"]),
        file_name=str(said["file_name"]),
        sha256=str(said["sha256"]),
        first_day=date.fromisoformat(said["first_day"]),
        last_day=date.fromisoformat(said["last_day"]),
        rows_in=int(said["rows_in"]),
        rows_used=int(said["rows_used"]),
        set_aside=tuple((str(reason), int(rows)) for reason, rows in said["set_aside"]),
        differing=tuple(date.fromisoformat(month) for month in said["differing"]),
    )
    parts = (found.rows_used, *(rows for _, rows in found.set_aside))
    if min(parts) < 0 or sum(parts) != found.rows_in or found.first_day > found.last_day:
        raise ValueError(PROVENANCE)
    return found


def _typed(name: str, data: bytes) -> pd.DataFrame:
    """A table of the import as pandas holds it; raises ValueError where the columns are not those."""
    kinds: dict[Any, Any] = dict.fromkeys(COUNTS, "float64") | {"rows": "int64", "complete": "bool"}
    names = COLUMNS[name]
    types = {column: kinds.get(column, "str") for column in names}
    frame = pd.read_csv(
        io.BytesIO(data), dtype=types, keep_default_na=False, na_values=dict.fromkeys(COUNTS, "")
    )
    if list(frame.columns) != names:
        raise ValueError(name)
    for column in (column for column in _DATES if column in frame):
        frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d").astype("datetime64[us]")
    return frame
