"""What a spreadsheet does to a cell without changing what it says, undone, for `check --fix` and for imports."""

from __future__ import annotations

from frontledger.ledger.tables import Column, Table


def separator_of(table: Table, text: str) -> str:
    r"""What stands between the cells of the file: a comma, or the semicolon or tab that parts its whole header.

    >>> from frontledger.ledger.tables import TABLES
    >>> separator_of(TABLES["forces"], "force;name;definition\nx;X;Y, Z\n")
    ';'
    """
    header = text.lstrip().partition("\n")[0].strip()
    names = set(table.names)
    return next((mark for mark in ";\t" if names <= {name.strip('" ') for name in header.split(mark)}), ",")


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
