"""One claim into the ledger's files: the new rows in their places, checked with all the rest, or nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.adding.alike import refuse_known, refuse_likely_echo
from frontledger.ledger.adding.draft import drafted
from frontledger.ledger.folders import own_folder
from frontledger.ledger.inserting import inserted, put_tables, tried
from frontledger.ledger.loading import load
from frontledger.ledger.tables import TABLES

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
    LedgerError where the ledger has faults before or after, DraftError, KnownClaimError and, unless the claim is said
    to be the body's `own_finding`, LikelyEchoError; TableNotWrittenError where the folder takes no file.
    """
    place = own_folder() if folder is None else Path(folder)
    rows = drafted(load(place), claim, source or {}, claimant or {})
    refuse_known(place, rows["claims"])
    new = {table: inserted(place, table, [rows[table]]) for table in _CLAIMS_LAST if table in rows}
    texts = {table: one.text for table, one in new.items()}
    claim_id = rows["claims"]["claim_id"]
    changed = tried(place, texts)
    if not own_finding:
        refuse_likely_echo(changed, claim_id)
    put_tables(place, texts)
    written = ((TABLES[table].file, one.lines[0], one.rows[0]) for table, one in new.items())
    return Added(claim_id, tuple(written))
