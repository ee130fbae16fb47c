"""How a mistyped command is refused: in click's words, with what would command a terminal shown by its code."""

from __future__ import annotations

import io
from typing import IO, Any

import click

from frontledger.echo import on_one_line
from frontledger.publish.terminal import tell


class UsageRefused(click.UsageError):
    """A refusal of click's, told as everything else is."""

    def __init__(self, refusal: click.UsageError) -> None:
        super().__init__(refusal.message, refusal.ctx)
        self.refusal = refusal

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it on the error stream; what was typed stays on its line."""
        said = io.StringIO()
        self.refusal.show(said)
        usage, error, message = said.getvalue().rstrip("\n").partition("\nError: ")
        tell(f"{usage}{error}{on_one_line(message)}", err=True)
