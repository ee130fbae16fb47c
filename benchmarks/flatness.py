"""Whether the thousandth report costs what the tenth does, in seconds and in memory.

Batches of 10, 100 and 1,000 reports of a notebook that computes little, and smaller ones of a standard notebook, each
of another day. While the largest batch runs, the memory of each worker and of the process its kernels are forked
from is read (PSS: its own pages and its share of those it has with others), with its open files and threads.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kills import below, line
from machine import described

ROOT = Path(__file__).resolve().parent.parent
CHEAP = ROOT / "tests" / "files" / "good.ipynb"
LAST_DAY = dt.date(2026, 3, 1)
PARTS = (0.1, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Reading:
    """What the workers and zygotes held when this many reports were done: the largest of each kind."""

    done: int
    kind: str
    megabytes: float
    files: int
    threads: int


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, nargs="+", default=[10, 30], help="of the cheap notebook")
    parser.add_argument("--standard", type=int, nargs="+", default=[4, 8], help="reports of `brief`")
    given = parser.parse_args()
    print(
        "| notebook | reports | seconds | seconds a report | CPU seconds a report |\n|---|---:|---:|---:|---:|"
    )
    readings: list[Reading] = []
    for notebook, numbers in ((str(CHEAP), given.reports), ("brief", given.standard)):
        for number in numbers:
            wall, used, found = run(notebook, number)
            readings = found if (notebook, number) == (str(CHEAP), max(given.reports)) else readings
            cells = (f"{wall:.1f}", f"{wall / number:.3f}", f"{used / number:.3f}")
            print(f"| `{Path(notebook).stem}` | {number:,} | {' | '.join(cells)} |", flush=True)
    print(f"\n{described()}\n\n{memory(readings, max(given.reports))}")


def run(notebook: str, number: int) -> tuple[float, float, list[Reading]]:
    """Seconds and processor seconds of a batch of this many, and what was read meanwhile."""
    days = [(LAST_DAY - dt.timedelta(days=place)).isoformat() for place in range(number)]
    with tempfile.TemporaryDirectory() as name:
        plan, out = Path(name, "plan.yml"), Path(name, "out")
        plan.write_text(
            f"reports:\n- notebook: {notebook}\n  formats: [html]\n  sweep: {{as_of: [{', '.join(days)}]}}\n"
        )
        command = [sys.executable, "-m", "frontledger", "batch", str(plan), "--allow-outside", "--jobs", "2"]
        start, before, readings = time.perf_counter(), os.times(), []
        with subprocess.Popen([*command, "--out", str(out)], stdout=subprocess.DEVNULL) as batch:
            while batch.poll() is None:
                readings += read(batch.pid, len(list(out.glob("*.html"))))
                time.sleep(1)
        after = os.times()
        if batch.returncode:
            raise SystemExit(f"the batch ended with {batch.returncode}")
        return time.perf_counter() - start, sum(after[2:4]) - sum(before[2:4]), readings


def read(command: int, done: int) -> list[Reading]:
    """What the processes under the command hold now, the largest of each kind."""
    readings = []
    workers = [child for child in below(command, 1) if "spawn_main" in line(child)]
    zygotes = [child for worker in workers for child in below(worker, 1) if "zygote" in line(child)]
    for kind, processes in (("worker", workers), ("zygote", zygotes)):
        with contextlib.suppress(OSError, ValueError):  # it ended meanwhile
            held = [(pss(one), count(one, "fd"), count(one, "task")) for one in processes]
            most = [max(column) for column in zip(*held, strict=True)]
            readings += [Reading(done, kind, *most)] if held else []
    return readings


def pss(process: int) -> float:
    """Proportional set size in megabytes."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("Pss:")) / 1000


def count(process: int, kind: str) -> int:
    """How many open files or threads a process has."""
    return len(os.listdir(f"/proc/{process}/{kind}"))  # noqa: PTH208 - names are all that is asked for


def memory(readings: Sequence[Reading], number: int) -> str:
    """A table of what was held along the largest batch."""
    rows = ["| process | reports done | MB (PSS) | open files | threads |", "|---|---:|---:|---:|---:|"]
    for kind in ("worker", "zygote"):
        of_kind = [reading for reading in readings if reading.kind == kind and reading.done]
        for part in PARTS if of_kind else ():
            near = min(of_kind, key=lambda each: abs(each.done - part * number))
            rows.append(f"| {kind} | {near.done:,} | {near.megabytes:.0f} | {near.files} | {near.threads} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
