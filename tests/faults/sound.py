"""A sound ledger as rows that can be changed, and a fault planted in a copy of it."""

import csv
import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from frontledger.ledger import load
from frontledger.ledger.tables import TABLES

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """Where a message must point; line 0 and column "" leave it open."""

    file: str
    line: int = 0
    column: str = ""


@dataclass(frozen=True)
class Planted:
    """One fault: its kind and name, where a message may point, and how it is put into a folder.

    `sure` marks what is a fault whatever else the ledger holds. `cells` are the cells it changes or rests on, by
    table, row and column, with their new text, where it changes cells alone.
    """

    kind: str
    name: str
    places: tuple[Place, ...]
    plant: Callable[[Path], None]
    sure: bool = True
    cells: Mapping[tuple[str, int, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A row of a table with the line it begins on."""

    line: int
    cells: Cells


@dataclass(frozen=True)
class Sound:
    """A ledger's folder without a fault."""

    folder: Path

    @cached_property
    def rows(self) -> Mapping[str, tuple[Line, ...]]:
        """The rows of every table."""
        return {name: tuple(_lines(self.folder / table.file)) for name, table in TABLES.items()}

    @cached_property
    def frames(self) -> Mapping[str, pd.DataFrame]:
        """Every table as it is loaded."""
        return load(self.folder).tables

    def copy(self, to: Path) -> Path:
        """A copy of the folder, in place of what may be there."""
        shutil.rmtree(to, ignore_errors=True)
        return Path(
            shutil.copytree(self.folder, to, ignore=shutil.ignore_patterns("imported", ".imported.*"))
        )

    def write(self, folder: Path, cells: Mapping[tuple[str, int, str], str]) -> None:
        """Write the tables anew in which cells are changed."""
        for name in {table for table, _, _ in cells}:
            changed = [dict(row.cells) for row in self.rows[name]]
            for (table, place, column), text in cells.items():
                if table == name:
                    changed[place][column] = text
            (folder / TABLES[name].file).write_bytes(written(name, changed))

    def planted(
        self,
        kind: str,
        name: str,
        cells: Mapping[tuple[str, int, str], str],
        also: tuple[Place, ...] = (),
        *,
        sure: bool,
    ) -> Planted:
        """A fault of these cells; a message may point to any of them, or to a place named as well."""
        places = tuple(
            Place(TABLES[table].file, self.rows[table][row].line, column) for table, row, column in cells
        )
        return Planted(kind, name, (*places, *also), lambda folder: self.write(folder, cells), sure, cells)


def written(table: str, rows: list[dict[str, str]]) -> bytes:
    """The table's file of these rows."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, TABLES[table].names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8", "surrogatepass")


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        header = next(reader)
        found, last = [], reader.line_num
        for cells in reader:
            found.append(Line(last + 1, dict(zip(header, cells, strict=True))))
            last = reader.line_num
    return found
