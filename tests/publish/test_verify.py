"""Reports made again: identical where nothing changed, and every change, lie and attack told for what it is."""

import functools
import io
import json
import shutil
import time
import zlib
from html import escape

import pytest
from click.testing import CliRunner
from pypdf import PdfReader, PdfWriter

from frontledger.cli import main
from frontledger.ledger import load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Finding
from frontledger.publish import html, parameters, pdf, provenance
from frontledger.publish.checkout import LOCKED, SOURCE
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.provenance import SECTIONS
from frontledger.publish.record import ATTACHMENT, LARGEST_RECORD, published, read
from frontledger.publish.report import Desk, render_report
from frontledger.publish.verify import Checker, Verdict, again
from frontledger.publish.verify.makings import differences

FILES = ROOT / "tests" / "files"
CODE = {"package": "frontledger 0", SOURCE: "b" * 64, LOCKED: "c" * 64}
COMMIT = {"commit": "a" * 40, "uncommitted changes": "no"}


@pytest.fixture(scope="module", autouse=True)
def own_notebooks():
    """The project's notebooks are, for these tests, the short ones kept for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parameters, "NOTEBOOKS", FILES)
        patch.setattr(again, "NOTEBOOKS", FILES)
        yield


def verify(path, desk, ledger=None):
    return Checker(desk, ledger).verify(path)


def desk(commit=COMMIT["commit"], **code):
    def at(_):
        return COMMIT | {"commit": commit}

    return Desk(code=CODE | code, commit=at, software={"python": "3", "numpy": "2"})


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("ledger") / "book")


@pytest.fixture(scope="module")
def made(tmp_path_factory, book):
    """A report of the copied ledger, as HTML and PDF."""
    out = tmp_path_factory.mktemp("made")
    values = {"ledger": str(book), "as_of": "2025-03-27"}
    request = desk().request(str(FILES / "good.ipynb"), values, out=out)
    result = render_report(request)
    assert result.state == "done", result.message
    return {name.rpartition(".")[2]: out / name for name in result.files}


def spoilt(path, tmp_path, old, new):
    text = path.read_bytes()
    assert old in text
    copy = tmp_path / path.name
    copy.write_bytes(text.replace(old, new, 1))
    return copy


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_report_of_the_same_inputs_is_identical_wherever_it_is_checked(made, book, tmp_path, kind):
    elsewhere = shutil.copytree(book, tmp_path / "far" / "away" / "book")
    verdict = verify(made[kind], desk(), elsewhere)
    assert (verdict.state, verdict.lines) == ("identical", ("identical, byte for byte",))


@pytest.mark.slow
def test_one_digit_changed_names_the_table_and_the_row(made, book, tmp_path):
    ledger = shutil.copytree(book, tmp_path / "book")
    lines = (ledger / "claims.csv").read_text().split("\n")
    row = load(ledger).claims.query("best.notna()").iloc[0]
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{row['claim_id']},"))
    number = f"{row['best']:.0f}"
    lines[place] = lines[place].replace(f",{number},", f",{number[:-1]}7,", 1)
    (ledger / "claims.csv").write_text("\n".join(lines))
    verdict = verify(made["html"], desk(), ledger)
    assert verdict.state == "differs"
    assert f"inputs: claims.csv: 1 row changed (line {place + 1} {row['claim_id']})" in verdict.lines
    assert len([line for line in verdict.lines if line.startswith("inputs")]) == 1


@pytest.mark.slow
def test_what_a_changed_table_does_to_the_findings_is_told(made, book, tmp_path):
    ledger = shutil.copytree(book, tmp_path / "book")
    claims = (ledger / "claims.csv").read_text().splitlines(keepends=True)
    early = next(n for n, line in enumerate(claims) if line.startswith("T001,"))
    gone = claims.pop(early)
    (ledger / "claims.csv").write_text("".join(claims))
    try:
        verdict = verify(made["html"], desk(), ledger)
    except ReportRefusedError as error:  # another table may lean on the claim
        pytest.fail(f"{gone}: {error}")
    assert f"inputs: claims.csv: 1 row gone (row {early} of the table as it was)" in verdict.lines
    assert any(" → " in line and "claims (−1" in line for line in verdict.lines), verdict.lines


@pytest.mark.slow
def test_changed_code_and_tools_are_told_apart_from_a_mere_commit(made, book):
    commit = verify(made["html"], desk(commit="d" * 40), book)
    assert commit.state == "identical" and "dddddddddd; every hash is the same" in commit.lines[0]
    code = verify(made["html"], desk(**{SOURCE: "e" * 64, LOCKED: "f" * 64}), book)
    assert code.state == "differs" and "comes out the same" in code.lines[0]
    assert code.lines[1].startswith("code: the package's source changed")
    assert code.lines[2:] == ("tools: the lock file changed",)


@pytest.mark.slow
def test_a_page_changed_by_hand_is_a_fault_with_its_place(made, book, tmp_path):
    page = made["html"]
    told = published(page).record.findings[0].sentence
    number = told.split(" holds ")[1].split(" ")[0]
    verdict = verify(spoilt(page, tmp_path, f"holds {number}".encode(), b"holds 9,999"), desk(), book)
    assert verdict.state == "fault" and verdict.lines[0].startswith("FAULT")
    text = verdict.text()
    assert "first at line" in text and "holds 9,999" in text and f"holds {number}" in text


@pytest.mark.slow
def test_a_record_changed_by_hand_is_a_fault_too(made, book, tmp_path):
    lied = spoilt(made["html"], tmp_path, b'"unit":"claims"', b'"unit":"people"')
    verdict = verify(lied, desk(), book)
    assert verdict.state == "fault" and "its record differs" in verdict.lines[1]
    assert "people" in verdict.text()


@pytest.mark.slow
def test_a_pdf_changed_by_hand_is_a_fault(made, book, tmp_path):
    added = tmp_path / "x.pdf"
    added.write_bytes(made["pdf"].read_bytes() + b"\n% more\n")
    verdict = verify(added, desk(), book)
    assert verdict.state == "fault" and "the words on its pages are the same" in verdict.lines[-1]
    writer = PdfWriter(clone_from=made["pdf"])
    writer.remove_page(0)
    writer.write(added)
    verdict = verify(added, desk(), book)
    assert verdict.state == "fault" and "first on page 1:" in verdict.lines


@pytest.mark.slow
def test_a_ledger_from_elsewhere_must_be_given_under_its_name(made, book, tmp_path):
    with pytest.raises(ReportRefusedError, match="folder called 'book'; give that folder with --ledger"):
        verify(made["html"], desk())
    with pytest.raises(ReportRefusedError, match="folder called 'book'"):
        verify(made["html"], desk(), tmp_path)


@pytest.mark.slow
def test_a_page_that_tells_of_a_failure_can_be_made_again(tmp_path):
    request = desk().request(str(FILES / "cell_fails.ipynb"), {}, out=tmp_path, formats=("html",))
    (name,) = render_report(request).files
    assert verify(tmp_path / name, desk()).state == "identical"


@pytest.mark.slow
def test_a_report_that_no_longer_runs_says_why(made, book, tmp_path, monkeypatch):
    broken = tmp_path / "notebooks"
    broken.mkdir()
    text = (FILES / "good.ipynb").read_text()
    (broken / "good.ipynb").write_text(text.replace("number = len(report.ledger.claims)", "number = 1 / 0"))
    for module in (again, parameters):
        monkeypatch.setattr(module, "NOTEBOOKS", broken)
    verdict = verify(made["html"], desk(), book)
    assert verdict.lines[1] == "notebook good.ipynb: its text changed"
    assert "failed with ZeroDivisionError" in verdict.lines[2]


@pytest.mark.slow
def test_both_editions_are_made_again_by_one_run(made, book, monkeypatch):
    runs = []
    monkeypatch.setattr(again, "render_report", lambda request: runs.append(1) or render_report(request))
    checker = Checker(desk(), book)
    assert [checker.verify(file).state for file in made.values()] == ["identical"] * 2
    assert len(runs) == 1


@pytest.mark.slow
def test_the_command_says_it_by_its_exit_status(made, book, tmp_path, monkeypatch):
    monkeypatch.setattr("frontledger.publish.report.Desk", desk)
    monkeypatch.setattr(again, "Desk", desk)

    def call(*files):
        return CliRunner().invoke(main, ["verify", "--ledger", str(book), *map(str, files)])

    changed = spoilt(made["html"], tmp_path, b"A good notebook", b"An odd notebook")
    nothing = tmp_path / "nothing.html"
    nothing.write_text("<p>Nothing</p>")
    done = call(made["html"])
    assert (done.exit_code, done.output) == (0, f"{made['html']}: identical, byte for byte\n")
    assert call(made["html"], changed).exit_code == 1
    done = call(nothing, made["html"])
    assert done.exit_code == 2 and "identical" in done.output and "has no record" in done.output


# Files that are no reports, and records that lie


@functools.cache
def shipped_ledger():
    return load()


def sections(**changed):
    told = {
        "notebook": {"name": "good", "sha256": "0"},
        "parameters": {"as_of": '"latest"', "claimants": "[]", "ledger": '""'},
        "ledger": provenance.tables(shipped_ledger()),
        "code": CODE | COMMIT,
        "software": {"python": "3"},
        "rows": provenance.rows(shipped_ledger()),
    }
    return told | changed


def page(folder, kind="html", **changed):
    details = ReportDetails("A title", "good", "2025-03-27", (), sections(**changed))
    document = Document("A title", (Finding("sent", "Sent.", value=1, unit="people"),))
    path = folder / f"page.{kind}"
    data = pdf.render(document, details) if kind == "pdf" else html.render(document, details).encode()
    path.write_bytes(data)
    return path


@pytest.fixture(autouse=True)
def nothing_runs_that_is_refused(request, monkeypatch):
    if "slow" not in request.keywords:
        monkeypatch.setattr(again, "render_report", lambda _: pytest.fail("a notebook was run"))


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_the_record_in_a_file_is_the_one_that_was_written(tmp_path, kind):
    file = published(page(tmp_path, kind))
    assert (file.kind, file.record.title, file.record.findings[0].value) == (kind, "A title", 1.0)
    assert {name: dict(told) for name, told in file.record.provenance.items()} == sections()
    assert list(file.record.provenance) == list(SECTIONS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"notebook": {"name": "../../../tmp/evil"}}, "cannot be a report's file name"),
        ({"notebook": {"name": "/tmp/evil"}}, "cannot be a report's file name"),
        ({"notebook": {"name": "nowhere"}}, "no such notebook file"),
        ({"notebook": {}}, "cannot be a report's file name"),
        ({"parameters": {"as_of": '"soon"'}}, "is not a date"),
        ({"parameters": {"as_of": "[[["}}, "not as frontledger writes them"),
        ({"parameters": {"evil": "1"}}, "no such parameter"),
        ({"parameters": {"a\nb.html: identical": "1"}}, "not as frontledger writes them"),
        ({"parameters": {"claimants": '["' + "x" * 99 + '"]'}}, "claimants"),
        ({"parameters": {"ledger": "7"}}, "no folder's name"),
        ({"parameters": {"ledger": '"../.."'}}, "give that folder with --ledger"),
        ({"parameters": {"ledger": '"/etc"'}}, "give that folder with --ledger"),
        ({"parameters": {"ledger": '"src"'}}, "no table of a ledger"),
        ({"parameters": {"ledger": '"a\\u0000b"'}}, "give that folder with --ledger"),
        ({"extra": {}}, "has a section 'extra'"),
    ],
)
def test_a_record_that_asks_for_what_is_not_the_projects_is_refused(tmp_path, changed, said):
    with pytest.raises(ReportRefusedError) as refused:
        verify(page(tmp_path, **changed), desk())
    assert said in str(refused.value)


def test_a_notebook_that_leads_out_of_the_folder_is_refused(tmp_path, monkeypatch):
    inside, outside = tmp_path / "notebooks", tmp_path / "outside.ipynb"
    inside.mkdir()
    shutil.copy(FILES / "good.ipynb", outside)
    (inside / "good.ipynb").symlink_to(outside)
    monkeypatch.setattr(again, "NOTEBOOKS", inside)
    monkeypatch.setattr(parameters, "NOTEBOOKS", inside)
    with pytest.raises(ReportRefusedError, match="lies outside the project's notebooks folder"):
        verify(page(tmp_path), desk())


GOOD = {"title": "", "notebook": "", "as_of": "", "findings": [], "claims": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read as JSON"),
        ("{", "cannot be read as JSON"),
        ("[" * 200_000, "cannot be read as JSON"),
        ('{"a":' * 200_000, "cannot be read as JSON"),
        ("[]", "not one this version writes"),
        ('{"title": 1}', "not one this version writes"),
        ('{"title": "a", "title": "b"}', "cannot be read as JSON"),
        (json.dumps(GOOD), "not one this version writes"),
        (json.dumps(GOOD | {"provenance": {}}), "has no section 'notebook'"),
        (json.dumps(GOOD | {"provenance": {"code": "x"}}), "not one this version writes"),
        (json.dumps(GOOD | {"provenance": {}, "findings": [{}]}), "findings.0.key"),
        (json.dumps(GOOD | {"provenance": {}, "more": 1}), "not one this version writes"),
        (
            '{"findings": [{"key": "", "sentence": "", "unit": "", "claims": [], "low": null, "high": null, '
            '"value": ' + "9" * 5_000 + "}]}",
            "not one this version writes",
        ),
        (" " * (LARGEST_RECORD + 1), "far more than any report's"),
    ],
)
def test_a_record_that_is_none_is_refused_at_once(text, said):
    started = time.process_time()
    with pytest.raises(ReportRefusedError) as refused:
        read(text.encode())
    assert said in str(refused.value) and len(str(refused.value)) < 500
    assert time.process_time() - started < 2


def attached(*names, data=b"{}"):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name in names:
        writer.add_attachment(name, data)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "has no record of what made it"),
        (b"\xff\xfe\x00", "has no record of what made it"),
        (b'<pre id="provenance-json" hidden>{}', "breaks off inside its record"),
        (b'<pre id="provenance-json" hidden>{}</pre>' * 2, "has more than one record"),
        (b'<pre id="provenance-json" hidden>\xff</pre>', "cannot be read as JSON"),
        (b"%PDF-1.7\n", "is a PDF that cannot be read"),
        (b"%PDF-1.7\n" + b"\x00" * 5_000, "is a PDF that cannot be read"),
        (attached(), "has no attachment provenance.json"),
        (attached("other.json"), "has no attachment provenance.json"),
        (attached(ATTACHMENT, ATTACHMENT), "has 2 attachment"),
        (attached(ATTACHMENT, data=b"[]"), "not one this version writes"),
        (attached(ATTACHMENT, data=b" " * (LARGEST_RECORD + 1)), "far more than any report's"),
    ],
)
def test_a_file_that_is_no_report_is_refused(tmp_path, data, said):
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(ReportRefusedError) as refused:
        verify(path, desk())
    assert said in str(refused.value) and str(refused.value).startswith(f"{path}: ")


def test_a_folder_or_nothing_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nothing", tmp_path / ("x" * 5_000)):
        with pytest.raises(ReportRefusedError, match="cannot be read"):
            verify(path, desk())


def test_an_attachment_that_swells_is_refused(tmp_path):
    swollen = zlib.compress(b"\0" * 200_000_000, 9)
    data = attached(ATTACHMENT, data=b"@" * len(swollen)).replace(b"@" * len(swollen), swollen)
    assert swollen in data
    path = tmp_path / "bomb.pdf"
    path.write_bytes(data.replace(b"/Type /EmbeddedFile", b"/Type /EmbeddedFile\n/Filter /FlateDecode"))
    started = time.process_time()
    with pytest.raises(ReportRefusedError):
        verify(path, desk())
    assert time.process_time() - started < 10


def test_text_in_a_record_stays_text_on_the_page(tmp_path):
    evil = "</pre><script>alert(1)</script>&lt;"
    path = page(tmp_path, software={"python": evil})
    assert evil.encode() not in path.read_bytes() and escape(evil, quote=False).encode() in path.read_bytes()
    assert published(path).record.provenance["software"] == {"python": evil}


def test_what_a_record_says_never_passes_for_a_line_of_ours():
    then = sections(software={"python": "3\nother.html: identical, byte for byte"})
    told = Verdict("page.html", "differs", ("differs", *differences(then, sections(), None))).text()
    assert len(told.splitlines()) == 2 and "other.html" in told.splitlines()[1]


# What a report was made from, table by table


def test_every_kind_of_change_has_its_line(copy_of_data):
    now = sections()
    rows = (copy_of_data / "claims.csv").read_text().splitlines()
    then = now | {
        "ledger": {file: told for file, told in now["ledger"].items() if file != "events.csv"}
        | {"gone.csv": "1 rows, sha256 0", "claims.csv": f"{len(rows)} rows, sha256 1"},
        "rows": now["rows"] | {"claims.csv": "AAAABBBB" + now["rows"]["claims.csv"][16:]},
        "software": {"python": "2", "curl": "8"},
        "notebook": {"name": "good", "sha256": "1"},
        "parameters": now["parameters"] | {"old": "1"},
        "code": CODE | COMMIT | {SOURCE: "1", "package": "frontledger 9"},
    }
    first, second = (row.split(",")[0] for row in rows[1:3])
    assert list(differences(then, now, copy_of_data)) == [
        "notebook good.ipynb: its text changed",
        "parameter old: 1, now not there",
        f"inputs: claims.csv: 2 rows added (line 2 {first}, line 3 {second}); "
        "1 row gone (row 1 of the table as it was)",
        "inputs: events.csv: a table the report did not read",
        "inputs: gone.csv: a table the report no longer reads",
        "code: the package's source changed (made at commit aaaaaaaaaa, here at commit aaaaaaaaaa)",
        "code: package: frontledger 9, now frontledger 0",
        "tools: python: 2, now 3",
        "tools: curl: 8, now not there",
    ]
    assert list(differences(now, now, copy_of_data)) == []


def test_rows_in_another_order_are_told_as_such(copy_of_data):
    now = sections()
    marks = now["rows"]["claims.csv"]
    then = now | {
        "ledger": now["ledger"] | {"claims.csv": "0"},
        "rows": now["rows"] | {"claims.csv": marks[8:] + marks[:8]},
    }
    (line,) = differences(then, now, copy_of_data)
    assert line == "inputs: claims.csv: the same rows in another order or other quotes"


def test_marks_that_are_not_of_the_table_they_name_are_told(copy_of_data):
    now = sections()
    (line,) = differences(now | {"rows": now["rows"] | {"claims.csv": "AAAABBBB"}}, now, copy_of_data)
    assert "claims.csv: the report's marks of its rows are not those of the table it names" in line


def test_the_attachment_can_be_opened_by_any_reader(tmp_path):
    reader = PdfReader(page(tmp_path, "pdf"))
    assert json.loads(reader.attachments[ATTACHMENT][0])["title"] == "A title"
