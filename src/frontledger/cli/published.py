"""The commands for reports that are published already: verify, diff."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import sys
from pathlib import Path

import click

from frontledger.cli.ending import FAILED, IDENTICAL, REFUSED, File, Folder, refusals, say, write_named


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...", type=File(path_type=Path))
@click.option("--ledger", type=Folder(path_type=Path), help="The folder of a ledger from elsewhere.")
def verify(reports: tuple[Path, ...], ledger: Path | None) -> None:
    """Make published REPORTs (HTML or PDF) again and say whether they come out the same, byte for byte.

    Exit status: 0 all identical; 1 one differs, and what differs is told; 2 one is no report of ours.
    """
    codes = [IDENTICAL]
    with refusals():
        from frontledger.publish.errors import ReportRefusedError
        from frontledger.publish.report import Desk
        from frontledger.publish.verify import Checker

        checker = Checker(Desk(), ledger)
        for report in reports:
            try:
                verdict = checker.verify(report)
            except ReportRefusedError as error:
                say(str(error), err=True)
                codes.append(REFUSED)
            else:
                say(verdict.text())
                codes.append(IDENTICAL if verdict.state == "identical" else FAILED)
    sys.exit(max(codes))


@click.command()
@click.argument("old", type=File(path_type=Path))
@click.argument("new", type=File(path_type=Path))
@click.option("--html", "page", type=File(path_type=Path, dir_okay=False), help="A page to write too.")
def diff(old: Path, new: Path, page: Path | None) -> None:
    """What differs between two published reports, OLD and NEW: parameters, headline numbers, claims.

    Either may be HTML or PDF; the page shows the figures of HTML reports side by side.
    """
    with refusals():
        from frontledger.publish.diff.compare import compare
        from frontledger.publish.diff.page import render
        from frontledger.publish.diff.words import lines
        from frontledger.publish.lines import near
        from frontledger.publish.record import published

        before, after = published(old), published(new)
        if page:
            write_named(page, render(before, after).encode(), "--html")
        say("\n".join(lines(compare(before.record, after.record))))
        if page:
            say(near(page))
