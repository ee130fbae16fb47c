"""The command that makes a folder to work in: start."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

from pathlib import Path

import click

from frontledger.cli.ending import Folder, refusals, say

NEXT = """{folder} holds notebooks, the ledger in data, and reports/plans. In that folder
  frontledger batch reports/plans/standard.yml    renders the standard reports to reports/out
  frontledger check                               reads its ledger
  jupyter lab notebooks                           opens the notebooks, where JupyterLab is installed"""


@click.command()
@click.argument("folder", type=Folder(path_type=Path))
def start(*, folder: Path) -> None:
    """Copy the notebooks, the ledger and the plan that came with the package into a new FOLDER.

    Commands called in it, or below it, read its ledger, and relative paths of parameters count from it. A
    notebook you changed is rendered by its path, with --allow-outside.
    """
    with refusals():
        from frontledger.publish.starting import start as made

        made(folder)
    say(NEXT.format(folder=folder))
