"""The commands that bring other people's tables into a ledger: import drones, import losses, import sheet."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import shlex
from pathlib import Path

import click

from frontledger.cli.ending import File, Folder, refusals, say
from frontledger.cli.ledgers import LEDGER

FILE = click.argument("file", type=File(path_type=Path))


@click.group("import")
def import_() -> None:
    """Bring other people's published tables into a ledger."""


@import_.command()
@click.argument("file", type=File(path_type=Path), required=False)
@LEDGER
@click.option("--download", is_flag=True, help="Fetch the table from Kaggle instead of reading FILE.")
def drones(*, file: Path | None, ledger: Path | None, download: bool) -> None:
    """Import the daily table of drone attacks from FILE: your copy of missile_attacks_daily.csv.

    Every row is counted or set aside with the reason; docs/daily-table.md tells the rules.
    """
    if download == (file is not None):
        raise click.UsageError("give FILE, or --download to fetch it")
    with refusals():
        from frontledger.ledger import own_folder
        from frontledger.ledger.daily import import_drones
        from frontledger.ledger.daily.columns import FILE
        from frontledger.ledger.daily.download import fetched
        from frontledger.ledger.daily.told import report_text

        data = fetched() if download else None
        report = import_drones(file or Path(FILE), ledger or own_folder(), data=data)
        say(report_text(report))


@import_.command()
@FILE
@click.option("--into", type=Folder(path_type=Path), required=True, help="The new ledger's folder.")
def losses(*, file: Path, into: Path) -> None:
    """Make a ledger of FILE: a table of low, central and high estimates of losses (.csv, .xlsx, .ods).

    Every row is taken or set aside with the reason, and a plan of six reports is written beside the
    ledger; docs/importing.md tells the rules.
    """
    with refusals():
        from frontledger.ledger.exchange.losses import import_losses
        from frontledger.ledger.exchange.losses.plan import PLAN_FILE

        made = import_losses(file, into)
        say("\n".join(made.lines))
        plan = shlex.quote(str(into / PLAN_FILE))
        say(f"written: {into}; render its reports with `frontledger batch {plan}`")


@import_.command()
@FILE
@click.option(
    "--into", type=Folder(path_type=Path), required=True, help="A ledger's folder, there or not yet."
)
def sheet(*, file: Path, into: Path) -> None:
    """Bring a ledger's rows from FILE: a workbook of a ledger's tables, or one table (.xlsx, .ods, .csv).

    Nothing is written unless the whole ledger is sound with the new rows; docs/importing.md tells the rules.
    """
    with refusals():
        from frontledger.ledger.exchange.sheets import import_sheet

        say("\n".join(import_sheet(file, into)))
