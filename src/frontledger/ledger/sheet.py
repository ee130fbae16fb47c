"""A table as it is being checked: its rows with the lines they stand on, and the faults found so far.

A value that has been refused is taken out of its row, so that no later rule stumbles over it again: one
slip of the pen gives one message.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from frontledger.ledger.faults import Fault
from frontledger.ledger.tables import Table


@dataclass
class Row:
    """A row: its first line in the file, its cells as text, and the values read from them so far.

    `values` holds None for a blank cell and nothing at all for a cell that was refused. `set_aside` and
    `flags` are what corrections say of the row.
    """

    line: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    set_aside: bool = False
    flags: list[str] = field(default_factory=list)

    def readable(self, *columns: str) -> bool:
        """Whether none of these cells was refused."""
        return all(column in self.values for column in columns)

    def stated(self, *columns: str) -> bool:
        """Whether every one of these cells holds a value."""
        return all(self.values.get(column) is not None for column in columns)


@dataclass
class Sheet:
    """A table as read, with the faults found in it.

    `lost` holds what may be keys of rows that could not be read. `whole` is false where the file or its key
    column could not be read, or the file was cut off, so that nothing may be said of what refers to it;
    `damaged` marks broken characters.
    """

    table: Table
    file: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    whole: bool = True
    damaged: bool = False
    sha256: str = ""

    def report(self, line: int, column: str, fault: str, remedy: str) -> None:
        """Put a fault on record."""
        self.faults.append(Fault(self.file, line, column, fault, remedy))

    def refuse(self, row: Row, column: str, fault: str, remedy: str) -> None:
        """Put a fault of one cell on record and take its value out of the row."""
        self.report(row.line, column, fault, remedy)
        row.values.pop(column, None)

    def keys(self) -> set[str]:
        """What other tables may refer to: the first key column as written, with what is left of lost rows."""
        return {row.cells.get(self.table.key[0], "") for row in self.rows} | self.lost

    def mangled_keys(self) -> list[str]:
        """Keys that were refused, as written; what refers to the names they should be may well be right."""
        key = self.table.key[0]
        return [row.cells.get(key, "") for row in self.rows if not row.readable(key)]

    def keyed(self) -> Iterator[tuple[tuple[Any, ...], Row]]:
        """Rows whose key is readable and stated, with their key."""
        for row in self.rows:
            if row.stated(*self.table.key):
                yield tuple(row.values[column] for column in self.table.key), row
