"""Tables read before in this process, known again by what their files hold.

A folder of the same names and bytes gives the same tables and has no faults; to check it again would only take time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from frontledger.ledger.tables import TABLES
from frontledger.plain import read_plain

Frames = dict[str, pd.DataFrame]

_MOST = 4
"""Ledgers whose tables are kept; of more the one kept longest goes."""


@dataclass(frozen=True)
class Content:
    """What tells a ledger's tables from all others: the names in its folder, and the hash of each table's file."""

    names: tuple[str, ...]
    hashes: tuple[str, ...]

    @property
    def by_file(self) -> dict[str, str]:
        """The hashes by the names of the files."""
        return dict(zip((table.file for table in TABLES.values()), self.hashes, strict=True))


_kept: dict[Content, Frames] = {}


def content_of(folder: Path, names: Sequence[str]) -> Content | None:
    """The content of a folder as it is now; None where a table cannot be read or nothing is kept to compare with."""
    if not _kept:
        return None
    try:
        files = [read_plain(folder / table.file) for table in TABLES.values()]
    except OSError:
        return None
    return Content(tuple(names), tuple(hashlib.sha256(data).hexdigest() for data in files))


def recall(content: Content | None) -> Frames | None:
    """The tables kept of a content; what the caller does to them changes nothing that is kept."""
    tables = _kept.get(content) if content else None
    return None if tables is None else {name: table.copy(deep=False) for name, table in tables.items()}


def keep(content: Content, tables: Frames) -> None:
    """Keep the tables of a ledger that was found sound, under the content they were read from."""
    _kept[content] = {name: table.copy(deep=False) for name, table in tables.items()}
    while len(_kept) > _MOST:
        del _kept[next(iter(_kept))]
