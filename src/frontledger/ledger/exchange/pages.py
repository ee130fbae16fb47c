"""A page of other people's rows, from a CSV file or a sheet of a workbook: text cells that know their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frontledger.ledger.faults import CellFault, Fault

MOST_FAULTS = 40
"""Faults that are told one by one; a file with more has one cause behind them."""


@dataclass(frozen=True)
class Line:
    """A row that is not blank: its number as a reader finds it, from 1, and its cells without spaces around them."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """The cell at a place counted from 0, "" beyond the row's end."""
        return self.cells[place] if 0 <= place < len(self.cells) else ""


@dataclass(frozen=True)
class Page:
    """The rows of a file or a sheet; `sheet` is "" for a CSV file, `remarks` what was converted or is hidden.

    `doubts` are the cells from whose value it cannot be told what was meant, by row and place: why, and the remedy.
    A row that holds nothing else is among the lines.
    """

    file: str
    sheet: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()
    doubts: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The page as messages name it."""
        return f"{self.file}: {self.sheet}" if self.sheet else self.file

    @property
    def header(self) -> Line:
        """The first row that is not blank; a page without any has an empty one."""
        return self.lines[0] if self.lines else Line(1, ())

    @property
    def rows(self) -> tuple[Line, ...]:
        """The rows under the header."""
        return self.lines[1:]

    def fault(self, number: int, place: int, fault: str, remedy: str) -> Fault:
        """A fault of the cell at a place of a row, counted from 0; -1 means the row."""
        if self.sheet:
            return CellFault(self.name, number, letters(place) if place >= 0 else "", fault, remedy)
        column = self.header.cell(place)
        return Fault(self.file, number, column, fault, remedy)

    def doubted(self) -> list[Fault]:
        """A fault for each doubtful cell, in the order of the rows."""
        return [self.fault(*place, *words) for place, words in sorted(self.doubts.items())]


def letters(place: int) -> str:
    """The letters of a spreadsheet's column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def fewer(faults: Sequence[Fault], remedy: str = "mend these first, then try again") -> list[Fault]:
    """The first faults, and how many more there are."""
    if len(faults) <= MOST_FAULTS:
        return list(faults)
    last = faults[MOST_FAULTS]
    more = f"{len(faults) - MOST_FAULTS:,} more faults like these"
    return [*faults[:MOST_FAULTS], type(last)(last.file, last.line, last.column, more, remedy)]


def told(count: int, one: str, many: str) -> str:
    """A count in words.

    >>> told(1, "cell holds a date", "cells hold dates"), told(1200, "cell", "cells")
    ('1 cell holds a date', '1,200 cells')
    """
    return f"{count:,} {one if count == 1 else many}"
