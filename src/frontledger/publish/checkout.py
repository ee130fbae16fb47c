"""Which code this is: the state of the checkout and the versions that run.

Imports nothing heavy, since a batch in which nothing changed asks no more than this (see `publish.standing`).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import frontledger
from frontledger.publish.files import sha256

SOURCE, LOCKED = "package source sha256", "lock file sha256"

PACKAGE = Path(frontledger.__file__).resolve().parent
LOCK = frontledger.shipped() / "requirements.lock"
LIBRARIES = (
    "fonttools", "highspy", "ipykernel", "jinja2", "matplotlib", "mistune", "nbclient", "nbformat", "numpy", "pandas",
    "papermill", "pypdf", "ruptures", "scipy", "scoringrules", "statsmodels", "typst",
)  # fmt: skip
_NO_SOURCE = {"__pycache__", "shipped"}
CODE = ("src", "requirements.lock")
_MADE_FROM = (*CODE, "notebooks", "data")
_NO_GIT = {"commit": "not in a git checkout", "uncommitted changes": "not known"}


def code() -> dict[str, str]:
    """Which code this is: version, hashes of package and lock."""
    return {
        "package": f"frontledger {frontledger.__version__}",
        SOURCE: source_hash(PACKAGE),
        LOCKED: sha256(LOCK.read_bytes()) if LOCK.is_file() else "no lock file",
    }


def software() -> dict[str, str]:
    """The versions of Python and of the libraries a report's numbers and pages depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def source_hash(folder: Path) -> str:
    """One hash over every file of a package's source, names included; caches are not source.

    Nor is what a wheel carries beside it: notebook, tables and lock have hashes of their own.
    """
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{path.as_posix()} {sha256((folder / path).read_bytes())}\n"
        for path in paths
        if _NO_SOURCE.isdisjoint(path.parts)
    ]
    return sha256("".join(lines).encode())


def commit(root: Path | None, paths: Sequence[str]) -> dict[str, str]:
    """The last commit that touched any of the paths in the checkout, and whether one was changed since.

    Says so where there is no git, or the folder is not the top of a checkout.
    """
    if root is None or _git(root, "rev-parse", "--show-toplevel") != str(root):
        return _NO_GIT
    commit = _git(root, "log", "-1", "--format=%H", "--", *paths)
    changes = _git(root, "status", "--porcelain", "--", *paths)
    if not commit or changes is None:
        return _NO_GIT
    return {"commit": commit, "uncommitted changes": "yes" if changes else "no"}


def state(root: Path | None) -> tuple[str | None, str | None]:
    """The commit that is checked out and every change since, as git tells them; None where there is no git."""
    if root is None:
        return None, None
    return _git(root, "rev-parse", "HEAD"), _git(root, "status", "--porcelain", "--", *_MADE_FROM)


def _git(root: Path, *arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    answer = subprocess.run(
        [git, "-C", str(root), *arguments], capture_output=True, text=True, check=False, env=environment
    )
    return answer.stdout.strip() if answer.returncode == 0 else None
