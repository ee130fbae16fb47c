"""Exports of ledgers and reports: valid, complete, the same bytes each time, and nothing in them that runs."""

import csv
import io
import json
import pickle

import polars
import pytest
from frictionless import Package

from frontledger.ledger import load
from frontledger.ledger.exchange.plain import pages_of
from frontledger.ledger.exchange.sheets import import_sheet
from frontledger.ledger.tables import TABLES
from frontledger.present.blocks import Cell, Column, Figure, Finding, Table
from frontledger.present.drawing.csv_text import csv_text
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.errors import CannotWriteError, FolderRefusedError, RefusedError, ReportRefusedError
from frontledger.publish.export import check_formats, ledger_export, report_export, write_export
from frontledger.publish.export.tables import Export, ExportTable, Field
from frontledger.publish.export.workbook import TooLargeForWorkbookError
from frontledger.publish.html import render
from frontledger.publish.provenance import SECTIONS

FORMATS = ("csv", "parquet", "xlsx")
FILES = [table.file for table in TABLES.values()]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "out"
    write_export(ledger_export(None), folder, FORMATS)
    return folder


def test_the_package_is_valid_and_its_tables_are_the_ledgers_own(exported, shipped):
    report = Package(str(exported / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])
    for file in FILES:
        assert (exported / file).read_bytes() == (shipped.folder / file).read_bytes()
    own = json.loads((shipped.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (
        json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))["resources"]
        == own["resources"]
    )


def test_a_workbook_imported_again_is_the_same_ledger(exported, tmp_path, shipped):
    import_sheet(exported / "ledger.xlsx", tmp_path / "again")
    for file in (*FILES, "datapackage.json"):
        assert (tmp_path / "again" / file).read_bytes() == (shipped.folder / file).read_bytes(), file
    assert load(tmp_path / "again").table_hashes == shipped.table_hashes


def test_parquet_holds_every_cell_with_numbers_as_numbers(exported, shipped):
    for name, table in TABLES.items():
        read = polars.read_parquet(exported / f"{name}.parquet")
        with (shipped.folder / table.file).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert read.columns == list(table.names) and len(read) == len(rows)
        for column in table.columns:
            for got, cell in zip(read[column.name], (row[column.name] for row in rows), strict=True):
                if column.kind in ("count", "number", "sign"):
                    assert got == (float(cell) if cell else None)
                elif column.kind == "flag":
                    assert got == {"true": True, "false": False, "": None}[cell]
                else:
                    assert got == (cell or None)


def test_the_same_ledger_gives_the_same_bytes(exported, tmp_path):
    again = write_export(ledger_export(None), tmp_path / "again", FORMATS)
    assert {path.name for path in again} == {path.name for path in exported.iterdir()}
    for path in again:
        assert path.read_bytes() == (exported / path.name).read_bytes(), path.name


def hostile(tmp_path):
    """An export whose texts a spreadsheet would run."""
    fields = (Field("who"), Field("killed", "number"), Field("=cmd"))
    rows = (("=1+1", -2.0, "@SUM(A1)"), ("\t=1", float("inf"), "+49 30"), ("-x", None, "http://example.org"))
    export = Export("made_up", {"title": "Made up"}, (ExportTable("attack", "=title", "", fields, rows),))
    write_export(export, tmp_path / "out", FORMATS)
    return tmp_path / "out"


def test_a_text_that_would_run_is_shown_and_a_number_stays_one(tmp_path):
    folder = hostile(tmp_path)
    assert (folder / "attack.csv").read_text(encoding="utf-8") == (
        "who,killed,'=cmd\n'=1+1,-2,'@SUM(A1)\n'\t=1,INF,'+49 30\n'-x,,http://example.org\n"
    )
    assert Package(str(folder / "datapackage.json")).validate().valid


def test_a_workbook_holds_no_formula_and_no_link(tmp_path):
    import zipfile

    with zipfile.ZipFile(hostile(tmp_path) / "made_up.xlsx") as book:
        names = book.namelist()
        sheets = b"".join(book.read(name) for name in names if name.startswith("xl/worksheets/"))
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets
    (page,) = [page for page in pages_of(tmp_path / "out" / "made_up.xlsx") if page.sheet == "attack"]
    assert page.rows[0].cells == ("=1+1", "-2", "@SUM(A1)")


def test_what_does_not_fit_a_cell_is_refused_and_nothing_written(tmp_path):
    table = ExportTable("long", "", "", (Field("note"),), (("x" * 40_000,),))
    with pytest.raises(
        TooLargeForWorkbookError, match=r"long: row 1, note: 40,000 characters .* export as csv"
    ):
        write_export(Export("made_up", {}, (table,)), tmp_path / "out", ("xlsx",))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderRefusedError, match="there is something there already"):
        write_export(ledger_export(None), tmp_path, ("csv",))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_told_with_the_option_that_names_it(tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(CannotWriteError) as refusal:
        write_export(ledger_export(None), tmp_path / "file" / "out", ("csv",))
    told = str(pickle.loads(pickle.dumps(refusal.value)))
    assert told.startswith(f"{tmp_path / 'file' / 'out'}: cannot be written (")
    assert "give another folder with --to" in told and "--out" not in told


def test_an_unknown_format_is_refused_with_those_there_are():
    with pytest.raises(RefusedError, match="'xls' is not known; give one or more of csv, parquet, xlsx"):
        check_formats(["xls"])


FIGURE = Figure(
    key="paths",
    title="Killed rose to 300",
    units="People",
    alt="A line that rises.",
    source="Claims of nobody.",
    svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text x="1" y="1">300</text></svg>',
    data_csv=csv_text(
        ("day", "who", "killed"), [("2024-01-01", "A, B", 100.0), ("2024-02-01", "=x", float("inf"))]
    ),
)
TABLE = Table(
    key="totals",
    title="Totals of the two bodies",
    columns=(Column("Body"), Column("Killed", "right"), Column("Said", "right"), Column("", "right")),
    rows=(("A & B", "1,200", Cell("about 1,200 (1,080–1,320)"), "x"), ("C", "", "at least 5", "")),
)
FINDING = Finding(
    "headline", "Some 300 were killed.", value=300.0, low=280.0, unit="people", claims=("T1", "T2")
)


@pytest.fixture
def report(tmp_path):
    """A page drawn by the publisher from blocks that are known here."""
    provenance = {section: {"name": "value"} for section in SECTIONS}
    details = ReportDetails("A report", "brief", "2024-06-01", (), provenance)
    path = tmp_path / "report.html"
    page = render(Document("A report", (FINDING, FIGURE, TABLE)), details)
    path.write_text(page, encoding="utf-8")
    return path


def test_every_result_of_a_report_is_read_out(report, tmp_path):
    export = report_export(report)
    found = {table.name: table for table in export.tables}
    assert list(found) == ["findings", "table_totals", "figure_paths", "provenance"]
    assert found["findings"].rows == (("headline", FINDING.sentence, 300.0, 280.0, None, "people", "T1 T2"),)
    assert found["figure_paths"].title == FIGURE.title
    assert found["figure_paths"].rows == (("2024-01-01", "A, B", 100.0), ("2024-02-01", "=x", float("inf")))
    assert [field.name for field in found["table_totals"].fields] == ["Body", "Killed", "Said", "column 4"]
    assert found["table_totals"].rows == (
        ("A & B", 1200.0, "about 1,200 (1,080–1,320)", "x"), ("C", None, "at least 5", None),
    )  # fmt: skip
    write_export(export, tmp_path / "out", FORMATS)
    assert Package(str(tmp_path / "out" / "datapackage.json")).validate().valid
    written = (tmp_path / "out" / "figure_paths.csv").read_text(encoding="utf-8")
    assert list(csv.reader(io.StringIO(written)))[2] == ["2024-02-01", "'=x", "INF"]


def test_what_is_no_html_report_is_refused(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    with pytest.raises(ReportRefusedError, match="has no record of what made it"):
        report_export(path)
