"""The commands that make reports: render, batch, parameters."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import frontledger
from frontledger.cli.ending import FAILED, File, Folder, refusals, say, write_named

if TYPE_CHECKING:
    from frontledger.publish.report import ReportResult

OUT = Folder(file_okay=False, path_type=Path)
MEGABYTE = 1_000_000


def limits(command: Any) -> Any:
    """The options that limit each report."""
    for option in (
        click.option(
            "--memory-limit",
            type=click.IntRange(200, 1_000_000),
            default=4_000,
            show_default=True,
            metavar="MB",
            help="Megabytes of data a report's notebook, and each process it starts, may hold.",
        ),
        click.option(
            "--time-limit",
            type=click.IntRange(1, 1_000_000),
            default=600,
            show_default=True,
            metavar="SECONDS",
            help="Seconds a report's notebook may run.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("notebook")
@click.option(
    "parameters", "-p", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; repeatable."
)
@click.option("formats", "--format", default="html,pdf", show_default=True, help="html, pdf or both.")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even when nothing has changed.")
@click.option("--allow-outside", is_flag=True, help="Run a notebook from outside the notebooks folder.")
@limits
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
    time_limit: int,
    memory_limit: int,
) -> None:
    """Render one NOTEBOOK, by its name (troop_flows) or path, with other parameters where given.

    `frontledger parameters NOTEBOOK` lists the parameters. A relative `ledger` counts from the project: the
    checkout, or with an installed package the folder made by `start` that one is in, else the working folder.
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
            time_limit=time_limit,
            memory_limit=memory_limit * MEGABYTE,
        )
        results = batch.run([request], out, jobs=1, fresh=fresh)
    sys.exit(status(results))


@click.command()
@click.argument("plan", type=File(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: one a processor]")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even what has not changed.")
@click.option("--allow-outside", is_flag=True, help="Run notebooks from outside the notebooks folder.")
@limits
@click.option(
    "--cluster", metavar="ADDRESS", default="", help="A Dask scheduler to make them, as tcp://host:8786."
)
@click.option("--junit", type=File(path_type=Path, dir_okay=False), help="A JUnit XML file to write.")
def batch(
    *,
    plan: Path,
    jobs: int | None,
    out: Path | None,
    fresh: bool,
    allow_outside: bool,
    time_limit: int,
    memory_limit: int,
    cluster: str,
    junit: Path | None,
) -> None:
    """Render every report of PLAN (a YAML file), with an index page over them."""
    from frontledger.publish import standing

    inputs = standing.inputs(plan, allow_outside)
    if not (fresh or cluster or junit) and (lines := standing.lines(folder_or_default(out), inputs)):
        for line in lines:
            say(line)
        return
    with refusals():
        from frontledger.publish import batch
        from frontledger.publish.guard.holding import run_guarded
        from frontledger.publish.junit import render as render_junit
        from frontledger.publish.lines import near
        from frontledger.publish.plan import read_plan

        out = folder_or_default(out)
        planned = read_plan(plan)
        limited = {"time_limit": time_limit, "memory_limit": memory_limit * MEGABYTE}
        requests = batch.requests(planned, plan, out, allow_outside, **limited)
        jobs = jobs or batch.default_jobs(len(requests))
        run = partial(
            batch.run_plan,
            planned.title,
            jobs=jobs,
            fresh=fresh,
            cluster=cluster,
            inputs=None if planned.guard else inputs,
        )
        results, index = run_guarded(planned.guard, requests, out, run)
        if junit:
            write_named(junit, render_junit(planned.title, results), "--junit")
        say(near(index))
    sys.exit(status(results))


@click.command()
@click.argument("notebook")
def parameters(notebook: str) -> None:
    """List a NOTEBOOK's parameters: default, what is allowed, meaning."""
    with refusals():
        from frontledger.notebook.describe import help_text

        say(help_text(notebook))


def folder_or_default(out: Path | None) -> Path:
    """The output folder: as given from here, or reports/out of the project."""
    return out or frontledger.root() / "reports" / "out"


def status(results: Sequence[ReportResult]) -> int:
    """The exit status the results call for."""
    return FAILED if any(result.state == "failed" for result in results) else 0
