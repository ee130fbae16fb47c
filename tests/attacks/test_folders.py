"""Folders that somebody else has filled: a secret is planted, the folder attacks it, and it is looked for."""

import contextlib
import gzip
import json
import os
import zlib

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from frontledger.ledger import LedgerError, load
from frontledger.ledger.mending import mend
from frontledger.ledger.whole import put
from frontledger.notebook.project import NOTEBOOKS
from frontledger.publish import compare_page, index, kept, key, overview, parameters
from frontledger.publish.document import HeadlineNumber
from frontledger.publish.errors import (
    CannotWriteError,
    FolderRefusedError,
    NameRefusedError,
    NotebookRefusedError,
)
from frontledger.publish.files import append, is_plain_name, ready, reserved, safe_stem, sha256, write_whole
from frontledger.publish.guard.holding import run_guarded
from frontledger.publish.guard.limits import Guard
from frontledger.publish.key import Entry, Manifest, read_manifest, write_manifest

SECRET = b"SECRET-4711"
CELL = new_code_cell("1", id="a")
NODE = new_notebook(cells=[CELL])
BIG = 300_000_000


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "home" / "secret.txt"
    path.parent.mkdir()
    path.write_bytes(SECRET)
    yield path
    assert path.read_bytes() == SECRET and not path.is_symlink(), "the secret was written over"


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def planted(path, secret):
    path.symlink_to(secret)
    return path


# Links


@pytest.mark.parametrize("name", ["report.html", "manifest.json", ".report.results"])
def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(out, secret, name):
    path = planted(out / name, secret)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new" and not path.is_symlink()


def test_a_link_in_the_place_of_the_temporary_file_is_not_written_through(out, secret):
    planted(out / f".report.html.{os.getpid()}.part", secret)
    write_whole(out / "report.html", b"new")
    assert [path.name for path in out.iterdir()] == ["report.html"]


def test_a_link_in_the_place_of_a_tables_temporary_file_is_not_written_through(out, secret):
    planted(out / f".claims.csv.{os.getpid()}.part", secret)
    put(out / "claims.csv", "new")
    assert [path.name for path in out.iterdir()] == ["claims.csv"]


def test_a_link_in_the_place_of_the_journal_is_not_written_through(out, secret):
    append(planted(out / key.JOURNAL, secret), b"line\n")
    append(out / key.JOURNAL, b"line\n")
    assert (out / key.JOURNAL).read_bytes() == b"line\nline\n"


def test_clearing_leftovers_removes_the_link_and_not_what_it_leads_to(out, secret):
    planted(out / ".report.html.999999999.part", secret)
    (out / ".folder.999999999.part").mkdir()
    ready(out)
    assert [path.name for path in out.iterdir()] == [".folder.999999999.part"]


def test_a_report_is_not_current_where_a_link_stands_in_its_place(out, secret):
    planted(out / "report.html", secret)
    entry = Entry("k", "done", {"report.html": sha256(SECRET)})
    assert not key.is_current(out, entry, "k", ("report.html",))


@pytest.mark.parametrize("name", ["manifest.json", key.JOURNAL, overview.STAMP, ".report.results"])
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder", "link"])
def test_what_is_no_plain_file_is_not_read_and_nobody_waits_for_it(out, secret, name, kind):
    path = out / name
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if kind == "endless" else secret)
    assert read_manifest(out).reports == {}
    assert kept.find(out, "report", "k", NODE) is None
    if (name, kind) == (overview.STAMP, "folder"):
        with pytest.raises(CannotWriteError, match="Is a directory"):
            overview.write("T", out, [], {})
    else:
        overview.write("T", out, [], {})
        assert (out / index.FILE).is_file()


# Ledgers


@pytest.mark.parametrize("name", ["claims.csv", "datapackage.json", "corrections.csv"])
def test_a_link_in_a_ledger_does_not_have_a_secret_told(copy_of_data, secret, name):
    (copy_of_data / name).unlink()
    planted(copy_of_data / name, secret)
    with pytest.raises(LedgerError) as refused:
        load(copy_of_data)
    assert "it is a link" in str(refused.value) and SECRET.decode() not in str(refused.value)
    assert not any(SECRET.decode() in str(one) for one in mend(copy_of_data))


def test_an_import_that_is_a_link_does_not_have_a_secret_told(copy_of_data, secret):
    (secret.parent / "provenance.json").write_bytes(SECRET)
    planted(copy_of_data / "imported", secret.parent)
    with pytest.raises(LedgerError) as refused:
        load(copy_of_data)
    assert "imported" in str(refused.value) and SECRET.decode() not in str(refused.value)


def test_nobody_waits_for_a_pipe_in_a_ledger(copy_of_data):
    (copy_of_data / "claims.csv").unlink()
    os.mkfifo(copy_of_data / "claims.csv")
    with pytest.raises(LedgerError, match="it is no plain file"):
        load(copy_of_data)


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "a/b",
        "a\\b",
        "/etc/passwd",
        "..",
        "",
        ".x",
        "a\nb",
        "a\n",
        "a\0",
        "con",
        "COM1.x",
        "index",
        "é",
    ],
)
def test_a_name_that_leads_elsewhere_or_means_something_else_is_refused(name):
    with pytest.raises(NameRefusedError, match="use letters, digits"):
        safe_stem(name)


@pytest.mark.parametrize(
    "name", ["../x.html", "/x.html", "a/../b", "a\\b", ".hidden", "", "x..html", "a\0.html"]
)
def test_a_manifest_names_no_file_of_another_folder(out, name):
    entry = {"key": "k", "state": "done", "files": {name: "0" * 64}, "headlines": [], "number": None}
    (out / key.FILE).write_text(json.dumps({"reports": {"a": entry}}))
    assert not is_plain_name(name) and read_manifest(out).reports == {}


def test_a_linked_notebook_lies_where_the_link_leads(tmp_path, monkeypatch):
    outside = tmp_path / "evil.ipynb"
    nbformat.write(NODE, outside)
    inside = tmp_path / "notebooks"
    inside.mkdir()
    planted(inside / "evil.ipynb", outside)
    monkeypatch.setattr(parameters, "NOTEBOOKS", inside)
    with pytest.raises(NotebookRefusedError, match="lies outside"):
        parameters.find_notebook(str(inside / "evil.ipynb"))
    with pytest.raises(NotebookRefusedError, match="lies outside"):
        parameters.find_notebook(f"{NOTEBOOKS}/../tests/files/good.ipynb")


# Held reports


class Nothing:
    """A run that makes nothing."""

    def __call__(self, requests, out):
        write_manifest(out, Manifest())
        (out / index.FILE).write_text("index")
        return (), out / index.FILE


def test_a_folder_for_held_reports_that_is_a_link_is_not_cleared(out, secret):
    planted(out.with_name("out.held"), secret.parent)
    with pytest.raises(FolderRefusedError, match=r"out\.held: is wanted for reports that are held back"):
        run_guarded(Guard(0.1), (), out, Nothing())


def test_a_folder_of_somebody_elses_that_has_the_name_of_held_reports_is_not_cleared(out):
    other = out.with_name("out.held")
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderRefusedError, match="holds other files; move it"):
        run_guarded(Guard(0.1), (), out, Nothing())
    assert (other / "thesis.txt").read_text() == "years of work"


# What a folder says of itself


def manifest_text(**changed):
    number = {"key": "k", "value": 1.0, "low": None, "high": None, "unit": "people"}
    entry = {"key": "k", "state": "done", "files": {"a.html": "0"}, "headlines": ["H"], "number": number}
    return json.dumps({"reports": {"a": entry | changed}})


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"reports": ' * 5_000,
        manifest_text(files=["a.html"]),
        manifest_text(files={"../../home/secret.txt": "0"}),
        manifest_text(headlines=7),
        manifest_text(number={"key": "k", "value": 10**400, "low": None, "high": None, "unit": ""}),
        manifest_text(number={"key": "k", "value": float("nan"), "low": None, "high": None, "unit": ""}),
        manifest_text(number=[1]),
        '{"reports": {"a": null}}',
        '{"reports": []}',
        "\udc80",
    ],
    ids=range(11),
)
def test_a_manifest_that_is_none_counts_as_none(out, text):
    data = text.encode(errors="surrogateescape")
    (out / key.FILE).write_bytes(data)
    (out / key.JOURNAL).write_bytes(data.replace(b'{"reports": ', b"", 1) + b"\n" + data)
    assert read_manifest(out).reports == {}


def test_words_of_a_manifest_are_words_on_the_index(out):
    attack = "<script>top.loot=1</script>\"'><img src=x onerror=loot>\x1b[31m\u202e"
    (out / key.FILE).write_text(manifest_text(headlines=[attack]))
    entry = read_manifest(out).reports["a"]
    assert entry.headlines == (attack,)
    line = index.IndexEntry(
        "T", "n", (), attack, attack, (("HTML", attack),), HeadlineNumber(attack, 1, 0, 2, attack)
    )
    for page in (index.render("T", [line, line]), compare_page.render("T", [line, line])):
        page.encode()
        assert (
            page.count("<script") <= 1 and "<img" not in page and "\x1b" not in page and "\u202e" not in page
        )


CELLS = {
    "a number": 7,
    "a list of numbers": [7],
    "half a cell": [{"id": "a"}],
    "an output of no kind": [CELL | {"outputs": [{"output_type": "x"}]}],
    "half a character": [CELL | {"source": "\ud800"}],
}


@pytest.mark.parametrize("cells", CELLS.values(), ids=CELLS)
def test_kept_results_that_are_none_are_not_known(out, cells):
    text = json.dumps({"key": "k", "cells": cells, "metadata": {}})
    (out / ".report.results").write_bytes(gzip.compress(text.encode()))
    assert kept.find(out, "report", "k", NODE) is None


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "null", '{"key": "k", "cells": [], "metadata": []}'], ids=range(3)
)
def test_kept_text_that_is_no_results_is_not_known(out, text):
    (out / ".report.results").write_bytes(gzip.compress(text.encode()))
    assert kept.find(out, "report", "k", NODE) is None


def test_kept_results_that_are_damaged_are_not_known(out):
    (out / ".report.results").write_bytes(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + b"\xff" * 50)
    assert kept.find(out, "report", "k", NODE) is None


@pytest.mark.slow
def test_kept_results_that_swell_are_not_unpacked(out):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(packer.compress(b" " * 10_000_000) for _ in range(BIG // 10_000_000)) + packer.flush()
    (out / ".report.results").write_bytes(data)
    assert len(data) < BIG / 500 and kept.find(out, "report", "k", NODE) is None


def test_a_stamp_that_names_other_files_has_none_of_them_read(out, secret):
    overview.write("T", out, [], {})
    stamp = json.loads((out / overview.STAMP).read_bytes())
    stamp["pages"]["../home/secret.txt"] = sha256(SECRET)
    (out / overview.STAMP).write_text(json.dumps(stamp))
    (out / index.FILE).unlink()
    overview.write("T", out, [], {})
    assert list(json.loads((out / overview.STAMP).read_bytes())["pages"]) == [index.FILE]


def test_a_folder_that_is_taken_away_while_a_run_waits_is_made_anew(out, monkeypatch):
    from frontledger.publish import files

    lock = files._lock
    gone = []

    def late(folder, descriptor):
        if not gone:
            gone.append(True)
            folder.rmdir()
        lock(folder, descriptor)

    monkeypatch.setattr(files, "_lock", late)
    with reserved(out):
        write_whole(out / "report.html", b"there")
    assert (out / "report.html").read_bytes() == b"there"


def test_a_file_system_without_locks_is_used_without(out, monkeypatch):
    import errno
    import fcntl

    def none(*_):
        raise OSError(errno.ENOLCK, "none")

    monkeypatch.setattr(fcntl, "flock", none)
    with contextlib.ExitStack() as stack:
        stack.enter_context(reserved(out))
        assert out.is_dir()
