"""Reports of one run share what they have worked out: with their like alone, and to nobody's surprise."""

import contextlib
import gzip
import json
from dataclasses import replace

import nbformat
import pytest

from frontledger import ANSWERS
from frontledger.notebook.project import ROOT
from frontledger.publish import batch
from frontledger.publish.report import Desk, render_report

pytestmark = pytest.mark.slow
DAY = "2025-02-10"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of answers of every run of the test, not gone at a run's end."""

    @contextlib.contextmanager
    def private_folder():
        (tmp_path / "answers").mkdir(exist_ok=True)
        yield tmp_path / "answers"

    monkeypatch.setattr(batch, "private_folder", private_folder)
    return tmp_path / "answers"


def drawn_up(out, *notebooks):
    desk = Desk()
    wanted = [(name, {"as_of": DAY}) for name in notebooks] or [
        ("casualty_ratios", {"as_of": DAY, "confidence": level}) for level in (0.9, 0.95)
    ]
    return [desk.request(name, values, out=out, formats=("html",)) for name, values in wanted]


def run(out, jobs=1):
    done = batch.run(drawn_up(out), out, jobs, fresh=True)
    assert [result.state for result in done] == ["done", "done"]
    return {path.name: path.read_bytes() for path in out.glob("*.html")}


def test_shared_damaged_or_not_the_bytes_are_those_of_each_report_alone(tmp_path, folder):
    (tmp_path / "alone").mkdir()
    for request in drawn_up(tmp_path / "alone"):
        assert render_report(request).state == "done"
    alone = {path.name: path.read_bytes() for path in (tmp_path / "alone").glob("*.html")}
    assert run(tmp_path / "first", jobs=2) == alone
    (shared,) = folder.iterdir()
    answers = sorted(shared.glob("*.json"))
    assert len(answers) > 10
    assert run(tmp_path / "second") == alone and sorted(shared.iterdir()) == answers
    for path in answers[::2]:
        path.write_bytes(path.read_bytes()[:-1])
    assert run(tmp_path / "third") == alone


def test_the_answers_are_read_and_the_reports_of_other_code_do_not_read_them(tmp_path, folder, monkeypatch):
    alone = run(tmp_path / "first")
    for path in next(folder.iterdir()).iterdir():
        answer = json.loads(path.read_bytes())
        if isinstance(answer, list) and len(answer) == 3 and isinstance(answer[0], list):
            path.write_text(json.dumps([[2 * number for number in answer[0]], *answer[1:]]))
    assert run(tmp_path / "second") != alone
    monkeypatch.setattr(batch, "render_report", lambda request: render_report(_with_a_comment(request)))
    run(tmp_path / "third")
    assert len(list(folder.iterdir())) == 2
    results = [json.loads(gzip.decompress(path.read_bytes())) for path in _results(tmp_path)]
    assert len({json.dumps([cell["outputs"] for cell in each["cells"]]) for each in results}) == 2


def _results(folder):
    return [sorted((folder / name).glob(".*.results"))[0] for name in ("first", "second", "third")]


def _with_a_comment(request):
    node = nbformat.reads(request.source, as_version=4)
    node.cells[-1].source += "\n# that changes nothing"
    assert node.cells[-1].cell_type == "code"
    return replace(request, source=nbformat.writes(node))


def test_a_notebook_from_elsewhere_shares_nothing_whatever_the_surroundings_say(
    tmp_path, folder, monkeypatch
):
    monkeypatch.setenv(ANSWERS, str(tmp_path / "planted"))
    desk = Desk()
    good = f"{ROOT}/tests/files/good.ipynb"
    requests = [
        desk.request(good, {"as_of": day}, out=tmp_path / "out", formats=("html",), allow_outside=True)
        for day in ("2025-01-31", "2025-02-28")
    ]
    assert [result.state for result in batch.run(requests, tmp_path / "out", 1, fresh=True)] == ["done"] * 2
    assert not list(folder.iterdir()) and not (tmp_path / "planted").exists()
    (request,) = drawn_up(tmp_path / "out", "brief")
    assert render_report(request).state == "done" and not (tmp_path / "planted").exists()
