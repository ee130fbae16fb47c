"""Marks of rows: which row changed, came or went, whatever the order, and where it stands in the file."""

import hashlib
import random
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger import load
from frontledger.publish.rows import MarkedRow, RowChanges, changes, mark, rows_of

KEYS = st.lists(st.integers(0, 999), unique=True, max_size=30)


def table(values):
    rows = [(str(key), str(value)) for key, value in values.items()]
    return [MarkedRow(n, row[0], mark(row, [0])) for n, row in enumerate(rows, 2)]


def marks(rows):
    return "".join(row.mark for row in rows)


@given(KEYS, st.data())
def test_what_was_planted_is_found(keys, data):
    then = dict.fromkeys(keys, 0)
    gone = set(data.draw(st.lists(st.sampled_from(keys), unique=True))) if keys else set()
    changed = {key for key in keys if key not in gone and data.draw(st.booleans())}
    now = {key: int(key in changed) for key in keys if key not in gone} | {1_000: 0}
    found = changes(marks(table(then)), table(now))
    assert {int(row.key) for row in found.changed} == changed
    assert [row.key for row in found.added] == ["1000"]
    assert {keys[place - 1] for place in found.gone} == gone


def test_order_alone_is_no_change():
    rows = table({n: n for n in range(200)})
    mixed = random.Random(1).sample(rows, len(rows))
    assert changes(marks(mixed), rows) == RowChanges((), (), ())


@pytest.mark.parametrize("text", ["", "x", "A" * 4_000_000])
def test_marks_that_are_none_are_borne(text):
    assert len(changes(text, table({1: 1})).added) == 1


def test_lines_are_those_of_the_file_where_cells_run_over_several():
    shipped = load()
    path = shipped.folder / "claims.csv"
    lines = path.read_text().split("\n")
    rows = rows_of(path, shipped.table_hashes["claims.csv"])
    assert len(rows) == len(shipped.claims)
    for row in rows:
        assert lines[row.line - 1].startswith(f"{row.key},")


def test_a_cell_over_two_lines_moves_the_lines_below_it(tmp_path):
    shutil.copy(load().folder / "scopes.csv", tmp_path / "scopes.csv")
    path = tmp_path / "scopes.csv"
    header, first, *rest = path.read_text().splitlines()
    first = '"' + first.replace(",", '\nmore",', 1)
    path.write_text("\n".join([header, first, *rest]) + "\n")
    rows = rows_of(path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert [row.line for row in rows] == [2, *range(4, 4 + len(rest))]
