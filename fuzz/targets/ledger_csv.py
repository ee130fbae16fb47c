"""The reader of a ledger's tables: the first byte chooses the table, the rest is the file."""

import csv
import io

from frontledger.ledger.reading import read_sheet, read_values
from frontledger.ledger.rules import check_keys
from frontledger.ledger.schemas import check_columns
from frontledger.ledger.sheet import Sheet
from frontledger.ledger.tables import TABLES, Table
from targets import scratch


def one(data: bytes) -> None:
    """Read the table; every fault is located and plain, a sound table is written and read back the same."""
    table = list(TABLES.values())[data[0] % len(TABLES) if data else 0]
    sheet = _read(table, data[1:])
    for fault in sheet.faults:
        text = str(fault)
        assert text.startswith(f"{table.file}:") and fault.fault and fault.remedy, text
        assert text.isprintable() and len(text) < 4_000, text[:400]
    if not sheet.faults:
        again = _read(table, _written(sheet))
        assert not again.faults, again.faults
        assert [row.cells for row in again.rows] == [row.cells for row in sheet.rows]
        assert [row.values for row in again.rows] == [row.values for row in sheet.rows]


def _read(table: Table, data: bytes) -> Sheet:
    sheet = read_sheet(table, scratch.file(table.file, data), table.file)
    read_values(sheet)
    check_columns(sheet)
    check_keys(sheet)
    return sheet


def _written(sheet: Sheet) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, sheet.table.names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row.cells for row in sheet.rows)
    return buffer.getvalue().encode()
