"""What can be wrong with a ledger, said so that it can be mended: where, what, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from frontledger.echo import on_one_line

_MOST_SHOWN = 300
"""Characters of a fault beyond which its middle is left out: a cell may hold a book."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault at one place. `line` counts from 1, the header being line 1; 0 and "" mean the whole file.

    >>> print(Fault("data/claims.csv", 12, "low", "4k is not a number", "write 4000"))
    data/claims.csv:12: low: 4k is not a number; write 4000
    >>> print(Fault("data", 0, "", "there is no such folder", "give a folder that holds a ledger"))
    data: there is no such folder; give a folder that holds a ledger
    """

    file: str
    line: int
    column: str
    fault: str
    remedy: str

    @property
    def place(self) -> str:
        """Where it is, as a reader looks it up."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column}" if self.column else place

    def __str__(self) -> str:
        return on_one_line(f"{self.place}: {_shortened(self.fault)}; {self.remedy}")


@dataclass(frozen=True, order=True)
class CellFault(Fault):
    """One fault of a workbook's cell: `file` names file and sheet, `line` is the row, `column` its letters.

    >>> print(CellFault("ours.xlsx: claims", 7, "B", "4k is not a number", "write 4000"))
    ours.xlsx: claims: cell B7: 4k is not a number; write 4000
    """

    @property
    def place(self) -> str:
        """The cell as a spreadsheet names it."""
        return (
            f"{self.file}: cell {self.column}{self.line}" if self.column else f"{self.file}: row {self.line}"
        )


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN // 2]} … {text[-_MOST_SHOWN // 3 :]}"


_FROM_THE_TOP = attrgetter("file", "line", "column", "fault", "remedy")


class LedgerError(ValueError):
    """The ledger cannot be used; `faults` holds every fault found, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=_FROM_THE_TOP))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[LedgerError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


class UnknownNameError(ValueError):
    """A name the ledger does not hold was asked for: a measure, force, scope or kind."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name, self.known = what, name, tuple(sorted(known))
        super().__init__(
            f"unknown {what} {name!r}{nearest(name, self.known)}; the ledger knows {', '.join(self.known)}"
        )

    def __reduce__(self) -> tuple[type[UnknownNameError], tuple[str, str, tuple[str, ...]]]:
        return type(self), (self.what, self.name, self.known)


class UnknownClaimantError(UnknownNameError):
    """A claimant id the ledger does not hold was asked for."""


class UndeclaredTableError(Exception):
    """A report read a table it had not declared; it would not be made again when that table changes."""

    def __init__(self, reader: str, table: str) -> None:
        self.reader, self.table = reader, table
        super().__init__(
            f"{reader} reads the table {table} without having declared it; "
            f"add {table!r} to what {reader} reads in notebook/parameters.py"
        )

    def __reduce__(self) -> tuple[type[UndeclaredTableError], tuple[str, str]]:
        return type(self), (self.reader, self.table)


def nearest(name: str, known: Iterable[str]) -> str:
    """The nearest known name as a question in brackets, or nothing when none is near.

    >>> nearest("kusrk", ["kursk", "russia"])
    ' (did you mean kursk?)'
    >>> nearest("zzz", ["kursk"])
    ''
    """
    found = difflib.get_close_matches(name, sorted(known), n=1)
    return f" (did you mean {found[0]}?)" if found else ""
