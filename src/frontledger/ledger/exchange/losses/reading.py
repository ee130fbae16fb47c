"""A table of losses read whole: every row taken or set aside, or the file refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from frontledger.ledger.exchange.losses.apart import apart
from frontledger.ledger.exchange.losses.dialect import (
    COLUMNS,
    FIGURES,
    NEEDED,
    DateOrder,
    column_meant,
    date_order,
)
from frontledger.ledger.exchange.losses.rows import SET_ASIDE, LossRow, SetAside, judge
from frontledger.ledger.exchange.pages import Page, fewer
from frontledger.ledger.faults import Fault, LedgerError, nearest

_HEADER = f"the header is {','.join(COLUMNS)}"


@dataclass(frozen=True)
class Reading:
    """The rows of a table: those in are those taken and those set aside together."""

    page: Page
    order: DateOrder
    rows: tuple[LossRow, ...]
    aside: tuple[SetAside, ...]
    remarks: tuple[str, ...]

    @property
    def reasons(self) -> Counter[str]:
        """How many rows were set aside for each reason."""
        return Counter(row.reason for row in self.aside)


def read_losses(pages: Sequence[Page]) -> Reading:
    """The one page of this form among those of a file; raises LedgerError.

    The order of day and month is that of the whole file: one cell such as 17/09/2024 decides it, and a file in
    which cells decide it both ways is refused, since any other date in it could mean two days.
    """
    page, others = _page(pages)
    places, remarks = _places(page)
    order, contrary = date_order((line.number, line.cell(places["date"])) for line in page.rows)
    if contrary:
        fault = f"the date has {'day' if contrary.day_first else 'month'} first, that of row {order.line} the other"
        remedy = "write every date as YYYY-MM-DD"
        raise LedgerError([page.fault(contrary.line, places["date"], fault, remedy)])
    rows, aside = [], []
    seen: dict[tuple[object, ...], int] = {}
    for line in page.rows:
        found = judge(line, places, order, page.doubts)
        if isinstance(found, LossRow) and found.content in seen:
            found = SetAside(line.number, "repeated", f"row {seen[found.content]}")
        if isinstance(found, LossRow):
            seen[found.content] = line.number
            rows.append(found)
        else:
            aside.append(found)
    if not rows:
        _refuse_empty(page, aside)
    lone = apart(rows)
    taken = tuple(row for row in rows if row.line not in lone)
    aside = sorted([*aside, *lone.values()], key=lambda row: row.line)
    return Reading(page, order, taken, tuple(aside), (*page.remarks, *others, *remarks))


def _page(pages: Sequence[Page]) -> tuple[Page, list[str]]:
    """The page with the columns of this form, and remarks on the others."""
    known = [{column_meant(name) for name in page.header.cells} for page in pages]
    best = max(len(names & set(COLUMNS)) for names in known)
    fitting = [page for page, names in zip(pages, known, strict=True) if len(names & set(COLUMNS)) == best]
    if best < 3:
        fault = f"no header of the form is there: {', '.join(COLUMNS)}"
        raise LedgerError([pages[0].fault(pages[0].header.number, -1, fault, "give a table of that form")])
    if len(fitting) > 1:
        names = ", ".join(repr(page.sheet) for page in fitting)
        fault = f"the sheets {names} are all tables of losses"
        raise LedgerError([Fault(fitting[0].file, 0, "", fault, "give a workbook with one of them")])
    return fitting[0], [f"sheet {page.sheet!r} is passed over" for page in pages if page is not fitting[0]]


def _places(page: Page) -> tuple[dict[str, int], list[str]]:
    """Where each known column stands, and remarks on the rest; raises LedgerError where one is missing or twice."""
    places: dict[str, int] = {}
    faults, unknown, header = [], [], page.header
    for place, name in enumerate(header.cells):
        meant = column_meant(name)
        if meant in places:
            faults.append(
                page.fault(header.number, place, f"the column {meant} is there twice", "delete one of them")
            )
        elif meant:
            places[meant] = place
        elif (header.number, place) in page.doubts:
            faults.append(page.fault(header.number, place, *page.doubts[header.number, place]))
        elif name:
            unknown.append(name)
    missing = [name for name in NEEDED if name not in places]
    if not set(places) & set(FIGURES):
        missing.append("estimate")
    for name in missing:
        hint = next((one for one in unknown if nearest(one.lower(), [name])), "")
        said = f" (is {hint!r} meant for it?)" if hint else ""
        faults.append(
            page.fault(header.number, -1, f"the column {name} is missing{said}", f"add it; {_HEADER}")
        )
    if faults:
        raise LedgerError(faults)
    remarks = [f"no column {name}" for name in COLUMNS if name not in places]
    return places, remarks + [f"the column {name!r} is not known, and not read" for name in unknown]


def _refuse_empty(page: Page, aside: Sequence[SetAside]) -> None:
    if not aside:
        raise LedgerError(
            [page.fault(page.header.number, -1, "the table has a header and no row", "give its rows")]
        )
    faults = [
        page.fault(row.line, -1, f"{SET_ASIDE[row.reason]} ({row.detail})", "mend the row") for row in aside
    ]
    raise LedgerError(fewer(faults, "no row is left to take; mend these first"))
