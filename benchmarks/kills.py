"""Batches killed at random moments and taken up again: no report lost, made half or made otherwise.

Each round starts a batch in a folder of its own, kills the command or one of its processes after a random time with
SIGKILL, then gives the same command again and compares every file with those of an undisturbed run.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "tests" / "files" / "good.ipynb"
DAYS = ("2025-01-31", "2025-02-28", "2025-03-27", "2025-04-30", "2025-05-31", "2025-06-30")


def main() -> None:
    """Print a line a round, and what it came to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.yml"
        plan.write_text(f"reports:\n- notebook: {NOTEBOOK}\n  sweep: {{as_of: [{', '.join(DAYS)}]}}\n")
        start = time.monotonic()
        subprocess.run(command(plan, folder / "calm"), check=True, capture_output=True)
        lasts = time.monotonic() - start
        expected = published(folder / "calm")
        bad = sum(
            not survives(plan, folder / str(place), chance, lasts, expected) for place in range(given.rounds)
        )
    print(f"{given.rounds} kills, {bad} folders other than undisturbed")
    sys.exit(bool(bad))


def survives(plan: Path, out: Path, chance: random.Random, lasts: float, expected: dict[str, bytes]) -> bool:
    """Whether a run that was killed, and then run again, leaves what an undisturbed run leaves."""
    with subprocess.Popen(
        command(plan, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        wait = chance.uniform(0.2, 1) * lasts
        time.sleep(wait)
        victim = chance.choice([run.pid, *below(run.pid)])
        try:
            os.kill(victim, signal.SIGKILL)
        except ProcessLookupError:
            victim = 0
    left = published(out)
    whole = all(
        expected[name] == data for name, data in left.items() if name not in ("index.html", "manifest.json")
    )
    subprocess.run(command(plan, out), check=False, capture_output=True)
    same = published(out) == expected
    what = "the command" if victim == run.pid else "a process under it" if victim else "nothing any more"
    print(
        f"killed {what} after {wait:.1f} s, {len(left)} files there: {'same' if whole and same else 'OTHER'}"
    )
    return whole and same


def command(plan: Path, out: Path) -> list[str]:
    """The batch's command line."""
    return [
        *(sys.executable, "-m", "frontledger", "batch", str(plan), "--allow-outside"),
        *("--jobs", "2", "--out", str(out)),
    ]  # fmt: skip


def below(parent: int) -> list[int]:
    """The processes started by this one, and those started by them."""
    children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False)
    found = [int(child) for child in children.stdout.split()]
    return [*found, *(under for child in found for under in below(child))]


def published(folder: Path) -> dict[str, bytes]:
    """The files of a folder that readers see."""
    if not folder.is_dir():
        return {}
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")
    }


if __name__ == "__main__":
    main()
