"""Where the project's things are: in the checkout, or where someone works with an installed package."""

from __future__ import annotations

from pathlib import Path

import frontledger
from frontledger import root

ROOT = root()
"""The root as it was when this process began; a process made by forking another asks `root` again."""
NOTEBOOKS = frontledger.shipped() / "notebooks"
"""The notebooks that came with the package; what else lies in a folder is never run unasked."""
EXPLORING = "explore"
"""The notebook that is for trying things out in JupyterLab and makes no report."""


def ledger_folder(path: str) -> Path | None:
    """The folder a `ledger` parameter names, None where it names none; a relative path counts from `root()`.

    >>> ledger_folder("") is None
    True
    >>> ledger_folder("other") == ROOT / "other"
    True
    """
    return (root() / path).resolve() if path else None
