"""How a command ends: what the user can mend is said in a line, with the exit status that belongs to it."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

IDENTICAL, FAILED, REFUSED = 0, 1, 2


class File(click.Path):
    """A file; a blank one, as an unset variable of a shell leaves it, is not taken for the folder we are in."""

    what = "file"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path, refused where it is blank."""
        if not str(value).strip():
            self.fail(f"it is blank; name a {self.what}", param, ctx)
        return super().convert(value, param, ctx)


class Folder(File):
    """As a file, but a folder."""

    what = "folder"


@contextmanager
def refusals() -> Iterator[None]:
    """What the user can mend is said in a line and ends the command; anything else is a fault of ours."""
    from frontledger.publish.stopping import exit_code, heeded

    try:
        with heeded():
            yield
    except KeyboardInterrupt as stop:
        leave("stopped; what is written is whole, give the same command again for the rest", exit_code(stop))
    except Exception as error:
        told = _told(error)
        if told is None:
            raise
        leave(str(error), told)


def _told(error: Exception) -> int | None:
    """The exit status that belongs to what a user can mend; None for any other error.

    Only here are the classes imported: a command that ends well should not wait for what it does not use.
    """
    from frontledger.ledger import LedgerError
    from frontledger.ledger.adding import DraftError, KnownClaimError, LikelyEchoError
    from frontledger.ledger.daily import DownloadError, ImportNotWrittenError
    from frontledger.ledger.whole import TableNotWrittenError
    from frontledger.notebook.refusal import ParameterError
    from frontledger.publish import errors

    of_claims = (DraftError, KnownClaimError, LikelyEchoError)
    refused = (LedgerError, *of_claims, ParameterError, errors.RefusedError, DownloadError)
    failed = (ImportNotWrittenError, TableNotWrittenError, errors.CannotWriteError, errors.GuardStoppedError)
    if isinstance(error, refused):
        return REFUSED
    return FAILED if isinstance(error, (*failed, errors.SchedulerLostError)) else None


def write_named(path: Path, data: bytes, option: str) -> None:
    """Write the file that an option names, whole; raises CannotWriteError, which names that option."""
    from frontledger.publish.errors import CannotWriteError
    from frontledger.publish.files import write_whole

    try:
        write_whole(path, data)
    except CannotWriteError as error:
        raise CannotWriteError(error.path, error.reason, f"another file with {option}") from None


def leave(message: str, code: int) -> NoReturn:
    """Say why on the error stream and end."""
    say(message, err=True)
    sys.exit(code)


def say(message: str, err: bool = False) -> None:
    """Print the message; what would command a terminal is shown by its code."""
    from frontledger.publish.terminal import tell

    tell(message, err)
