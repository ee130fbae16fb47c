"""What the commands cost: a whole process each, in turn, so that the rows can be compared with one another.

Prints a Markdown table of wall-clock medians over a few runs. Machines are noisy: read the ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def command(*arguments: str) -> list[str]:
    """A frontledger command line under this interpreter."""
    return [sys.executable, "-m", "frontledger", *arguments]


def seconds(arguments: list[str]) -> float:
    """Wall-clock seconds of one run."""
    start = time.perf_counter()
    subprocess.run(arguments, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    plan = str(ROOT / "reports" / "plans" / "standard.yml")
    with tempfile.TemporaryDirectory() as folder:
        cases = {
            "start the interpreter": ([sys.executable, "-c", "pass"], RUNS),
            "frontledger --help": (command("--help"), RUNS),
            "frontledger check": (command("check"), RUNS),
            "one report, HTML, fresh": (command("render", "brief", "--format", "html", "--out", folder), 1),
            "standard plan, twelve files, fresh": (command("batch", plan, "--fresh", "--out", folder), 1),
            "standard plan, nothing changed": (command("batch", plan, "--out", folder), RUNS),
        }
        print("| command | runs | median, s |\n|---|---|---|")
        for name, (arguments, runs) in cases.items():
            print(f"| {name} | {runs} | {statistics.median(seconds(arguments) for _ in range(runs)):.2f} |")


if __name__ == "__main__":
    main()
