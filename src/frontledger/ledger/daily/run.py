"""The import from end to end: read, count, compare with what is already there, write."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.daily.columns import TITLE, URL
from frontledger.ledger.daily.comparing import (
    Difference,
    against_bundled,
    against_previous,
    main_months,
)
from frontledger.ledger.daily.decoding import read_bytes
from frontledger.ledger.daily.imported import DroneImport
from frontledger.ledger.daily.reading import Reading, read_table
from frontledger.ledger.daily.sifting import overlapping
from frontledger.ledger.daily.stored import read_stored
from frontledger.ledger.daily.tidy import daily_table, monthly_table, weekly_table
from frontledger.ledger.daily.writing import write_import
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.tables import TABLES as LEDGER_TABLES

LICENCE = (
    "CC BY-NC-SA 4.0, Petro Ivaniuk; compiled from the posts of the Ukrainian Air Force. "
    "Not for commercial use, not part of this project: keep it out of version control and cite it."
)


@dataclass(frozen=True)
class ImportReport:
    """What an import read, counted and wrote, and where its months differ from those known before.

    `replaced` is the earlier import, None where there was none that could be read. `bundled` compares with
    the monthly counts that come with the ledger, `changed` with the earlier import.
    """

    provenance: DroneImport
    reading: Reading
    overlaps: int
    folder: Path
    replaced: DroneImport | None
    changed: tuple[Difference, ...]
    bundled: tuple[Difference, ...]
    months: int


def import_drones(path: Path, ledger: Path, *, data: bytes | None = None) -> ImportReport:
    """Import the daily table in the file at `path`, or in `data` fetched from there, into a ledger's folder.

    Raises LedgerError where the file is refused or the folder holds no ledger, ImportNotWrittenError where
    nothing can be written there.
    """
    if not any((ledger / table.file).is_file() for table in LEDGER_TABLES.values()):
        fault = "the folder holds no table of a ledger"
        raise LedgerError([Fault(str(ledger), 0, "", fault, "give a folder that holds a ledger")])
    data = read_bytes(path) if data is None else data
    reading = read_table(str(path), data)
    first, last = reading.span
    daily = daily_table(reading.rows, reading.aside, first, last)
    monthly = monthly_table(daily, first, last)
    tables = {
        "drone_daily": daily,
        "drone_weekly": weekly_table(daily, first, last),
        "drone_monthly": monthly,
    }
    bundled = against_bundled(monthly, ledger)
    provenance = DroneImport(
        TITLE, URL, LICENCE, path.name, hashlib.sha256(data).hexdigest(), first, last, reading.rows_in,
        len(reading.rows), reading.reasons, tuple(one.month for one in bundled),
    )  # fmt: skip
    previous, _ = read_stored(ledger, ledger)
    folder = write_import(ledger, tables, provenance, {"columns": list(reading.header.names)})
    return ImportReport(
        provenance,
        reading,
        overlapping(reading.rows),
        folder,
        previous.provenance,
        against_previous(monthly, previous.tables["drone_monthly"]),
        bundled,
        len(main_months(monthly)),
    )
