"""What the commands cost: a whole process each, in turn, so that the rows can be compared with one another.

Prints a Markdown table of medians over a few runs, beside what a command may take where that was promised. Machines
are noisy: read the ratios. `cold.py` measures one report.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import described

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def command(*arguments: str) -> list[str]:
    """A frontledger command line under this interpreter."""
    return [sys.executable, "-m", "frontledger", *arguments]


def spent(arguments: list[str]) -> tuple[float, float]:
    """Wall-clock and processor seconds of one run, and of all it waited for."""
    start, before = time.perf_counter(), os.times()
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    return time.perf_counter() - start, sum(after[2:4]) - sum(before[2:4])


def main() -> None:
    """Print the table."""
    plan = str(ROOT / "reports" / "plans" / "standard.yml")
    with tempfile.TemporaryDirectory() as folder:
        cases = {
            "start the interpreter": ([sys.executable, "-c", "pass"], RUNS, ""),
            "frontledger --help": (command("--help"), RUNS, "0.30"),
            "frontledger check": (command("check"), RUNS, "1.50"),
            "standard plan, fresh": (command("batch", plan, "--fresh", "--out", folder), 1, ""),
            "standard plan, nothing changed": (command("batch", plan, "--out", folder), RUNS, ""),
        }
        print("| command | runs | wall clock, s | CPU, s | promised, s |\n|---|---:|---:|---:|---:|")
        for name, (arguments, runs, promised) in cases.items():
            wall, used = (
                statistics.median(kind) for kind in zip(*(spent(arguments) for _ in range(runs)), strict=True)
            )
            print(f"| {name} | {runs} | {wall:.2f} | {used:.2f} | {promised} |", flush=True)
    print(f"\n{described()}")


if __name__ == "__main__":
    main()
