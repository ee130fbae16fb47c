"""The rules of a claim: its numbers against its qualifier and the codebook, its dates, its echo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from frontledger.ledger.cells import thousands_meant, whole_remedy
from frontledger.ledger.rules import Sheets, check_order, check_span, rows_meant, stated_in
from frontledger.ledger.sheet import Row, Sheet

NUMBERS = ("low", "best", "high")
FRACTIONAL_FORMS = ("share", "rate", "value")
FRACTIONAL_UNITS = ("tonnes",)
TWIN = (
    *("claimant_id", "measure", "force", "scope", "scope_detail", "period_end"),
    *(*NUMBERS, "reported_on", "kind", "echo_of"),
)
CLOCK_SLACK = timedelta(days=1)
"""A page may carry the day before the statement's own, when the two stand in different time zones."""


def check_claims(sheets: Sheets) -> None:
    """Put every fault of the claims on record that needs more than one cell to be seen."""
    sheet = sheets["claims"]
    measures = rows_meant(sheets["measures"], stated_in(sheet, "measure"))
    sources = rows_meant(sheets["sources"], stated_in(sheet, "source_id"))
    check_order(sheet, *NUMBERS)
    check_span(sheet, "period_start", "period_end")
    for row in sheet.rows:
        if (measure := measures.get(row.values.get("measure"))) is not None:
            check_form(sheet, row, measure)
            check_range(sheet, row, measure)
        check_hedge(sheet, row)
        check_dates(sheet, row)
        check_source_date(sheet, row, sources.get(row.values.get("source_id")))
    claims = rows_meant(sheet, stated_in(sheet, "echo_of"))
    for row in sheet.rows:
        check_echo(sheet, row, claims)
    check_twins(sheet)


def check_hedge(sheet: Sheet, row: Row) -> None:
    """A number has a qualifier, a qualifier has the numbers it needs."""
    if not row.readable("qualifier", *NUMBERS):
        return
    qualifier, stated = row.values["qualifier"], [name for name in NUMBERS if row.stated(name)]
    if stated and qualifier is None:
        sheet.refuse(
            row,
            "qualifier",
            f"{stated[0]} is given without a qualifier",
            "write exact where nothing hedges it",
        )
    elif qualifier is None:
        return
    elif qualifier == "between" and not row.stated("low", "high"):
        sheet.refuse(row, "qualifier", "between needs low and high", "give both bounds, or another qualifier")
    elif not (row.stated("best") or _bounds_enough(qualifier, stated)):
        sheet.refuse(
            row, "qualifier", f"{qualifier} has no number to hedge", "give best, or leave qualifier blank"
        )


def _bounds_enough(qualifier: str, stated: Iterable[str]) -> bool:
    needed = {"at_least": {"low"}, "more_than": {"low"}, "up_to": {"high"}}.get(qualifier, {"low", "high"})
    return needed <= set(stated)


def check_form(sheet: Sheet, row: Row, measure: Row) -> None:
    """Events have no number and everything else has one; an event is of an event measure and no other."""
    form, kind = measure.values.get("form"), row.values.get("kind")
    stated = [name for name in NUMBERS if row.stated(name)]
    if form is None:
        return
    if form == "event" and stated:
        sheet.refuse(
            row, stated[0], "an event measure has no number", "leave it blank, or choose another measure"
        )
    elif form != "event" and kind == "event":
        fault = f"{row.values['measure']} is a {form}, not an event"
        sheet.refuse(row, "kind", fault, "choose another kind, or a measure whose form is event")
    elif form == "event" and kind in ("estimate", "forecast"):
        sheet.refuse(
            row, "kind", f"{kind} is not a kind for an event measure", "write event or acknowledgement"
        )
    elif form != "event" and not stated and row.readable(*NUMBERS, "qualifier", "kind"):
        sheet.refuse(row, "best", "no number is stated", "give one, or choose a measure whose form is event")


def check_range(sheet: Sheet, row: Row, measure: Row, columns: tuple[str, ...] = NUMBERS) -> None:
    """Numbers lie between the codebook's floor and ceiling, and things that are counted are whole."""
    floor, ceiling = measure.values.get("floor"), measure.values.get("ceiling")
    fractional = not measure.readable("form", "unit") or _fractional(measure)
    for name in [name for name in columns if row.stated(name)]:
        value, text = row.values[name], row.cells[name]
        remedy = (
            f"check it against the source, or mend the range of {measure.cells['measure']} in measures.csv"
        )
        if floor is not None and value < floor:
            if meant := thousands_meant(text):
                remedy = f"write {meant} if its point parts thousands, else check it against the source"
            sheet.refuse(row, name, f"{text} is under the floor of {measure.cells['floor']}", remedy)
        elif ceiling is not None and value > ceiling:
            sheet.refuse(row, name, f"{text} is over the ceiling of {measure.cells['ceiling']}", remedy)
        elif not fractional and not value.is_integer():
            sheet.refuse(row, name, f"{text} is not a whole number", whole_remedy(text))


def _fractional(measure: Row) -> bool:
    return measure.values["form"] in FRACTIONAL_FORMS or measure.values["unit"] in FRACTIONAL_UNITS


def check_dates(sheet: Sheet, row: Row) -> None:
    """What is reported has been, what is foretold is not over; doubt about a day is no fault."""
    if not row.readable("period_start", "period_end") or not row.stated("reported_on", "kind"):
        return
    column = "period_end" if row.stated("period_end") else "period_start"
    day, report, kind = row.values[column], row.values["reported_on"], row.values["kind"]
    if column == "period_end" and kind == "forecast" and day and day.last < report.first:
        fault = f"{day.text} is before the forecast was reported on {report.text}"
        sheet.refuse(row, column, fault, "mend one of the two dates, or write kind estimate")
        row.values.pop("reported_on")
    elif day and kind != "forecast" and day.first > report.last:
        fault = f"{day.text} is after the report of {report.text}"
        sheet.refuse(row, column, fault, "mend one of the two dates, or write kind forecast")
        row.values.pop("reported_on")


def check_source_date(sheet: Sheet, row: Row, source: Row | None) -> None:
    """A page cannot carry a statement made after it was published."""
    if source is None or not source.stated("published_on") or not row.stated("reported_on"):
        return
    published, report = source.values["published_on"], row.values["reported_on"]
    if report.first > published.last + CLOCK_SLACK:
        fault = (
            f"{report.text} is after its source {row.values['source_id']} was published on {published.text}"
        )
        sheet.refuse(row, "reported_on", fault, "mend one of the two dates")


def check_echo(sheet: Sheet, row: Row, claims: dict[Any, Row]) -> None:
    """An echo repeats an original of the same measure that was said no later."""
    original = claims.get(row.values.get("echo_of"))
    if original is None:
        return
    if original is row:
        sheet.refuse(
            row, "echo_of", "the claim repeats itself", "name the claim it repeats, or leave it blank"
        )
    elif original.stated("echo_of"):
        fault = f"{original.cells['claim_id']} is itself an echo"
        sheet.refuse(row, "echo_of", fault, f"name the original, {original.cells['echo_of']}")
    elif (
        original.readable("measure")
        and row.readable("measure")
        and original.values["measure"] != row.values["measure"]
    ):
        fault = f"{original.cells['claim_id']} is of another measure, {original.values['measure']}"
        sheet.refuse(row, "echo_of", fault, "an echo repeats a claim of its own measure")
    elif row.stated("reported_on") and original.stated("reported_on") and _later(original, row):
        fault = f"{original.cells['claim_id']} was reported later, on {original.cells['reported_on']}"
        sheet.refuse(row, "echo_of", fault, "mark the later claim as the echo")


def _later(one: Row, other: Row) -> bool:
    return one.values["reported_on"].first > other.values["reported_on"].last


def check_twins(sheet: Sheet) -> None:
    """Refuse a claim that says the same as an earlier row under another identifier."""
    first: dict[tuple[str, ...], Row] = {}
    for row in sheet.rows:
        if not row.readable("claim_id", *TWIN):
            continue
        content = tuple(row.cells[name] for name in TWIN)
        if content in first:
            fault = f"it says the same as {first[content].cells['claim_id']} on line {first[content].line}"
            sheet.refuse(
                row,
                "claim_id",
                fault,
                "delete one, mark it as an echo, or say in scope_detail how they differ",
            )
        else:
            first[content] = row
