"""What an import leaves in a ledger: whole, checked when loaded, cut by a view, told when it changes."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from frontledger.ledger import LedgerError, check, load
from frontledger.ledger.daily import ImportNotWrittenError, import_drones
from frontledger.ledger.daily.stored import COLUMNS
from frontledger.ledger.daily.told import report_text
from frontledger.ledger.daily.writing import csv_bytes

from .daily_table import around, row, table

FILES = ["drone_daily.csv", "drone_import.json", "drone_monthly.csv", "drone_weekly.csv"]


@pytest.fixture
def import_rows(copy_of_data, tmp_path):
    def run(*rows):
        path = tmp_path / "rows.csv"
        path.write_bytes(table(*rows, *around()))
        return import_drones(path, copy_of_data)

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_without_an_import_the_tables_are_empty(copy_of_data):
    ledger = load(copy_of_data)
    assert ledger.drone_import is None and not any("imported" in file for file in ledger.table_hashes)
    for name, columns in COLUMNS.items():
        assert list(getattr(ledger, name).columns) == columns and getattr(ledger, name).empty
    assert ledger.view(as_of=date(2025, 3, 5)).drone_import is None


def test_an_import_is_loaded_as_it_was_counted(import_rows, copy_of_data):
    report = import_rows(row(), row(model="Kalibr"), row(model="Orlan-10", launched="200", is_shahed=""))
    ledger = load(copy_of_data)
    assert names(copy_of_data / "imported") == FILES
    assert ledger.drone_import == report.provenance
    assert (report.provenance.rows_in, report.provenance.rows_used) == (5, 4)
    assert report.provenance.set_aside == (("not_a_drone", 1),)
    assert (report.provenance.first_day, report.provenance.last_day) == (date(2025, 2, 1), date(2025, 4, 2))
    assert {f"imported/{name}" for name in FILES} < set(ledger.table_hashes)
    assert check(copy_of_data) == []
    for name in COLUMNS:
        stored = (copy_of_data / "imported" / f"{name}.csv").read_bytes()
        assert csv_bytes(getattr(ledger, name)) == stored and len(getattr(ledger, name))


def test_months_that_differ_from_the_ledgers_own_are_told_and_kept_on_record(import_rows, copy_of_data):
    report = import_rows(row())
    assert [(one.month, one.before, one.now) for one in report.bundled] == [
        (date(2025, 2, 1), 3902, 7),
        (date(2025, 3, 1), 4198, 100),
    ]
    assert load(copy_of_data).drone_import.differing == (date(2025, 2, 1), date(2025, 3, 1))
    assert "CAUTION: 2 months differ from the ledger's own monthly counts" in report_text(report)
    assert "  2025-03: 4,198 before, 100 now" in report_text(report)


def test_an_older_file_in_place_of_a_newer_one_is_told(published_daily, copy_of_data):
    newer = published_daily("missile_attacks_daily_to_2025-05-26.csv")
    older = published_daily("missile_attacks_daily_to_2024-10-13.csv")
    assert import_drones(older, copy_of_data).replaced is None
    forward = import_drones(newer, copy_of_data)
    assert forward.changed == () and "no month differs from that import" in report_text(forward)
    back = report_text(import_drones(older, copy_of_data))
    assert "CAUTION: in place of missile_attacks_daily_to_2025-05-26.csv" in back
    assert "CAUTION: 7 months differ from that import" in back
    assert "  2025-04: 2,476 before, not complete now" in back


def test_the_report_accounts_for_every_row(import_rows):
    report = import_rows(
        row(), row(launched="-5"), *(row(model="Kalibr") for _ in range(9)), row(model="=1+1")
    )
    told = report_text(report)
    assert "rows.csv: 14 rows in = 3 counted + 11 set aside" in told
    assert (
        "  9 not_a_drone: a missile or a bomb, not a drone; lines 4 (Kalibr), " in told
        and "and 4 more" in told
    )
    assert "  1 count_unreadable: " in told and "line 3 (launched '-5' is no count)" in told
    assert "  1 unknown_model, 100 launched: " in told
    assert "unknown by these: 2 days from 2025-03-04 to 2025-03-05" in told
    assert "CC BY-NC-SA 4.0" in told


def test_a_changed_cut_or_missing_file_is_a_located_fault(import_rows, copy_of_data):
    for name in FILES:
        import_rows(row())
        path = copy_of_data / "imported" / name
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(LedgerError, match=f"imported/{name}.*import drones` again"):
            load(copy_of_data)
        path.unlink()
        assert [fault.file for fault in check(copy_of_data)] == [str(path)]


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[" * 100_000, '{"format": 1, "files": 5}', '{"format": 2}', "\udcff"]
)
def test_a_spoilt_provenance_is_one_fault(text, import_rows, copy_of_data):
    import_rows(row())
    path = copy_of_data / "imported" / "drone_import.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert len(check(copy_of_data)) == 1
    import_rows(row())
    assert check(copy_of_data) == []


def test_a_file_in_the_folders_place_is_a_fault_and_not_overwritten(import_rows, copy_of_data):
    (copy_of_data / "imported").write_text("mine")
    assert [fault.file for fault in check(copy_of_data)] == [
        str(copy_of_data / "imported" / "drone_import.json")
    ]
    with pytest.raises(ImportNotWrittenError, match="a file stands in its place"):
        import_rows(row())
    assert (copy_of_data / "imported").read_text() == "mine"


def test_what_cannot_be_written_leaves_the_earlier_import(import_rows, copy_of_data, monkeypatch):
    import_rows(row())
    before = load(copy_of_data).table_hashes

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ImportNotWrittenError, match=r"No space left on device.*unchanged"):
        import_rows(row(launched="99"))
    assert load(copy_of_data).table_hashes == before
    assert not [name for name in names(copy_of_data) if name.startswith(".")]


def test_what_a_killed_import_left_is_cleared(import_rows, copy_of_data):
    (copy_of_data / ".imported.1.part").mkdir()
    assert load(copy_of_data).drone_import is None
    import_rows(row())
    assert ".imported.1.part" not in names(copy_of_data)


def test_the_same_rows_give_the_same_bytes(import_rows, copy_of_data):
    import_rows(row(), row(model="Lancet"))
    first = load(copy_of_data).table_hashes
    import_rows(row(model="Lancet"), row())
    again = load(copy_of_data).table_hashes
    changed = {file for file in first if first[file] != again[file]}
    assert changed == {"imported/drone_import.json"}  # the hash of the file that was given


def test_the_provenance_holds_names_and_hashes_but_no_folder(import_rows, copy_of_data, tmp_path):
    import_rows(row())
    text = (copy_of_data / "imported" / "drone_import.json").read_text()
    assert str(tmp_path) not in text and json.loads(text)["file_name"] == "rows.csv"
    assert json.loads(text)["columns"][0] == "time_start"


def test_a_folder_without_a_ledger_is_refused(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(table(row()))
    with pytest.raises(LedgerError, match="no table of a ledger"):
        import_drones(path, tmp_path)
    assert names(tmp_path) == ["rows.csv"]


def test_a_view_knows_nothing_that_ended_later(daily_ledger):
    whole = load(daily_ledger)
    for day in (date(2022, 9, 29), date(2024, 12, 31), date(2025, 3, 27), date(2026, 5, 16)):
        view = whole.view(as_of=day)
        assert view.drone_import.last_day == day
        for name in COLUMNS:
            frame = getattr(view, name)
            counted = frame[frame["launched"].notna()]
            assert (counted["known_on"] <= pd.Timestamp(day)).all()
            kept = getattr(whole, name)
            assert len(frame) < len(kept)
            assert (frame["rows"].sum()) <= kept["rows"].sum()
        assert view.drone_monthly[~view.drone_monthly["complete"]]["month"].nunique() <= 2
        assert view.view(as_of=day).drone_daily.equals(view.drone_daily)
    assert whole.view(as_of=date(2022, 9, 1)).drone_import is None
    assert whole.view(as_of=date(2026, 5, 17)).drone_daily.equals(whole.drone_daily)
    assert whole.view(claimants=["isis"]).drone_daily.equals(whole.drone_daily)


def test_a_view_equals_the_import_of_what_was_published_by_then(daily_ledger, published_daily, copy_of_data):
    older = published_daily("missile_attacks_daily_to_2025-05-26.csv")
    import_drones(older, copy_of_data)
    view, then = load(daily_ledger).view(as_of=date(2025, 5, 26)), load(copy_of_data)
    for name in ("drone_weekly", "drone_monthly"):
        one, other = (
            frame[frame["complete"] & (frame["weapon_class"] == "shahed")]
            .drop(columns=["strike_drones", "strike_launched"])
            .reset_index(drop=True)
            for frame in (getattr(view, name), getattr(then, name))
        )
        assert one.equals(other) and len(one)


def test_the_zip_of_the_dataset_is_read_too(published_daily, copy_of_data, tmp_path):
    path = published_daily("missile_attacks_daily_to_2024-10-13.csv")
    folder = tmp_path / "zip"
    folder.mkdir()
    shutil.copy(path, folder / "missile_attacks_daily.csv")
    report = import_drones(Path(shutil.make_archive(str(folder), "zip", folder)), copy_of_data)
    assert report.provenance.rows_in == 1743 and report.bundled == ()
