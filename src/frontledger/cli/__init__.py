"""The command line: parse, call publish, print. Heavy imports wait until a command needs them."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from typing import Any

import click

from frontledger.cli.exports import export
from frontledger.cli.imports import import_
from frontledger.cli.ledgers import add, check
from frontledger.cli.published import diff, verify
from frontledger.cli.reports import batch, parameters, render
from frontledger.cli.starting import start
from frontledger.cli.usage import UsageRefused
from frontledger.publish.terminal import open_closed_streams

__all__ = ["main"]


class _Command(click.Group):
    """The command, which knows whether the process is its own: then it may put another in its place."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        """As click's, with the process's own arguments for an object where none are given."""
        return super().main(args, *more, obj=sys.argv[1:] if args is None else None, **extra)

    def make_context(self, *given: Any, **extra: Any) -> click.Context:
        """As click's; what it refuses is told so that it commands no terminal."""
        try:
            return super().make_context(*given, **extra)
        except click.UsageError as refusal:
            raise UsageRefused(refusal) from None

    def invoke(self, ctx: click.Context) -> Any:
        """As click's; what it refuses is told so that it commands no terminal."""
        try:
            return super().invoke(ctx)
        except click.UsageError as refusal:
            raise UsageRefused(refusal) from None


@click.group(
    cls=_Command,
    # With colours click leaves what commands a terminal in its messages, to be shown by its code.
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100, "color": True},
)
@click.version_option(package_name="frontledger")
def main() -> None:
    """A ledger of contradictory public figures about a war, and reports that can be checked against it.

    Exit status: 0 all good; 1 a report failed or did not verify; 2 the input or the command line is wrong.
    """
    open_closed_streams()
    os.umask(os.umask(0) | stat.S_IWOTH)  # a report that everybody may write to would prove nothing


for command in (render, batch, parameters, verify, diff, check, add, import_, export, start):
    main.add_command(command)
