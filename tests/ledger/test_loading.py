"""Loading: the same facts give the same ledger, with the meaning of every claim beside it."""

import hashlib
import pickle
import random
from pathlib import Path

import pandas as pd
import pytest

import frontledger
from frontledger.ledger import (
    LedgerError,
    UnknownClaimantError,
    check,
    default_folder,
    interval_of,
    load,
    loading,
)
from frontledger.ledger.frames import ADDED
from frontledger.ledger.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]


def same(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])


def test_the_shipped_ledger_is_sound():
    assert check() == []


def test_loading_twice_gives_the_same(shipped):
    same(load(), shipped)


def test_the_order_of_rows_does_not_matter(copy_of_data, shipped):
    shuffle = random.Random(20250327).shuffle
    for table in TABLES.values():
        file = copy_of_data / table.file
        frame = pd.read_csv(file, dtype=str, keep_default_na=False)
        rows = list(range(len(frame)))
        shuffle(rows)
        frame.iloc[rows].to_csv(file, index=False, lineterminator="\n")
    permuted = load(copy_of_data)
    same(permuted, shipped)
    assert permuted.table_hashes != shipped.table_hashes


def test_hashes_are_of_the_files_read(shipped):
    assert set(shipped.table_hashes) == {table.file for table in TABLES.values()}
    for file, digest in shipped.table_hashes.items():
        assert digest == hashlib.sha256((ROOT / "data" / file).read_bytes()).hexdigest()


def test_the_default_folder_is_the_checkouts():
    assert default_folder() == ROOT / "data"


def test_outside_a_checkout_there_is_no_default_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(frontledger, "_PACKAGE", tmp_path / "src" / "frontledger")
    with pytest.raises(
        LedgerError, match=r"data: the package lies in no checkout.*; name the folder of a ledger"
    ):
        load()


def test_the_title(copy_of_data, small_ledger):
    assert load(copy_of_data).title.startswith("Frontledger: ")
    assert load(small_ledger.path).title == "ledger"
    for content in ("{", "[]", '{"name": "x"}', '{"title": 5}', '{"title": ""}', "[" * 100_000, "9" * 5000):
        (small_ledger.path / "datapackage.json").write_text(content, encoding="utf-8")
        (fault,) = small_ledger.faults()
        assert fault.startswith("datapackage.json")
        assert fault.endswith("; mend it, or delete it to use the folder's name")
        with pytest.raises(LedgerError):
            load(small_ledger.path)


def test_a_folder_is_named_as_it_was_given(small_ledger, monkeypatch):
    small_ledger.spoil("claims", "C1,killed,troops,,100,", "C1,killed,troops,,4k,")
    monkeypatch.chdir(small_ledger.path.parent)
    assert str(check("ledger")[0]) == "ledger/claims.csv:2: best: 4k is not in plain digits; write 4000"


def test_every_added_column_is_described(shipped):
    assert sorted(shipped.claims.columns) == sorted([*TABLES["claims"].names, *ADDED])


def test_the_shipped_ledger_is_named_from_where_the_reader_stands(copy_of_data, monkeypatch):
    (copy_of_data / "forces.csv").unlink()
    monkeypatch.setattr(loading, "default_folder", lambda: copy_of_data)
    monkeypatch.chdir(copy_of_data.parent)
    assert str(check()[0]).startswith("data/forces.csv: the file is missing")
    monkeypatch.chdir(ROOT)
    assert str(check()[0]).startswith(f"{copy_of_data}/forces.csv: the file is missing")


def test_a_ledger_in_which_nothing_was_said_is_refused(small_ledger):
    for name in ("claims", "drone_launches", "drone_figures", "article_claims", "corrections"):
        file = small_ledger.file(name)
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    (fault,) = check(small_ledger.path)
    assert fault.fault == "nothing was said in this ledger"


def test_one_table_of_things_said_is_enough(small_ledger):
    for name in ("claims", "drone_figures", "article_claims", "corrections"):
        file = small_ledger.file(name)
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    ledger = load(small_ledger.path)
    assert str(ledger.as_of) == "2025-01-31"
    assert len(ledger.select("killed")) == len(ledger.view(as_of=ledger.as_of).claims) == 0


def test_what_is_added_to_a_claim(small_ledger):
    claims = load(small_ledger.path).claims.set_index("claim_id")
    first = claims.loc["C1"]
    assert (first["lower"], first["upper"]) == (100, float("inf"))
    assert (first["claimant"], first["country"], first["belligerent"], first["reliability"]) == (
        "Agency",
        "AUT",
        False,
        "C",
    )
    assert (first["publisher"], first["url"]) == ("Daily", "https://example.org/1")
    assert (first["unit"], first["form"]) == ("people", "cumulative")
    assert claims.loc["C4", "belligerent"]
    assert claims.loc["C5", ["lower", "upper"]].tolist() == [10000, 12000]
    assert claims.loc["C7", ["lower", "upper", "best"]].isna().all()
    assert claims.loc["C3", "note"] == "A note\non two lines, with a comma"


def test_dates_keep_their_precision_and_mean_their_last_day(small_ledger):
    claims = load(small_ledger.path).claims.set_index("claim_id")
    assert claims["date_text"].to_dict() == {
        "C1": "2024-12-19",
        "C2": "2025-01-13",
        "C3": "2025-01-13",
        "C4": "2025-01",
        "C5": "2024-11",
        "C6": "2025-06",
        "C7": "2025-01-31",
        "C8": "2025-01-13",
        "C9": "2024-12-31",
    }
    row = claims.loc["C5"]
    assert [row["period_start"], row["period_end"], row["reported_on"]] == [
        pd.Timestamp("2024-10-01"),
        pd.Timestamp("2024-11-30"),
        pd.Timestamp("2024-12-31"),
    ]


def test_an_unfinished_month_ends_with_its_report(small_ledger):
    """C4 speaks of January on 20 January; C6, a forecast for June, reaches beyond its report."""
    claims = load(small_ledger.path).claims.set_index("claim_id")
    assert claims.loc["C4", "period_end"] == pd.Timestamp("2025-01-20")
    assert claims.loc["C6", "period_end"] == pd.Timestamp("2025-06-30")


def test_blank_is_told_by_its_kind(small_ledger):
    ledger = load(small_ledger.path)
    assert ledger.claims.set_index("claim_id").loc["C1", ["scope_detail", "echo_of"]].tolist() == ["", ""]
    assert ledger.claims["low"].isna().sum() == 8
    assert pd.isna(ledger.claims.set_index("claim_id").loc["C4", "period_start"])
    assert ledger.identities["sign"].tolist() == [1, 1]
    assert ledger.events["date_text"].tolist() == ["2024-10-23", "2025-02"]


def test_intervals_of_the_shipped_claims_are_those_of_the_rules(shipped):
    stated = shipped.claims[shipped.claims["qualifier"] != ""]
    assert len(stated) > 200
    for row in stated.itertuples():
        interval = interval_of(row.qualifier, row.low, row.best, row.high)
        assert (interval.lower, interval.upper) == (row.lower, row.upper)
        assert pd.isna(row.best) or interval.lower <= row.best <= interval.upper
    silent = shipped.claims[shipped.claims["qualifier"] == ""]
    assert silent[["low", "best", "high", "lower", "upper"]].isna().all(axis=None)


def test_failures_cross_from_one_process_to_another(small_ledger, shipped):
    small_ledger.spoil("claims", "C1,killed,troops,,100,", "C1,killed,troops,,4k,")
    with pytest.raises(LedgerError) as one:
        load(small_ledger.path)
    with pytest.raises(UnknownClaimantError) as other:
        shipped.view(claimants=["nobody"])
    for caught in (one.value, other.value):
        again = pickle.loads(pickle.dumps(caught))
        assert (type(again), str(again)) == (type(caught), str(caught))


def test_a_title_is_text_that_can_be_read(small_ledger):
    package = small_ledger.path / "datapackage.json"
    package.write_text('{"title": "a\\u202eb"}', encoding="utf-8")
    assert small_ledger.faults() == [
        "datapackage.json: title: it holds the unseen or broken character U+202E; delete that character"
    ]
    package.unlink()
    package.mkdir()
    (fault,) = small_ledger.faults()
    assert fault.startswith("datapackage.json: the file cannot be read (Is a directory); ")
