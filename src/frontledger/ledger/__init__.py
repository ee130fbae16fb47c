"""The ledger: reads and checks the tables, turns hedges into intervals, cuts them at a date."""

from frontledger.ledger.faults import (
    Fault,
    LedgerError,
    UndeclaredTableError,
    UnknownClaimantError,
    UnknownNameError,
)
from frontledger.ledger.folders import default_folder, own_folder
from frontledger.ledger.intervals import Interval, interval_of
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.loading import check, load

__all__ = [
    "Fault",
    "Interval",
    "Ledger",
    "LedgerError",
    "UndeclaredTableError",
    "UnknownClaimantError",
    "UnknownNameError",
    "check",
    "default_folder",
    "interval_of",
    "load",
    "own_folder",
]
