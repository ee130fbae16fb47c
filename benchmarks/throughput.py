"""What a batch of reports costs, way by way, in turn on one machine: read the ratios.

Ways: the command lines of papermill and nbconvert one after the other, papermill's Python interface and nbclient's
in pools of two processes, other tools of the kind (`peers.py`), `frontledger batch --jobs 2`, and the floor: the
notebook's cells run as plain code in two warm processes that draw the figures and write nothing. Each way makes
the same reports: the standard notebooks in turn, each of another day. The committed table has 100 of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill
import peers
from machine import described
from nbclient import NotebookClient
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook
from peers import Report

from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS, ROOT

LAST_DAY = dt.date(2026, 3, 1)
WORKERS = 2
LOOP = "papermill and nbconvert command lines, one at a time"
FLOOR = "floor: plain code in warm processes, 2 processes"

Way = Callable[[Path, list[Report]], Callable[[], object]]
"""Gets ready in an empty folder for making these reports; what it gives back is timed."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=8, help="reports of each way")
    parser.add_argument(
        "--slow-reports", type=int, help="reports of the ways without a warm kernel, if fewer"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave out what needs the peers' environment")
    given = parser.parse_args()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
    rows: dict[str, float] = {}
    left_out = {} if given.no_peers else dict(peers.LEFT_OUT)
    with tempfile.TemporaryDirectory() as name:
        for place, (way, make, slow) in enumerate(ways(not given.no_peers)):
            number = (given.slow_reports or given.reports) if slow else given.reports
            print(f"{way}: {number} reports", file=sys.stderr, flush=True)
            try:
                folder = Path(name) / str(place)
                rows[way] = timed(make(folder, reports_of(number))) / number
            except subprocess.CalledProcessError as error:
                left_out[way] = peers.why(error)
    print("| way | seconds a report | against the loop | against the floor |\n|---|---:|---:|---:|")
    for way, seconds in rows.items():
        against = f"{rows[LOOP] / seconds:.1f} times as quick" if LOOP in rows else "-"
        print(f"| {way} | {seconds:.2f} | {against} | {seconds / rows[FLOOR]:.2f} |")
    few = f", {given.slow_reports} of the ways without a warm kernel" if given.slow_reports else ""
    print(f"\n{given.reports} reports each way{few}; {described()}\n")
    for way, reason in left_out.items():
        print(f"- left out: {way}: {reason}")


def ways(with_peers: bool) -> Iterator[tuple[str, Way, bool]]:
    """Each way's name, how it is done, and whether it starts a kernel for every report."""
    if with_peers:
        peers.installed()
        yield LOOP, by_hand, True
    yield "papermill's interface, 2 processes", partial(pooled, papermilled), True
    yield "nbclient's interface, 2 processes", partial(pooled, clients), True
    for name, make in peers.WAYS.items() if with_peers else ():
        yield name, make, True
    yield "frontledger batch, HTML, 2 jobs", partial(batch, "html"), False
    yield "frontledger batch, HTML and PDF, 2 jobs", partial(batch, "html, pdf"), False
    yield FLOOR, partial(pooled, plain), False


def reports_of(number: int) -> list[Report]:
    """Standard notebooks in turn, each of another day."""
    names = sorted(REGISTRY)
    days = ((LAST_DAY - dt.timedelta(days=place)).isoformat() for place in range(number))
    return [(names[place % len(names)], day) for place, day in enumerate(days)]


def timed(work: Callable[[], object]) -> float:
    """Wall-clock seconds of the work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_hand(folder: Path, reports: list[Report]) -> Callable[[], object]:
    """What a shell loop does."""
    folder.mkdir()

    def loop() -> None:
        for name, day in reports:
            made = str(folder / f"{name}-{day}.ipynb")
            source = str(NOTEBOOKS / f"{name}.ipynb")
            papermill_line = [sys.executable, "-m", "papermill", source, made, "-p", "as_of", day]
            for command in (papermill_line, [peers.tool("jupyter-nbconvert"), "--to", "html", made]):
                peers.run(command, ROOT)

    return loop


def batch(formats: str, folder: Path, reports: list[Report]) -> Callable[[], object]:
    """Our command, from the shell to the index page."""
    folder.mkdir()
    plan = folder / "plan.yml"
    lines = [
        f"- notebook: {name}\n  formats: [{formats}]\n  parameters: {{as_of: {day}}}\n"
        for name, day in reports
    ]
    plan.write_text("reports:\n" + "".join(lines))
    out = ["--out", str(folder / "out")]
    command = [sys.executable, "-m", "frontledger", "batch", str(plan), "--jobs", str(WORKERS), *out]
    return lambda: peers.run(command, ROOT)


def pooled(work: Callable[[Report], None], _: Path, reports: list[Report]) -> Callable[[], object]:
    """The work in two processes, which for the floor have done one of each notebook before."""
    pool = ProcessPoolExecutor(WORKERS, get_context("spawn"))
    if work is plain:
        list(pool.map(warmed, range(WORKERS)))

    def made() -> None:
        with pool:
            list(pool.map(work, reports))

    return made


def warmed(_: int) -> None:
    """Run each notebook once."""
    for name in sorted(REGISTRY):
        plain((name, LAST_DAY.isoformat()))


def papermilled(report: Report) -> None:
    """papermill's Python interface, which starts a kernel."""
    name, day = report
    papermill.execute_notebook(
        NOTEBOOKS / f"{name}.ipynb", None, parameters={"as_of": day}, progress_bar=False, cwd=ROOT
    )


def clients(report: Report) -> None:
    """nbclient's Python interface with the parameters put in beforehand."""
    name, day = report
    node = parameterize_notebook(load_notebook_node(str(NOTEBOOKS / f"{name}.ipynb")), {"as_of": day})
    NotebookClient(node, timeout=600, resources={"metadata": {"path": str(ROOT)}}).execute()


def plain(report: Report) -> None:
    """The notebook's code without a kernel; what it shows is made and thrown away."""
    from IPython.core.interactiveshell import InteractiveShell  # noqa: PLC0415 - only in the workers
    from IPython.utils.capture import capture_output  # noqa: PLC0415

    name, day = report
    own = sys.modules["__main__"]  # the shell puts its own in its place, and the pool could find no more work
    node = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    with capture_output():
        for cell in node.cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source, silent=False).raise_error()
                if "parameters" in cell.metadata.get("tags", ()):
                    shell.user_ns["as_of"] = day
    sys.modules["__main__"] = own


if __name__ == "__main__":
    main()
