"""The public form of loss estimates: every row accounted for, every figure as the row has it, odd files refused."""

import csv
import subprocess
import sys

import pytest

from frontledger.ledger import LedgerError, check, load
from frontledger.ledger.exchange.losses import import_losses
from frontledger.ledger.exchange.losses.rows import SET_ASIDE

from . import books
from . import losses_table as made


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """The made-up table of 200 rows, imported once: its rows, and what the import answered."""
    folder = tmp_path_factory.mktemp("losses")
    rows = made.table()
    (folder / "table.csv").write_bytes(made.csv_bytes(rows))
    return rows, import_losses(folder / "table.csv", folder / "ledger")


def given(tmp_path, rows, **form):
    path = tmp_path / "losses.csv"
    path.write_bytes(made.csv_bytes(rows, **form))
    return path


def claims_of(folder):
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_taken_or_set_aside_with_its_own_reason(imported):
    rows, done = imported
    assert len(rows) == 200
    assert len(done.reading.rows) + len(done.reading.aside) == 200
    lines = {rows.index(row) + 2: reason for reason, row in made.ODD.items()}
    lines[rows.index(made.APART) + 2] = "date_apart"
    found = {row.line: row.reason for row in done.reading.aside}
    repeated = {line: reason for line, reason in found.items() if line not in lines}
    assert {line: found[line] for line in lines} == lines
    assert list(repeated.values()) == ["repeated"]
    assert set(found.values()) == set(SET_ASIDE)


def test_the_ledger_is_sound_and_says_where_it_comes_from(imported):
    _, done = imported
    assert check(done.folder) == []
    ledger = load(done.folder)
    assert ledger.title == "Losses of the war in Ukraine, from table.csv"
    assert len(ledger.claims) == len(done.reading.rows)
    assert set(ledger.claims["reliability"]) == {"F"} and set(ledger.claims["credibility"]) == {6}
    assert all(f"Row {row.line} of table.csv" in note for row, note in
               zip(done.reading.rows, [one["note"] for one in claims_of(done.folder)], strict=True))  # fmt: skip


def test_every_figure_is_the_rows_own_and_no_midpoint_is_made(imported):
    rows, done = imported
    for row, claim in zip(done.reading.rows, claims_of(done.folder), strict=True):
        day, low, high, best, *_ = rows[row.line - 2]
        if "." in low or "," in low:
            continue
        assert (claim["low"], claim["best"], claim["high"]) == (low, best, high)
        if "/" in day:
            assert claim["period_end"] == "-".join(reversed(day.split("/"))) == claim["reported_on"]


def test_separators_and_parts_of_people_are_told_and_read(imported):
    rows, done = imported
    by_line = {row.line: row for row in done.reading.rows}
    assert by_line[rows.index(made.SEPARATED) + 2].figures == (106000, 120000, 140000)
    assert by_line[rows.index(made.FRACTION) + 2].figures == (105998, 120674, 140783)
    told = "\n".join(done.lines)
    assert "1 separators: thousands separators were taken out" in told
    assert "1 rounded: parts of a person were rounded" in told


def test_words_in_source_url_go_into_the_note_and_an_address_stays_one(imported):
    rows, done = imported
    ledger = load(done.folder)
    claims = ledger.claims.set_index("claim_id")
    by_line = dict(zip([row.line for row in done.reading.rows], claims_of(done.folder), strict=True))
    letter = claims.loc[by_line[rows.index(made.SEPARATED) + 2]["claim_id"]]
    assert letter["url"] == "" and "The table says of the source: (by letter" in letter["note"]
    cut = claims.loc[by_line[rows.index(made.FRACTION) + 2]["claim_id"]]
    assert cut["url"] == "https://example.org/f" and cut["note"].endswith("see note")


def test_two_spellings_are_one_body_and_via_is_the_publisher(imported):
    _, done = imported
    ledger = load(done.folder)
    names = list(ledger.claimants["name"])
    assert len([name for name in names if name.startswith("Brant")]) == 1
    relayed = ledger.claims[ledger.claims["claimant"] == "Officials of Arden"]
    assert set(relayed["publisher"]) == {"Courier"}


def test_organs_of_the_two_states_are_parties_and_others_only_where_the_table_says_so(tmp_path, imported):
    _, done = imported
    claimants = load(done.folder).claimants.set_index("name")["belligerent"]
    assert set(claimants[claimants].index) == {
        "Armed Forces of Ukraine", "Office of the President of Ukraine", "Russian Ministry of Defence",
    }  # fmt: skip
    header = (*made.HEADER, "ignore for chart, data from warring parties")
    rows = [(*row, "yes" if "Daily" in row[5] else "") for row in made.good_rows(30)]
    told = import_losses(given(tmp_path, rows, header=header), tmp_path / "ledger")
    marked = load(told.folder).claimants.set_index("name")["belligerent"]
    assert marked["The Daily Ledger"] and not marked["Institute of Long Counts"]


def test_the_note_says_where_we_hedged_a_figure_that_the_table_does_not(imported):
    _, done = imported
    told = "The table does not hedge the figure; it is read as about."
    for claim in claims_of(done.folder):
        assert (told in claim["note"]) == (claim["qualifier"] == "about")


def test_a_column_under_another_of_its_names_is_the_same_column(tmp_path, imported):
    rows, done = imported
    other = ("date", "low", "high", "estimate_central", "type", "source", "url", "country")
    for names in (other, (*other[:3], "best", *other[4:]), (*other[:3], "Central", *other[4:])):
        folder = tmp_path / names[3]
        again = import_losses(given(tmp_path, rows, header=names), folder)
        assert [row.figures for row in again.reading.rows] == [row.figures for row in done.reading.rows]
        assert [row.url for row in again.reading.rows] == [row.url for row in done.reading.rows]


def test_only_measures_that_have_a_main_place_have_the_war_for_theirs(imported, shipped):
    _, done = imported
    own, places = (one.measures.set_index("measure")["main_scope"] for one in (load(done.folder), shipped))
    assert {name: place != "" for name, place in own.items()} == {
        name: places[name] != "" for name in own.index
    }
    assert set(own) == {"", "war"}


@pytest.mark.parametrize(
    ("types", "measure"),
    [
        (("killed", "Deaths", "death", "dead", "Fatalities", "KIA"), "killed"),
        (("wounded", "Injured", "WIA"), "wounded"),
        (("casualties", "Casualty", "losses", "killed and wounded", "KIA/WIA"), "casualties"),
        (("missing", "MIA"), "missing"),
    ],
)
def test_a_type_is_the_measure_that_its_word_means(tmp_path, types, measure):
    rows = [("05/05/2024", "", "", "9000", one, f"Body {one}", "", "russia") for one in types]
    done = import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert [claim["measure"] for claim in claims_of(done.folder)] == [measure] * len(types)


@pytest.mark.parametrize(
    ("countries", "force"),
    [
        (("RU", "rus", "Russia", "Russian", "Russian Federation"), "russian_troops"),
        (("UA", "ukr", "Ukraine", "Ukrainian"), "ukrainian_troops"),
    ],
)
def test_a_country_is_the_force_that_its_word_means(tmp_path, countries, force):
    rows = [("05/05/2024", "", "", "9000", "killed", f"Body {one}", "", one) for one in countries]
    done = import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert [claim["force"] for claim in claims_of(done.folder)] == [force] * len(countries)


@pytest.mark.parametrize("form", [{"terminator": "\r\n"}, {"encoding": "utf-8-sig"}])
def test_a_spreadsheets_marks_change_no_table(tmp_path, imported, form):
    rows, done = imported
    path = tmp_path / "table.csv"
    path.write_bytes(made.csv_bytes(rows, **form))
    again = import_losses(path, tmp_path / "ledger")
    for file in ("claims.csv", "claimants.csv", "sources.csv", "measures.csv"):
        assert (again.folder / file).read_bytes() == (done.folder / file).read_bytes()


def test_dates_of_a_file_are_month_first_where_a_row_shows_it(tmp_path):
    rows = [
        ("09/17/2024", "", "", "5000", "killed", "A", "", "RU"),
        ("03/04/2024", "", "", "4000", "killed", "A", "", "RU"),
    ]
    done = import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert [row.day.isoformat() for row in done.reading.rows] == ["2024-09-17", "2024-03-04"]
    assert "has its month first: row 2 shows it" in "\n".join(done.lines)


def test_dates_that_decide_both_ways_refuse_the_file(tmp_path):
    rows = [
        ("09/17/2024", "", "", "5000", "killed", "A", "", "RU"),
        ("17/09/2024", "", "", "4000", "killed", "A", "", "RU"),
    ]
    with pytest.raises(LedgerError, match=r"losses\.csv:3: date: .*write every date as YYYY-MM-DD"):
        import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert not (tmp_path / "ledger").exists()


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (("date", "low", "high", "central", "kind", "source", "url", "country"), "the column type is missing"),
        (("date", "estimate_low", "estimate_low", "estimate", "type", "source", "url", "country"), "is there twice"),
        (("a", "b", "c", "d", "e", "f", "g", "h"), "no header of the form is there"),
    ],
)  # fmt: skip
def test_a_header_that_is_not_the_forms_is_told(tmp_path, header, said):
    with pytest.raises(LedgerError, match=said):
        import_losses(given(tmp_path, made.good_rows(5), header=header), tmp_path / "ledger")


def test_where_no_row_is_left_every_reason_is_told(tmp_path):
    with pytest.raises(LedgerError) as refused:
        import_losses(given(tmp_path, list(made.ODD.values())), tmp_path / "ledger")
    assert len(refused.value.faults) == len(made.ODD)


def test_a_ledger_that_is_there_is_never_overwritten(tmp_path, copy_of_data):
    before = {path: path.read_bytes() for path in copy_of_data.glob("*.csv")}
    with pytest.raises(LedgerError, match="something in the folder already"):
        import_losses(given(tmp_path, made.good_rows(5)), copy_of_data)
    assert {path: path.read_bytes() for path in copy_of_data.glob("*.csv")} == before


def test_the_plan_has_six_reports_that_the_planner_takes(imported):
    from frontledger.notebook.parameters import check
    from frontledger.publish.plan import read_plan

    _, done = imported
    planned = read_plan(done.folder / "plan.yml")
    assert len(planned.reports) == 6
    for report in planned.reports:
        assert check(report.notebook, report.parameters).ledger == str(done.folder)


def test_the_truth_the_rows_were_made_from_lies_in_the_reconciled_bounds(imported):
    from frontledger.analysis.reconcile import reconcile

    _, done = imported
    killed, wounded = made.truth(made.LAST)
    found = reconcile(load(done.folder))
    for name, true in (("killed", killed), ("wounded", wounded), ("casualties", killed + wounded)):
        last = found.path(name).iloc[-1]
        assert 0.93 * last["lower"] <= true <= 1.07 * last["upper"], name
        assert last["estimate"] == pytest.approx(true, rel=0.15), name


@pytest.mark.parametrize("make", ["xlsx", "ods"])
def test_a_workbook_of_losses_gives_the_same_claims(tmp_path, make):
    rows = made.good_rows(20)
    plain = import_losses(given(tmp_path, rows), tmp_path / "plain")
    path = tmp_path / f"losses.{make}"
    numbered = [[int(cell) if cell.isdigit() else cell for cell in row] for row in rows]
    path.write_bytes(
        getattr(books, make)({"cover": [["About"]], "estimates": [list(made.HEADER), *numbered]})
    )
    done = import_losses(path, tmp_path / "book")
    said = [{**claim, "note": ""} for claim in claims_of(plain.folder)]
    assert [{**claim, "note": ""} for claim in claims_of(done.folder)] == said
    assert "sheet 'cover' is passed over" in done.lines


def test_date_cells_need_no_order_of_day_and_month(tmp_path):
    from datetime import datetime

    def typed(book, sheets):
        sheets["estimates"].write_datetime(
            1, 0, datetime(2024, 4, 3), book.add_format({"num_format": "mm/dd/yyyy"})
        )

    row = ["", "", "", 5000, "killed", "A body", "", "RU"]
    path = tmp_path / "losses.xlsx"
    path.write_bytes(books.xlsx({"estimates": [list(made.HEADER), row]}, typed))
    done = import_losses(path, tmp_path / "book")
    assert [row.day.isoformat() for row in done.reading.rows] == ["2024-04-03"]


def rows_of(*days):
    return [(day, "", "", str(5000 + place), "killed", "A body", "", "RU") for place, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "apart"),
    [
        (("05/02/2025", "06/02/2025", "07/02/2052"), [4]),
        (("05/02/2052", "05/02/2052", "06/02/2025", "07/02/2025", "08/02/2025"), [2, 3]),
        (("05/02/2052", "06/02/2025"), [2]),
        (("05/02/2040", "06/02/2025", "07/02/2099", "08/02/2024"), [2, 4]),
    ],
    ids=("one", "two of one slip", "as many", "three groups"),
)
def test_a_day_apart_from_the_others_is_set_aside_by_its_line_and_the_rest_is_taken(tmp_path, days, apart):
    done = import_losses(given(tmp_path, rows_of(*days)), tmp_path / "ledger")
    assert [(row.line, row.reason) for row in done.reading.aside] == [(line, "date_apart") for line in apart]
    assert len(claims_of(done.folder)) == len(days) - len(apart)
    assert f"{days[apart[0] - 2][-4:]}-02-" in done.reading.aside[0].detail


def test_days_five_years_from_one_to_the_next_are_all_taken(tmp_path):
    days = ("25/02/2022", "24/02/2027", "23/02/2032")
    assert import_losses(given(tmp_path, rows_of(*days)), tmp_path / "ledger").reading.aside == ()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (("claims.csv", 3, "best", "amiss", "mend it"), r"losses\.csv:3: estimate: amiss; mend it"),
        (("claimants.csv", 3, "name", "amiss", "mend it"), r"losses\.csv:3: source: amiss; mend it"),
        (("sources.csv", 9999, "url", "amiss", "mend it"), r"losses\.csv: the sources\.csv made of it"),
        (("measures.csv", 2, "name", "amiss", "mend it"), r"losses\.csv: the measures\.csv made of it"),
    ],
)
def test_what_a_made_ledger_is_refused_for_is_told_of_the_row_it_comes_from(
    tmp_path, monkeypatch, fault, said
):
    from frontledger.ledger import Fault
    from frontledger.ledger.exchange.losses import run

    def refuses(folder, *_):
        raise LedgerError([Fault(str(folder / fault[0]), *fault[1:])])

    monkeypatch.setattr(run, "new_ledger", refuses)
    rows = [(*row[:5], f"Body {place}", *row[6:]) for place, row in enumerate(made.good_rows(3))]
    with pytest.raises(LedgerError, match=said) as refused:
        import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert str(tmp_path / "ledger") not in str(refused.value)


@pytest.mark.parametrize("words", ["https://=x/y", "a cafe\u0301", "a \u3164 blank", "a \ufffd break"])
def test_words_of_a_row_that_no_ledger_may_hold_are_told_in_plain_ones(tmp_path, words):
    rows = [(*row[:6], words, row[7]) for row in made.good_rows(3)]
    done = import_losses(given(tmp_path, rows), tmp_path / "ledger")
    assert check(done.folder) == [] and len(done.reading.rows) == 3


def test_the_report_kept_with_the_ledger_names_every_row(tmp_path):
    rows = [
        *made.good_rows(20),
        *[("", *made.APART[1:])] * 9,
        *[(*made.SEPARATED[:5], f"B {n}", "", "RU") for n in range(8)],
    ]
    done = import_losses(given(tmp_path, rows), tmp_path / "ledger")
    kept = (done.folder / "IMPORT.md").read_text(encoding="utf-8")
    assert all(f"{line} ('' is no date to the day)" in kept for line in range(22, 31))
    assert "rows 31, 32, 33, 34, 35, 36, 37, 38" in kept and " more" not in kept.split("CAUTION")[0]
    assert "29 ('' is" not in "\n".join(done.lines) and "and 4 more, all in IMPORT.md" in "\n".join(
        done.lines
    )


def book_of(tmp_path, *rows, prepare=None, header=made.HEADER):
    """A workbook of losses; `prepare` is given the book and the sheet."""
    path = tmp_path / "losses.xlsx"
    path.write_bytes(
        books.xlsx(
            {"estimates": [list(header), *map(list, rows)]},
            prepare and (lambda book, sheets: prepare(book, sheets["estimates"])),
        )
    )
    return path


NUMBERED = [["2024-05-0" + str(day), 90, 110, 100 + day, "killed", "A body", "", "RU"] for day in range(1, 5)]


def test_a_percentage_sets_aside_its_row_and_none_where_the_column_is_not_read(tmp_path):
    def percent(book, sheet):
        shown = book.add_format({"num_format": "0%"})
        sheet.write_number(2, 3, 0.35, shown)
        sheet.write_number(3, 8, 0.35, shown)

    path = book_of(tmp_path, *NUMBERED, prepare=percent, header=(*made.HEADER, "certainty"))
    done = import_losses(path, tmp_path / "ledger")
    (aside,) = done.reading.aside
    assert (aside.line, aside.reason) == (3, "number_unreadable")
    assert aside.detail == "estimate: the cell shows 35% and holds 0.35"
    assert [row.line for row in done.reading.rows] == [2, 4, 5]


@pytest.mark.parametrize("value", [b"<v></v>", b"<v/>", b"<v />", b""])
@pytest.mark.parametrize(
    ("column", "reason"),
    [(0, "date_unreadable"), (1, "number_unreadable"), (4, "type_unknown"), (5, "source_unreadable"),
     (6, "source_unreadable"), (7, "country_unknown"), (8, "")],
)  # fmt: skip
def test_a_row_with_a_formula_that_has_no_value_is_set_aside_where_the_cell_is_read(
    tmp_path, column, reason, value
):
    path = book_of(
        tmp_path, *NUMBERED, header=(*made.HEADER, "working"),
        prepare=lambda _, sheet: sheet.write_formula(2, column, "=B2*2", None, 777),
    )  # fmt: skip
    name = "xl/worksheets/sheet1.xml"
    path.write_bytes(
        books.changed(path.read_bytes(), **{name: lambda part: part.replace(b"<v>777</v>", value)})
    )
    done = import_losses(path, tmp_path / "ledger")
    assert [(row.line, row.reason) for row in done.reading.aside] == ([(3, reason)] if reason else [])
    assert len(claims_of(done.folder)) == (3 if reason else 4)


def test_an_error_in_place_of_a_value_sets_its_row_aside(tmp_path):
    path = book_of(
        tmp_path, *NUMBERED, prepare=lambda _, sheet: sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    )
    (aside,) = import_losses(path, tmp_path / "ledger").reading.aside
    assert (aside.line, aside.reason) == (3, "number_unreadable") and "an error" in aside.detail


def test_a_row_of_formulas_without_values_alone_is_a_row(tmp_path):
    path = book_of(
        tmp_path, *NUMBERED, prepare=lambda _, sheet: sheet.write_formula(7, 3, "=SUM(D2:D5)", None, "")
    )
    (aside,) = import_losses(path, tmp_path / "ledger").reading.aside
    assert (aside.line, aside.reason) == (8, "number_unreadable")


def test_a_heading_without_a_value_refuses_the_table(tmp_path):
    path = book_of(
        tmp_path, *NUMBERED, prepare=lambda _, sheet: sheet.write_formula(0, 1, '="estimate_low"', None, "")
    )
    with pytest.raises(LedgerError, match="cell B1: the formula has no stored value"):
        import_losses(path, tmp_path / "ledger")


def test_a_file_name_that_is_no_plain_text_harms_nothing(tmp_path):
    path = tmp_path / "a\x1b[2J\udcff.csv"
    path.write_bytes(made.csv_bytes(made.good_rows(5)))
    done = import_losses(path, tmp_path / "ledger")
    assert check(done.folder) == []
    assert "\x1b" not in (done.folder / "plan.yml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_plan_makes_six_reports_with_no_code_written(tmp_path):
    """Of sixty rows and as HTML, to be quick; none fails, and each speaks of the force of the table."""
    done = import_losses(given(tmp_path, made.good_rows(60)), tmp_path / "ledger")
    plan = tmp_path / "html.yml"
    plan.write_text((done.folder / "plan.yml").read_text(encoding="utf-8").replace("[html, pdf]", "[html]"))
    command = [
        sys.executable,
        "-m",
        "frontledger",
        "batch",
        str(plan),
        "--jobs",
        "2",
        "--out",
        str(tmp_path / "out"),
    ]
    made_now = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made_now.returncode == 0, made_now.stdout + made_now.stderr
    pages = [
        path for path in (tmp_path / "out").glob("*.html") if path.name not in ("index.html", "compare.html")
    ]
    assert len(pages) == 6
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "Russian troops" in text and "DPRK" not in text, page.name
