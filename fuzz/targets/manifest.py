"""The reader of a folder's manifest and journal: the bytes are both, parted by a line of dashes."""

import json

from frontledger.publish.key import FILE, JOURNAL, is_current, read_manifest
from targets import scratch

PARTED = b"\n---\n"


def one(data: bytes) -> None:
    """Read the manifest; it never fails, and what it vouches for can be written and read back the same."""
    written, _, noted = data.partition(PARTED)
    folder = scratch.file(FILE, written).parent
    scratch.file(JOURNAL, noted)
    manifest = read_manifest(folder)
    text = manifest.text()
    json.loads(text, parse_constant=lambda name: 1 / 0)
    for entry in manifest.reports.values():
        assert not is_current(folder, entry, entry.key, ("no_such_file.html",))
        assert all(isinstance(headline, str) for headline in entry.headlines)
    scratch.file(FILE, text.encode())
    scratch.file(JOURNAL, b"")
    assert read_manifest(folder) == manifest
