"""A ledger read before in the process is given again as it was read, and never for other files."""

import shutil

import pandas as pd
import pytest

from frontledger.ledger import LedgerError, kept, load
from frontledger.ledger.folders import default_folder
from frontledger.ledger.tables import TABLES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_kept", {})
    copy = tmp_path / "ledger"
    copy.mkdir()
    for path in default_folder().glob("*.*"):
        shutil.copy(path, copy)
    return copy


def same(one, other):
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name])
    return (one.title, one.table_hashes) == (other.title, other.table_hashes)


def test_the_second_reading_gives_what_the_first_gave(folder):
    first, second = load(folder), load(folder)
    assert len(kept._kept) == 1
    assert same(first, second)
    assert first.claims is not second.claims


def test_what_is_done_to_a_table_stays_with_who_did_it(folder):
    first = load(folder)
    before = first.claims["lower"].tolist()
    first.claims.loc[:, "lower"] = -1.0
    first.claims["mine"] = 1
    second = load(folder)
    second.claims.loc[:, "lower"] = -2.0
    third = load(folder)
    assert third.claims["lower"].fillna(-9).tolist() == pd.Series(before).fillna(-9).tolist()
    assert "mine" not in third.claims


def test_a_changed_cell_is_read(folder):
    load(folder)
    path = folder / "claims.csv"
    header, first, rest = path.read_text("utf-8").split("\n", 2)
    path.write_text(f"{header}\n{rest}", "utf-8")
    assert first.split(",")[0] not in set(load(folder).claims["claim_id"])


def test_a_fault_that_comes_is_told_and_one_that_goes_is_gone(folder):
    sound = load(folder)
    path = folder / "claims.csv"
    data = path.read_bytes()
    path.write_bytes(data + b"x\n")
    for _ in range(2):
        with pytest.raises(LedgerError, match=r"claims\.csv"):
            load(folder)
    path.write_bytes(data)
    assert same(sound, load(folder))


@pytest.mark.parametrize("spoil", ["stranger", "missing", "link", "title"])
def test_what_else_is_wrong_with_a_folder_is_told_again(folder, spoil):
    load(folder)
    if spoil == "stranger":
        (folder / "claim.csv").write_text("a\n")
    elif spoil == "missing":
        (folder / "events.csv").unlink()
    elif spoil == "link":
        (folder / "events.csv").rename(folder.parent / "events.csv")
        (folder / "events.csv").symlink_to(folder.parent / "events.csv")
    else:
        (folder / "datapackage.json").write_text("{")
    for _ in range(2):
        with pytest.raises(LedgerError):
            load(folder)


def test_the_same_tables_in_another_folder_have_its_name_and_title(folder, tmp_path):
    load(folder)
    other = tmp_path / "another"
    shutil.copytree(folder, other)
    (other / "datapackage.json").unlink()
    assert (load(other).folder, load(other).title) == (other, "another")


def test_few_ledgers_are_kept(folder):
    for place in range(kept._MOST + 2):
        (folder / f"note-{place}.md").write_text("a name more")
        load(folder)
    assert len(kept._kept) == kept._MOST
