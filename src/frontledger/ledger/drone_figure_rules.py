"""The rules of a published drone figure: its number, its periods, its dates, and the digits it is printed with."""

from __future__ import annotations

from fractions import Fraction

from frontledger.ledger.cells import whole_remedy
from frontledger.ledger.claim_rules import NUMBERS, check_dates, check_hedge, check_source_date
from frontledger.ledger.rules import check_order, check_span, rows_meant, stated_in
from frontledger.ledger.sheet import Row, Sheet
from frontledger.ledger.tables.drones import FIGURE_UNITS

COMPARED = ("compared_start", "compared_end")


def check_drone_figures(sheet: Sheet, sources: Sheet) -> None:
    """Put every fault of the figures on record that needs more than one cell to be seen."""
    check_order(sheet, *NUMBERS)
    check_span(sheet, "period_start", "period_end")
    check_span(sheet, *COMPARED)
    pages = rows_meant(sources, stated_in(sheet, "source_id"))
    for row in sheet.rows:
        check_hedge(sheet, row)
        check_dates(sheet, row)
        check_source_date(sheet, row, pages.get(row.values.get("source_id")))
        if (unit := FIGURE_UNITS.get(row.values.get("quantity") or "")) is not None:
            check_unit(sheet, row, unit)
            check_compared(sheet, row, unit)
        check_digits(sheet, row)


def check_unit(sheet: Sheet, row: Row, unit: str) -> None:
    """What is counted is whole, and a share is no more than the whole."""
    for name in [name for name in NUMBERS if row.stated(name)]:
        if unit == "count" and not row.values[name].is_integer():
            sheet.refuse(row, name, f"{row.cells[name]} is not a whole number", whole_remedy(row.cells[name]))
        elif unit == "share" and row.values[name] > 100:
            fault = f"{row.cells[name]} is more than 100 percent"
            sheet.refuse(row, name, fault, "write the share in percent")


def check_compared(sheet: Sheet, row: Row, unit: str) -> None:
    """A change has an earlier period it is reckoned from, and nothing else has one."""
    if not row.readable(*COMPARED):
        return
    quantity = row.values["quantity"]
    if unit != "change" and (stated := [name for name in COMPARED if row.stated(name)]):
        sheet.refuse(row, stated[0], f"{quantity} is compared with nothing", "leave it blank")
    elif unit == "change" and not row.stated(*COMPARED):
        blank = next(name for name in COMPARED if not row.stated(name))
        remedy = "give the first and last day of the period it is reckoned from"
        sheet.refuse(row, blank, f"{quantity} does not say from when", remedy)
    elif row.stated(*COMPARED, "period_start") and not _earlier(row):
        fault = f"{row.cells['compared_end']} is not before period_start {row.cells['period_start']}"
        sheet.refuse(row, "compared_end", fault, "the period compared with comes first")


def _earlier(row: Row) -> bool:
    return bool(row.values["compared_end"].last < row.values["period_start"].first)


def check_digits(sheet: Sheet, row: Row) -> None:
    """The figure is a multiple of what its last digit is worth."""
    if not row.stated("last_digit"):
        return
    digit = row.values["last_digit"]
    if digit == 0:
        sheet.refuse(row, "last_digit", "0 is no digit's worth", "write 1, 10, 0.1 or the like")
        return
    for name in [name for name in NUMBERS if row.stated(name)]:
        if Fraction(str(row.values[name])) % Fraction(str(digit)):
            fault = f"{row.cells[name]} is no multiple of {row.cells['last_digit']}"
            sheet.refuse(row, "last_digit", fault, "write what the last digit printed is worth")
            return
