"""What a batch of reports costs, way by way, in turn on one machine: read the ratios.

Ways: the command lines of papermill and nbconvert one after the other, papermill's Python interface in a pool of two
processes, `frontledger batch --jobs 2`, and the floor: the notebook's cells run as plain code in two warm processes
that draw the figures and write nothing. Each way makes reports of distinct days from the standard notebooks.
nbconvert is used from .venv-lab where that is installed, and the row is left out where it is not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill

from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS, ROOT

LAB = ROOT / ".venv-lab" / "bin" / "jupyter-nbconvert"
LAST_DAY = dt.date(2026, 3, 1)
WORKERS = 2

Report = tuple[str, str]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=12, help="reports of each quick way")
    parser.add_argument(
        "--slow-reports", type=int, default=6, help="reports of the ways without a warm kernel"
    )
    given = parser.parse_args()
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}
    with tempfile.TemporaryDirectory() as folder:
        rows = measured(Path(folder), given.reports, given.slow_reports)
    floor = rows["floor: plain code in warm processes, 2 processes"]
    print(f"{os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}\n")
    print("| way | seconds a report | against the floor |\n|---|---|---|")
    for name, seconds in rows.items():
        print(f"| {name} | {seconds:.2f} | {seconds / floor:.2f} |")


def measured(folder: Path, quick: int, slow: int) -> dict[str, float]:
    """Seconds a report, by way."""
    rows = {}
    if LAB.exists():
        rows["papermill and nbconvert command lines, one at a time"] = each(
            slow, lambda some: by_hand(folder, some)
        )
    rows["papermill's interface, 2 processes"] = each(slow, lambda some: pooled(papermilled, some))
    rows["frontledger batch, HTML, 2 jobs"] = each(quick, lambda some: batch(folder, some, "html"))
    rows["frontledger batch, HTML and PDF, 2 jobs"] = each(
        quick, lambda some: batch(folder, some, "html, pdf")
    )
    rows["floor: plain code in warm processes, 2 processes"] = each(quick, lambda some: pooled(plain, some))
    return rows


def each(number: int, make: Callable[[list[Report]], float]) -> float:
    """Seconds a report of making this many: standard notebooks in turn, each of another day."""
    names = sorted(REGISTRY)
    days = ((LAST_DAY - dt.timedelta(days=place)).isoformat() for place in range(number))
    return make([(names[place % len(names)], day) for place, day in enumerate(days)]) / number


def timed(work: Callable[[], object]) -> float:
    """Wall-clock seconds of the work."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def by_hand(folder: Path, reports: list[Report]) -> float:
    """What a shell loop does."""

    def loop() -> None:
        for name, day in reports:
            made = str(folder / f"{name}-{day}.ipynb")
            source = str(NOTEBOOKS / f"{name}.ipynb")
            papermill_line = [sys.executable, "-m", "papermill", source, made, "-p", "as_of", day]
            for command in (papermill_line, [str(LAB), "--to", "html", made]):
                subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    return timed(loop)


def batch(folder: Path, reports: list[Report], formats: str) -> float:
    """Our command, from the shell to the index page."""
    plan = folder / "plan.yml"
    lines = [
        f"- notebook: {name}\n  formats: [{formats}]\n  parameters: {{as_of: {day}}}\n"
        for name, day in reports
    ]
    plan.write_text("reports:\n" + "".join(lines))
    out = tempfile.mkdtemp(dir=folder)
    command = [sys.executable, "-m", "frontledger", "batch", str(plan), "--jobs", str(WORKERS), "--out", out]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))


def pooled(work: Callable[[Report], None], reports: list[Report]) -> float:
    """The work in two processes that have done one of each notebook before."""
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        if work is plain:
            list(pool.map(warmed, range(WORKERS)))
        return timed(lambda: list(pool.map(work, reports)))


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
