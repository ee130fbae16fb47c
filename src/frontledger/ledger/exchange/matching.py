"""Which table of a ledger a page is, and its rows by the columns they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontledger.ledger.exchange.pages import Line, Page, fewer
from frontledger.ledger.faults import Fault, LedgerError, nearest
from frontledger.ledger.tables import TABLES
from frontledger.ledger.tidying import tidied_cell

ABOUT = "about"
"""The sheet of a workbook that says what the ledger is: names in its first column, values in the second."""


@dataclass(frozen=True)
class Matched:
    """A page read as a table: each row's cells by column, and the line it stands on."""

    table: str
    page: Page
    lines: tuple[Line, ...]
    rows: tuple[dict[str, str], ...]

    def fault(self, line: Line, column: str, fault: str, remedy: str) -> Fault:
        """A fault of a cell, or of the row where the page has no such column."""
        cells = self.page.header.cells
        return self.page.fault(line.number, cells.index(column) if column in cells else -1, fault, remedy)


def matched(pages: Sequence[Page]) -> tuple[list[Matched], dict[str, str], list[str]]:
    """The tables among the pages, what the page `about` says, and remarks; raises LedgerError.

    A sheet is told by its name, a file and a sheet of another name by its header. A page that is no table is
    passed over with a remark, one whose columns are not those of its table is a fault.
    """
    found: dict[str, Matched] = {}
    about: dict[str, str] = {}
    faults: list[Fault] = []
    remarks = [f"{page.sheet or page.file}: {remark}" for page in pages for remark in page.remarks]
    for page in pages:
        name = (page.sheet or Path(page.file).stem).strip().casefold()
        table = name if name in TABLES else _by_header(page)
        if page.sheet and name == ABOUT:
            faults += page.doubted()
            about = {line.cell(0): line.cell(1) for line in page.rows}
        elif not table:
            remarks.append(f"{page.sheet or page.file}: no table of a ledger, passed over")
        elif table in found:
            fault = f"it is {table} a second time, after {found[table].page.sheet!r}"
            faults.append(page.fault(page.header.number, -1, fault, "put the rows into one sheet"))
        else:
            if table != name:
                remarks.append(f"{page.sheet or page.file}: read as {table}, by its header")
            found[table] = _matched(table, page, faults, remarks)
    if not found and not faults:
        fault = "there is no table of a ledger"
        remedy = f"name a sheet after a table ({', '.join(TABLES)}) and give it that table's header"
        faults = [Fault(pages[0].file, 0, "", fault, remedy)]
    if faults:
        raise LedgerError(fewer(faults))
    return list(found.values()), about, remarks


def _by_header(page: Page) -> str:
    """The table most of whose columns the header names, "" where it names no table's key and half its columns."""
    header = set(page.header.cells)
    shares = {
        name: len(header & set(table.names)) / len(table.names)
        for name, table in TABLES.items()
        if set(table.key) <= header
    }
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= 0.5 else ""


def _matched(table: str, page: Page, faults: list[Fault], remarks: list[str]) -> Matched:
    """The rows of the page as the table's, with every doubtful cell and every fault of its header put on record."""
    faults += page.doubted()
    header, columns = page.header.cells, TABLES[table].names
    missing = [name for name in columns if name not in header]
    for place, name in enumerate(header):
        if name in columns and name in header[:place]:
            faults.append(
                page.fault(page.header.number, place, f"the column {name} is there twice", "delete one")
            )
        elif name not in columns and (name or any(line.cell(place) for line in page.rows)):
            hint = nearest(name.lower(), missing)
            fault = f"the column {name!r} is not known{hint}" if name else "the column has no heading"
            remedy = "mend its name" if hint else "delete it, or name it"
            faults.append(page.fault(page.header.number, place, fault, remedy))
    needed = [name for name in missing if TABLES[table].column(name).required]
    for name in needed:
        faults.append(page.fault(page.header.number, -1, f"the column {name} is missing", "add it"))
    if missing and not needed:
        remarks.append(f"{page.sheet or page.file}: no column {', '.join(missing)}, left blank")
    places = {name: header.index(name) for name in columns if name in header}
    for line in page.rows:
        if any(line.cells[len(header) :]):
            faults.append(page.fault(line.number, len(header), "the cell is beyond the header", "delete it"))
    rows = tuple(
        {name: tidied_cell(TABLES[table].column(name), line.cell(place)) for name, place in places.items()}
        for line in page.rows
    )
    return Matched(table, page, page.rows, rows)
