"""One trial: a process of its own plants a fault, runs the tests that reach it, and says whether one failed.

The process is forked from one that has imported every library but none of our own code; the faulty module is
compiled in place of its file. A limit on CPU time, not on the clock, ends what a fault made endless.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

from mutation.sites import Site, planted
from mutation.touching import OPTIONS, unhurried

LIBRARIES = (
    "pandas pandera.pandas numpy scipy.stats scipy.optimize scipy.sparse.linalg statsmodels.api "
    "statsmodels.tsa.api ruptures scoringrules highspy yaml pydantic hypothesis python_calamine xlsxwriter "
    "playwright.sync_api frictionless IPython nbformat jinja2 click"
)
OUTCOMES = {0: "survived", 1: "killed", 2: "killed", 3: "killed", 4: "killed", 5: "untested"}
FIRST = 8
"""Tests that are run before the others' files are even read: most faults go no further, and reading takes seconds."""

SPARE_SECONDS = 20
"""CPU seconds a trial may take beyond three times what its tests took without a fault."""


def warm() -> None:
    """Import what every trial needs from others."""
    for name in LIBRARIES.split():
        importlib.import_module(name)


def forked(work: Callable[[], int], seconds: float) -> int:
    """Run the work in a fork of this process; its process id."""
    process = os.fork()
    if process:
        return process
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 5))
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nothing, descriptor)
        code = work()
    finally:
        os._exit(code)


def outcome(status: int) -> str:
    """What the status of an ended trial says."""
    if os.WIFSIGNALED(status):
        return "timeout"
    return OUTCOMES.get(os.WEXITSTATUS(status), "killed")


def attempt(site: Site, tests: Sequence[str]) -> int:
    """Plant the fault and run the tests in this process; pytest's exit status."""
    sys.meta_path.insert(0, _Planter(site))
    folder = tempfile.mkdtemp(prefix="mutation-")
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
    unhurried()
    try:
        for part in (tests[:FIRST], tests[FIRST:]):
            options = ("-x", *OPTIONS, "--basetemp", str(Path(folder, "pytest")))
            if part and (code := int(pytest.main([*part, *options]))):
                return code
        return 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Planter(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the faulty module in place of the one on the disk, and only that one."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def find_spec(
        self, fullname: str, path: object, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.site.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.site.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        code = compile(planted(self.site), str(self.site.path), "exec")
        exec(code, vars(module))
