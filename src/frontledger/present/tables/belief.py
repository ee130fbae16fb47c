"""Tables of what depends on who is believed, and on when one asked."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from datetime import date

import numpy as np

from frontledger.analysis.belief import Influence, Knowable, Point, Removal, Resampled
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.findings.belief import (
    NO_BODIES,
    NOTHING_LATER,
    SETTLED,
    body_names,
    change_words,
    claimant_name,
    heading,
    most_changed,
)
from frontledger.present.words.counts import reckoned, rounded
from frontledger.present.words.numbers import count, day, percent, plural


def influence_table(found: Influence | None, ledger: Ledger) -> Table | Note:
    """Every headline without each body, the one that moves a headline most first."""
    if found is None:
        return Note("influence_table", NO_BODIES)
    moving = [one for one in found.removals if one.reach >= SETTLED]
    everyone = tuple(Cell(_number(value), tone="strong") for value in found.values)
    rows: list[tuple[str | Cell, ...]] = [
        (Cell("Everyone", tone="strong"), Cell(count(len(found.claims)), tone="strong"), *everyone)
    ]
    rows += [
        (claimant_name(one.claimant_id, ledger), count(len(one.claims)), *_values(one)) for one in moving
    ]
    rest = found.removals[len(moving) :]
    if rest:
        name = f"Any one of {plural(len(rest), 'other body', 'other bodies')}"
        quiet = Cell("no change", tone="muted")
        rows.append((name, count(sum(len(one.claims) for one in rest)), *(quiet for _ in found.quantities)))
    return Table(
        key="influence_table",
        title=f"Of {count(len(found.removals))} bodies, {count(len(moving))} change an estimate when left out",
        columns=(
            Column("Without"),
            Column("Claims", "right"),
            *(Column(heading(one, ledger), "right") for one in found.quantities),
        ),
        rows=tuple(rows),
        source=source_line(ledger, found.claims),
        note=f"Estimates by {day(found.day)}, the last day these claims speak of. Figures are rounded, changes "
        f"reckoned before rounding; no change means less than {percent(SETTLED)}.",
        claims=found.claims,
    )


def resampled_table(found: Resampled | None, ledger: Ledger) -> Table | Note:
    """Every headline on the last day, with everyone and as the draws have it."""
    if found is None:
        return Note("resampled_table", NO_BODIES)
    rows = [
        (
            heading(band.quantity, ledger),
            _number(float(band.estimate[-1])),
            _range(float(band.lower_half[-1]), float(band.upper_half[-1])),
            _range(float(band.low[-1]), float(band.high[-1])),
            "" if math.isnan(band.width) else percent(band.width),
        )
        for band in found.bands
    ]
    unknown = [
        f"{heading(band.quantity, ledger)} has no estimate in {plural(found.draws - band.known, 'draw')}."
        for band in found.bands
        if band.known < found.draws
    ]
    return Table(
        key="resampled_table",
        title=f"What {plural(found.draws, 'draw')} of bodies leave of each estimate by {day(found.days[-1])}",
        columns=(
            Column("What"),
            Column("Everyone", "right"),
            Column("Half of the draws", "right"),
            Column("Nine tenths", "right"),
            Column("Width of that against the estimate", "right"),
        ),
        rows=tuple(rows),
        source=source_line(ledger, found.claims),
        note=" ".join(unknown),
        claims=found.claims,
    )


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


def influence_csv(found: Influence) -> str:
    """Every headline with everyone and without each body, as CSV."""
    rows: list[tuple[object, ...]] = [("without", "measure", "scope", "estimate")]
    for one in (None, *found.removals):
        values = found.values if one is None else one.values
        name = "" if one is None else one.claimant_id
        rows += [
            (name, quantity.measure, quantity.scope, _plain(value))
            for quantity, value in zip(found.quantities, values, strict=True)
        ]
    return _csv(rows)


def resampled_csv(found: Resampled) -> str:
    """Every headline with its ranges on every day, as CSV."""
    names = ("measure", "scope", "day", "estimate", "low", "lower_half", "upper_half", "high")
    rows: list[tuple[object, ...]] = [names]
    for band in found.bands:
        paths = (band.estimate, band.low, band.lower_half, band.upper_half, band.high)
        for number, when in enumerate(found.days):
            values = (_plain(float(path[number])) for path in paths)
            rows.append((band.quantity.measure, band.quantity.scope, when, *values))
    return _csv(rows)


def knowable_csv(found: Knowable) -> str:
    """Every headline and its bounds by the day asked, as CSV."""
    rows: list[tuple[object, ...]] = [("measure", "as_of", "estimate", "lower", "upper")]
    for place, quantity in enumerate(found.quantities):
        for point in found.points:
            if one := point.readings[place]:
                values = (one.estimate, one.bounds.lower, one.bounds.upper)
                rows.append((quantity.measure, point.as_of, *(_plain(value) for value in values)))
    return _csv(rows)


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
    values = (_number(one.estimate if one else None) for one in point.readings)
    return (day(point.as_of), whose, *values)


def _values(one: Removal) -> tuple[Cell, ...]:
    cells = []
    for value, change in zip(one.values, one.changes, strict=True):
        quiet = abs(change) < SETTLED
        words = _number(value) if math.isinf(change) else f"{_number(value)} ({change_words(change)})"
        cells.append(Cell("no change" if quiet else words, tone="muted" if quiet else ""))
    return tuple(cells)


def _number(value: float | None) -> str:
    return "no estimate" if value is None or np.isnan(value) else count(rounded(value))


def _range(low: float, high: float) -> str:
    return "too few draws" if np.isnan(low) else reckoned(Interval(low, high))


def _plain(value: float | None) -> str:
    """A value for a table of data, to whole units; blank where there is none."""
    return "" if value is None or not math.isfinite(value) else f"{value:.0f}"


def _csv(rows: Iterable[tuple[object, ...]]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
