"""The rule of a date that lies apart from all others of the ledger: a slip in the year, most often.

A year mistyped by ten or a hundred can be read and breaks no other rule, but would move what is known on a day, and
with it every report. Whether such a date is meant, a second date tells: that of the page, or of the report.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from frontledger.ledger.dates import LooseDate
from frontledger.ledger.rules import Sheets, rows_meant, stated_in
from frontledger.ledger.sheet import Row, Sheet

APART = timedelta(days=5 * 365)
CONFIRMED = timedelta(days=366)

_SAID = ("claims", "drone_launches", "drone_figures", "article_claims")
_HAPPENED = {
    "claims": ("period_start", "period_end"),
    "drone_launches": ("month",),
    "drone_figures": ("period_start", "period_end", "compared_start", "compared_end"),
    "article_claims": ("period_start", "period_end"),
}


@dataclass(frozen=True)
class _Dated:
    """A date of one cell, and the other date of its row that may confirm it."""

    sheet: Sheet
    row: Row
    column: str
    day: date
    other: LooseDate | None
    within: timedelta


def check_apart(sheets: Sheets) -> None:
    """Refuse a date more than five years from every date of another row, where no second date confirms it."""
    for dates, remedy in (
        (_said(sheets), "mend the year, or give its source that date in published_on"),
        (_happened(sheets), "mend the year, or that of the report"),
    ):
        for one in _lone(sorted(dates, key=lambda one: one.day)):
            if not (one.other and abs(one.other.first - one.day) <= one.within):
                text = one.row.cells[one.column]
                fault = f"{text} is more than five years from any other date of its kind in the ledger"
                one.sheet.refuse(one.row, one.column, fault, remedy)


def _said(sheets: Sheets) -> Iterator[_Dated]:
    for sheet in (sheets[name] for name in _SAID):
        cited = "source_id" in sheet.table.names
        pages = rows_meant(sheets["sources"], stated_in(sheet, "source_id") if cited else ())
        for row in sheet.rows:
            if row.stated("reported_on"):
                page = pages.get(row.values.get("source_id"))
                shown = page.values.get("published_on") if page else None
                yield _Dated(sheet, row, "reported_on", row.values["reported_on"].first, shown, CONFIRMED)


def _happened(sheets: Sheets) -> Iterator[_Dated]:
    for name, columns in _HAPPENED.items():
        for row in sheets[name].rows:
            if row.cells.get("kind") == "forecast":  # a plan may reach as far ahead as its makers like
                continue
            for column in (one for one in columns if row.stated(one)):
                report = row.values.get("reported_on")
                yield _Dated(sheets[name], row, column, row.values[column].first, report, APART)


def _lone(dates: Iterable[_Dated]) -> Iterator[_Dated]:
    """The dates of a row that stands alone, the nearest of other rows being further off than `APART`."""
    groups: list[list[_Dated]] = []
    for before, one in itertools.pairwise([None, *dates]):
        if one is None:
            continue
        if before is None or one.day - before.day > APART:
            groups.append([])
        groups[-1].append(one)
    for group in groups if len(groups) > 1 else []:
        if len({id(one.row) for one in group}) == 1:
            yield from group
