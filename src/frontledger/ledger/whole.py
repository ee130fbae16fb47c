"""A table's file put in place in one move, so that nobody ever reads half of it."""

from __future__ import annotations

import os
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
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("x", encoding="utf-8", newline="") as file:  # never through a link put there
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise TableNotWrittenError(str(path), error.strerror or type(error).__name__) from None
    finally:
        part.unlink(missing_ok=True)
