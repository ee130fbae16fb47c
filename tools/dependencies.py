"""docs/dependencies.md: every locked package, its licence, and what it is needed for; `make licences` runs it.

    .venv-audit/bin/python tools/dependencies.py .venv-lab/bin/python

Licences are read from what is installed: in the environment of the auditors, and in JupyterLab's.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from types import ModuleType

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
LONGEST = 60
"""Letters of a licence's name; what is longer is its text."""

NOT_INSTALLED = {
    "aiohappyeyeballs": "PSF-2.0", "aiohttp": "Apache-2.0 AND MIT", "aiosignal": "Apache-2.0",
    "appnope": "BSD-2-Clause", "colorama": "BSD-3-Clause", "frozenlist": "Apache-2.0", "multidict": "Apache-2.0",
    "propcache": "Apache-2.0", "pywinpty": "MIT", "pyyaml-ft": "MIT", "yarl": "Apache-2.0",
}  # fmt: skip
"""Packages that other systems or versions of Python need; from the pages of the packages."""
NOT_IN_METADATA = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}
"""Packages whose licence stands in a file alone."""

COPYLEFT = ("GPL", "GNU", "AGPL", "SSPL", "BUSL", "Commons Clause", "Proprietary", "CC-BY-NC", "CC-BY-SA")
ACCEPTED = {
    "docutils": "public domain but for single files that are not used here; builds the site",
    "python-debian": "comes with reuse; runs beside the project, no part of what is published",
    "reuse": "runs beside the project, no part of what is published",
}
"""Packages with a word of COPYLEFT in their licence, and why that is no bar."""

OPENING = """# Dependencies and their licences

Written by `make licences` from the three locks. None of these is copied into the project.

- *reports*: what an installed package needs to make reports.
- *tests, docs*: what the tests, the site and the optional Dask cluster need beside them.
- *JupyterLab*, *audit*: what the other two locks add.

| package | licence | needed for |
|---|---|---|
"""
REMARKS = "\n## Remarks\n\n"


def tool(name: str) -> ModuleType:
    """Another tool of this folder."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def installed(python: str) -> dict[str, str]:
    """The licence of each package that this interpreter's environment holds, by canonical name."""
    maker = [str(Path(sys.executable).parent / "pip-licenses"), "--python", python, "--with-system"]
    found = subprocess.run(
        [*maker, "--from=all", "--format=json"], check=True, capture_output=True, text=True
    )
    return {canonicalize_name(entry["Name"]): licence(entry) for entry in json.loads(found.stdout)}


def licence(entry: dict[str, str]) -> str:
    """The licence's name: the expression, else the field if it holds no text, else the classifiers."""
    expression, field, classifier = (
        entry[f"License-{name}"] for name in ("Expression", "Metadata", "Classifier")
    )
    plain = field if len(field) <= LONGEST and "\n" not in field else "UNKNOWN"
    return next((one for one in (expression, plain, classifier) if one != "UNKNOWN"), "UNKNOWN")


def needed_to_report() -> set[str]:
    """The packages that the project itself requires, and what these require, on this system."""
    found: set[str] = set()
    waiting = ["frontledger"]
    while waiting:
        name = waiting.pop()
        for line in requires(name) or ():
            requirement = Requirement(line)
            needed = canonicalize_name(requirement.name)
            if needed not in found and (not requirement.marker or requirement.marker.evaluate({"extra": ""})):
                found.add(needed)
                waiting.append(needed)
    return found


def page(licences: dict[str, str]) -> str:
    """The text of docs/dependencies.md."""
    lock = tool("lock")
    names = [
        {canonicalize_name(Requirement(pin).name) for pin in lock.pins(path)}
        for path in (lock.LOCK, lock.LAB_LOCK, lock.AUDIT_LOCK)
    ]
    lean, lab, audit = names
    reports = needed_to_report()
    rows = []
    for name in sorted(lean | lab | audit):
        others = [word for word, held in (("JupyterLab", lab), ("audit", audit)) if name in held]
        use = "reports" if name in reports else "tests, docs" if name in lean else ", ".join(others)
        rows.append(f"| {name} | {licences[name]} | {use} |")
    remarks = [f"- {name}: {reason}." for name, reason in sorted(ACCEPTED.items())]
    return OPENING + "\n".join(rows) + "\n" + REMARKS + "\n".join(remarks) + "\n"


def main(*pythons: str) -> None:
    """Write the page from this environment and those of the interpreters named."""
    licences = dict(NOT_INSTALLED)
    for python in (sys.executable, *pythons):
        licences |= installed(python)
    PAGE.write_text(page(licences | NOT_IN_METADATA), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
