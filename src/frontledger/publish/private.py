"""Folders of a run's own under the system's temporary one; what a run that was killed has left is taken away.

A living run holds a lock on a file in its folder, which the system lets go when the run ends in whatever way. A
process number would not do: it may belong to another machine that shares the disk, or be given out again.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; what is left over is then the user's to clear
    fcntl = None  # type: ignore[assignment]

_PREFIX = "frontledger-run-"
_HELD = ".held"
_ATTEMPTS = 20


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only this user can read, gone at the end. Raises OSError where none can be made."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    with contextlib.ExitStack() as at_the_end:
        at_the_end.callback(_take_away, folder)
        at_the_end.enter_context(_held(folder))
        at_the_end.callback(_take_away, folder)  # while it is held: what nobody holds, another run takes away
        yield folder


def clear_left_over() -> None:
    """Take away the private folders of runs that no longer live."""
    if fcntl is not None:
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with contextlib.suppress(OSError):
                _clear(folder)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder marked as in use. The mark is locked before it has its name, so nobody finds it unlocked."""
    with (folder / f"{_HELD}.part").open("xb") as mark:
        if fcntl is not None:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
                (folder / f"{_HELD}.part").rename(folder / _HELD)
        yield


def _take_away(folder: Path) -> None:
    """Remove the folder, its mark last; a kernel that is just being ended may still write into it for a moment.

    What then cannot be removed stays marked, for the next run to clear; one that is clearing it now is let do so.
    """
    for _ in range(_ATTEMPTS):
        try:
            for path in folder.iterdir():
                if path.name != _HELD:
                    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            (folder / _HELD).unlink(missing_ok=True)
            folder.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            with contextlib.suppress(OSError):
                (folder / _HELD).touch()
            time.sleep(0.1)
        else:
            return


def _clear(folder: Path) -> None:
    with os.fdopen(os.open(folder / _HELD, os.O_RDONLY | os.O_NOFOLLOW), "rb") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(mark.fileno()).st_uid == os.getuid() and not folder.is_symlink():
            _take_away(folder)
