"""What the notebooks themselves cost, without kernels and pages: CPU seconds by notebook, and where they go.

Each notebook's code is run as plain code in one warm process, its figures drawn and its output thrown away, as the
floor of `throughput.py` does. A timer of CPU time looks every few milliseconds at which of our modules is at work;
what NumPy, pandas, matplotlib and the solver spend counts for the module that called them.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "Agg"}

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

import frontledger
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS

PACKAGE = Path(frontledger.__file__).parent
ROOMS = ("ledger", "analysis", "present", "notebook")
EVERY = 0.002
"""CPU seconds between two looks."""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=3, help="rounds after the first, which warms the process"
    )
    parser.add_argument("--places", type=int, default=12, help="how many modules are named a notebook")
    parser.add_argument("notebooks", nargs="*", default=sorted(REGISTRY), help="all where none is named")
    given = parser.parse_args()
    found: dict[str, list[tuple[float, Counter[str]]]] = {name: [] for name in given.notebooks}
    for _ in range(1 + given.rounds):
        for name, rounds in found.items():
            rounds.append(watched(name))
    measured = {name: rounds[1:] for name, rounds in found.items()}
    print(f"{platform.machine()}, Python {platform.python_version()}, median of {given.rounds} rounds\n")
    print_rooms(measured)
    print_modules(measured, given.places)


def watched(name: str) -> tuple[float, Counter[str]]:
    """CPU seconds of a notebook, in all and by module."""
    spent: Counter[str] = Counter()
    last = time.process_time()

    def look(_signal: int, frame: FrameType | None) -> None:
        # A long call into C holds the signal back, so a look stands for all the time since the last.
        nonlocal last
        now = time.process_time()
        spent[module_of(frame)] += now - last  # type: ignore[assignment]
        last = now

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    start = time.process_time()
    try:
        run(name)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - start, spent


def module_of(frame: FrameType | None) -> str:
    """The innermost module of the package at work, such as `analysis/reconcile/program`."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if PACKAGE in path.parents:
            return path.relative_to(PACKAGE).with_suffix("").as_posix()
        frame = frame.f_back
    return "other"


def run(name: str) -> None:
    """The notebook's code; what it shows is made and thrown away."""
    own = sys.modules["__main__"]  # the shell puts its own in its place
    node = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    with capture_output():
        for cell in node.cells:
            if cell.cell_type == "code":
                shell.run_cell(cell.source).raise_error()
    sys.modules["__main__"] = own


def print_rooms(measured: dict[str, list[tuple[float, Counter[str]]]]) -> None:
    """A row for every notebook and one for all of them."""
    print(f"| notebook | CPU seconds | {' | '.join(ROOMS)} | other |\n|---|{'---|' * (len(ROOMS) + 2)}")
    sums = [0.0] * (len(ROOMS) + 2)
    for name, rounds in measured.items():
        whole = statistics.median(seconds for seconds, _ in rounds)
        shares = [sum(room_share(spent, room) for _, spent in rounds) / len(rounds) for room in ROOMS]
        row = [whole, *(share * whole for share in shares), (1 - sum(shares)) * whole]
        sums = [one + other for one, other in zip(sums, row, strict=True)]
        print(f"| {name} | {' | '.join(f'{seconds:.2f}' for seconds in row)} |")
    print(f"| together | {' | '.join(f'{seconds:.2f}' for seconds in sums)} |")


def room_share(spent: Counter[str], room: str) -> float:
    """The part of the time that the modules of a room took."""
    inside = sum(seconds for module, seconds in spent.items() if module.startswith(f"{room}/"))
    return inside / max(sum(spent.values()), 1e-9)


def print_modules(measured: dict[str, list[tuple[float, Counter[str]]]], places: int) -> None:
    """For every notebook the modules that took most, in milliseconds."""
    for name, rounds in measured.items():
        total: Counter[str] = Counter()
        for _, spent in rounds:
            total.update(spent)
        most = total.most_common(places)
        told = (f"{module} {1000 * seconds / len(rounds):.0f}" for module, seconds in most)
        print(f"\n{name}, milliseconds: {', '.join(told)}")


if __name__ == "__main__":
    main()
