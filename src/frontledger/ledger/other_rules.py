"""The rules of the tables beside the claims: the codebook, drones, reference ratios, offices, the article."""

from __future__ import annotations

from frontledger.ledger.article_rules import check_event_categories, check_office_names
from frontledger.ledger.cells import thousands_meant, whole_remedy
from frontledger.ledger.claim_rules import check_hedge, check_range
from frontledger.ledger.drone_figure_rules import check_drone_figures
from frontledger.ledger.rules import Sheets, check_circles, check_order, check_span, rows_meant, stated_in
from frontledger.ledger.sheet import Row, Sheet

DRONE_MEASURE = "drones_launched"
"""The measure of the codebook that `launched` in drone_launches.csv is a figure of."""


def check_others(sheets: Sheets) -> None:
    """Put every fault on record that needs more than one cell of a table beside the claims to be seen."""
    check_order(sheets["measures"], "floor", "ceiling")
    check_circles(sheets["measures"], "part_of")
    check_circles(sheets["scopes"], "inside")
    check_identities(sheets["identities"])
    check_main(sheets["drone_series"])
    check_order(sheets["drone_launches"], "destroyed", "neutralised", "launched")
    check_months(sheets["drone_launches"])
    check_launches(sheets["drone_launches"], sheets["measures"])
    check_drone_figures(sheets["drone_figures"], sheets["sources"])
    check_order(sheets["reference_ratios"], "ratio_low", "ratio", "ratio_high")
    check_ratios(sheets["reference_ratios"])
    check_span(sheets["offices"], "shown_from", "shown_to")
    check_order(sheets["article_claims"], "low", "best", "high")
    check_span(sheets["article_claims"], "period_start", "period_end")
    check_figures(sheets["article_claims"], sheets["measures"])
    check_event_categories(sheets["article_claims"], sheets["events"])
    check_office_names(sheets["article_claims"], sheets["offices"])


def check_identities(sheet: Sheet) -> None:
    """A sum has one whole, which is none of its parts."""
    wholes: dict[str, str] = {}
    for row in sheet.rows:
        if not row.stated("identity_id", "whole", "part"):
            continue
        name, whole = row.values["identity_id"], row.values["whole"]
        if wholes.setdefault(name, whole) != whole:
            sheet.refuse(row, "whole", f"{name} already has the whole {wholes[name]}", "a sum has one whole")
        elif row.values["part"] == whole:
            sheet.refuse(row, "part", f"{whole} is a part of itself", "name another part")


def check_main(sheet: Sheet) -> None:
    """Of the series one is the main one; where a row could not be read, it may be that."""
    main = [row for row in sheet.rows if row.values.get("main")]
    for row in main[1:]:
        fault = f"{main[0].cells['series_id']} is the main series already"
        sheet.refuse(row, "main", fault, "write true for one series only")
    if not main and sheet.rows and not sheet.lost and all(row.stated("main") for row in sheet.rows):
        sheet.refuse(sheet.rows[0], "main", "no series is the main one", "write true for one of them")


def check_months(sheet: Sheet) -> None:
    """A month's launches are not reported before the month begins."""
    for row in sheet.rows:
        if row.stated("month", "reported_on") and row.values["reported_on"].last < row.values["month"].first:
            fault = f"{row.cells['reported_on']} is before the month {row.cells['month']}"
            sheet.refuse(row, "reported_on", fault, "mend one of the two dates")


def check_launches(sheet: Sheet, measures: Sheet) -> None:
    """Launches lie in the range the codebook gives for them, where it does."""
    measure = rows_meant(measures, (DRONE_MEASURE,)).get(DRONE_MEASURE)
    for row in sheet.rows:
        if measure is not None:
            check_range(sheet, row, measure, ("launched",))


def check_figures(sheet: Sheet, measures: Sheet) -> None:
    """A figure of the article is hedged and bounded like that of a claim; it may also state none."""
    codebook = rows_meant(measures, stated_in(sheet, "measure"))
    for row in sheet.rows:
        if (measure := codebook.get(row.values.get("measure"))) is not None:
            check_range(sheet, row, measure)
        check_hedge(sheet, row)


def check_ratios(sheet: Sheet) -> None:
    """A ratio is what its own wounded and killed give, to the digits it is printed with; no count has a point."""
    for row in sheet.rows:
        for name in ("killed", "wounded"):
            if row.stated(name) and thousands_meant(row.cells[name]):
                text = row.cells[name]
                sheet.refuse(row, name, f"{text} is not a whole number", whole_remedy(text))
        if row.stated("killed", "wounded", "ratio") and not _agrees(row):
            result = row.values["wounded"] / row.values["killed"] if row.values["killed"] else float("inf")
            fault = f"{row.cells['ratio']} is not wounded divided by killed, which is {result:.2f}"
            sheet.refuse(row, "ratio", fault, "check the three numbers against the source")


def _agrees(row: Row) -> bool:
    printed = row.cells["ratio"]
    digits = len(printed.partition(".")[2])
    killed, wounded = row.values["killed"], row.values["wounded"]
    return killed > 0 and abs(wounded / killed - row.values["ratio"]) <= 0.5000001 * 10**-digits
