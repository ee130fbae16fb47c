"""What the values of a workbook do not tell: how far a sheet reaches, what is hidden, how a number is shown.

Read from the XML before the values are, since a reader of values makes a grid from the first to the last filled cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from frontledger.ledger.exchange.container import RefusedFileError

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200_000, 500, 4_000_000
"""How far filled cells may reach, and how large the grid may be that takes them in."""


@dataclass
class Marks:
    """What is marked in one sheet; cells are (row, column), both counted from 0.

    `percent` are cells shown as a percentage, `months` dates shown without their day, `errors` those that hold an
    error in place of a value, `unreckoned` formulas stored without a value. `empty` counts the formulas whose
    stored value is a text of no letters.
    """

    hidden_rows: int = 0
    empty: int = 0
    rows: int = 0
    columns: int = 0
    percent: set[tuple[int, int]] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    errors: list[tuple[int, int]] = field(default_factory=list)
    unreckoned: list[tuple[int, int]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """A cell that is filled; raises RefusedFileError where the grid would be larger than any table."""
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        size = self.rows * self.columns
        if self.rows > MOST_ROWS or self.columns > MOST_COLUMNS or size > MOST_CELLS:
            fault = (
                f"filled cells reach to row {self.rows:,} and column {self.columns:,}, farther than any table"
            )
            raise RefusedFileError(fault, "delete what stands far from the table, or part it in two")


class Scan:
    """One pass over the XML of a part; what comes after is told of each element's beginning and end."""

    def begin(self, name: str, given: dict[str, str]) -> None:
        """An element begins, with its attributes."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of text between the beginnings and ends."""

    def run(self, part: bytes) -> None:
        """Read the part, which has been found sound XML."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.begin, self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(part, True)


def number(text: str | None, otherwise: int) -> int:
    """A whole number of an attribute, or what holds where there is none.

    >>> number("12", 1), number(None, 1), number("-3", 1)
    (12, 1, 1)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
