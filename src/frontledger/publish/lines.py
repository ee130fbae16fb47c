"""The lines in which a run says what it made; they need nothing that is slow to import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

STATES = ("done", "unchanged", "failed")


def told(
    place: tuple[int, int], state: str, paths: Sequence[Path], seconds: float = 0.0, stem: str = ""
) -> str:
    """The line of a report: its place among all, its state, its files, or its stem where it has none.

    >>> told((3, 12), "failed", [], 1.25, "troop_flows")
    '[ 3/12] failed in 1.2 s: troop_flows'
    """
    number, total = place
    took = f" in {seconds:.1f} s" if seconds else ""
    files = ", ".join(near(path) for path in paths)
    return f"[{number:>{len(str(total))}}/{total}] {state}{took}: {files or stem}"


def summed(states: Mapping[str, int]) -> str:
    """The line of totals.

    >>> summed({"unchanged": 1000, "failed": 2})
    '1,002 reports: 1,000 unchanged, 2 failed'
    """
    parts = [f"{states[state]:,} {state}" for state in STATES if states.get(state)]
    return f"{sum(states.values()):,} reports: {', '.join(parts)}"


def near(path: Path) -> str:
    """The path as seen from the working directory, where it lies below it."""
    path, here = path.resolve(), Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
