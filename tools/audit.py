"""Asks for known faults of every locked package; `make audit` runs it.

    .venv-audit/bin/python tools/audit.py

pip-audit says "no known vulnerabilities" of packages it could not ask about, so what it skipped is counted here.
Exit status: 1 where a package has a known fault, else 0, also where the service could not be asked, which is
said in plain words.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-lab.lock", "requirements-audit.lock")
PATIENCE = "20"
"""Seconds to wait for an answer of the service."""


@dataclass(frozen=True)
class Answer:
    """What is known of a lock: how many packages were asked about and how many not, and the faults, a line each."""

    asked: int
    skipped: int
    faults: tuple[str, ...]

    def text(self, lock: str) -> str:
        """The answer in words."""
        if not self.asked:
            told = "the advisory service could not be reached, so NOTHING is known of its packages"
            return f"{lock}: {told}; run `make audit` where it can be"
        told = f"{self.asked} packages asked about, {len(self.faults)} known faults"
        more = f"; of {self.skipped} packages nothing could be learnt" if self.skipped else ""
        return "\n".join([f"{lock}: {told}{more}", *(f"  {fault}" for fault in self.faults)])


def read(report: dict[str, Any]) -> Answer:
    """What pip-audit's JSON report says."""
    asked = [one for one in report["dependencies"] if "skip_reason" not in one]
    return Answer(len(asked), len(report["dependencies"]) - len(asked), tuple(_faults(asked)))


def _faults(packages: list[dict[str, Any]]) -> Iterator[str]:
    for one in packages:
        for fault in one["vulns"]:
            mended = ", ".join(fault["fix_versions"]) or "no version yet"
            yield f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}"


def ask(lock: str) -> Answer:
    """Ask about every package of the lock."""
    asker = [
        str(Path(sys.executable).parent / "pip-audit"),
        "--requirement",
        lock,
        "--disable-pip",
        "--no-deps",
    ]
    asker += ["--format", "json", "--progress-spinner", "off", "--timeout", PATIENCE]
    done = subprocess.run(asker, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        return read(json.loads(done.stdout))
    except ValueError:
        print(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip-audit said nothing")
        return Answer(0, 0, ())


def main() -> None:
    """Print the answer for each lock; exit 1 where a fault is known."""
    answers = {lock: ask(lock) for lock in LOCKS}
    for lock, answer in answers.items():
        print(answer.text(lock))
    sys.exit(1 if any(answer.faults for answer in answers.values()) else 0)


if __name__ == "__main__":
    main()
