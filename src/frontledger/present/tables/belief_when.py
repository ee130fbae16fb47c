"""The table of what was knowable when."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.belief import Knowable, Point
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.findings.belief import SETTLED, heading
from frontledger.present.findings.belief_when import NOTHING_LATER, body_names, most_changed
from frontledger.present.tables.belief import csv_of, number, plain
from frontledger.present.words.numbers import count, day, percent, plural


def knowable_table(found: Knowable | None, ledger: Ledger, about: date) -> Table | Note:
    """The days after the one asked about on which an estimate of it changed, and whose claims arrived then."""
    if found is None or most_changed(found) is None:
        return Note("knowable_table", NOTHING_LATER.format(day=day(about)))
    telling = [point for number, point in enumerate(found.points) if number == 0 or _changed(found, number)]
    rows = [_point_row(found, point, ledger) for point in telling]
    later = found.points[1:]
    return Table(
        key="knowable_table",
        title=f"New claims changed the picture of {day(about)} on {count(len(telling) - 1)} of the "
        f"{plural(len(later), 'later day')} on which some arrived",
        columns=(
            Column("Known by"),
            Column("Whose claims arrived"),
            *(Column(heading(one, ledger), "right") for one in found.quantities),
        ),
        rows=tuple(rows),
        source=source_line(ledger, found.claims),
        note=f"Estimates of the state on {day(about)}, rounded. A day is listed where one changed by "
        f"{percent(SETTLED)} or more.",
        claims=found.claims,
    )


def knowable_csv(found: Knowable) -> str:
    """Every headline and its bounds by the day asked, as CSV."""
    rows: list[tuple[object, ...]] = [("measure", "as_of", "estimate", "lower", "upper")]
    for place, quantity in enumerate(found.quantities):
        for point in found.points:
            if one := point.readings[place]:
                values = (one.estimate, one.bounds.lower, one.bounds.upper)
                rows.append((quantity.measure, point.as_of, *(plain(value) for value in values)))
    return csv_of(rows)


def _changed(found: Knowable, number: int) -> bool:
    before, after = found.points[number - 1].readings, found.points[number].readings
    for old, new in zip(before, after, strict=True):
        if (old is None) != (new is None):
            return True
        if old and new and abs(new.estimate - old.estimate) >= SETTLED * max(old.estimate, 1.0):
            return True
    return False


def _point_row(found: Knowable, point: Point, ledger: Ledger) -> tuple[str | Cell, ...]:
    first = point is found.points[0]
    whose = "all made by then" if first else body_names(point.claims, ledger)
    values = (number(one.estimate if one else None) for one in point.readings)
    return (day(point.as_of), whose, *values)
