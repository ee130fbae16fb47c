"""Processes and temporary files that a run has left."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path


def processes(mark: str) -> list[str]:
    """The command lines of processes that have this in their environment or on their command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (place / "cmdline").read_bytes()
            if mark.encode() in command or mark.encode() in (place / "environ").read_bytes():
                found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in found if line]


def within(seconds: float, condition: Callable[[], object]) -> bool:
    """Whether the condition is met in that time."""
    ends = time.monotonic() + seconds
    while not (met := bool(condition())) and time.monotonic() < ends:
        time.sleep(0.2)
    return met
