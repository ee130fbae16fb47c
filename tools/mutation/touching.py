"""Which tests reach which functions: every quick test of the two packages is run once, its calls noted.

A test is charged with the calls of the fixtures it uses, whoever asked for them first; what importing its file
calls is kept apart. The answer is kept in `.mutation/` until the test file changes or a function comes or goes.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import hypothesis
import pytest

from mutation.sites import ROOT, SOURCE

KEPT = ROOT / ".mutation"
TESTS = {
    "analysis": ("tests/analysis", "tests/numbers"),
    "ledger": ("tests/ledger", "tests/faults", "tests/numbers"),
}
"""The tests that the faults of a package are tried by, beside the examples in its own docstrings."""

Files = tuple[Path, ...]
"""What is traced in one go: a test file, or all modules of a package that hold examples."""

OPTIONS = (
    "-q",
    "-o",
    "addopts=--strict-markers --doctest-modules",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-m",
    "not slow",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
    "--assert=plain",
)
"""Asserts stay plain, since pytest would otherwise read a module with examples from the disk, without its fault."""


@dataclass(frozen=True)
class Reach:
    """One test: its pytest id, the CPU seconds it took, and what it calls, as `module:qualified name`.

    `at_import` is what importing its file calls.
    """

    test: str
    seconds: float
    functions: frozenset[str]
    at_import: frozenset[str]


def test_files(package: str) -> list[Files]:
    """What the faults of a package are tried by."""
    found = [(file,) for folder in TESTS[package] for file in sorted((ROOT / folder).rglob("test_*.py"))]
    modules = sorted((SOURCE / "frontledger" / package).rglob("*.py"))
    return [*found, tuple(file for file in modules if ">>>" in file.read_text(encoding="utf-8"))]


def kept_file(files: Files) -> Path:
    """Where the answer for test files is kept: its name tells their text and the functions it was for."""
    told = hashlib.sha256(b"".join(file.read_bytes() for file in files) + _functions())
    return KEPT / f"{files[0].stem}-{told.hexdigest()[:20]}.json"


@cache
def _functions() -> bytes:
    """The name of every function and class of the source, with its module."""
    trees = {str(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(SOURCE.rglob("*.py"))}
    kinds = ast.FunctionDef | ast.ClassDef
    names = [
        (file, node.name)
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]
    return repr([(str(Path(file).relative_to(SOURCE)), name) for file, name in names]).encode()


def read(files: Files) -> list[Reach]:
    """The kept answer for test files."""
    kept = json.loads(kept_file(files).read_text(encoding="utf-8"))
    at_import = frozenset(kept["at_import"])
    return [
        Reach(test, seconds, frozenset(functions), at_import) for test, seconds, functions in kept["tests"]
    ]


def trace(files: Files) -> int:
    """Run the tests of some files in this process and keep what each reaches; not 0 where one fails."""
    unhurried()
    tracer = Tracer()
    code = pytest.main([*map(str, files), *OPTIONS], plugins=[tracer])
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return 1
    KEPT.mkdir(exist_ok=True)
    tests = [[one.test, one.seconds, sorted(one.functions)] for one in tracer.reached]
    text = json.dumps({"at_import": sorted(tracer.at_import), "tests": tests})
    kept_file(files).write_text(text, encoding="utf-8")
    return 0


def unhurried() -> None:
    """Have hypothesis draw the same examples each time, few, by no clock, and shrink none."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutation", phases=phases, database=None, derandomize=True, deadline=None, max_examples=25
    )
    hypothesis.settings.load_profile("mutation")


class Tracer:
    """A pytest plugin that notes the calls into our source of every test."""

    def __init__(self) -> None:
        self.seen: dict[int, CodeType] = {}
        self.at_import: set[str] = set()
        self.of_fixture: dict[str, set[str]] = {}
        self.reached: list[Reach] = []
        sys.settrace(self._called)

    def _called(self, frame: FrameType, event: str, argument: Any) -> None:
        self.seen[id(frame.f_code)] = frame.f_code

    def _taken(self) -> set[str]:
        seen, self.seen = self.seen, {}
        return {name for code in seen.values() if (name := _name(code))}

    def pytest_collection_finish(self) -> None:
        """Set apart what importing the file called."""
        self.at_import = self._taken()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        """Note what a fixture calls under its own name."""
        before = dict(self.seen)
        self.seen.clear()
        sys.settrace(self._called)
        result = yield
        self.of_fixture.setdefault(fixturedef.argname, set()).update(self._taken())
        self.seen.update(before)
        return result

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Note what a test calls, with that of its fixtures."""
        for cached in _caches(item):
            cached.cache_clear()
        self.seen.clear()
        sys.settrace(self._called)
        began = time.process_time()
        result = yield
        seconds = time.process_time() - began
        functions = self._taken()
        for name in getattr(item, "fixturenames", ()):
            functions |= self.of_fixture.get(name, set())
        self.reached.append(Reach(item.nodeid, round(seconds, 3), frozenset(functions), frozenset()))
        return result


def _caches(item: pytest.Item) -> list[Any]:
    """What a test file keeps between its tests: emptied, so that each is charged with its own calls."""
    module = getattr(item, "module", None)
    return [found for found in vars(module).values() if hasattr(found, "cache_clear")] if module else []


def _name(code: CodeType) -> str:
    """`module:outermost function` of our own code, or nothing for that of others."""
    if not code.co_filename.startswith(str(SOURCE)) or code.co_name == "<module>":
        return ""
    path = Path(code.co_filename).relative_to(SOURCE).with_suffix("")
    module = ".".join(path.parts).removesuffix(".__init__")
    return f"{module}:{code.co_qualname.split('.<locals>')[0]}"
