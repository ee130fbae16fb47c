"""The pages over a batch: drawn again whenever they would differ, and only then."""

import dataclasses
import json

import pytest

from frontledger.publish import compare_page, index, overview
from frontledger.publish.document import HeadlineNumber, IndexEntry

CODE = {"code": {"package source sha256": "s"}, "software": {"python": "3.11.7"}}


def entry(strength):
    number = HeadlineNumber("sent", float(strength), None, None, "people")
    given = (("strength", str(strength), "How many."),)
    return IndexEntry("Sent", "troop_flows", given, "done", "Sent.", (("HTML", f"{strength}.html"),), number)


ENTRIES = [entry(1000), entry(2000)]


@pytest.fixture
def drawn(monkeypatch):
    """How often the list was drawn."""
    calls, render = [], index.render
    monkeypatch.setattr(overview.index, "render", lambda *given: calls.append(given) or render(*given))
    return calls


@pytest.fixture
def out(tmp_path, drawn):
    overview.write("T", tmp_path, ENTRIES, CODE)
    drawn.clear()
    return tmp_path


def test_what_would_be_the_same_is_left_alone(out, drawn):
    before = (out / index.FILE).stat().st_mtime_ns
    assert overview.write("T", out, list(ENTRIES), CODE) == out / index.FILE
    assert not drawn and (out / index.FILE).stat().st_mtime_ns == before
    assert f'href="{compare_page.FILE}"' in (out / index.FILE).read_text()


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(IndexEntry)])
def test_a_change_of_anything_shown_draws_them_again(out, drawn, field):
    changed = dataclasses.replace(ENTRIES[1], **{field: getattr(entry(3000), field)})
    if changed == ENTRIES[1]:
        changed = dataclasses.replace(ENTRIES[1], **{field: "other"})
    overview.write("T", out, [ENTRIES[0], changed], CODE)
    assert len(drawn) == 1


@pytest.mark.parametrize("section", ["code", "software"])
def test_another_title_code_or_software_draws_them_again(out, drawn, section):
    overview.write("T", out, ENTRIES, {**CODE, section: {}})
    overview.write("Other", out, ENTRIES, {**CODE, section: {}})
    assert len(drawn) == 2


@pytest.mark.parametrize("name", [index.FILE, compare_page.FILE])
@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text("touched")])
def test_a_page_that_was_touched_or_deleted_is_drawn_again(out, drawn, name, harm):
    before = (out / name).read_bytes()
    harm(out / name)
    overview.write("T", out, ENTRIES, CODE)
    assert (out / name).read_bytes() == before and len(drawn) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"key": 1}', '{"key": 1, "pages": {}}'])
def test_what_cannot_be_read_vouches_for_nothing(out, drawn, text):
    (out / overview.STAMP).write_text(text)
    overview.write("T", out, ENTRIES, CODE)
    assert len(drawn) == 1
    assert set(json.loads((out / overview.STAMP).read_text())["pages"]) == {index.FILE, compare_page.FILE}


def test_a_comparison_that_no_longer_holds_is_taken_away(out):
    overview.write("T", out, ENTRIES[:1], CODE)
    assert not (out / compare_page.FILE).exists()
    assert compare_page.FILE not in (out / index.FILE).read_text()
