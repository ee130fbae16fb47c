"""The command line: parse, call publish, print. Heavy imports wait until a command needs them."""

# ruff: noqa: PLC0415 - imports wait inside the commands, so that --help and a mistyped option answer at once
from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from frontledger.publish.report import ReportResult

FAILED, REFUSED, INTERRUPTED = 1, 2, 130


class Folder(click.Path):
    """A folder; a blank one, as an unset variable of a shell leaves it, is not taken for the one we are in."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path, refused where it is blank."""
        if not str(value).strip():
            self.fail("it is blank; name a folder", param, ctx)
        return super().convert(value, param, ctx)


OUT = Folder(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="frontledger")
def main() -> None:
    """A ledger of contradictory public figures about a war, and reports that can be checked against it.

    Exit status: 0 all good; 1 a report failed; 2 the input or the command line is wrong.
    """


@main.command()
@click.argument("notebook")
@click.option(
    "parameters", "-p", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter; repeatable."
)
@click.option("formats", "--format", default="html,pdf", show_default=True, help="html, pdf or both.")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even when nothing has changed.")
@click.option("--allow-outside", is_flag=True, help="Run a notebook from outside the notebooks folder.")
def render(
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


@main.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 64), help="Reports at a time.  [default: one a processor]")
@click.option("--out", type=OUT, help="Output folder.  [default: reports/out]")
@click.option("--fresh", is_flag=True, help="Render even what has not changed.")
@click.option("--allow-outside", is_flag=True, help="Run notebooks from outside the notebooks folder.")
def batch(*, plan: Path, jobs: int | None, out: Path | None, fresh: bool, allow_outside: bool) -> None:
    """Render every report of PLAN (a YAML file), with an index page over them."""
    with refusals():
        from frontledger.publish import batch
        from frontledger.publish.plan import read_plan
        from frontledger.publish.progress import near

        out = folder_or_default(out)
        planned = read_plan(plan)
        requests = batch.requests(planned, plan, out, allow_outside)
        jobs = jobs or batch.default_jobs(len(requests))
        results, index = batch.run_plan(planned.title, requests, out, jobs, fresh)
        click.echo(near(index))
    sys.exit(status(results))


@main.command()
@click.option("--ledger", type=Folder(path_type=Path), help="A ledger's folder.  [default: the shipped one]")
def check(ledger: Path | None) -> None:
    """Check a ledger: every fault as `file:line: column: fault; remedy`."""
    with refusals():
        from frontledger.ledger import load
        from frontledger.publish.provenance import row_counts

        counts = row_counts(load(ledger))
    click.echo(f"{len(counts)} tables, {sum(counts.values()):,} rows: no fault")


@main.command()
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


@contextmanager
def refusals() -> Iterator[None]:
    """What the user can mend is said in a line and ends the command; anything else is a fault of ours."""
    from frontledger.ledger import LedgerError
    from frontledger.notebook.refusal import ParameterError
    from frontledger.publish.errors import CannotWriteError, RefusedError

    try:
        yield
    except (LedgerError, ParameterError, RefusedError) as error:
        leave(str(error), REFUSED)
    except CannotWriteError as error:
        leave(str(error), FAILED)
    except KeyboardInterrupt:
        leave("interrupted; what is already written is whole", INTERRUPTED)


def leave(message: str, code: int) -> NoReturn:
    """Say why on the error stream and end; what would command a terminal is shown by its code."""
    shown = (char if char.isprintable() or char == "\n" else ascii(char).strip("'") for char in message)
    click.echo("".join(shown), err=True)
    sys.exit(code)
