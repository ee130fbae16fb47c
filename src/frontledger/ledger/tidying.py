"""What a spreadsheet does to a cell without changing what it says, undone, for `check --fix` and for imports."""

from __future__ import annotations

from frontledger.ledger.tables import Column


def tidied_cell(column: Column, text: str) -> str:
    """The cell without spaces around it, a flag in small letters, a sign with its plus.

    >>> from frontledger.ledger.tables import TABLES
    >>> tidied_cell(TABLES["claimants"].column("belligerent"), "TRUE ")
    'true'
    >>> tidied_cell(TABLES["identities"].column("sign"), "1")
    '+1'
    """
    bare = text.strip()
    if column.kind == "flag" and bare.lower() in ("true", "false"):
        return bare.lower()
    return "+1" if column.kind == "sign" and bare == "1" else bare
