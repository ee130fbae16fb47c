"""Tables' files put in place in one move each, so that nobody ever reads half of one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class TableNotWrittenError(Exception):
    """A table could not be written; the file is as it was."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return (
            f"{self.path}: cannot be written ({self.reason}) and is unchanged; make room or open the folder"
        )


def put(path: Path, text: str) -> None:
    """Write the text as UTF-8 under another name beside `path` and move it there; raises TableNotWrittenError."""
    put_all({path: text})


def put_all(texts: Mapping[Path, str]) -> None:
    """Write every text beside its path, then move them there in this order; raises TableNotWrittenError.

    Nothing is moved before all of it is on the disk. Where a move fails, those before it are undone.
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in texts}
    before = {path: path.read_bytes() for path in texts if path.is_file()}
    moved: list[Path] = []
    at = Path()
    try:
        for at, part in parts.items():
            _write(part, texts[at].encode())
        for at, part in parts.items():
            part.replace(at)
            moved.append(at)
    except OSError as error:
        for path in moved:
            _restore(path, before.get(path))
        raise TableNotWrittenError(str(at), error.strerror or type(error).__name__) from None
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as file:  # never through a link put there
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _restore(path: Path, data: bytes | None) -> None:
    """What was there before, as far as the disk still takes it."""
    if data is None:
        path.unlink(missing_ok=True)
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    _write(part, data)
    part.replace(path)
