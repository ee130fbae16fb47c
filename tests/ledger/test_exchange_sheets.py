"""A workbook becomes a ledger or adds to one: located faults, stated conversions, all of it or nothing."""

import csv
from collections import Counter
from datetime import datetime

import pytest

from frontledger.ledger import LedgerError, check, load
from frontledger.ledger.exchange.sheets import import_sheet
from frontledger.ledger.exchange.workbooks import _text
from frontledger.ledger.tables import TABLES

from . import books

CLAIM = {
    "claim_id": "T900", "measure": "casualties", "force": "dprk_troops", "best": 6300, "qualifier": "more_than",
    "period_end": "2025-06-15", "scope": "kursk", "claimant_id": "uk_mod", "source_id": "yonhap_2025_02_04",
    "reported_on": "2025-01-30", "kind": "estimate", "credibility": 3, "note": "Made up.",
}  # fmt: skip


def sheet_of(*claims, columns=TABLES["claims"].names):
    return [list(columns), *([claim.get(name, "") for name in columns] for claim in claims)]


def tables_of(folder):
    found = {}
    for name, table in TABLES.items():
        with (folder / table.file).open(encoding="utf-8", newline="") as file:
            found[name] = list(csv.reader(file))
    return found


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def given(tmp_path):
    def write(data, name="book.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def claim(shipped):
    """A claim the shipped ledger could hold: of a source and a body it knows."""
    first = shipped.claims[
        (shipped.claims["measure"] == "casualties") & (shipped.claims["claimant_id"] == "uk_mod")
    ].iloc[0]
    day = f"{first['reported_on']:%Y-%m-%d}"
    return CLAIM | {"source_id": first["source_id"], "period_end": day, "reported_on": day, "best": 6321}


@pytest.mark.parametrize("make", [books.xlsx, books.ods])
def test_a_workbook_of_all_tables_becomes_the_same_ledger(given, tmp_path, copy_of_data, make):
    tables = tables_of(copy_of_data)
    path = given(make(tables), "book.ods" if make is books.ods else "book.xlsx")
    import_sheet(path, tmp_path / "made")
    assert tables_of(tmp_path / "made") == tables
    assert check(tmp_path / "made") == []


def test_one_sheet_of_claims_adds_to_a_ledger_and_nothing_else_changes(given, copy_of_data, claim):
    before = files_of(copy_of_data)
    told = import_sheet(given(books.xlsx({"Sheet1": sheet_of(claim)})), copy_of_data)
    after = files_of(copy_of_data)
    assert {name for name in after if after[name] != before[name]} == {"claims.csv"}
    added = set(after["claims.csv"].splitlines()) - set(before["claims.csv"].splitlines())
    assert [line.split(b",")[0] for line in added] == [b"T900"]
    assert "claims.csv: 1 new row, 0 there already" in told
    assert "Sheet1: read as claims, by its header" in told
    again = import_sheet(given(books.xlsx({"Sheet1": sheet_of(claim)})), copy_of_data)
    assert "claims.csv: 0 new rows, 1 there already" in again
    assert files_of(copy_of_data) == after


def test_claims_alone_become_a_ledger_with_the_shipped_codebook(given, tmp_path, claim):
    told = import_sheet(given(books.xlsx({"claims": sheet_of(claim)})), tmp_path / "made")
    ledger = load(tmp_path / "made")
    assert list(ledger.claims["claim_id"]) == ["T900"]
    assert list(ledger.claimants["claimant_id"]) == ["uk_mod"]
    assert "claimants.csv: 1 row of the shipped ledger, which the file names" in told


def test_a_csv_of_claims_from_a_spreadsheet_is_taken_too(given, copy_of_data, claim):
    rows = sheet_of(claim | {"best": "6321", "credibility": "3"})
    text = "\r\n".join(";".join(map(str, row)) for row in rows)
    told = import_sheet(given(b"\xef\xbb\xbf" + text.encode(), "claims.csv"), copy_of_data)
    assert "claims.csv: 1 new row, 0 there already" in told
    assert any("semicolons" in line for line in told) and any("byte order mark" in line for line in told)


def test_every_fault_names_its_cell_and_nothing_is_written(given, copy_of_data, claim):
    before = files_of(copy_of_data)
    wrong = [
        claim | {"claim_id": "T901", "best": "6,000"},
        claim | {"claim_id": "T902", "period_end": "15/06/2025"},
        claim | {"claim_id": "T903", "claimant_id": "uk_mud"},
        claim | {"claim_id": "T904", "best": 60_000_000},
    ]
    with pytest.raises(LedgerError) as refused:
        import_sheet(given(books.xlsx({"claims": sheet_of(*wrong)})), copy_of_data)
    place = {name: chr(ord("A") + number) for number, name in enumerate(TABLES["claims"].names)}
    said = str(refused.value)
    for row, column, words in (
        (2, "best", "6,000 has a thousands separator; write 6000"),
        (3, "period_end", "15/06/2025 is not an ISO date; write 2025-06-15, year first"),
        (4, "claimant_id", "did you mean uk_mod?"),
        (5, "best", "over the ceiling"),
    ):
        assert any(
            f"book.xlsx: claims: cell {place[column]}{row}: " in line and words in line
            for line in said.splitlines()
        )
    assert files_of(copy_of_data) == before


def test_a_row_that_is_there_with_other_content_is_refused(given, copy_of_data):
    with (copy_of_data / "claims.csv").open(encoding="utf-8", newline="") as file:
        old = next(row for row in csv.DictReader(file) if row["best"])
    with pytest.raises(LedgerError, match=r"is in claims\.csv with best .*corrections\.csv"):
        import_sheet(given(books.xlsx({"claims": sheet_of(old | {"best": "5001"})})), copy_of_data)


def test_another_bodys_same_figure_is_told_as_a_likely_echo(given, copy_of_data, claim, shipped):
    other = shipped.claims[
        (shipped.claims["measure"] == "casualties") & (shipped.claims["best"] == 4000)
    ].iloc[0]
    like = claim | {
        "best": 4000, "qualifier": other["qualifier"], "source_id": other["source_id"],
        "period_end": f"{other['reported_on']:%Y-%m-%d}", "reported_on": f"{other['reported_on']:%Y-%m-%d}",
    }  # fmt: skip
    told = import_sheet(given(books.xlsx({"claims": sheet_of(like)})), copy_of_data)
    assert any(line.startswith("CAUTION: T900: ") and "may be its echo" in line for line in told)


def typed(book, sheets):
    """What a person types into a spreadsheet: dates, a month, and what must be refused."""
    from datetime import datetime

    sheet, columns = sheets["claims"], TABLES["claims"].names
    day, month = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "mmm yyyy"})
    sheet.write_datetime(1, columns.index("reported_on"), datetime(2025, 6, 15), day)
    sheet.write_datetime(1, columns.index("period_end"), datetime(2025, 6, 1), month)


def test_typed_dates_are_read_as_days_and_shown_months_as_months(given, copy_of_data, claim):
    rows = sheet_of(claim | {"source_id": "", "reported_on": "", "period_end": ""})
    rows[1][TABLES["claims"].names.index("source_id")] = _undated(copy_of_data)
    told = import_sheet(given(books.xlsx({"claims": rows}, typed)), copy_of_data)
    line = next(
        line for line in (copy_of_data / "claims.csv").read_text().splitlines() if line.startswith("T900")
    )
    assert ",2025-06,kursk" in line and ",2025-06-15,estimate" in line
    assert "claims: 1 date cell is read as YYYY-MM-DD" in told
    assert "claims: 1 date cell shows a month, read as YYYY-MM" in told


def _undated(folder):
    with (folder / "sources.csv").open(encoding="utf-8", newline="") as file:
        return next(row["source_id"] for row in csv.DictReader(file) if not row["published_on"])


SPOILT = {
    "shows 12.5% and holds 0.125": lambda book, sheet: sheet.write(
        1, 4, 0.125, book.add_format({"num_format": "0.0%"})
    ),
    "holds an error in place of a value": lambda book, sheet: sheet.write_formula(
        1, 4, "=1/0", None, "#DIV/0!"
    ),
    "a spreadsheet would run as a formula": lambda book, sheet: sheet.write_string(1, 18, "=HYPERLINK(1)"),
    "cell Z1: the column has no heading": lambda book, sheet: sheet.write(1, 25, "stray"),
}


@pytest.mark.parametrize(("said", "spoil"), SPOILT.items(), ids=("percent", "error", "formula", "stray"))
def test_cells_that_cannot_be_meant_are_refused(given, copy_of_data, claim, spoil, said):
    data = books.xlsx({"claims": sheet_of(claim)}, lambda book, sheets: spoil(book, sheets["claims"]))
    with pytest.raises(LedgerError, match=said):
        import_sheet(given(data), copy_of_data)


def test_a_formula_counts_as_its_stored_value_and_without_one_is_refused(given, copy_of_data, claim):
    best = TABLES["claims"].names.index("best")
    data = books.xlsx(
        {"claims": sheet_of(claim)},
        lambda book, sheets: sheets["claims"].write_formula(1, best, "=6000+321", None, 6321),
    )
    import_sheet(given(data), copy_of_data)
    assert b"T900,casualties,dprk_troops,,6321," in (copy_of_data / "claims.csv").read_bytes()
    name = "xl/worksheets/sheet1.xml"
    bare = books.changed(data, **{name: lambda part: part.replace(b"<v>6321</v>", b"")})
    with pytest.raises(LedgerError, match="cell E2: the formula has no stored value"):
        import_sheet(given(bare), copy_of_data)


@pytest.mark.parametrize("value", [b"<v></v>", b"<v/>", b"<v> </v>", b"", b"<v>0</v>", b"<v></v><f>A1</f>"])
@pytest.mark.parametrize("column", ["note", "best", "measure"])
def test_a_formula_that_a_library_wrote_without_its_value_is_refused_in_every_column(
    given, copy_of_data, claim, column, value
):
    place, before = TABLES["claims"].names.index(column), files_of(copy_of_data)
    data = books.xlsx(
        {"claims": sheet_of(claim | {"qualifier": "between", "low": 6000, "high": 7000})},
        lambda book, sheets: sheets["claims"].write_formula(1, place, "=(D2+F2)/2", None, 777),
    )
    name = "xl/worksheets/sheet1.xml"
    bare = books.changed(data, **{name: lambda part: part.replace(b"<v>777</v>", value)})
    with pytest.raises(LedgerError, match=f"cell {chr(ord('A') + place)}2: the formula has no stored value"):
        import_sheet(given(bare), copy_of_data)
    assert files_of(copy_of_data) == before


def test_a_nought_that_a_formula_gives_is_one_where_the_workbook_was_computed(given, copy_of_data, claim):
    place = TABLES["claims"].names.index("note")
    data = books.xlsx(
        {"claims": sheet_of(claim)}, lambda book, sheets: sheets["claims"].write_formula(1, place, "=1-1")
    )
    settled = books.changed(
        data, **{"xl/workbook.xml": lambda part: part.replace(b'fullCalcOnLoad="1"', b"")}
    )
    import_sheet(given(settled), copy_of_data)
    assert b"estimate,,3,0\n" in (copy_of_data / "claims.csv").read_bytes()


ODS_FORMULAS = {
    "<table:table-cell {f}/>": True,
    '<table:table-cell {f} office:value-type="float"/>': True,
    '<table:table-cell {f} office:value-type="date"/>': True,
    '<table:table-cell {f} office:value-type="string"/>': True,
    '<table:table-cell {f} office:value-type="string"><office:annotation><text:p>Why</text:p></office:annotation>'
    "</table:table-cell>": True,
    '<table:table-cell {f} office:value-type="string"><text:p>a word</text:p></table:table-cell>': False,
    '<table:table-cell {f} office:value-type="string" office:string-value=""/>': False,
    '<table:table-cell {f} office:value-type="string" office:string-value="a word"/>': False,
}


@pytest.mark.parametrize(("cell", "refused"), ODS_FORMULAS.items())
def test_a_formula_of_an_ods_needs_its_value_too(given, copy_of_data, claim, cell, refused):
    columns = TABLES["claims"].names[:-1]
    rows = sheet_of(claim, columns=columns)
    rows[0].append("note")
    end = b"</table:table-row>"
    formula = cell.format(f='table:formula="of:=1"').encode()
    whole = books.changed(
        books.ods({"claims": rows}), **{"content.xml": lambda part: (formula + end).join(part.rsplit(end, 1))}
    )
    if refused:
        with pytest.raises(LedgerError, match="cell S2: the formula has no stored value"):
            import_sheet(given(whole, "book.ods"), copy_of_data)
    else:
        import_sheet(given(whole, "book.ods"), copy_of_data)
        assert b"T900," in (copy_of_data / "claims.csv").read_bytes()


def test_rows_of_an_ods_that_are_repeated_are_each_told(given, copy_of_data, claim):
    rows = sheet_of(claim)
    cell = '<table:table-cell table:formula="of:=1"/>'
    more = f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
    with pytest.raises(LedgerError) as refused:
        import_sheet(given(books.ods({"claims": rows}, more), "book.ods"), copy_of_data)
    assert all(f"cell A{row}: the formula has no stored value" in str(refused.value) for row in (3, 4))


def test_a_formula_that_gives_an_empty_text_is_a_blank_cell_and_told(given, copy_of_data, claim):
    note = TABLES["claims"].names.index("note")
    data = books.xlsx(
        {"claims": sheet_of(claim)},
        lambda book, sheets: sheets["claims"].write_formula(1, note, '=""', None, "x"),
    )
    name = "xl/worksheets/sheet1.xml"
    told = import_sheet(
        given(books.changed(data, **{name: lambda part: part.replace(b"<v>x</v>", b"<v></v>")})), copy_of_data
    )
    assert "claims: 1 formula gives an empty text, read as a blank cell" in told


def test_cells_of_a_sheet_that_is_no_table_keep_no_table_out(given, copy_of_data, claim):
    def working(book, sheets):
        sheets["working"].write_number(0, 0, 0.35, book.add_format({"num_format": "0%"}))
        sheets["working"].write_formula(1, 0, "=1/0", None, "#DIV/0!")

    told = import_sheet(
        given(books.xlsx({"working": [[""]], "claims": sheet_of(claim)}, working)), copy_of_data
    )
    assert "working: no table of a ledger, passed over" in told
    assert "claims.csv: 1 new row, 0 there already" in told


def test_hidden_sheets_and_rows_are_read_and_told(given, copy_of_data, claim):
    def hide(book, sheets):
        sheets["claims"].hide()
        sheets["claims"].set_row(1, None, None, {"hidden": True})

    data = books.xlsx({"cover": [["Our claims"]], "claims": sheet_of(claim)}, hide)
    told = import_sheet(given(data), copy_of_data)
    assert "claims: the sheet is hidden; it is read like the others" in told
    assert "claims: 1 row is hidden and read like the others" in told
    assert "cover: no table of a ledger, passed over" in told


def test_columns_are_found_by_name_and_a_strange_or_missing_one_is_a_fault(given, copy_of_data, claim):
    columns = [name for name in reversed(TABLES["claims"].names) if name != "spokesman"]
    told = import_sheet(given(books.xlsx({"claims": sheet_of(claim, columns=columns)})), copy_of_data)
    assert "claims: no column spokesman, left blank" in told
    strange = [name for name in columns if name not in ("measure", "best")] + ["bset"]
    with pytest.raises(LedgerError) as refused:
        import_sheet(given(books.xlsx({"claims": sheet_of(claim, columns=strange)})), copy_of_data)
    said = str(refused.value)
    assert "the column 'bset' is not known (did you mean best?)" in said
    assert "the column measure is missing" in said


def test_a_disk_that_fails_halfway_leaves_every_table_as_it_was(given, copy_of_data, claim, monkeypatch):
    from frontledger.ledger import whole

    before = files_of(copy_of_data)
    sheets = {"claims": sheet_of(claim | {"source_id": "new_page"})}
    sheets["sources"] = [["source_id", "publisher", "url", "published_on"], ["new_page", "Daily", "", ""]]
    path, moves = given(books.xlsx(sheets)), []
    replace = whole.Path.replace

    def failing(part, target):
        if target.name == "claims.csv":
            raise OSError(28, "No space left on device")
        moves.append(target.name)
        return replace(part, target)

    monkeypatch.setattr(whole.Path, "replace", failing)
    with pytest.raises(whole.TableNotWrittenError, match=r"claims\.csv.*No space left"):
        import_sheet(path, copy_of_data)
    assert "sources.csv" in moves
    assert files_of(copy_of_data) == before


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (datetime(2025, 1, 13), "2025-01-13"),
        (datetime(2025, 1, 13, 1), "2025-01-13 01:00:00"),
        (datetime(2025, 1, 13, 0, 1), "2025-01-13 00:01:00"),
        (datetime(2025, 1, 13, 0, 0, 1), "2025-01-13 00:00:01"),
    ],
)
def test_a_moment_is_a_day_at_midnight_alone(cell, text):
    assert _text(cell, False, Counter()) == text
