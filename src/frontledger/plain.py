"""Files read as nothing but files: no link is followed, nothing waits for a pipe or reads a device.

A folder may come from anybody, and what is wrong with a file is told with its words: a link to a secret must not have
the secret told.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

LARGEST = 256_000_000
"""Bytes of a file; the shipped tables have a hundred thousand at most, a standard report a million."""

NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags for opening: not the file a link leads to, and no waiting for whoever holds the other end of a pipe."""


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file. Raises OSError where there is none; what it says is meant for the reader."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link; put the file itself there", str(path))
    descriptor = os.open(path, os.O_RDONLY | NOT_THROUGH_LINKS)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no plain file", str(path))
        if found.st_size > LARGEST:
            raise OSError(errno.EFBIG, f"it has more than {LARGEST:,} bytes", str(path))
        return file.read(LARGEST)
