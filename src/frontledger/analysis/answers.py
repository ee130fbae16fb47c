"""Answers that several reports of one run ask for, worked out by the first of them and read by the others.

A run that makes many reports names a folder of its own in the environment; without one nothing is kept. An answer
lies there under a hash of all it follows from, as JSON that is read back into its type: nothing in the folder is
ever run, and what is damaged, or is no such answer, counts as not there. Read or worked out, an answer is the same
to the last digit.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python

from frontledger import ANSWERS
from frontledger.plain import read_plain

ROOM = 500_000_000
"""Bytes that stay free on the disk, for the reports' own temporary files."""

Question = TypeVar("Question")
Answer = TypeVar("Answer")


def follows_from(*parts: object) -> str:
    """The hash of what an answer follows from: arrays by their bytes, all else by what it prints as.

    >>> follows_from("bounds", 1.0) == follows_from("bounds", 1), follows_from("bounds", np.zeros(2))[:8]
    (False, 'f81eb9db')
    """
    whole = hashlib.sha256()
    for part in parts:
        text = f"{part.dtype} {part.shape}" if isinstance(part, np.ndarray) else repr(part)
        data = part.tobytes() if isinstance(part, np.ndarray) else b""
        whole.update(f"{len(text)} {text} {len(data)} ".encode() + data)
    return whole.hexdigest()


def answered(content: str, kind: TypeAdapter[Answer], work: Callable[[], Answer]) -> Answer:
    """The answer that follows from this content: that of the folder, or the one worked out now and put there."""
    named = os.environ.get(ANSWERS)
    if not named:
        return work()
    path = Path(named, f"{content}.json")
    with contextlib.suppress(OSError, ValidationError):
        return kind.validate_json(read_plain(path))
    found = work()
    with contextlib.suppress(OSError):  # no room, or the run that made the folder has gone
        _write(path, json.dumps(to_jsonable_python(found)).encode())
    return found


class Asked(Generic[Question, Answer]):
    """Questions to a solver that begins where it ended: an answer's last digits may hang on what was asked before.

    So an answer follows from all questions up to its own, and where one has to be worked out after others were
    read, the solver is asked those first.
    """

    def __init__(self, content: str, kind: TypeAdapter[Answer], work: Callable[[Question], Answer]) -> None:
        self._content, self._kind, self._work = content, kind, work
        self._waiting: list[Question] = []

    def answer(self, question: Question) -> Answer:
        """The answer to the next question."""
        self._content = follows_from(self._content, question)
        self._waiting.append(question)
        return answered(self._content, self._kind, self._worked_out)

    def _worked_out(self) -> Answer:
        *earlier, last = self._waiting
        for question in earlier:
            self._work(question)
        self._waiting.clear()
        return self._work(last)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    if shutil.disk_usage(path.parent).free < ROOM:
        return
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
    Path(part.name).replace(path)
