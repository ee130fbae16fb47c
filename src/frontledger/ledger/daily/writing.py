"""The imported tables on disk: four files in a folder that is put in place in one move."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from frontledger.ledger.daily.imported import DroneImport

FOLDER = "imported"
TABLES = ("drone_daily", "drone_weekly", "drone_monthly")
PROVENANCE = "drone_import.json"
FORMAT = 1
"""The layout of these files; another one is to be imported again."""


class ImportNotWrittenError(Exception):
    """The imported tables could not be written; an earlier import is as it was."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder, self.reason = folder, reason

    def __str__(self) -> str:
        return (
            f"{self.folder}: cannot be written ({self.reason}); any earlier import is unchanged: "
            "make room, or give another ledger with --ledger"
        )


def write_import(
    ledger: Path, tables: dict[str, pd.DataFrame], provenance: DroneImport, notes: dict[str, object]
) -> Path:
    """Put the tables and where they come from into `imported/` of the ledger's folder, whole or not at all.

    Raises ImportNotWrittenError.
    """
    files = {f"{name}.csv": csv_bytes(tables[name]) for name in TABLES}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    said = {"format": FORMAT, **asdict(provenance), **notes, "files": hashes}
    text = json.dumps(said, indent=1, ensure_ascii=False, default=str) + "\n"
    try:
        return _in_one_move(ledger, {**files, PROVENANCE: text.encode()})
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ImportNotWrittenError(str(ledger / FOLDER), reason) from None


def csv_bytes(table: pd.DataFrame) -> bytes:
    """A table as CSV: counts as whole numbers, blanks where unknown, the same bytes for the same table."""
    written = table.copy()
    for name in written.select_dtypes("float64"):
        written[name] = written[name].astype("Int64")
    for name in written.select_dtypes("bool"):
        written[name] = written[name].map({True: "true", False: "false"})
    return bytes(written.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n"), "utf-8")


def _in_one_move(ledger: Path, files: dict[str, bytes]) -> Path:
    """A folder of these files in the place of the earlier one; a kill in between leaves none, never a half."""
    for left in ledger.glob(f".{FOLDER}.*"):
        shutil.rmtree(left, ignore_errors=True)
    target = ledger / FOLDER
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(0, "a file stands in its place")
    part, old = (ledger / f".{FOLDER}.{os.getpid()}.{end}" for end in ("part", "old"))
    part.mkdir()
    try:
        for name, data in files.items():
            with (part / name).open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            target.rename(old)
        try:
            part.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return target
