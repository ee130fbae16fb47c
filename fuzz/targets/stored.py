"""The reader of an imported daily table: the bytes are its record, the tables beside it are sound."""

import json
from functools import cache
from pathlib import Path

import pandas as pd

from frontledger.ledger.daily.stored import COLUMNS, read_stored
from frontledger.ledger.daily.writing import FOLDER, PROVENANCE, TABLES
from targets import scratch


def one(data: bytes) -> None:
    """Read the import; a fault names the file and a remedy, and nothing is taken whose hashes were not checked."""
    ledger = _tables()
    (ledger / FOLDER / PROVENANCE).write_bytes(data)
    stored, faults = read_stored(ledger, Path("ledger"))
    for fault in faults:
        assert str(fault).startswith(f"ledger/{FOLDER}") and fault.remedy, fault
    if not faults:
        said = json.loads(data)
        assert {f"{name}.csv" for name in TABLES} <= set(said["files"])
        made = stored.provenance
        assert made is not None and made.rows_in >= made.rows_used >= 0 and made.first_day <= made.last_day
        assert all(isinstance(frame, pd.DataFrame) for frame in stored.tables.values())


@cache
def _tables() -> Path:
    ledger = scratch.folder()
    (ledger / FOLDER).mkdir()
    for name in TABLES:
        (ledger / FOLDER / f"{name}.csv").write_text(",".join(COLUMNS[name]) + "\n", encoding="utf-8")
    return ledger
