"""Where the project's things are, whatever the working directory."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NOTEBOOKS = ROOT / "notebooks"


def ledger_folder(path: str) -> Path | None:
    """The folder a `ledger` parameter names, None for the shipped one; a relative path counts from `ROOT`.

    >>> ledger_folder("") is None
    True
    >>> ledger_folder("other") == ROOT / "other"
    True
    """
    return (ROOT / path).resolve() if path else None
