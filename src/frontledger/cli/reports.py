"""The commands that make reports: render, batch, parameters."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontledger.cli.ending import FAILED, Folder, refusals

if TYPE_CHECKING:
    from frontledger.publish.report import ReportResult

OUT = Folder(file_okay=False, path_type=Path)


@click.command()
@click.argument("notebook")
@click.option(
    "parameters", "-p", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; repeatable."
)
@click.option("formats", "--format", default="html,pdf", show_default=True, help="html, pdf or both.")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even when nothing has changed.")
@click.option("--allow-outside", is_flag=True, help="Run a notebook from outside the notebooks folder.")
@click.pass_context
def render(
    context: click.Context,
    *,
    notebook: str,
    parameters: tuple[tuple[str, str], ...],
    formats: str,
    out: Path | None,
    fresh: bool,
    allow_outside: bool,
) -> None:
    """Render one NOTEBOOK, by its name (troop_flows) or path, with other parameters where given.

    `frontledger parameters NOTEBOOK` lists the parameters. A relative `ledger` counts from the project.
    """
    from frontledger.publish.engine.surroundings import warm

    if context.obj:
        from frontledger.publish.engine.cold import begin_anew

        begin_anew(notebook, context.obj)
    warm()  # gets ready while the imports below are under way
    with refusals():
        from frontledger.publish import batch
        from frontledger.publish.parameters import check_formats, pairs
        from frontledger.publish.report import Desk

        out = folder_or_default(out)
        request = Desk().request(
            notebook,
            pairs(parameters),
            out=out,
            formats=check_formats(formats.split(",")),
            allow_outside=allow_outside,
        )
        results = batch.run([request], out, jobs=1, fresh=fresh)
    sys.exit(status(results))


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: one a processor]")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even what has not changed.")
@click.option("--allow-outside", is_flag=True, help="Run notebooks from outside the notebooks folder.")
@click.option(
    "--cluster", metavar="ADDRESS", default="", help="A Dask scheduler to make them, as tcp://host:8786."
)
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="A JUnit XML file to write.")
def batch(
    *,
    plan: Path,
    jobs: int | None,
    out: Path | None,
    fresh: bool,
    allow_outside: bool,
    cluster: str,
    junit: Path | None,
) -> None:
    """Render every report of PLAN (a YAML file), with an index page over them."""
    with refusals():
        from frontledger.publish import batch
        from frontledger.publish.files import write_whole
        from frontledger.publish.guard.holding import run_guarded
        from frontledger.publish.junit import render as render_junit
        from frontledger.publish.plan import read_plan
        from frontledger.publish.progress import near

        out = folder_or_default(out)
        planned = read_plan(plan)
        requests = batch.requests(planned, plan, out, allow_outside)
        jobs = jobs or batch.default_jobs(len(requests))
        run = partial(batch.run_plan, planned.title, jobs=jobs, fresh=fresh, cluster=cluster)
        results, index = run_guarded(planned.guard, requests, out, run)
        if junit:
            write_whole(junit, render_junit(planned.title, results))
        click.echo(near(index))
    sys.exit(status(results))


@click.command()
@click.argument("notebook")
def parameters(notebook: str) -> None:
    """List a NOTEBOOK's parameters: default, what is allowed, meaning."""
    with refusals():
        from frontledger.notebook.describe import help_text

        click.echo(help_text(notebook))


def folder_or_default(out: Path | None) -> Path:
    """The output folder: as given from here, or reports/out of the project."""
    from frontledger.notebook.project import ROOT

    return out or ROOT / "reports" / "out"


def status(results: Sequence[ReportResult]) -> int:
    """The exit status the results call for."""
    return FAILED if any(result.state == "failed" for result in results) else 0
