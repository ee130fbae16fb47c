"""How a command ends: what the user can mend is said in a line, with the exit status that belongs to it."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

IDENTICAL, FAILED, REFUSED = 0, 1, 2


class Folder(click.Path):
    """A folder; a blank one, as an unset variable of a shell leaves it, is not taken for the one we are in."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path, refused where it is blank."""
        if not str(value).strip():
            self.fail("it is blank; name a folder", param, ctx)
        return super().convert(value, param, ctx)


@contextmanager
def refusals() -> Iterator[None]:
    """What the user can mend is said in a line and ends the command; anything else is a fault of ours."""
    from frontledger.ledger import LedgerError
    from frontledger.ledger.adding import DraftError, LikelyEchoError
    from frontledger.ledger.daily import DownloadError, ImportNotWrittenError
    from frontledger.ledger.whole import TableNotWrittenError
    from frontledger.notebook.refusal import ParameterError
    from frontledger.publish.errors import CannotWriteError, GuardStoppedError, RefusedError
    from frontledger.publish.stopping import exit_code, heed

    heed()
    try:
        yield
    except (LedgerError, DraftError, LikelyEchoError, ParameterError, RefusedError, DownloadError) as error:
        leave(str(error), REFUSED)
    except (CannotWriteError, ImportNotWrittenError, TableNotWrittenError, GuardStoppedError) as error:
        leave(str(error), FAILED)
    except KeyboardInterrupt as stop:
        leave("stopped; what is written is whole, give the same command again for the rest", exit_code(stop))


def leave(message: str, code: int) -> NoReturn:
    """Say why on the error stream and end."""
    say(message, err=True)
    sys.exit(code)


def say(message: str, err: bool = False) -> None:
    """Print the message; what would command a terminal is shown by its code."""
    from frontledger.publish.terminal import tell

    tell(message, err)
