"""Faults of a ledger's files: damaged bytes, something else in a file's place, columns and rows out of place."""

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from faults.damage import damages
from faults.sound import Place, Planted, Sound
from frontledger.ledger.tables import TABLES

Lines = list[list[str]]


def _moved(lines: Lines) -> Lines:
    return [[*line[1:], line[0]] for line in lines]


def _header_moved(lines: Lines) -> Lines:
    return [[*lines[0][1:], lines[0][0]], *lines[1:]]


def _without(place: int, lines: Lines) -> Lines:
    return [[cell for other, cell in enumerate(line) if other != place % len(line)] for line in lines]


def _twice(lines: Lines) -> Lines:
    return [[*line, line[0]] for line in lines]


def _more(lines: Lines) -> Lines:
    return [[*line, "extra" if place == 0 else ""] for place, line in enumerate(lines)]


def _unnamed(lines: Lines) -> Lines:
    return [[*line, ""] for line in lines]


def _renamed(change: Callable[[str], str], place: int, lines: Lines) -> Lines:
    return [[change(cell) if at == place else cell for at, cell in enumerate(lines[0])], *lines[1:]]


def _longer(lines: Lines) -> Lines:
    return [*lines[:1], [*lines[1], "more"], *lines[2:]]


def _shorter(lines: Lines) -> Lines:
    return [*lines[:1], lines[1][:-1], *lines[2:]]


def _shifted(lines: Lines) -> Lines:
    return [*lines[:1], ["", *lines[1][:-1]], *lines[2:]]


def _again(lines: Lines) -> Lines:
    return [*lines[:2], *lines[1:]]


COLUMNS: Mapping[str, Callable[[Lines], Lines]] = {
    "columns in another order": _moved,
    "the header alone in another order": _header_moved,
    "the first column missing": partial(_without, 0),
    "the second column missing": partial(_without, 1),
    "the last column missing": partial(_without, -1),
    "a column twice": _twice,
    "a column more": _more,
    "a column without a name": _unnamed,
    "a name of a column in capitals": partial(_renamed, str.upper, 0),
    "a space after a column's name": partial(_renamed, lambda name: f"{name} ", 1),
    "an unseen mark in a column's name": partial(_renamed, lambda name: f"{name}\u200b", 0),
    "a column's name mistyped": partial(_renamed, lambda name: name[:1] + name[2:], 0),
    "a column nobody knows": partial(_renamed, lambda _: "zzzzzz", 1),
    "a cell too many": _longer,
    "a cell too few": _shorter,
    "a row shifted by one": _shifted,
    "a row twice": _again,
}


def faults(sound: Sound) -> Iterator[Planted]:
    """Every damage to every table and to datapackage.json."""
    for name, table in TABLES.items():
        for kind, change in COLUMNS.items():
            yield Planted(
                f"columns: {kind}",
                f"{table.file}: {kind}",
                _places(sound, name),
                partial(_rewrite, table.file, change),
            )
        for kind, spoil in damages(sound.folder / table.file):
            yield Planted(
                f"bytes: {kind}",
                f"{table.file}: {kind}",
                _places(sound, name),
                partial(_on, table.file, spoil),
                sure=False,
            )
    package = "datapackage.json"
    for kind, spoil in damages(sound.folder / package):
        yield Planted(
            f"bytes: {kind}",
            f"{package}: {kind}",
            (Place(package),),
            partial(_on, package, spoil),
            sure=False,
        )


def _places(sound: Sound, name: str) -> tuple[Place, ...]:
    """The table's file, whatever it may then be called, and rows that may have lost what they refer to."""
    file = TABLES[name].file
    leaning = {
        other.file for other in TABLES.values() for column in other.columns if column.refers_to == name
    }
    files = {file, file.capitalize(), file.upper(), *leaning, "corrections.csv"}
    return tuple(Place(one) for one in sorted(files))


def _on(file: str, spoil: Callable[[Path], None], folder: Path) -> None:
    spoil(folder / file)


def _rewrite(file: str, change: Callable[[Lines], Lines], folder: Path) -> None:
    with (folder / file).open(encoding="utf-8", newline="") as text:
        lines = list(csv.reader(text))
    with (folder / file).open("w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows(change(lines))
