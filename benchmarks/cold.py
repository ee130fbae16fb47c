"""One report from the shell, cold: papermill alone writing its notebook against ours writing the finished HTML.

Each pair is run in turn, papermill and ours changing places, so that what else the machine does meets both. Wall
clock and processor seconds, of everything the command starts; medians, and the median of the pairs' ratios.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from machine import described

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))

Spent = tuple[float, float]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("notebooks", nargs="*", default=["brief"], help="names, or `all`")
    parser.add_argument("--pairs", type=int, default=7)
    given = parser.parse_args()
    names = NAMES if given.notebooks == ["all"] else given.notebooks
    print("| notebook | papermill, s | ours, s | ratio | papermill, CPU s | ours, CPU s | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name in names:
        print(f"| `{name}` | {row([pair(name, turn) for turn in range(given.pairs)])} |", flush=True)
    print(f"\n{given.pairs} pairs each, medians; {described()}")


def pair(name: str, turn: int) -> tuple[Spent, Spent]:
    """What papermill and we spend on a report."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = str(ROOT / "notebooks" / f"{name}.ipynb")
        bare = ["-m", "papermill", "--no-progress-bar", notebook, f"{folder}/out.ipynb"]
        ours = ["-m", "frontledger", "render", name, "--format", "html", "--out", folder]
        if turn % 2:
            ours_spent = spent(ours)
            return spent(bare), ours_spent
        return spent(bare), spent(ours)


def spent(arguments: Sequence[str]) -> Spent:
    """Wall-clock and processor seconds of a command and all it waited for."""
    start, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    after = os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    return time.perf_counter() - start, used


def row(pairs: Sequence[tuple[Spent, Spent]]) -> str:
    """The table's cells of a notebook."""
    cells = []
    for kind in (0, 1):
        theirs, ours = ([each[side][kind] for each in pairs] for side in (0, 1))
        ratio = statistics.median(b / a for a, b in zip(theirs, ours, strict=True))
        cells += [f"{statistics.median(theirs):.2f}", f"{statistics.median(ours):.2f}", f"{ratio:.2f}"]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
