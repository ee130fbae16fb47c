"""Faults of a ledger made of a table of losses, told of the rows of that table: the ledger was never written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from frontledger.ledger.exchange.losses.codebook import Rows
from frontledger.ledger.exchange.losses.dialect import PARTY, column_meant
from frontledger.ledger.exchange.losses.reading import Reading
from frontledger.ledger.exchange.pages import fewer
from frontledger.ledger.faults import Fault, LedgerError

_COLUMNS = {
    "claims": {
        **{"low": "estimate_low", "best": "estimate", "high": "estimate_high", "qualifier": "estimate"},
        **{"period_end": "date", "reported_on": "date", "measure": "type", "force": "country"},
        **{"claimant_id": "source", "source_id": "source_url", "note": "source_url"},
    },
    "claimants": {"claimant_id": "source", "name": "source", "short_name": "source", "belligerent": PARTY},
    "sources": {"source_id": "source_url", "publisher": "source_url", "url": "source_url"},
}
"""Which column of the form a column of the ledger was made of."""

_KEYS = {"claims": "claim_id", "claimants": "claimant_id", "sources": "source_id"}


def located(error: LedgerError, reading: Reading, rows: Mapping[str, Rows]) -> LedgerError:
    """The faults with the row and the column of the user's table in place of the file and line of the ledger."""
    return LedgerError(fewer([_of_table(fault, reading, rows) for fault in error.faults]))


def _of_table(fault: Fault, reading: Reading, rows: Mapping[str, Rows]) -> Fault:
    """The fault as one of the row it comes from, the first of several; of the whole file where it comes from none."""
    page, table = reading.page, Path(fault.file).stem
    made, number = rows.get(table, []), fault.line - 2
    if table not in _COLUMNS or not 0 <= number < len(made):
        said = f"the {Path(fault.file).name} made of it would not do: {fault.fault}"
        return Fault(page.file, 0, "", said, fault.remedy)
    key = _KEYS[table]
    lines = [
        row.line
        for row, claim in zip(reading.rows, rows["claims"], strict=True)
        if claim[key] == made[number][key]
    ]
    if not lines:
        return Fault(page.file, 0, "", fault.fault, fault.remedy)
    meant = [column_meant(name) for name in page.header.cells]
    column = _COLUMNS[table].get(fault.column, "")
    return page.fault(lines[0], meant.index(column) if column in meant else -1, fault.fault, fault.remedy)
