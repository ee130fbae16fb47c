"""Files that are whole or absent: written under a temporary name in the target folder, then moved.

The folder may hold what somebody else has put there: no link in it is written through, and what is read from it is
read by `frontledger.plain`, which follows none either.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frontledger.plain import NOT_THROUGH_LINKS
from frontledger.publish.errors import CannotWriteError, FolderRefusedError, NameRefusedError
from frontledger.publish.private import clear_left_over
from frontledger.publish.terminal import tell

try:
    import fcntl
except ImportError:  # Windows has none; two runs into one folder are then the user's to avoid
    fcntl = None  # type: ignore[assignment]

_PART = re.compile(r"\..+\.(\d+)\.part", re.DOTALL)
_SAFE = re.compile(r"[a-z0-9][a-z0-9_.,+=-]{0,119}", re.IGNORECASE)
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
    if not _SAFE.fullmatch(stem) or ".." in stem or _RESERVED.match(stem):
        raise NameRefusedError(f"{stem!r} cannot be a report's file name; use letters, digits, _ and -")
    return stem


def is_plain_name(name: str) -> bool:
    """Whether the name can only be that of a file in the folder itself.

    >>> [is_plain_name(name) for name in ("flows.html", "../flows.html", "/etc/passwd", ".hidden")]
    [True, False, False, False]
    """
    return _SAFE.fullmatch(name.partition(".")[0]) is not None and not re.search(r"[/\\\x00]|\.\.", name)


def ready(folder: Path) -> None:
    """Make the output folder and clear what runs that no longer live left in it.

    Raises FolderRefusedError where there can be no such folder, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_parts(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "it is read-only")
    except OSError as error:
        raise _folder_refused(folder, error) from None


@contextmanager
def reserved(folder: Path) -> Iterator[None]:
    """The output folder made ready and kept for this run; another run waits until this one ends or dies.

    What runs that were killed have left elsewhere is cleared too.

    Raises FolderRefusedError where there can be no such folder.
    """
    ready(folder)
    clear_left_over()
    if fcntl is None:
        yield
        return
    descriptor = _locked(folder)
    try:
        yield
    finally:
        os.close(descriptor)
        clear_left_over()
        with contextlib.suppress(OSError):  # a worker of a killed run may have been at it until a moment ago
            _clear_parts(folder)


def _clear_parts(folder: Path) -> None:
    """Take away what processes that no longer live were writing."""
    for path in folder.iterdir():
        match = _PART.fullmatch(path.name)
        if match and not _alive(int(match[1])):
            with contextlib.suppress(OSError):  # another's, or a folder: not in the way
                path.unlink()


def _locked(folder: Path) -> int:
    """The folder open and locked; one that was removed while this run waited is made anew."""
    while True:
        descriptor = -1
        try:
            descriptor = os.open(folder, os.O_RDONLY)
            _lock(folder, descriptor)
            if os.path.samestat(os.fstat(descriptor), folder.stat()):
                return descriptor
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _folder_refused(folder, error) from None
        if descriptor >= 0:
            os.close(descriptor)
        ready(folder)


def _lock(folder: Path, descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell(f"{folder}: another run writes there; waiting until it ends", err=True)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError as error:  # a file system without locks: two runs at once are then the user's to avoid
        if error.errno not in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP):
            raise


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes at `path` in one move, so that nobody ever sees half of them; a link there is replaced.

    Raises CannotWriteError, leaving what was there, where the disk is full or the folder is closed.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:  # never through a link that somebody has put there
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from None
    finally:
        with contextlib.suppress(OSError):  # nothing to take away, or nothing that can be
            part.unlink()


def append(path: Path, line: bytes) -> None:
    """Put a line at the end of the file, after a line break where a run that died left half a line.

    Whatever is there that is no plain file is replaced. Raises CannotWriteError.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            path.unlink()
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | NOT_THROUGH_LINKS, 0o666)
        with os.fdopen(descriptor, "ab+") as file:
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from None


def remove(path: Path) -> None:
    """Take the file away, if it is there. Raises CannotWriteError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from None


def _folder_refused(folder: Path, error: OSError) -> FolderRefusedError:
    return FolderRefusedError(f"{folder}: cannot be used ({_reason(error)}); give another with --out")


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
