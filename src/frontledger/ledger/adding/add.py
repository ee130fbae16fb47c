"""One claim into the ledger's files: the new rows in their places, checked with all the rest, or nothing written."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from frontledger.ledger.adding.alike import refuse_likely_echo
from frontledger.ledger.adding.draft import drafted
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.folders import own_folder
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.loading import load
from frontledger.ledger.reading import read_sheet
from frontledger.ledger.tables import TABLES
from frontledger.ledger.whole import put

_CLAIMS_LAST = ("claimants", "sources", "claims")


@dataclass(frozen=True)
class Added:
    """What was written: the claim's id, and every new row as (file, line of the file, text of the row)."""

    claim_id: str
    rows: tuple[tuple[str, int, str], ...]


def add_claim(
    folder: Path | str | None,
    claim: Mapping[str, str],
    *,
    source: Mapping[str, str] | None = None,
    claimant: Mapping[str, str] | None = None,
    own_finding: bool = False,
) -> Added:
    """Add one claim to the ledger in `folder` (None: the shipped one), with its source and body where new.

    The mappings hold columns of claims.csv, sources.csv and claimants.csv as text; `drafted` says what is
    filled in. The ledger with the new rows is checked whole before a byte of it is written. Raises
    LedgerError where the ledger has faults before or after, DraftError and, unless the claim is said to be the body's
    `own_finding`, LikelyEchoError; TableNotWrittenError where the folder takes no file.
    """
    place = own_folder() if folder is None else Path(folder)
    rows = drafted(load(place), claim, source or {}, claimant or {})
    texts, written = {}, []
    for table in _CLAIMS_LAST:
        if table in rows:
            texts[table], line, row = _inserted(place, table, rows[table])
            written.append((TABLES[table].file, line, row))
    claim_id = rows["claims"]["claim_id"]
    with TemporaryDirectory() as trial:
        tried = Path(trial) / "ledger"
        shutil.copytree(place, tried)
        _write(tried, texts)
        changed = _loaded(tried, place)
    if not own_finding:
        refuse_likely_echo(changed, claim_id)
    _write(place, texts)
    return Added(claim_id, tuple(written))


def _inserted(folder: Path, table: str, cells: Mapping[str, str]) -> tuple[str, int, str]:
    """The file's text with the row before the first one of a greater key, the row's line, and the row."""
    file = TABLES[table].file
    sheet = read_sheet(TABLES[table], folder / file, file)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([cells.get(name, "") for name in TABLES[table].names])
    row = buffer.getvalue()
    lines = (folder / file).read_text(encoding="utf-8").rstrip("\n").split("\n")
    key = TABLES[table].key[0]
    after = [other.line for other in sheet.rows if other.cells[key] > cells[key]]
    place = min(after, default=len(lines) + 1)
    lines.insert(place - 1, row)
    return "\n".join([*lines, ""]), place, row


def _loaded(tried: Path, place: Path) -> Ledger:
    """The ledger with the new rows; faults name the files of the ledger itself."""
    try:
        return load(tried)
    except LedgerError as error:
        faults = [
            Fault(
                fault.file.replace(str(tried), str(place)),
                fault.line,
                fault.column,
                fault.fault,
                fault.remedy,
            )
            for fault in error.faults
        ]
        raise LedgerError(faults) from None


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """Each file in one move, the claims last, so that no claim ever stands without its source."""
    for table, text in texts.items():
        put(folder / TABLES[table].file, text)
