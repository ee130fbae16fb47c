"""Files that are whole or absent: written under a temporary name in the target folder, then moved."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontledger.publish.errors import CannotWriteError, FolderRefusedError, NameRefusedError

try:
    import fcntl
except ImportError:  # Windows has none; two runs into one folder are then the user's to avoid
    fcntl = None  # type: ignore[assignment]

_PART = re.compile(r"^\..+\.(\d+)\.part$")
_SAFE = re.compile(r"^[a-z0-9][a-z0-9_.,+=-]{0,119}$", re.IGNORECASE)
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d|index|compare|manifest)(\.|$)", re.IGNORECASE)


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def safe_stem(stem: str) -> str:
    """The stem of a report's file name, unchanged; NameRefusedError where it could name anything else.

    >>> safe_stem("troop_flows")
    'troop_flows'
    >>> safe_stem("../troop_flows")
    Traceback (most recent call last):
    frontledger.publish.errors.NameRefusedError: '../troop_flows' cannot be a report's file name; \
use letters, digits, _ and -
    """
    if not _SAFE.match(stem) or ".." in stem or _RESERVED.match(stem):
        raise NameRefusedError(f"{stem!r} cannot be a report's file name; use letters, digits, _ and -")
    return stem


def ready(folder: Path) -> None:
    """Make the output folder and clear what runs that no longer live left in it.

    Raises FolderRefusedError where there can be no such folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            match = _PART.match(path.name)
            if match and not _alive(int(match[1])):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise FolderRefusedError(
            f"{folder}: cannot be used ({_reason(error)}); give another with --out"
        ) from None


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """The output folder made ready and kept for this run; another run waits until this one ends or dies.

    Raises FolderRefusedError where there can be no such folder.
    """
    ready(folder)
    if fcntl is None:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"{folder}: another run writes there; waiting until it ends", file=sys.stderr, flush=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes at `path` in one move, so that nobody ever sees half of them.

    Raises CannotWriteError, leaving what was there, where the disk is full or the folder is closed.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from None
    finally:
        part.unlink(missing_ok=True)


def append(path: Path, line: bytes) -> None:
    """Put a line at the end of the file, after a line break where a run that died left half a line.

    Raises CannotWriteError.
    """
    try:
        with path.open("ab+") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from None


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
