"""The command that gives a ledger or a report to other programs: export."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

from pathlib import Path

import click

from frontledger.cli.ending import File, Folder, refusals, say
from frontledger.cli.ledgers import LEDGER


@click.command()
@click.argument("report", type=File(path_type=Path), required=False)
@LEDGER
@click.option("--to", type=Folder(path_type=Path), required=True, help="The folder to make.")
@click.option(
    "formats",
    "--format",
    default="csv",
    show_default=True,
    help="csv (a Data Package), parquet, xlsx; several with commas.",
)
def export(*, report: Path | None, ledger: Path | None, to: Path, formats: str) -> None:
    """Export every result of an HTML REPORT, or without REPORT the whole ledger; docs/exporting.md has more."""
    if report and ledger:
        raise click.UsageError("give a REPORT or --ledger, not both")
    with refusals():
        from frontledger.publish.export import check_formats, ledger_export, report_export, write_export

        wanted = check_formats([name.strip() for name in formats.split(",")])
        written = write_export(report_export(report) if report else ledger_export(ledger), to, wanted)
        say("\n".join(map(str, written)))
