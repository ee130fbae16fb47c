"""What a spreadsheet does to a file is undone; what a file says is never touched."""

import csv
import io
import shutil

import pytest

from frontledger.ledger import check, load
from frontledger.ledger.loading import default_folder
from frontledger.ledger.mending import mend


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "ledger"
    shutil.copytree(default_folder(), place, ignore=shutil.ignore_patterns("imported"))
    return place


def spoilt(text: str, how: str) -> bytes:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    buffer = io.StringIO()
    if how == "columns":
        csv.writer(buffer, lineterminator="\n").writerows([row[1:] + row[:1] for row in rows])
    elif how == "spaces":
        csv.writer(buffer, lineterminator="\n").writerows([[f" {cell} " for cell in row] for row in rows])
    elif how == "empty columns":
        csv.writer(buffer, lineterminator="\n").writerows([[*row, "", ""] for row in rows])
    elif how in (";", "\t"):
        csv.writer(buffer, lineterminator="\n", delimiter=how).writerows(rows)
    elif how == "capitals":
        swapped = {"true": "TRUE", "false": "FALSE"}
        csv.writer(buffer, lineterminator="\n").writerows(
            [[swapped.get(cell, cell) for cell in row] for row in rows]
        )
    elif how == "blank lines":
        buffer.write(text + "," * (len(rows[0]) - 1) + "\n\n")
    else:
        buffer.write(text)
    saved = buffer.getvalue()
    if how in ("crlf", "excel"):
        saved = saved.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if how in ("mark", "excel") else b"") + saved.encode()


@pytest.mark.parametrize(
    "how", ["mark", "crlf", "excel", "spaces", "columns", "empty columns", "blank lines", ";", "\t"]
)
def test_a_spreadsheets_marks_are_mended_and_the_ledger_reads_the_same(folder, how):
    before = load(folder)
    for name in ("claimants", "sources", "scopes"):
        path = folder / f"{name}.csv"
        path.write_bytes(spoilt(path.read_text(encoding="utf-8"), how))
    if how != "crlf":
        assert check(folder)
    mended = mend(folder)
    assert {one.file for one in mended} == {
        str(folder / f"{name}.csv") for name in ("claimants", "sources", "scopes")
    }
    assert not check(folder)
    after = load(folder)
    for name in before.tables:
        assert before.tables[name].equals(after.tables[name])


def test_flags_in_capitals_and_signs_without_plus_are_mended(folder):
    before = {name: (folder / name).read_bytes() for name in ("claimants.csv", "identities.csv")}
    path = folder / "claimants.csv"
    path.write_bytes(spoilt(path.read_text(encoding="utf-8"), "capitals"))
    path = folder / "identities.csv"
    path.write_bytes(path.read_bytes().replace(b",+1,", b",1,"))
    assert check(folder)
    assert len(mend(folder)) == 2
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_semicolons_are_told_with_the_remedy(folder):
    path = folder / "claimants.csv"
    path.write_bytes(spoilt(path.read_text(encoding="utf-8"), ";"))
    assert any("claimants.csv:1: cells are not separated by commas" in str(fault) for fault in check(folder))


@pytest.mark.parametrize("how", ["mark", "excel", "empty columns", ";", "\t"])
def test_each_fault_that_is_mended_names_the_command_that_mends_it(folder, how):
    path = folder / "claimants.csv"
    path.write_bytes(spoilt(path.read_text(encoding="utf-8"), how))
    faults = [str(fault) for fault in check(folder) if "claimants.csv:1:" in str(fault)]
    assert len(faults) == 1 and "`frontledger check --fix`" in faults[0]


def test_a_sound_ledger_is_left_alone(folder):
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert mend(folder) == []
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


@pytest.mark.parametrize(
    "bad", [b"\xff\xfe\x00", b'claimant_id,name\n"open', b"other,columns\nx,y\n", b"a,b\nNA,1 000\n"]
)
def test_what_is_not_harmless_is_left_for_check(folder, bad):
    path = folder / "claimants.csv"
    path.write_bytes(bad)
    mend(folder)
    assert path.read_bytes() == bad
    assert check(folder)
