"""Faults between cells, rows and tables: each rule of the ledger broken in rows that it can be broken in."""

from collections.abc import Iterator

from faults.pairs import PAIRS, Pair
from faults.rules import RULES, Rule
from faults.sound import Cells, Line, Place, Planted, Sound
from frontledger.ledger.tables import TABLES

MOST = 12
"""Rows a rule is broken in; the rows of a table are alike."""


def faults(sound: Sound) -> Iterator[Planted]:
    """Every rule broken in up to `MOST` rows, spread over the table."""
    for rule in RULES:
        suited = [
            (place, edit)
            for place, row in enumerate(sound.rows[rule.table])
            if (edit := rule.edit(row.cells)) and any(row.cells[name] != text for name, text in edit.items())
        ]
        for place, edit in suited[:: -(-len(suited) // MOST) or 1]:
            yield broken(sound, rule, place, edit)
    for pair in PAIRS:
        yield from _paired(sound, pair)


def broken(sound: Sound, rule: Rule, place: int, edit: dict[str, str]) -> Planted:
    """The rule broken in one row."""
    row = sound.rows[rule.table][place]
    file = TABLES[rule.table].file
    cells = {(rule.table, place, column): text for column, text in edit.items()}
    also = [Place(file, row.line, column) for column in rule.told]
    also += _expected(sound, rule.table, row)
    return sound.planted(
        f"rule: {rule.kind}", f"{file}:{row.line}: {rule.kind}", cells, tuple(also), sure=True
    )


def _paired(sound: Sound, pair: Pair) -> Iterator[Planted]:
    rows = sound.rows[pair.table]
    found = 0
    for step in (1, 2, 5):
        for first, second in ((place, place + step) for place in range(len(rows) - step)):
            one, other = rows[first], rows[second]
            edit = pair.edit(one.cells, other.cells)
            if not edit or found >= MOST:
                continue
            found += 1
            cells = {(pair.table, second, column): text for column, text in edit.items()}
            for column, text in pair.back.items():
                cells[pair.table, first, column] = text(one.cells, other.cells)
            key = TABLES[pair.table].key[0]
            cells.setdefault(
                (pair.table, first, key), one.cells[key]
            )  # unchanged, but the fault rests on the row
            file = TABLES[pair.table].file
            name = f"{file}:{other.line}: {pair.kind}, line {one.line}"
            also = [*_expected(sound, pair.table, other), *_leaning(sound, pair.table, other.cells)]
            also += [Place(file, other.line)]
            yield sound.planted(f"rule: {pair.kind}", name, cells, tuple(also), sure=True)


def _expected(sound: Sound, table: str, row: Line) -> list[Place]:
    """Corrections of the row, which a change of it may contradict."""
    key = "/".join(row.cells[part] for part in TABLES[table].key)
    return [
        Place("corrections.csv", one.line)
        for one in sound.rows["corrections"]
        if (one.cells["target_table"], one.cells["target_id"]) == (table, key)
    ]


def _leaning(sound: Sound, table: str, cells: Cells) -> Iterator[Place]:
    """Rows that refer to the row."""
    key = cells[TABLES[table].key[0]]
    for name, other in TABLES.items():
        for column in other.columns:
            if column.refers_to == table:
                for row in sound.rows[name]:
                    if row.cells[column.name] == key:
                        yield Place(other.file, row.line)
