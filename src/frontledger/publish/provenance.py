"""What made a report: the same inputs give the same words, so no clock, no machine and no absolute path.

The code's commit is the last one that touched what the report is made from, so that a change of the README, or of
a table it does not read, does not make it new.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from frontledger.ledger import Ledger
from frontledger.publish.rows import is_marked, rows_of

Provenance = Mapping[str, Mapping[str, str]]

SECTIONS = ("notebook", "parameters", "ledger", "code", "software", "rows")


def tables(ledger: Ledger) -> dict[str, str]:
    """Each table of the ledger with its number of rows, before any cut, and its hash."""
    counts = row_counts(ledger)
    return {
        file: f"{counts[file]:,} rows, sha256 {digest}"
        if file in counts
        else f"import record, sha256 {digest}"
        for file, digest in sorted(ledger.table_hashes.items())
    }


def rows(ledger: Ledger) -> dict[str, str]:
    """The marks of each table's rows in the order of the file, set end to end (see `publish.rows`)."""
    return {
        file: "".join(row.mark for row in rows_of(ledger.folder / file, digest))
        for file, digest in sorted(ledger.table_hashes.items())
        if is_marked(file)
    }


def row_counts(ledger: Ledger) -> dict[str, int]:
    """The number of rows of each table, by file name."""
    return {
        file: len(getattr(ledger, Path(file).stem)) for file in ledger.table_hashes if file.endswith(".csv")
    }
