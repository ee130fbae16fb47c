"""What the project stands on: floors, licences, the bill of materials, and what an audit may say."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import frontledger

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-lab.lock", "requirements-audit.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
AUDITORS = ROOT / ".venv-audit"

FLOORS = {
    "bleach": "6.4.0", "jinja2": "3.1.6", "jupyter-server": "2.20", "jupyterlab": "4.6.2", "mistune": "3.3.4",
    "nbconvert": "7.17.2", "nh3": "0.3", "papermill": "2.7", "typst": "0.15",
}  # fmt: skip
"""The first versions without the known faults of each, or what the project was built on."""


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


AUDIT, DEPENDENCIES, LOCK = tool("audit"), tool("dependencies"), tool("lock")


def locked(name):
    """Pairs of package and version; a universal lock may hold several versions of one."""
    requirements = [Requirement(pin) for pin in LOCK.pins(ROOT / name)]
    return [(canonicalize_name(one.name), Version(str(one.specifier)[2:])) for one in requirements]


@pytest.mark.parametrize("name", LOCKS)
def test_nothing_is_locked_below_the_floor_of_its_known_faults(name):
    below = [(package, found) for package, found in locked(name) if found < Version(FLOORS.get(package, "0"))]
    assert below == []


def test_every_floor_is_of_a_package_that_is_locked():
    assert set(FLOORS) <= {package for name in LOCKS for package, _ in locked(name)}


def test_no_floor_is_declared_below_it():
    lines = [
        *PROJECT["dependencies"],
        *(line for each in PROJECT["optional-dependencies"].values() for line in each),
    ]
    declared = {canonicalize_name(one.name): one.specifier for one in map(Requirement, lines)}
    for package in FLOORS.keys() & declared.keys():
        lowest = [Version(one.version) for one in declared[package] if one.operator in (">=", "==")]
        assert max(lowest) >= Version(FLOORS[package]), package


@pytest.fixture(scope="module")
def listed():
    """Package -> licence, as docs/dependencies.md lists them."""
    rows = re.findall(
        r"^\| ([a-z0-9-]+) \| (.+?) \| .+ \|$", DEPENDENCIES.PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: licence for name, licence in rows if name != "package"}


def test_every_locked_package_is_listed_with_its_licence(listed):
    assert set(listed) == {package for name in LOCKS for package, _ in locked(name)}
    assert not [name for name, licence in listed.items() if "UNKNOWN" in licence]


def test_a_licence_that_asks_something_of_us_is_there_for_a_stated_reason(listed):
    asking = {
        name for name, licence in listed.items() if any(word in licence for word in DEPENDENCIES.COPYLEFT)
    }
    assert asking == set(DEPENDENCIES.ACCEPTED)


def test_each_licence_named_is_there_in_full():
    named = set(
        re.findall(
            r'^SPDX-License-Identifier = "(.+)"$',
            (ROOT / "REUSE.toml").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    assert {path.stem for path in (ROOT / "LICENSES").iterdir()} == named
    assert set(PROJECT["license"].split(" AND ")) == named


def test_the_citation_follows_the_public_schema_and_names_this_version():
    file = ROOT / "CITATION.cff"
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.citation-file-format",
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["version"] == frontledger.__version__


def test_faults_are_reported_through_the_repository_alone():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "Report a vulnerability" in text
    assert not re.search(r"\S@\S|mailto:|https?://", text)


def test_an_audit_that_could_ask_nobody_says_so_and_finds_nothing():
    skipped = {"name": "a", "skip_reason": "Dependency not found on PyPI and could not be audited: a (1)"}
    answer = AUDIT.read({"dependencies": [skipped, skipped]})
    assert (answer.asked, answer.skipped, answer.faults) == (0, 2, ())
    assert "NOTHING is known" in answer.text("x.lock") and "no known" not in answer.text("x.lock").lower()


def test_an_audit_names_the_fault_and_the_version_that_mends_it(monkeypatch, capsys):
    fault = {"id": "CVE-2026-1", "fix_versions": ["3.3.4"], "aliases": [], "description": ""}
    found = {"name": "mistune", "version": "3.3.2", "vulns": [fault]}
    answer = AUDIT.read({"dependencies": [found, {"name": "b", "version": "1", "vulns": []}]})
    assert answer.faults == ("mistune 3.3.2: CVE-2026-1, mended in 3.3.4",)
    monkeypatch.setattr(
        AUDIT, "ask", lambda lock: answer if lock == LOCKS[1] else AUDIT.read({"dependencies": []})
    )
    with pytest.raises(SystemExit) as ended:
        AUDIT.main()
    assert ended.value.code == 1 and "CVE-2026-1" in capsys.readouterr().out


@pytest.fixture
def auditors():
    """The environment of the auditors, which CI makes in a job of its own."""
    if not (AUDITORS / "ready").exists():
        pytest.skip("the auditors are not installed; run make audit")
    return AUDITORS / "bin"


@pytest.mark.slow
def test_the_bill_of_materials_is_the_lock_and_the_same_each_time(auditors, tmp_path):
    texts = []
    for folder in (tmp_path / "one", tmp_path / "another"):
        folder.mkdir()
        lock = shutil.copy(ROOT / LOCKS[0], folder / LOCKS[0])
        command = [auditors / "python", ROOT / "tools" / "sbom.py", lock, folder / "bill.json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        texts.append((folder / "bill.json").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    bill = json.loads(texts[0])
    assert {(one["name"], Version(one["version"])) for one in bill["components"]} == set(locked(LOCKS[0]))
    hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", (ROOT / LOCKS[0]).read_text(encoding="utf-8"))
    assert set(re.findall(r'"content": "([0-9a-f]{64})"', texts[0])) == set(hashes)
    assert bill["metadata"]["component"]["version"] == version("frontledger")


@pytest.mark.slow
def test_every_file_says_under_which_licence_it_stands(auditors):
    done = subprocess.run(
        [auditors / "reuse", "--root", ROOT, "lint"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
