"""The pages over a batch, its list and its comparison: drawn where they would differ from what is there.

Cutting the type faces of a page takes longer than all else a batch does in which nothing has changed, so a hidden
file beside the pages remembers what they were drawn from and what was written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from frontledger.plain import read_plain
from frontledger.publish import compare_page, index
from frontledger.publish.document import IndexEntry
from frontledger.publish.files import remove, sha256, write_whole

STAMP = ".overview.json"


def write(title: str, out: Path, entries: Sequence[IndexEntry], drawn_by: Mapping[str, Any]) -> Path:
    """Write index.html, whose path comes back, and compare.html where some of the reports can be compared.

    `drawn_by` is the code and software that draw them. Raises CannotWriteError.
    """
    drawn_from = [title, [asdict(entry) for entry in entries], drawn_by]
    key = sha256(json.dumps(drawn_from, sort_keys=True, default=dict).encode())
    if not _is_current(out, key):
        remove(out / STAMP)
        pages = _pages(title, entries)
        for name in (index.FILE, compare_page.FILE):
            if name in pages:
                write_whole(out / name, pages[name])
            else:
                remove(out / name)
        _remember(out, key, pages)
    return out / index.FILE


def _pages(title: str, entries: Sequence[IndexEntry]) -> dict[str, bytes]:
    comparison = compare_page.render(title, entries)
    listed = index.render(title, entries, compare_page.FILE if comparison else "")
    pages = {index.FILE: listed} | ({compare_page.FILE: comparison} if comparison else {})
    return {name: text.encode() for name, text in pages.items()}


def _remember(out: Path, key: str, pages: Mapping[str, bytes]) -> None:
    written = {name: sha256(data) for name, data in pages.items()}
    write_whole(out / STAMP, json.dumps({"key": key, "pages": written}, sort_keys=True).encode())


def _is_current(out: Path, key: str) -> bool:
    """Whether the pages there are those the hidden file tells of, drawn from the same."""
    try:
        known = json.loads(read_plain(out / STAMP))
        if known["key"] != key:
            return False
        names = [name for name in (index.FILE, compare_page.FILE) if name in known["pages"]]
        found = {name: sha256(read_plain(out / name)) for name in names}
        return known["pages"] == found and index.FILE in found
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
