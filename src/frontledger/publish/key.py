"""When there is nothing to do: a report's key, and the manifest that remembers it beside the files.

The key covers the notebook's source, the parameters, every table it reads, the package's source, its
commit, the lock and the versions that ran: all of `provenance`. A report is current when the manifest in the
output folder holds the same key and every file asked for is still the one that was written.

While a batch runs, each finished report is one line of a journal beside the manifest, which the manifest takes in
at the end: what a run that was killed has finished is known, and a thousandth report costs what the first does.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from frontledger.plain import read_plain
from frontledger.publish.document import HeadlineNumber
from frontledger.publish.files import append, is_plain_name, remove, sha256, write_whole
from frontledger.publish.provenance import Provenance

FILE = "manifest.json"
JOURNAL = ".manifest.journal"

_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError)


@dataclass(frozen=True)
class Entry:
    """What the manifest remembers of a report: `files` maps names to hashes, `headlines` are its findings.

    `number` is that of the first finding.
    """

    key: str
    state: str
    files: Mapping[str, str]
    headlines: tuple[str, ...] = ()
    number: HeadlineNumber | None = None


@dataclass(frozen=True)
class Manifest:
    """The reports of an output folder, by the stem of their file names."""

    reports: Mapping[str, Entry] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest's file text, the same for the same reports."""
        reports = {stem: asdict(entry) for stem, entry in sorted(self.reports.items())}
        return json.dumps({"reports": reports}, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def report_key(title: str, provenance: Provenance) -> str:
    """The SHA-256 over all that a report's bytes depend on."""
    return sha256(json.dumps([title, provenance], sort_keys=True, ensure_ascii=False).encode())


def read_manifest(folder: Path) -> Manifest:
    """The folder's manifest with what its journal adds.

    What cannot be read counts as not there, so that it is made anew; a last line cut short is such.
    """
    return Manifest(_written(folder) | _noted(folder))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the folder's manifest in one move; it has taken in the journal."""
    write_whole(folder / FILE, manifest.text().encode())
    remove(folder / JOURNAL)


def note(folder: Path, stem: str, entry: Entry) -> None:
    """Put a finished report into the folder's journal; raises CannotWriteError."""
    line = json.dumps({stem: asdict(entry)}, ensure_ascii=False) + "\n"
    append(folder / JOURNAL, line.encode())


def is_current(folder: Path, entry: Entry | None, key: str, names: tuple[str, ...]) -> bool:
    """Whether every named file is there as the entry, of this key, says it was written."""
    if entry is None or entry.state != "done" or entry.key != key:
        return False
    return all(_unchanged(folder / name, entry.files.get(name)) for name in names)


def _written(folder: Path) -> dict[str, Entry]:
    try:
        return _entries(json.loads(read_plain(folder / FILE))["reports"])
    except _UNREADABLE:
        return {}


def _noted(folder: Path) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    try:
        lines = read_plain(folder / JOURNAL).splitlines()
    except OSError:
        lines = []
    for line in lines:
        with contextlib.suppress(*_UNREADABLE):
            entries |= _entries(json.loads(line))
    return entries


def _entries(reports: Mapping[str, Any]) -> dict[str, Entry]:
    return {_text(stem): _entry(values) for stem, values in reports.items()}


def _entry(values: Mapping[str, Any]) -> Entry:
    """An entry as read; the folder may come from anybody, and none may name a file outside it."""
    headlines = values["headlines"]
    if not isinstance(headlines, list):
        raise TypeError("headlines are a list")
    files = {_text(name): _text(digest) for name, digest in values["files"].items()}
    if not all(map(is_plain_name, files)):
        raise ValueError("a file of another folder")
    number = _number(values["number"]) if values["number"] else None
    return Entry(_text(values["key"]), _text(values["state"]), files, tuple(map(_text, headlines)), number)


def _number(values: Mapping[str, Any]) -> HeadlineNumber:
    value, low, high = (_finite(values[name]) for name in ("value", "low", "high"))
    return HeadlineNumber(_text(values["key"]), value, low, high, _text(values["unit"]))


def _text(value: Any) -> str:
    """The text, which can be written again; half a surrogate pair cannot."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    value.encode()
    return value


def _finite(number: Any) -> float | None:
    if number is not None and not math.isfinite(number):
        raise ValueError(f"{number} cannot be drawn")
    return None if number is None else float(number)


def _unchanged(path: Path, digest: str | None) -> bool:
    try:
        return digest is not None and sha256(read_plain(path)) == digest
    except OSError:
        return False
