"""What a report reads is declared, can be nothing else, and alone decides when the report is made again."""

import contextlib
import csv
import io
import shutil

import nbformat
import pandas as pd
import pytest

from frontledger.ledger import LedgerError, UndeclaredTableError, load
from frontledger.ledger.daily.views import IMPORTED
from frontledger.ledger.ledger import IMPORT, READABLE, Ledger
from frontledger.ledger.tables import TABLES
from frontledger.notebook import session
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS, ROOT
from frontledger.publish import batch
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.report import Desk, ReportResult, render_report

NAMES = sorted(REGISTRY)
EVERY = pytest.mark.parametrize("name", NAMES)
EDITED = {
    "claimants": "means",
    "corrections": "reason",
    "events": "event",
    "forces": "definition",
    "measures": "definition",
    "offices": "shown_to",
    "scopes": "definition",
    "sources": "url",
}
"""The column of a table's last row that is edited, where there is no note."""


def edit(folder, table, shorten=False):
    """Change a cell that no number hangs on; `shorten` also takes the newest counts of drones away."""
    path, column = folder / f"{table}.csv", EDITED.get(table, "note")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    added = {"shown_to": "", "url": "-x"}.get(column, " Edited.")
    rows[-1][column] = f"{rows[-1][column]}{added}".strip() if added else "2024-11-30"
    if shorten and table in ("drone_launches", "drone_figures"):
        newest = max(row["reported_on"] for row in rows)
        rows = [row for row in rows if row["reported_on"] < newest]
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def reads(name):
    """The tables whose change makes the report new: corrections are of claims and of events."""
    declared = REGISTRY[name].reads
    return declared | {"corrections"} if declared & {"claims", "events"} else declared


def opened(folder, name):
    return load(folder).only(REGISTRY[name].reads, name)


@EVERY
def test_a_notebook_declares_tables_that_there_are_and_those_its_parameters_are_checked_by(name):
    assert {"claimants", "sources"} <= REGISTRY[name].reads <= READABLE


@EVERY
def test_begin_gives_what_is_declared_and_nothing_else(name):
    ledger = session.begin(name).ledger
    for one in (ledger, ledger.view(), ledger.view(claimants=("nis",))):
        for table in TABLES:
            if table in reads(name):
                assert len(getattr(one, table)), table
            else:
                with pytest.raises(UndeclaredTableError, match=f"{name} reads the table {table} without"):
                    getattr(one, table)
        assert set(one.tables) == reads(name) & set(TABLES)
    assert set(ledger.table_hashes) == {f"{table}.csv" for table in reads(name) - {IMPORT}}


def test_what_was_imported_is_declared_as_one(shipped):
    ledger = shipped.only(("claims", "claimants", "sources"), "one")
    for name in IMPORTED:
        with pytest.raises(UndeclaredTableError, match="add 'imported' to what one reads in notebook/param"):
            getattr(ledger, name)
    assert shipped.only(("claims", IMPORT), "one").drone_import is None


def test_the_day_is_that_of_the_newest_entry_that_is_read(shipped):
    for table in ("claims", "drone_launches", "drone_figures", "article_claims"):
        newest = getattr(shipped, table)["reported_on"].max().date()
        assert shipped.only((table, "claimants", "sources"), "one").as_of == newest
    assert shipped.only(("claims", "claimants"), "one").view(claimants=("nis",)).as_of == (
        shipped.claims["reported_on"].max().date()
    )


def test_a_ledger_without_a_word_in_what_is_read_is_refused(shipped):
    with pytest.raises(LedgerError, match=r"nothing was said in the tables that one reads \(claimants\)"):
        shipped.only(("claimants",), "one")


def test_corrections_count_where_they_are_of_what_is_read(shipped):
    assert "corrections.csv" in shipped.only(("claims",), "one").table_hashes
    assert "corrections.csv" not in shipped.only(("drone_launches",), "one").table_hashes


def stand_in(request):
    """A file that says what the report was made from."""
    data = repr(request.provenance["ledger"]).encode()
    for name in request.names:
        write_whole(request.out / name, data)
    return ReportResult(request, "done", {name: sha256(data) for name in request.names})


@pytest.fixture(scope="module")
def batch_made(tmp_path_factory):
    """Every notebook once over a copied ledger; the files are stand-ins."""
    folder = tmp_path_factory.mktemp("reads")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("*imported*"))
    run(folder)
    return folder


def run(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "render_report", stand_in)
        desk = Desk()
        requests = [
            desk.request(name, {"ledger": str(folder / "data")}, out=folder / "out", formats=("html",))
            for name in NAMES
        ]
        return batch.run(requests, folder / "out", jobs=1, fresh=False)


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES)
def test_a_changed_table_makes_exactly_the_reports_again_that_read_it(batch_made, table):
    files = {path.name.partition(".")[0]: path for path in (batch_made / "out").glob("[!.]*.html")}
    assert sorted(files) == NAMES
    before = {name: (file.read_bytes(), file.stat().st_mtime_ns) for name, file in files.items()}
    edit(batch_made / "data", table)
    states = {result.request.notebook.stem: result.state for result in run(batch_made)}
    assert states == {name: "done" if table in reads(name) else "unchanged" for name in NAMES}
    after = {name: (file.read_bytes(), file.stat().st_mtime_ns) for name, file in files.items()}
    assert {name for name in NAMES if after[name] != before[name]} == {
        name for name in NAMES if table in reads(name)
    }


@EVERY
def test_what_is_not_read_makes_no_difference_to_what_is(copy_of_data, name):
    """Every other table is edited, and the newest counts of drones are gone."""
    before = opened(copy_of_data, name).view()
    for table in sorted(set(TABLES) - reads(name)):
        edit(copy_of_data, table, shorten=True)
    after = opened(copy_of_data, name).view()
    assert after.as_of == before.as_of and after.table_hashes == before.table_hashes
    for table in before.tables:
        pd.testing.assert_frame_equal(getattr(after, table), getattr(before, table))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["arms_transfers", "drone_forecast"])
def test_made_afresh_it_has_the_same_bytes_whatever_happened_to_the_others(copy_of_data, tmp_path, name):
    def made(out):
        (tmp_path / out).mkdir()
        result = render_report(Desk().request(name, {"ledger": str(copy_of_data)}, out=tmp_path / out))
        assert result.state == "done", result.message
        return result.files

    before = made("before")
    for table in sorted(set(TABLES) - reads(name)):
        edit(copy_of_data, table)
    assert made("after") == before


@pytest.mark.slow
def test_a_fault_in_a_table_stops_the_reports_that_do_not_read_it_too(copy_of_data, tmp_path):
    path = copy_of_data / "drone_launches.csv"
    path.write_text(path.read_text(encoding="utf-8") + "no row\n", encoding="utf-8")
    for name in NAMES:
        with pytest.raises(LedgerError, match=r"drone_launches\.csv"):
            Desk().request(name, {"ledger": str(copy_of_data)}, out=tmp_path)


@pytest.mark.slow
@EVERY
def test_nothing_is_declared_that_is_not_read(name, monkeypatch):
    """The cells are run here, and every table they ask for is noted; loading itself joins some to the claims."""
    asked, get = set(), Ledger.__getattribute__

    def noted(ledger, attribute):
        asked.add(attribute)
        return get(ledger, attribute)

    whole = load()
    node = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    monkeypatch.setattr(Ledger, "__getattribute__", noted)
    monkeypatch.setattr(session, "load", lambda _: whole)
    scope: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in node.cells:
            if cell.cell_type == "code":
                exec(cell.source, scope)
    joined = {"claimants", "sources"} | ({"measures", "forces", "scopes"} if "select" in asked else set())
    imported = {IMPORT} if asked & set(IMPORTED) else set()
    assert REGISTRY[name].reads <= asked | joined | imported
