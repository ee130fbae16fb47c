"""What the generator and the fuzzers found, each under its name: once answered badly, now refused or harmless."""

import gzip
import json
import os

import pytest
from targets import kept as kept_target

from frontledger.ledger import check
from frontledger.ledger.daily.stored import COLUMNS, read_stored
from frontledger.ledger.daily.writing import FOLDER, PROVENANCE, TABLES
from frontledger.notebook.project import NOTEBOOKS, ROOT
from frontledger.publish.errors import NotebookRefusedError
from frontledger.publish.kept import find
from frontledger.publish.key import FILE, read_manifest
from frontledger.publish.parameters import find_notebook
from frontledger.publish.report import Desk

CORPUS = ROOT / "fuzz" / "corpus"


def test_a_lone_joiner_is_not_a_name(small_ledger):
    small_ledger.spoil("forces", "troops,Troops", "troops,\u200d")
    assert small_ledger.faults() == [
        "forces.csv:2: name: it holds the unseen or broken character U+200D; delete that character"
    ]


@pytest.mark.parametrize("blank", ["\u2800", "\u3164", "\uffa0"])
def test_a_letter_that_shows_nothing_is_not_a_name(small_ledger, blank):
    small_ledger.spoil("forces", "troops,Troops", f"troops,{blank}")
    assert "the unseen or broken character" in small_ledger.faults()[0]


def test_a_mark_without_its_letter_is_refused(small_ledger):
    small_ledger.spoil("forces", "troops,Troops", "troops,\u0301Troops")
    assert small_ledger.faults() == [
        "forces.csv:2: name: it starts with U+0301, a mark that belongs on a letter before it; "
        "delete that character, or write the letter"
    ]


def test_a_person_in_two_spellings_of_unicode_is_not_two(small_ledger):
    """Offices are compared with an article's by the person's name, letter by letter."""
    small_ledger.spoil("offices", "A Minister,", "Jose\u0301,")
    assert small_ledger.faults() == [
        "offices.csv:2: person: é is written as a letter with its accent beside it, so that it equals no other é; "
        "write é as one character (Unicode's form NFC)"
    ]


@pytest.mark.parametrize(
    ("cut", "line"), [(1, 5), (3, 5), (14, 5)], ids=["its line end", "part of a cell", "all but the key"]
)
def test_a_table_cut_off_in_its_last_row_is_one_fault(small_ledger, cut, line):
    """What refers to rows that may be lost is not blamed."""
    file = small_ledger.file("scopes")
    file.write_bytes(file.read_bytes()[:-cut])
    assert small_ledger.faults() == [
        f"scopes.csv:{line - 1}: the row has no line end, so the file may have been cut off in it; "
        "see that nothing is missing, and end the row with a line break"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
@pytest.mark.parametrize("name", ["events.csv", "datapackage.json"])
def test_a_pipe_in_a_files_place_is_not_waited_for(small_ledger, name):
    (small_ledger.path / name).unlink(missing_ok=True)
    os.mkfifo(small_ledger.path / name)
    (fault,) = small_ledger.faults()
    assert fault.startswith(f"{name}: the file cannot be read (it is no plain file); ")


def test_a_device_in_a_tables_place_is_not_read_without_end(small_ledger):
    small_ledger.file("events").unlink()
    small_ledger.file("events").symlink_to("/dev/zero")
    (fault,) = small_ledger.faults()
    assert fault.startswith("events.csv: the file cannot be read (it is a link")


def test_a_port_that_cannot_be_is_no_address(small_ledger):
    small_ledger.spoil("sources", "https://example.org/3", "https://example.org:99999/3")
    assert small_ledger.faults() == [
        "sources.csv:4: url: https://example.org:99999/3 has no host, or no port, that there can be; "
        "write it as https://host/page, as the browser shows it"
    ]


@pytest.mark.parametrize(
    ("table", "old", "new", "column"),
    [
        ("drone_launches", "2024-12,table", "1924-12,table", "month"),
        ("article_claims", "2025-01,2025-01-15", "2025-01,2095-01-15", "reported_on"),
        ("claims", "2024-10,2024-11,country", "1924-10,2024-11,country", "period_start"),
    ],
)
def test_a_year_mistyped_by_decades_is_refused(small_ledger, table, old, new, column):
    line = small_ledger.spoil(table, old, new)
    (fault,) = small_ledger.faults()
    assert fault.startswith(f"{table}.csv:{line}: {column}: ")
    assert "is more than five years from any other date of its kind in the ledger; mend the year" in fault


def test_a_report_of_long_ago_stands_where_its_page_is_as_old(small_ledger):
    small_ledger.spoil("sources", "page4,Weekly,,2025-02", "page4,Weekly,,1953-07")
    small_ledger.spoil(
        "events", "E2,2025-02,Return,deployment,page4", "E2,1953-07,Armistice,deployment,page4"
    )
    small_ledger.spoil(
        "claims",
        "C5,sent,troops,10000,,12000,between,2024-10,2024-11,country,,ministry,,page4,2024-12",
        "C5,sent,troops,10000,,12000,between,1953-06,1953-07,country,,ministry,,page4,1953-07",
    )
    small_ledger.spoil("claims", "page4,2025-01-31,forecast", "page5,2025-01-31,forecast")
    assert small_ledger.faults() == []


def test_a_range_holds_though_the_codebooks_key_cannot_be_read(small_ledger):
    """Of a mixture of twenty faults, one message was missing."""
    line = small_ledger.spoil("measures", "sent,Sent", "sent\u200b,Sent")
    other = small_ledger.spoil("claims", "C6,sent,troops,,3000", "C6,sent,troops,,300000")
    assert [fault.split(";")[0] for fault in small_ledger.faults()] == [
        f"claims.csv:{other}: best: 300000 is over the ceiling of 100000",
        f"measures.csv:{line}: measure: it holds the unseen or broken character U+200B",
    ]


def test_a_series_that_was_lost_may_have_been_the_main_one(small_ledger):
    small_ledger.spoil("drone_series", "all,true,", "all,true")
    small_ledger.file("drone_series").write_bytes(
        small_ledger.file("drone_series").read_bytes()
        + b"other,Another table,agency,computed,exact,end_date,excluded,all,false,\n"
    )
    (fault,) = small_ledger.faults()
    assert fault.startswith("drone_series.csv:2: the row has 9 cells, the header 10; ")


def test_a_title_given_twice_is_refused_and_broken_json_is_located(small_ledger):
    package = small_ledger.path / "datapackage.json"
    package.write_text('{"title": "a", "title": "b"}')
    assert small_ledger.faults() == ["datapackage.json: title: the title is given twice; give it once"]
    package.write_text('{"title": "a",\n "x": }')
    (fault,) = small_ledger.faults()
    assert fault.startswith("datapackage.json:2: the file is no JSON (Expecting value); ")


def test_a_notebooks_name_of_two_lines_is_told_on_one():
    with pytest.raises(NotebookRefusedError) as refused:
        find_notebook("a\nb.ipynb")
    assert str(refused.value).startswith("a\\nb.ipynb: no such notebook file; ")


def test_a_notebook_with_one_id_twice_is_refused_and_not_mended_by_lot(tmp_path):
    path = tmp_path / "twice.ipynb"
    node = json.loads((NOTEBOOKS / "brief.ipynb").read_text(encoding="utf-8"))
    path.write_text(json.dumps(node | {"cells": [node["cells"][0], *node["cells"]]}), encoding="utf-8")
    with pytest.raises(NotebookRefusedError) as refused:
        Desk().request(str(path), {}, out=tmp_path / "out", allow_outside=True)
    assert str(refused.value) == (
        "twice.ipynb: two of its cells have the same id; open it in JupyterLab and save it"
    )


ENTRY = {"key": "k", "state": "done", "files": {}, "headlines": [], "number": None}
NUMBER = {"key": "k", "value": 10**400, "low": None, "high": None, "unit": "u"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        json.dumps({"reports": {"a": ENTRY | {"number": NUMBER}}}),
        json.dumps({"reports": {"a": ENTRY | {"key": "\ud800"}}}),
        json.dumps({"reports": {"a": ENTRY | {"headlines": "abc"}}}),
    ],
    ids=["a deep nest", "a number beyond any", "half a pair", "headlines that are letters"],
)
def test_a_manifest_that_cannot_be_read_counts_as_none(tmp_path, text):
    (tmp_path / FILE).write_text(text)
    assert read_manifest(tmp_path).reports == {}


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"{}")[:-9] + b"\xff" * 9,
        b"\x1f\x8b\x08\x00" + b"\xff" * 40,
        gzip.compress(b"[" * 100_000),
        gzip.compress(b'{"key": "k", "cells": [7], "metadata": {}}'),
        gzip.compress(b'{"key": "k", "cells": [{"cell_type": "code", "id": 1}], "metadata": {}}'),
        gzip.compress(b'{"key": "k", "cells": [], "metadata": 7}'),
    ],
    ids=[
        "a broken end",
        "no deflated data",
        "a deep nest",
        "a number for a cell",
        "half a cell",
        "no metadata",
    ],
)
def test_kept_results_that_cannot_be_read_count_as_none(tmp_path, data):
    (tmp_path / ".report.results").write_bytes(data)
    assert find(tmp_path, "report", "k", kept_target.NOTEBOOK) is None


def test_an_import_that_names_no_hashes_is_not_believed(tmp_path):
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name in ("drone_daily", "drone_weekly", "drone_monthly"):
        (folder / f"{name}.csv").write_text("date\n")
    (folder / PROVENANCE).write_text('{"format": 1, "files": {}}')
    _, faults = read_stored(tmp_path, tmp_path)
    assert [fault.fault for fault in faults] == ["the file is not as it was imported"] * 3


@pytest.mark.parametrize("name", ["forces", "scopes", "sources"])
def test_a_file_that_holds_itself_twice_is_one_fault(small_ledger, name):
    """Hundreds of rows that are there already say less than where they begin."""
    file = small_ledger.file(name)
    line = file.read_text().count("\n") + 1
    file.write_bytes(file.read_bytes() * 2)
    assert small_ledger.faults() == [
        f"{file.name}:{line}: the header stands here again, so the file may hold itself or another one twice; "
        "delete the line, and of the rows after it those that are there already"
    ]


def test_a_figure_far_below_what_its_last_digit_is_worth_is_refused(copy_of_data):
    file = copy_of_data / "drone_figures.csv"
    text = file.read_text(encoding="utf-8")
    assert ",2.6,,0.1," in text
    file.write_text(text.replace(",2.6,,0.1,", ",2.6,,7777777,", 1), encoding="utf-8")
    (fault,) = check(copy_of_data)
    assert fault.column == "last_digit" and fault.fault == "2.6 is no multiple of 7777777"


@pytest.mark.parametrize(
    "changed",
    [
        {"rows_in": 1},
        {"rows_in": 4},
        {"rows_used": 4, "set_aside": [["not_a_drone", -1]]},
        {"rows_used": -1, "set_aside": [["not_a_drone", 4]]},
        {"first_day": "2025-02-02"},
    ],
    ids=[
        "fewer in",
        "more in",
        "fewer than none aside",
        "fewer than none used",
        "the first day after the last",
    ],
)
def test_the_record_of_an_import_whose_sums_cannot_be_is_not_believed(tmp_path, changed):
    folder = tmp_path / FOLDER
    folder.mkdir()
    for name in TABLES:
        (folder / f"{name}.csv").write_text(",".join(COLUMNS[name]) + "\n")
    sound = (CORPUS / "stored" / "sound").read_text()
    (folder / PROVENANCE).write_text(sound)
    assert read_stored(tmp_path, tmp_path)[1] == []
    (folder / PROVENANCE).write_text(json.dumps(json.loads(sound) | changed))
    stored, faults = read_stored(tmp_path, tmp_path)
    assert [fault.fault for fault in faults] == ["it cannot be read"] and stored.provenance is None


def test_the_shipped_ledgers_break_none_of_the_rules_added_for_these(sound):
    assert check(sound.folder) == []
