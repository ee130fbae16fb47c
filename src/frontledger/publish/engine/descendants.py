"""Whatever a notebook has started ends with its kernel, a daemon of its own session too.

A process whose parent ends is given to the nearest ancestor that has asked for orphans (Linux, prctl(2)). Every
kernel asks, and so does the process they are forked from: while a kernel lives all it has started is below it, and
what is left of one that died comes to the zygote.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
from collections.abc import Collection
from pathlib import Path

_ASK_FOR_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
_MOST_ROUNDS = 100
"""A process that forks without end is ended one generation a round; what cannot be ended is left in the end."""


def ask_for_orphans() -> None:
    """Become the parent of every process below whose own parent ends."""
    ctypes.CDLL(None).prctl(_ASK_FOR_ORPHANS, 1)


def below(process: int) -> list[int]:
    """The processes started by this one, and those started by them."""
    children: dict[int, list[int]] = {}
    for child, parent in _parents():
        children.setdefault(parent, []).append(child)
    found, waiting = [], [process]
    while waiting:
        started = children.get(waiting.pop(), [])
        found += started
        waiting += started
    return found


def end(processes: Collection[int]) -> None:
    """End the processes, in whatever group or session they are."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def end_orphans(known: Collection[int]) -> None:
    """End every child of this process but those known, and what comes to it when they end."""
    for _ in range(_MOST_ROUNDS):
        orphans = [child for child, parent in _parents() if parent == os.getpid() and child not in known]
        if not orphans:
            return
        end(orphans)
        for orphan in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, 0)


def _parents() -> list[tuple[int, int]]:
    """Every process with its parent."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            told = (place / "stat").read_bytes().rpartition(b")")[2].split()
            found.append((int(place.name), int(told[1])))
    return found
