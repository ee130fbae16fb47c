"""A new ledger's folder, whole or absent: built under another name, checked, then moved into place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from frontledger.ledger.describe import data_package
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.inserting import load_as, row_text
from frontledger.ledger.loading import PACKAGE_FILE
from frontledger.ledger.tables import TABLES
from frontledger.ledger.whole import TableNotWrittenError, put_all


def is_free(folder: Path) -> bool:
    """Whether nothing stands in the folder's place; an empty folder is nothing."""
    return not (folder.exists() or folder.is_symlink()) or (folder.is_dir() and not any(folder.iterdir()))


def refuse_taken(folder: Path) -> None:
    """LedgerError where something stands in the folder's place already."""
    if not is_free(folder):
        fault = "there is something in the folder already"
        raise LedgerError([Fault(str(folder), 0, "", fault, "give a folder that is not there yet")])


def table_text(table: str, rows: Sequence[Mapping[str, str]]) -> str:
    """The table's file of these rows under its header."""
    header = dict(zip(TABLES[table].names, TABLES[table].names, strict=True))
    return "".join(f"{row_text(table, row)}\n" for row in (header, *rows))


def package_text(about: Mapping[str, Any]) -> str:
    """The datapackage.json of a ledger; `about` holds its title, and its name, description and licences if known.

    The shipped ledger's own are never given to another's tables.
    """
    package = (
        data_package() | {"name": "ledger", "description": about["title"], "licenses": None} | dict(about)
    )
    kept = {name: value for name, value in package.items() if value}
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


def new_ledger(
    folder: Path,
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    about: Mapping[str, Any],
    beside: Mapping[str, str] | None = None,
) -> None:
    """Make a ledger of these rows in `folder`, with files beside its tables, after it has been checked whole.

    Tables without rows hold their header. It is tried elsewhere first, so that a refusal leaves nothing. Raises
    LedgerError, its faults naming the files of `folder`, and TableNotWrittenError.
    """
    texts = {TABLES[name].file: table_text(name, rows.get(name, ())) for name in TABLES}
    texts |= {PACKAGE_FILE: package_text(about), **(beside or {})}
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - a link in the way is the user's own and is kept
    with TemporaryDirectory() as trial:
        put_all({Path(trial) / name: text for name, text in texts.items()})
        load_as(Path(trial), folder)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        part.mkdir(parents=True)
        put_all({part / name: text for name, text in texts.items()})
        if place.is_dir():
            place.rmdir()
        part.rename(place)
    except OSError as error:
        raise TableNotWrittenError(str(folder), error.strerror or type(error).__name__) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
