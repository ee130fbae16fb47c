"""A folder for the files that readers are given; one a process, gone at its end."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """The folder."""
    made = Path(tempfile.mkdtemp(prefix="fuzz-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def file(name: str, data: bytes) -> Path:
    """A file of that name that holds the bytes."""
    path = folder() / name
    path.write_bytes(data)
    return path
