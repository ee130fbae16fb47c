"""Faults of one cell: every column of every table, with every wrong value of its kind."""

import random
from collections.abc import Iterator

from faults.legal import fields, is_legal
from faults.sound import Place, Planted, Sound
from faults.values import changed, changes
from frontledger.ledger.tables import TABLES
from frontledger.notebook.project import ROOT

PACKAGE = ROOT / "data" / "datapackage.json"


def faults(sound: Sound, chance: random.Random) -> Iterator[Planted]:
    """One fault a column and wrong value, each in a row drawn by lot."""
    for name, table in TABLES.items():
        for column in table.columns:
            filled = [place for place, row in enumerate(sound.rows[name]) if row.cells[column.name]]
            for kind, change in changes(column.kind):
                place = chance.choice(filled or range(len(sound.rows[name])))
                before = sound.rows[name][place].cells[column.name]
                if (text := changed(before, change)) != before:
                    yield of_cell(sound, name, place, column.name, kind, text)


def of_cell(sound: Sound, table: str, place: int, column: str, kind: str, text: str) -> Planted:
    """The cell with another text; what rests on the cell may be named in its stead."""
    row = sound.rows[table][place]
    legal = is_legal(fields(PACKAGE)[table, column], text)
    refers = TABLES[table].column(column).refers_to
    if legal and text and refers:
        legal = text in {one.cells[TABLES[refers].key[0]] for one in sound.rows[refers]}
    name = f"{TABLES[table].file}:{row.line}: {column}: {kind}"
    leaning = tuple(_leaning(sound, table, place, column))
    return sound.planted(f"cell: {kind}", name, {(table, place, column): text}, leaning, sure=not legal)


def _leaning(sound: Sound, table: str, place: int, column: str) -> Iterator[Place]:
    """Where a change of the cell may rightly be told instead: rows that refer to it or expect it, its own row."""
    row = sound.rows[table][place]
    yield Place(TABLES[table].file, row.line)
    yield Place(TABLES[table].file, row.line + 1)  # where a lone carriage return has broken the row
    key = "/".join(row.cells[part] for part in TABLES[table].key)
    for one in sound.rows["corrections"]:
        if (one.cells["target_table"], one.cells["target_id"]) == (table, key):
            yield Place("corrections.csv", one.line)
    if column not in TABLES[table].key:
        return
    for name, other in TABLES.items():
        for one in other.columns:
            if one.refers_to == table:
                for leaning in sound.rows[name]:
                    if leaning.cells[one.name] == row.cells[TABLES[table].key[0]]:
                        yield Place(other.file, leaning.line)
