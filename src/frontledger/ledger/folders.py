"""Which folder is meant where no ledger is named, for reading and for changing."""

from __future__ import annotations

from pathlib import Path

import frontledger
from frontledger.ledger.faults import Fault, LedgerError

PACKAGE_FILE = "datapackage.json"


def default_folder() -> Path:
    """The ledger that is read where none is named (see `frontledger.default_ledger`).

    Raises LedgerError where there is none.
    """
    found = frontledger.default_ledger()
    if not (found / PACKAGE_FILE).is_file():
        fault = "the package lies in no checkout, so no ledger came with it"
        raise LedgerError([Fault("data", 0, "", fault, "name the folder of a ledger")])
    return found


def own_folder() -> Path:
    """The ledger that is changed where none is named: as `default_folder`, but never the one a wheel carries.

    Raises LedgerError with the remedy.
    """
    found = default_folder()
    if frontledger.checkout() is None and found.is_relative_to(frontledger.shipped()):
        fault = "the ledger that came with the package stays as it is"
        remedy = "copy it with `frontledger start FOLDER` and work there, or name another ledger's folder"
        raise LedgerError([Fault("data", 0, "", fault, remedy)])
    return found
