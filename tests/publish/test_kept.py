"""Results kept beside a report are used when prose alone has changed, and in no other case."""

import copy
import json

import nbformat
import pytest

from frontledger.notebook.project import ROOT
from frontledger.publish import kept, report
from frontledger.publish.execute import INJECTED
from frontledger.publish.report import Desk, render_report

FILES = ROOT / "tests" / "files"
GOOD = nbformat.read(FILES / "good.ipynb", as_version=4)
VALUES = {"as_of": "latest"}
PROVENANCE = {
    "ledger": {"claims.csv": "1 rows, sha256 c"},
    "code": {
        "commit": "x",
        "uncommitted changes": "no",
        "package source sha256": "s",
        "lock file sha256": "l",
    },
    "software": {"python": "3.11.7"},
}


def changed_cell(kind, change):
    node = copy.deepcopy(GOOD)
    change(next(cell for cell in node.cells if cell.cell_type == kind))
    return node


def test_prose_is_not_in_the_key_and_all_that_results_depend_on_is():
    key = kept.results_key(GOOD, VALUES, PROVENANCE)
    reworded = changed_cell("markdown", lambda cell: cell.update(source="# Other words"))
    assert kept.results_key(reworded, VALUES, PROVENANCE) == key
    committed = {**PROVENANCE, "code": {**PROVENANCE["code"], "commit": "y", "uncommitted changes": "yes"}}
    assert kept.results_key(GOOD, VALUES, committed) == key
    others = [
        (changed_cell("code", lambda cell: cell.update(source="1 + 1")), VALUES, PROVENANCE),
        (changed_cell("code", lambda cell: cell.metadata.update(tags=[])), VALUES, PROVENANCE),
        (GOOD, {"as_of": "2025-03-27"}, PROVENANCE),
        *(
            (GOOD, VALUES, {**PROVENANCE, section: {**PROVENANCE[section], name: "changed"}})
            for section, name in (
                ("ledger", "claims.csv"),
                ("code", "package source sha256"),
                ("code", "lock file sha256"),
                ("software", "python"),
            )
        ),
    ]
    assert len({key, *(kept.results_key(*other) for other in others)}) == len(others) + 1
    code = kept.code_key(GOOD, PROVENANCE)
    same = [kept.code_key(node, source) == code for node, _, source in others]
    assert same == [False, False, True, True, False, False, False]


def executed(node):
    """The notebook as a run leaves it, with an injected cell after its parameters."""
    cells = []
    for cell in copy.deepcopy(node.cells):
        cells.append(cell)
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text=f"of {cell.id}\n")]
            if "parameters" in cell.metadata.get("tags", ()):
                cells.append(nbformat.v4.new_code_cell("as_of = 'x'", id=INJECTED))
    return nbformat.from_dict({**node, "cells": cells})


def test_kept_results_are_woven_into_the_prose_as_it_stands_now(tmp_path):
    kept.keep(tmp_path, "good", "k", executed(GOOD))
    assert kept.find(tmp_path, "good", "k", GOOD) == executed(GOOD)
    longer = copy.deepcopy(GOOD)
    longer.cells.insert(1, nbformat.v4.new_markdown_cell("More words.", id="more"))
    assert kept.find(tmp_path, "good", "k", longer) == executed(longer)


@pytest.mark.parametrize("spoil", [b"", b"not compressed", None])
def test_what_cannot_be_read_or_has_another_key_is_not_known(tmp_path, spoil):
    assert kept.find(tmp_path, "good", "k", GOOD) is None
    kept.keep(tmp_path, "good", "k", executed(GOOD))
    assert kept.find(tmp_path, "good", "other", GOOD) is None
    file = tmp_path / ".good.results"
    file.write_bytes(file.read_bytes()[:-20] if spoil is None else spoil)
    assert kept.find(tmp_path, "good", "k", GOOD) is None


@pytest.mark.slow
def test_changed_prose_is_shown_without_running_a_cell(tmp_path, monkeypatch):
    copied = tmp_path / "good.ipynb"
    copied.write_text((FILES / "good.ipynb").read_text())
    (tmp_path / "out").mkdir()

    def made(out="out"):
        request = Desk().request(str(copied), {}, out=tmp_path / out, allow_outside=True)
        return render_report(request)

    first = made()
    copied.write_text(copied.read_text().replace("How many", "How very many"))
    with monkeypatch.context() as patched:
        patched.setattr(report, "execute", lambda *_: pytest.fail("a cell was run"))
        second = made()
    assert second.files != first.files and second.headlines == first.headlines
    assert "How very many" in (tmp_path / "out" / "good.html").read_text()
    (tmp_path / "anew").mkdir()
    assert made("anew").files == second.files, "the same bytes as computed anew"

    node = json.loads(copied.read_text())
    next(cell for cell in node["cells"] if cell["cell_type"] == "code")["source"] += "\n"
    copied.write_text(json.dumps(node))
    monkeypatch.setattr(report, "execute", lambda *_: pytest.fail("a cell was run"))
    with pytest.raises(pytest.fail.Exception):
        made()
