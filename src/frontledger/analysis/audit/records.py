"""Rules on what is on record: offices people hold, dated events, and monthly counts of drones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frontledger.analysis.audit.comparison import NEAR
from frontledger.analysis.audit.statements import Bearing, Case, Evidence, Statement, day_of
from frontledger.analysis.drones.sources import SourceCount, figure_status

DRONES_LAUNCHED = "drones_launched"
"""The measure whose counts stand in `drone_launches`, not among the claims."""


def office_rule(statement: Statement, case: Case) -> Evidence | None:
    """The office the article gives a person, against those the ledger shows the person in at that time."""
    if not (statement.person and statement.office):
        return None
    rows = case.ledger.offices.to_dict("records")
    held = [row for row in rows if _same(row["person"], statement.person) and _shown(row, statement)]
    right = tuple(row for row in held if _same(row["office"], statement.office))
    if right:
        return Evidence("office", "supports", supporting=_office_ids(right))
    return Evidence("office", "contradicts", opposing=_office_ids(held)) if held else None


def event_rule(statement: Statement, case: Case) -> Evidence | None:
    """Events of the category the article speaks of, in the time it gives or the month before it came out.

    Where the article names a person, the event must name that person too.
    """
    if not statement.event_category:
        return None
    first = statement.start or statement.at - NEAR
    surname = statement.person.split()[-1] if statement.person else ""
    found = tuple(
        row["event_id"]
        for row in case.ledger.events.sort_values(["date", "event_id"]).to_dict("records")
        if row["category"] == statement.event_category
        and first <= row["date"].date() <= statement.at
        and surname in row["event"]
    )
    return Evidence("event", "supports", supporting=found) if found else None


def drone_rule(statement: Statement, case: Case) -> Evidence | None:
    """A month's number of drones, against every count of that month; ids are those of the series.

    Where no source comes near it the sources dispute it, and the months that do have this count are given: an
    equal count elsewhere is a hint at a slip, and no proof of one.
    """
    if statement.measure != DRONES_LAUNCHED or statement.figure is None or statement.start is None:
        return None
    status = figure_status(case.ledger, statement.start.replace(day=1), statement.figure)
    sources = (*status.computed, *status.published)
    meeting = [count for count in sources if count.interval.overlaps(statement.figure)]
    named = tuple(count for count in meeting if not count.bound)
    bounds = tuple(count for count in meeting if count.bound)
    opposed = tuple(count for count in sources if count not in meeting)
    if not sources:
        return None
    bearing: Bearing = "disputes" if status.status == "no_source" else "supports"
    elsewhere = status.same_count_elsewhere if bearing == "disputes" else ()
    return Evidence("drones", bearing, _series(named), _series(opposed), _series(bounds), months=elsewhere)


def office_id(row: Mapping[str, Any]) -> str:
    """How an office is named in evidence; the table has no column for it."""
    return f"{row['person']}: {row['office']}"


def _shown(row: Mapping[str, Any], statement: Statement) -> bool:
    last = day_of(row["shown_to"])
    return row["shown_from"].date() <= statement.at and (
        last is None or (statement.start or statement.at) <= last
    )


def _office_ids(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(office_id(row) for row in rows))


def _series(counts: tuple[SourceCount, ...]) -> tuple[str, ...]:
    return tuple(count.series_id for count in counts)


def _same(one: str, other: str) -> bool:
    return one.casefold().strip() == other.casefold().strip()
