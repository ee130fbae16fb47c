"""The bytes of a plain file: nothing that could be read without end, nothing too large to be meant."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

MOST_BYTES = 400_000_000
"""Far above any table of a ledger; the shipped ones are below a megabyte together."""


def plain_bytes(path: Path) -> bytes:
    """The file's bytes; raises OSError, of a pipe, a device and a file of more than `MOST_BYTES` too."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, "it is no plain file")
    if found.st_size > MOST_BYTES:
        raise OSError(errno.EFBIG, f"it is larger than {MOST_BYTES // 1_000_000} MB")
    return path.read_bytes()
