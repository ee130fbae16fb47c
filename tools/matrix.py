"""Runs the quick tests on every Python that is here, and once with the oldest versions allowed; `make matrix`.

    .venv-lock/bin/python tools/matrix.py

Interpreters are looked for by name on the PATH and among pyenv's. Each gets an environment of its own, from the
universal lock; one more is resolved to the lowest versions that pyproject.toml names. Writes the table in
docs/installing.md.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lock import LOCK, pins

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "installing.md"
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
OLDEST = "3.11, the oldest versions of everything allowed"
LOCKED_ONLY = "tests/test_environment.py::test_what_runs_is_what_is_locked"
UV = Path(sys.executable).parent / "uv"
TABLE = re.compile(r"(<!-- matrix -->\n).*(<!-- /matrix -->)", re.DOTALL)


def interpreters() -> Iterator[tuple[str, Path]]:
    """Every wanted version of which an interpreter is here, with its path."""
    for version in VERSIONS:
        found = next((path for path in _candidates(version) if _is(path, version)), None)
        if found:
            yield version, found


def _candidates(version: str) -> Iterator[Path]:
    if shutil.which("pyenv"):
        root = subprocess.run(["pyenv", "root"], capture_output=True, text=True, check=False).stdout.strip()
        yield from sorted(Path(root).glob(f"versions/{version}.*/bin/python"))
    if on_path := shutil.which(f"python{version}"):
        yield Path(on_path)


def _is(python: Path, version: str) -> bool:
    asked = "import sys, venv; print('{}.{}'.format(*sys.version_info))"
    done = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def environment(folder: Path, python: Path, requirements: Path, *options: str) -> Path:
    """The interpreter of a new environment with these requirements and the project in it."""
    own = folder / "bin" / "python"
    _run(UV, "venv", "--quiet", "--seed", "--python", python, folder)
    _run(UV, "pip", "install", "--quiet", "--python", own, *options, "-r", requirements)
    _run(own, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    return own


def lowest(folder: Path) -> Path:
    """The requirements at the lowest versions that pyproject.toml allows."""
    target = folder / "lowest.txt"
    extras = [part for extra in ("test", "cluster", "docs") for part in ("--extra", extra)]
    command = (UV, "pip", "compile", "pyproject.toml", "--quiet", "--resolution", "lowest-direct", *extras)
    _run(*command, "--python-version", VERSIONS[0], "-o", target)
    return target


def without_wheels(version: str, folder: Path) -> list[str]:
    """The locked packages that have no built wheel for this version on this system, so that a compiler is needed."""
    rest, missing = folder / "rest.txt", []
    asked = f"pip install --dry-run --no-deps --only-binary :all: --python-version {version} --target".split()
    while True:
        kept = (
            pin
            for pin in pins(LOCK)
            if pin.partition("==")[0] not in {name.partition("==")[0] for name in missing}
        )
        rest.write_text("\n".join(kept), encoding="utf-8")
        told = _run(UV, *asked, folder / "none", "-r", rest, check=False)
        if not told.returncode:
            return missing
        # The refusal names one package at a time, its lines broken anywhere.
        found = re.search(r"ecause (\S+) has no usable wheels", " ".join(told.stderr.split()))
        if not found:
            sys.exit(told.stderr)
        missing.append(found.group(1))


def unmet(version: str, folder: Path) -> str:
    """What can be said of a version that no interpreter is here for."""
    missing = ", ".join(without_wheels(version, folder))
    return f"no wheel for {missing}: built from source there" if missing else "every package has a wheel"


def tested(python: Path, *options: str) -> str:
    """The last line of the quick tests, without how long they took."""
    asked = ("-m", "not slow", "-q", "-p", "no:cacheprovider", "--hypothesis-profile", "ci")
    told = _run(python, "-m", "pytest", *asked, *options, check=False).stdout.strip().splitlines()
    print("\n".join(told[-12:]), flush=True)
    return re.sub(r" in [\d.]+s.*", "", told[-1]) if told else "did not start"


def _run(*command: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False, env=surroundings
    )
    if check and done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done


def main() -> None:
    """Try every interpreter and rewrite the table."""
    found = dict(interpreters())
    rows = []
    with tempfile.TemporaryDirectory(prefix="frontledger-matrix-") as place:
        folder = Path(place)
        for version in VERSIONS:
            if version not in found:
                rows.append((version, "no interpreter here; wheels of the lock", unmet(version, folder)))
                continue
            lock = (ROOT / "requirements.lock", "--require-hashes")
            python = environment(folder / version, found[version], *lock)
            rows.append((version, "quick tests, locked versions", tested(python)))
        if VERSIONS[0] in found:
            python = environment(folder / "lowest", found[VERSIONS[0]], lowest(folder))
            rows.append((OLDEST, "quick tests", tested(python, "--deselect", LOCKED_ONLY)))
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    PAGE.write_text(TABLE.sub(rf"\g<1>{table}\g<2>", PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(1 if any("failed" in told or "error" in told for _, _, told in rows) else 0)


if __name__ == "__main__":
    main()
