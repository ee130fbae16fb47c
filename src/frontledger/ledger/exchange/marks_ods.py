"""The marks of the sheets of an .ods, whose one part holds all of them, rows and cells counted out where repeated."""

from __future__ import annotations

from frontledger.ledger.exchange.marks import Marks, Scan, number

_STORED = {
    **dict.fromkeys(("float", "percentage", "currency"), "office:value"),
    "date": "office:date-value",
    "time": "office:time-value",
    "boolean": "office:boolean-value",
    "string": "office:string-value",
}
"""Where the value of a cell of each type is stored; a text may stand in the cell instead."""

_CELLS = ("table:table-cell", "table:covered-table-cell")


def ods_marks(part: bytes) -> dict[str, Marks]:
    """The marks of each sheet by its name; raises RefusedFileError."""
    scan = _Sheets()
    scan.run(part)
    return scan.found


class _Sheets(Scan):
    """One pass over all sheets; `times` is how often the row at hand is repeated.

    `awaited` are the cells of a formula whose text has not been seen yet; that of a remark on a cell is not its text.
    """

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.marks = Marks()
        self.row, self.column, self.times, self.hidden, self.filled = 0, 0, 1, False, False
        self.awaited: list[tuple[int, int]] = []
        self.remark = False

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
        elif name == "office:annotation":
            self.remark = True
        elif name == "text:p" and not self.remark:
            self.awaited = []

    def end(self, name: str) -> None:
        """The end of a row, of a cell or of a remark in it."""
        if name == "office:annotation":
            self.remark = False
        elif name in _CELLS:
            self.marks.unreckoned += self.awaited
            self.awaited = []
        elif name == "table:table-row":
            self.marks.hidden_rows += self.times if self.hidden and self.filled else 0
            self.row += self.times

    def _cell(self, given: dict[str, str], last: int) -> None:
        kind, formula = given.get("office:value-type", ""), "table:formula" in given
        if not kind and not formula:
            return
        self.filled = True
        self.marks.reach(self.row + self.times - 1, last)
        if given.get("calcext:value-type") == "error":
            self.marks.errors += self._cells(last)
        elif formula and _STORED.get(kind, "") not in given:
            found = self.awaited if kind == "string" else self.marks.unreckoned
            found += self._cells(last)
        elif kind == "percentage":
            self.marks.percent.update(self._cells(last))
        elif formula and given.get("office:string-value") == "":
            self.marks.empty += 1

    def _cells(self, last: int) -> list[tuple[int, int]]:
        """The cell at hand up to the column `last`, as often as its row is repeated."""
        rows, columns = range(self.row, self.row + self.times), range(self.column, last + 1)
        return [(row, column) for row in rows for column in columns]
