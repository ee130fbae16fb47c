"""What the command costs when nothing has changed, over plans of several lengths.

The reports are made up, each an HTML and a PDF file as large as the largest standard reports: what is measured
is the answer alone, which reads every file and looks into none. Each figure is the median of some runs of the whole
command, from the shell to its last line.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from frontledger.notebook.project import ROOT
from frontledger.publish import batch, standing
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.plan import read_plan
from frontledger.publish.report import ReportRequest, ReportResult

SIZE = 400_000
"""Bytes of a made-up file."""

NOTEBOOK = ROOT / "tests" / "files" / "good.ipynb"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=7, help="runs of which the median is taken")
    given = parser.parse_args()
    print("| reports | wall clock, s | user, s | system, s |\n|---:|---:|---:|---:|")
    for number in given.reports:
        with tempfile.TemporaryDirectory() as folder:
            command = made_up(Path(folder), number)
            runs = [timed(command, f"{number:,} reports: {number:,} unchanged") for _ in range(given.runs)]
        wall, user, system = (statistics.median(column) for column in zip(*runs, strict=True))
        print(f"| {number:,} | {wall:.2f} | {user:.2f} | {system:.2f} |", flush=True)


def made_up(folder: Path, number: int) -> list[str]:
    """A batch of this many reports as a run would have left it, and the command that finds it so."""
    plan, out = folder / "plan.yml", folder / "out"
    days = (str(dt.date(2023, 1, 1) + dt.timedelta(days=day)) for day in range(number))
    plan.write_text(f"reports:\n- notebook: {NOTEBOOK}\n  sweep: {{as_of: [{', '.join(days)}]}}\n")
    inputs = standing.inputs(plan, allow_outside=True)
    requests = batch.requests(read_plan(plan), plan, out, allow_outside=True)
    batch.render_report = stand_in
    batch.run_plan("Made up", requests, out, jobs=1, fresh=False, inputs=inputs)
    return [sys.executable, "-m", "frontledger", "batch", str(plan), "--out", str(out), "--allow-outside"]


def stand_in(request: ReportRequest) -> ReportResult:
    """A report of chance bytes."""
    files = {}
    for name in request.names:
        data = random.Random(name).randbytes(SIZE)
        write_whole(request.out / name, data)
        files[name] = sha256(data)
    return ReportResult(request, "done", files)


def timed(command: list[str], expected: str) -> tuple[float, float, float]:
    """Seconds of wall clock, of user time and of system time."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if expected not in said:
        raise SystemExit(f"the command says something else: {said}")
    return wall, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
