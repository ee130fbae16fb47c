"""A folder to work in, for those who installed the package and have no checkout."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import frontledger
from frontledger.publish.errors import CannotWriteError, FolderRefusedError

PARTS = ("notebooks", "data", "reports/plans")
_LEFT_OUT = shutil.ignore_patterns("imported", ".*", "__pycache__")


def start(folder: Path) -> None:
    """Copy the package's notebooks, ledger and plans into a new folder, whole or not at all.

    Raises FolderRefusedError where something is there already or the package runs from a checkout, which is
    such a folder itself; CannotWriteError where the disk is full or closed.
    """
    if frontledger.checkout():
        raise FolderRefusedError(
            f"the package runs from a checkout; work in {frontledger.checkout()}, where all of it is already"
        )
    if folder.is_symlink() or folder.exists():
        raise FolderRefusedError(f"{folder}: is there already; name a folder that is yet to be made")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as part:
            made = Path(part) / "folder"
            for name in PARTS:
                shutil.copytree(frontledger.shipped() / name, made / name, ignore=_LEFT_OUT)
            made.rename(folder)
    except OSError as error:
        raise CannotWriteError(str(folder), str(error.strerror), "another folder") from None
