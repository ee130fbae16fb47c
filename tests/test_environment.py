"""One set of versions: pyproject.toml, the three locks and environment.yml say the same."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-lab.lock", "requirements-audit.lock")
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}


def load_tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LOCK = load_tool("lock")


def locked(name):
    """Package name -> set of locked versions (a universal lock may hold one for each platform)."""
    found = {}
    for pin in LOCK.pins(ROOT / name):
        requirement = Requirement(pin)
        found.setdefault(canonicalize_name(requirement.name), set()).add(str(requirement.specifier)[2:])
    return found


def declared(*extras):
    project = PYPROJECT["project"]
    lines = [*project["dependencies"], *(d for e in extras for d in project["optional-dependencies"][e])]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "extras"), list(zip(LOCKS, ([], ["lab"], ["audit"]), strict=True)), ids=["lean", "lab", "audit"]
)
def test_lock_satisfies_every_declared_dependency(name, extras):
    versions = locked(name)
    for requirement in declared(*LOCK.LEAN_EXTRAS, *extras):
        found = versions[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(v) for v in found), f"{requirement} is locked at {found}"


@pytest.mark.parametrize("name", LOCKS[1:])
def test_every_lock_holds_the_versions_of_the_lean_one(name):
    lean, other = locked("requirements.lock"), locked(name)
    assert {package: other[package] for package in lean} == lean


def test_jupyterlab_stays_out_of_the_lean_lock():
    assert not {"jupyterlab", "jupyter-server", "rfc3987-syntax"} & set(locked("requirements.lock"))


@pytest.mark.parametrize("name", list(TEXTS))
def test_every_pin_carries_hashes_and_names_no_index(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", TEXTS[name].strip())
    assert len(blocks) > 80
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in TEXTS[name]


def test_environment_file_is_the_lab_lock():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == LOCK.environment(
        ROOT / "requirements-lab.lock"
    )
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(d["pip"] for d in environment["dependencies"] if isinstance(d, dict))
    assert pip[:-1] == LOCK.pins(ROOT / "requirements-lab.lock")
    assert (
        f"python={PYPROJECT['project']['requires-python'].removeprefix('>=')}" in environment["dependencies"]
    )


def test_what_runs_is_what_is_locked():
    versions = locked("requirements.lock")
    for requirement in declared(*LOCK.LEAN_EXTRAS):
        assert version(requirement.name) in versions[canonicalize_name(requirement.name)]


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    lines = [line for line in section.splitlines() if line.strip().startswith('"')]
    assert len(lines) == len(declared(*LOCK.LEAN_EXTRAS, "lab", "audit"))
    assert all(re.search(r'",\s+# \w', line) for line in lines)


def test_version_and_changelog_agree():
    from frontledger import __version__

    assert PYPROJECT["project"]["version"] == __version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[?([0-9.]+)", changelog, re.MULTILINE).group(1) == __version__


@pytest.fixture
def matrix(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return load_tool("matrix")


def test_interpreters_are_found_by_asking_them(matrix):
    running = ".".join(map(str, sys.version_info[:2]))
    for wanted, found in matrix.interpreters():
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        assert told.startswith(f"Python {wanted}.")
    assert matrix._is(Path(sys.executable), running) and not matrix._is(Path(sys.executable), "3.10")


def test_every_allowed_version_stands_in_the_page_with_what_came_of_it(matrix):
    table = matrix.TABLE.search(matrix.PAGE.read_text(encoding="utf-8")).group(0)
    rows = re.findall(r"^\| (.+?) \| .+ \| (.+) \|$", table, re.MULTILINE)
    assert [version for version, _ in rows] == [*matrix.VERSIONS, matrix.OLDEST]
    assert all(told for _, told in rows)
    lowest, *_ = matrix.VERSIONS
    assert PYPROJECT["project"]["requires-python"] == f">={lowest}"
