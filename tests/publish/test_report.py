"""One report from request to files."""

import pickle
import shutil
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from frontledger.ledger import LedgerError
from frontledger.notebook.parameters import ParameterError
from frontledger.notebook.project import ROOT
from frontledger.publish.errors import NotebookRefusedError
from frontledger.publish.report import Desk, render_report

FILES = ROOT / "tests" / "files"


@pytest.fixture(scope="module")
def desk():
    return Desk()


@pytest.fixture
def request_for(desk, tmp_path):
    def ask(name, out=tmp_path, **more):
        values = more.pop("values", {})
        return desk.request(str(FILES / f"{name}.ipynb"), values, out=out, allow_outside=True, **more)

    return ask


def words(data):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"as_off": "latest"}, ParameterError, "did you mean as_of"),
        ({"as_of": "soon"}, ParameterError, "is not a date"),
        ({"claimants": "nobody"}, ParameterError, "claimants: unknown claimant 'nobody'"),
        ({"ledger": "no-such-folder"}, LedgerError, "no such folder"),
    ],
)
def test_a_request_is_refused_before_anything_runs(request_for, tmp_path, values, error, said):
    with pytest.raises(error, match=said):
        request_for("good", values=values)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", '{"cells": 1}', '{"nbformat": 4, "nbformat_minor": 5}']
)
def test_a_file_that_is_no_notebook_is_refused(desk, tmp_path, text):
    path = tmp_path / "odd.ipynb"
    path.write_text(text)
    with pytest.raises(NotebookRefusedError, match=r"odd\.ipynb: is not a notebook"):
        desk.request(str(path), {}, out=tmp_path, allow_outside=True)


def test_a_request_crosses_to_another_process_unharmed(request_for):
    request = request_for("good", values={"as_of": "2025-03-27"})
    assert pickle.loads(pickle.dumps(request)) == request
    assert request.title == "A good notebook"
    assert request.as_of == "2025-03-27"


def test_the_key_follows_notebook_parameters_ledger_and_title(desk, request_for, tmp_path):
    first = request_for("good")
    assert first.key == request_for("good", out=tmp_path / "elsewhere").key
    copy = tmp_path / "good.ipynb"
    copy.write_text((FILES / "good.ipynb").read_text().replace("How many", "How very many"))
    ledger = tmp_path / "ledger"
    shutil.copytree(ROOT / "data", ledger)
    claims = ledger / "claims.csv"
    claims.write_text(claims.read_text().rstrip("\n").rpartition("\n")[0] + "\n")
    others = [
        desk.request(str(copy), {}, out=tmp_path, allow_outside=True),
        request_for("good", values={"as_of": "2025-03-27"}),
        request_for("good", values={"ledger": str(ledger)}),
        request_for("good", title="Another title"),
    ]
    assert len({first.key, *(request.key for request in others)}) == 5


@pytest.mark.slow
def test_two_runs_in_two_folders_give_the_same_bytes(request_for, tmp_path):
    results = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        results.append(render_report(request_for("good", out=tmp_path / name)))
    assert results[0].state == "done"
    assert results[0].files == results[1].files
    for name in ("good.html", "good.pdf"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.slow
def test_a_report_says_what_was_found_and_what_made_it(request_for, tmp_path):
    result = render_report(request_for("good", values={"as_of": "2025-03-27"}))
    name = result.request.stem
    page = BeautifulSoup((tmp_path / f"{name}.html").read_text(), "html.parser")
    text = " ".join(page.get_text(" ").split())
    printed = words((tmp_path / f"{name}.pdf").read_bytes())
    (headline,) = result.headlines
    for shown in (text, printed):
        assert headline in shown and "27 March 2025" in shown
        assert "package source sha256" in shown
        assert str(ROOT) not in shown
    assert result.request.provenance["notebook"]["sha256"] in text


@pytest.mark.slow
def test_the_place_of_a_ledger_elsewhere_is_not_published(request_for, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "private" / "other")
    ledger = tmp_path / "private" / "other"
    result = render_report(request_for("good", values={"ledger": str(ledger)}, formats=("html",)))
    text = (tmp_path / f"{result.request.stem}.html").read_text()
    assert result.state == "done" and "other" in text and str(tmp_path) not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "limit", "said"),
    [
        ("cell_fails", 300, "division by zero"),
        ("kernel_dies", 300, "the kernel died"),
        ("hangs", 4, "the time limit of 4 seconds"),
    ],
)
def test_a_report_that_fails_leaves_a_page_that_says_how(request_for, tmp_path, name, limit, said):
    result = render_report(request_for(name, time_limit=limit))
    assert result.state == "failed" and said in result.message
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.html", f"{name}.pdf"]
    page = BeautifulSoup((tmp_path / f"{name}.html").read_text(), "html.parser")
    assert said in page.get_text()
    assert said in words((tmp_path / f"{name}.pdf").read_bytes())
