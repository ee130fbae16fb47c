"""When there is nothing to do, and above all when there is."""

import json

import pytest

from frontledger.publish.document import HeadlineNumber
from frontledger.publish.files import sha256
from frontledger.publish.key import (
    JOURNAL,
    Entry,
    Manifest,
    is_current,
    note,
    read_manifest,
    report_key,
    write_manifest,
)

NUMBER = HeadlineNumber("sent", 11_000.0, 10_000.0, None, "people")

PROVENANCE = {
    "notebook": {"name": "brief", "sha256": "n"},
    "parameters": {"as_of": "latest"},
    "ledger": {"claims.csv": "1 rows, sha256 c"},
    "code": {
        "commit": "x",
        "uncommitted changes": "no",
        "package source sha256": "s",
        "lock file sha256": "l",
    },
    "software": {"python": "3.11.7"},
}


def test_the_same_inputs_have_the_same_key_whatever_their_order():
    turned = {name: dict(reversed(section.items())) for name, section in reversed(PROVENANCE.items())}
    assert report_key("Title", PROVENANCE) == report_key("Title", turned)


@pytest.mark.parametrize("section, name", [(s, n) for s, values in PROVENANCE.items() for n in values])
def test_a_change_of_any_input_changes_the_key(section, name):
    changed = {**PROVENANCE, section: {**PROVENANCE[section], name: "changed"}}
    assert report_key("Title", changed) != report_key("Title", PROVENANCE)
    assert report_key("Other", PROVENANCE) != report_key("Title", PROVENANCE)


@pytest.fixture
def made(tmp_path):
    for name in ("brief.html", "brief.pdf"):
        (tmp_path / name).write_text(name)
    files = {name: sha256(name.encode()) for name in ("brief.html", "brief.pdf")}
    write_manifest(tmp_path, Manifest({"brief": Entry("k", "done", files, ("Headline.",), NUMBER)}))
    return tmp_path


def current(folder, key="k", names=("brief.html", "brief.pdf")):
    return is_current(folder, read_manifest(folder).reports.get("brief"), key, names)


def test_a_report_is_current_until_key_file_or_formats_say_otherwise(made):
    assert current(made)
    assert current(made, names=("brief.pdf",))
    assert not current(made, key="other")
    assert not current(made, names=("brief.html", "brief.docx"))
    (made / "brief.html").write_text("touched by hand")
    assert not current(made)
    (made / "brief.html").unlink()
    assert not current(made)


def test_a_failed_report_is_never_current(made):
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["reports"]["brief"]["state"] = "failed"
    (made / "manifest.json").write_text(json.dumps(manifest))
    assert not current(made)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"reports": []}', '{"reports": {"brief": 1}}', '{"reports": {"brief": {}}}'],
)
def test_a_manifest_that_cannot_be_read_counts_as_none(made, text):
    (made / "manifest.json").write_text(text)
    assert read_manifest(made) == Manifest()
    assert not current(made)


def test_the_manifest_comes_back_as_written(made):
    manifest = read_manifest(made)
    assert manifest.reports["brief"].headlines == ("Headline.",)
    assert manifest.reports["brief"].number == NUMBER
    write_manifest(made, manifest)
    assert read_manifest(made) == manifest


def test_what_a_killed_run_had_finished_is_known_and_half_a_line_is_not(made):
    before = read_manifest(made)
    for name in ("first", "second"):
        note(made, name, Entry("k", "done", {f"{name}.html": "h"}))
    journal = made / JOURNAL
    assert set(read_manifest(made).reports) == {"brief", "first", "second"}
    journal.write_bytes(journal.read_bytes()[:-10])
    assert set(read_manifest(made).reports) == {"brief", "first"}
    note(made, "third", Entry("k", "failed", {}))
    known = read_manifest(made)
    assert set(known.reports) == {"brief", "first", "third"} and known.reports["third"].state == "failed"
    write_manifest(made, known)
    assert not journal.exists() and read_manifest(made) == known != before


def test_a_later_line_of_the_journal_counts_before_an_earlier_one_and_the_manifest(made):
    note(made, "brief", Entry("old", "done", {}))
    note(made, "brief", Entry("new", "done", {}))
    assert read_manifest(made).reports["brief"].key == "new"
