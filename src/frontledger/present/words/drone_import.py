"""The imported daily table in words: whose work it is, and where it departs from the ledger's own counts."""

from __future__ import annotations

from datetime import timedelta

from frontledger.ledger import Ledger
from frontledger.ledger.daily import DroneImport
from frontledger.present.words.numbers import join_names, month

_NAMED = 3


def licence_text(table: DroneImport) -> str:
    """The licence and the author, as they stand behind a figure drawn from the table."""
    return table.licence.split(";")[0]


def caution(ledger: Ledger) -> str:
    """Which complete months, over by the ledger's day, the imported table gives otherwise; "" where none."""
    if ledger.drone_import is None:
        return ""
    over = ledger.as_of + timedelta(days=1)
    months = [
        month(one) for one in ledger.drone_import.differing if (one.year, one.month) < (over.year, over.month)
    ]
    if not months:
        return ""
    return (
        f"Caution: the imported daily table gives {join_names(months, _NAMED)} otherwise than the ledger's monthly "
        "counts, so one of the two was changed or cut; what is told of weeks and days rests on the table."
    )
