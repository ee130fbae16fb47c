"""Where the project's things are: in the checkout, or where someone works with an installed package."""

from __future__ import annotations

from pathlib import Path

import frontledger
from frontledger.ledger import working_ledger


def root() -> Path:
    """The folder that relative paths count from and notebooks run in.

    It is the checkout, whatever the working folder. An installed package lies in none: then it is the
    nearest folder at or above the working folder whose `data` is a ledger, else the working folder.
    """
    if found := frontledger.checkout():
        return found
    ledger = working_ledger()
    return ledger.parent if ledger else Path.cwd()


ROOT = root()
"""The root as it was when this process began; a process made by forking another asks `root` again."""
NOTEBOOKS = frontledger.shipped() / "notebooks"
"""The notebooks that came with the package; what else lies in a folder is never run unasked."""


def ledger_folder(path: str) -> Path | None:
    """The folder a `ledger` parameter names, None where it names none; a relative path counts from `root()`.

    >>> ledger_folder("") is None
    True
    >>> ledger_folder("other") == ROOT / "other"
    True
    """
    return (root() / path).resolve() if path else None
