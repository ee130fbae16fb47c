"""The rules of the daily table by name: why a row is set aside, and what is remarked on a row that is used."""

from __future__ import annotations

from frontledger.ledger.daily import models

WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
DATE_UNREADABLE = "date_unreadable"
ENDS_BEFORE_START = "ends_before_start"
WINDOW_TOO_LONG = "window_too_long"
LAUNCHED_NOT_STATED = "launched_not_stated"
COUNT_UNREADABLE = "count_unreadable"
MORE_THAN_LAUNCHED = "more_than_launched"
REPEATED_ROW = "repeated_row"
CONTRADICTORY_ROWS = "contradictory_rows"

SET_ASIDE = {
    models.NOT_A_DRONE: "a missile or a bomb, not a drone",
    models.JOINT: "Shaheds or missiles joined with other weapons in one count, which cannot be split",
    models.UNKNOWN_MODEL: "a model that is not known, so perhaps a drone",
    models.RESEMBLES: "a model that is blank, says no kind, or is written like the Shahed class but is not its name",
    WRONG_NUMBER_OF_CELLS: "more or fewer cells than the header",
    DATE_UNREADABLE: "a start or end that is no date of the war, or blank",
    ENDS_BEFORE_START: "an end before the start",
    WINDOW_TOO_LONG: "a window of more than three days",
    LAUNCHED_NOT_STATED: "no count of launches: unknown, not zero",
    COUNT_UNREADABLE: "a count that is negative, no whole number or beyond any wave",
    MORE_THAN_LAUNCHED: "more destroyed, or more lost, than launched",
    REPEATED_ROW: "the same row a second time",
    CONTRADICTORY_ROWS: "rows of one window, model and place with different counts",
}
"""Why a row is not counted, in the order in which the reasons are looked for and told."""

SPOILS = tuple(
    reason
    for reason in SET_ASIDE
    if reason not in (models.NOT_A_DRONE, models.JOINT, models.UNKNOWN_MODEL, REPEATED_ROW)
)
"""The reasons that leave the count of the row's day unknown, since the row may hold launches."""

LAUNCHED_BELOW_NEUTRALISED = "launched_below_neutralised"
DESTROYED_NOT_STATED = "destroyed_not_stated"
STRIKE_COUNT_UNREADABLE = "strike_count_unreadable"
REGIONAL_DUPLICATE = "regional_duplicate"
DAYTIME_WINDOW = "daytime_window"

REMARKS = {
    LAUNCHED_BELOW_NEUTRALISED: "destroyed and lost together are more than launched; kept as published",
    DESTROYED_NOT_STATED: "no count of destroyed drones; the day's destroyed is unknown",
    STRIKE_COUNT_UNREADABLE: "is_shahed is no count of strike drones among those launched; taken as blank",
    REGIONAL_DUPLICATE: "Shaheds a regional command told of again; left out of the counts without regional rows",
    DAYTIME_WINDOW: "Shaheds of a daytime window; left out of the counts of night windows",
}
"""What is said of rows that are counted."""
