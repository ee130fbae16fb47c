"""What made a report: right, complete, and free of clocks, machines and absolute paths."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from frontledger.ledger import load
from frontledger.notebook.project import ROOT
from frontledger.publish import checkout as checkout_module
from frontledger.publish import provenance
from frontledger.publish.files import sha256


def git(folder, *arguments):
    identity = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")
    subprocess.run(["git", "-C", folder, *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path):
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "code.py").write_text("1\n")
    (tmp_path / "README.md").write_text("one\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def test_the_commit_is_the_last_that_touched_what_reports_are_made_from(checkout):
    before = checkout_module.commit(checkout, ("src", "data"))
    assert len(before["commit"]) == 40 and before["uncommitted changes"] == "no"
    (checkout / "README.md").write_text("two\n")
    assert checkout_module.commit(checkout, ("src", "data")) == before
    git(checkout, "commit", "-q", "-a", "-m", "second")
    assert checkout_module.commit(checkout, ("src", "data")) == before
    (checkout / "src" / "code.py").write_text("2\n")
    assert checkout_module.commit(checkout, ("src", "data")) == {**before, "uncommitted changes": "yes"}
    git(checkout, "commit", "-q", "-a", "-m", "third")
    assert checkout_module.commit(checkout, ("src", "data"))["commit"] != before["commit"]


def test_what_a_report_does_not_read_changes_neither_commit_nor_state(checkout):
    (checkout / "data").mkdir()
    (checkout / "data" / "claims.csv").write_text("1\n")
    (checkout / "data" / "events.csv").write_text("1\n")
    git(checkout, "add", "-A")
    git(checkout, "commit", "-q", "-m", "tables")
    paths = ("src", "data/claims.csv")
    before = checkout_module.commit(checkout, paths)
    whole = checkout_module.state(checkout)
    (checkout / "data" / "events.csv").write_text("2\n")
    assert checkout_module.commit(checkout, paths) == before
    assert checkout_module.commit(checkout, ("data/events.csv",))["uncommitted changes"] == "yes"
    changed = checkout_module.state(checkout)
    git(checkout, "commit", "-q", "-a", "-m", "another table")
    assert checkout_module.commit(checkout, paths) == before
    assert len({whole, changed, checkout_module.state(checkout)}) == 3


def test_without_git_or_outside_a_checkout_it_says_so(tmp_path, checkout, monkeypatch):
    (checkout / "inner").mkdir()
    assert checkout_module.commit(checkout / "inner", ("src",))["commit"] == "not in a git checkout"
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert checkout_module.commit(checkout, ("src", "data"))["commit"] == "not in a git checkout"


def test_tables_are_counted_and_hashed():
    ledger = load()
    told = provenance.tables(ledger)
    assert set(told) == set(ledger.table_hashes)
    data = (ledger.folder / "claims.csv").read_bytes()
    assert told["claims.csv"] == f"{len(ledger.claims):,} rows, sha256 {sha256(data)}"


def test_the_source_hash_sees_contents_and_names_but_no_caches(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = checkout_module.source_hash(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("cache")
    assert checkout_module.source_hash(tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = checkout_module.source_hash(tmp_path)
    (tmp_path / "b.py").write_text("2")
    assert len({first, second, checkout_module.source_hash(tmp_path)}) == 3


def test_nothing_of_the_machine_is_told():
    text = json.dumps([checkout_module.code(), checkout_module.software(), provenance.tables(load())])
    assert str(ROOT) not in text and f"{Path.home()}/" not in text
