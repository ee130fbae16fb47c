"""The marks of the sheets of an .ods, whose one part holds all of them, rows and cells counted out where repeated."""

from __future__ import annotations

from frontledger.ledger.exchange.marks import Marks, Scan, number

_CELLS = ("table:table-cell", "table:covered-table-cell")


def ods_marks(part: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name; raises RefusedFileError."""
    scan = _Sheets()
    scan.run(part)
    return scan.found


class _Sheets(Scan):
    """One pass over all sheets; `times` is how often the row at hand is repeated."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.marks = Marks()
        self.row, self.column, self.times, self.hidden, self.filled = 0, 0, 1, False, False

    def begin(self, name: str, given: dict[str, str]) -> None:
        """A sheet, a row or a cell."""
        if name == "table:table":
            self.marks = self.found.setdefault(given.get("table:name", ""), Marks())
            self.row = 0
        elif name == "table:table-row":
            self.times = number(given.get("table:number-rows-repeated"), 1)
            self.hidden = given.get("table:visibility", "visible") != "visible"
            self.column, self.filled = 0, False
        elif name in _CELLS:
            times = number(given.get("table:number-columns-repeated"), 1)
            self._cell(given, self.column + times - 1)
            self.column += times

    def end(self, name: str) -> None:
        """The end of a row."""
        if name == "table:table-row":
            self.marks.hidden_rows += self.times if self.hidden and self.filled else 0
            self.row += self.times

    def _cell(self, given: dict[str, str], last: int) -> None:
        kind = given.get("office:value-type", "")
        if not kind and "table:formula" not in given:
            return
        self.filled = True
        self.marks.reach(self.row + self.times - 1, last)
        here = (self.row, self.column)
        if not kind:
            self.marks.unreckoned.append(here)
        elif given.get("calcext:value-type") == "error":
            self.marks.errors.append(here)
        elif kind == "percentage":
            rows, columns = range(self.row, self.row + self.times), range(self.column, last + 1)
            self.marks.percent |= {(row, column) for row in rows for column in columns}
