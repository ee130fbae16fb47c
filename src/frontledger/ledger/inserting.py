"""New rows in their places among those of a table's file; the ledger is tried with them before any is written."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.loading import load
from frontledger.ledger.reading import read_sheet
from frontledger.ledger.tables import TABLES
from frontledger.ledger.whole import put_all

IN_ORDER = ("forces", "scopes", "measures", "identities", "claimants", "sources")
"""The tables that others refer to, written first: no row ever stands without what it refers to."""


@dataclass(frozen=True)
class Inserted:
    """A table's file with new rows in it, and each new row's first line and text, in the order they were given."""

    text: str
    lines: tuple[int, ...]
    rows: tuple[str, ...]


def inserted(folder: Path, table: str, rows: Sequence[Mapping[str, str]]) -> Inserted:
    """The file's text with each row before the first one of a greater key, or at the end where there is none."""
    file = TABLES[table].file
    sheet = read_sheet(TABLES[table], folder / file, file)
    old = (folder / file).read_text(encoding="utf-8").rstrip("\n").split("\n")
    key = TABLES[table].key[0]
    places = [
        min((other.line for other in sheet.rows if other.cells[key] > row[key]), default=len(old) + 1)
        for row in rows
    ]
    texts = [row_text(table, row) for row in rows]
    order = sorted(range(len(rows)), key=places.__getitem__)
    result, lines, taken = [], [0] * len(rows), 0
    for number in order:
        result += old[taken : places[number] - 1]
        taken = places[number] - 1
        lines[number] = _height(result) + 1
        result.append(texts[number])
    return Inserted("\n".join([*result, *old[taken:], ""]), tuple(lines), tuple(texts))


def row_text(table: str, row: Mapping[str, str]) -> str:
    """The row as a line of the table's file; a column that it does not have is blank."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([row.get(name, "") for name in TABLES[table].names])
    return buffer.getvalue()


def tried(folder: Path, texts: Mapping[str, str]) -> Ledger:
    """The ledger as it would be with these files of tables; raises LedgerError, its faults naming the folder's."""
    with TemporaryDirectory() as trial:
        copy = Path(trial) / "ledger"
        shutil.copytree(folder, copy)
        copy.chmod(0o700)  # that of a ledger nobody may write to is closed as well
        put_tables(copy, texts)
        return load_as(copy, folder)


def load_as(copy: Path, folder: Path) -> Ledger:
    """The ledger in `copy`; raises LedgerError, its faults naming the files of `folder`."""
    try:
        return load(copy)
    except LedgerError as error:
        raise LedgerError(
            Fault(one.file.replace(str(copy), str(folder), 1), one.line, one.column, one.fault, one.remedy)
            for one in error.faults
        ) from None


def put_tables(folder: Path, texts: Mapping[str, str]) -> None:
    """Put the tables' files in place, what others refer to first, the claims last; raises TableNotWrittenError."""
    others = sorted(set(texts) - set(IN_ORDER) - {"claims"})
    order = (*IN_ORDER, *others, "claims")
    put_all({folder / TABLES[name].file: texts[name] for name in order if name in texts})


def _height(lines: Sequence[str]) -> int:
    """How many lines of the file these are; a row may hold line breaks."""
    return sum(line.count("\n") + 1 for line in lines)
