"""Resolves the dependencies of pyproject.toml into three hash-pinned locks and environment.yml.

`requirements.lock` is what reports and tests run in; `requirements-lab.lock` is the same versions and
JupyterLab, `requirements-audit.lock` the same and what audits, fuzzes and mutates. They are apart because
JupyterLab's and the auditors' dependencies slow the start of every report. Run by `make lock`; needs `uv`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
LAB_LOCK = ROOT / "requirements-lab.lock"
AUDIT_LOCK = ROOT / "requirements-audit.lock"
ENVIRONMENT = ROOT / "environment.yml"
LEAN_EXTRAS = ("test", "cluster", "docs")
PIN = re.compile(r"^([A-Za-z0-9._-]+==[^\s;\\]+(?:\s*;[^\\]+)?)", re.MULTILINE)


def pins(lock: Path) -> list[str]:
    """The pinned requirements of a lock, `name==version` with its marker if any, hashes left out."""
    return [pin.strip() for pin in PIN.findall(lock.read_text(encoding="utf-8"))]


def environment(lock: Path) -> str:
    """The text of environment.yml: the interpreter from conda, every other version as the lock has it."""
    lines = [
        "# The conda, mamba and Binder door to requirements-lab.lock. Written by `make lock`.",
        "# Packages come through pip so that they are the same builds as in `make reports` and `make lab`.",
        "name: frontledger",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        "  - python=3.11",
        "  - make",
        "  - git",
        "  - pip",
        "  - pip:",
    ]
    lines += [f'      - "{pin}"' for pin in pins(lock)]
    return "\n".join([*lines, '      - "-e ."', ""])


def resolve(target: Path, *options: str) -> None:
    """Let uv resolve pyproject.toml with the given options into `target`."""
    command = [str(Path(sys.executable).parent / "uv"), "pip", "compile", "pyproject.toml", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
    subprocess.run([*command, *options, "-o", target.name], cwd=ROOT, check=True)


def main() -> None:
    """Rewrite the four files."""
    lean = [part for extra in LEAN_EXTRAS for part in ("--extra", extra)]
    resolve(LOCK, *lean, "--upgrade")
    resolve(LAB_LOCK, *lean, "--extra", "lab", "--upgrade", "-c", LOCK.name)
    resolve(AUDIT_LOCK, *lean, "--extra", "audit", "--upgrade", "-c", LOCK.name)
    ENVIRONMENT.write_text(environment(LAB_LOCK), encoding="utf-8")


if __name__ == "__main__":
    main()
