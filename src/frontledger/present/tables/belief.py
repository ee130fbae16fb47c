"""Tables of what depends on who is believed."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable

import numpy as np

from frontledger.analysis.belief import Influence, Removal, Resampled
from frontledger.ledger import Interval, Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.findings.belief import (
    NO_BODIES,
    SETTLED,
    change_words,
    claimant_name,
    heading,
)
from frontledger.present.words.counts import reckoned, rounded
from frontledger.present.words.numbers import count, day, percent, plural


def influence_table(found: Influence | None, ledger: Ledger) -> Table | Note:
    """Every headline without each body, the one that moves a headline most first."""
    if found is None:
        return Note("influence_table", NO_BODIES)
    moving = [one for one in found.removals if one.reach >= SETTLED]
    everyone = tuple(Cell(number(value), tone="strong") for value in found.values)
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
            number(float(band.estimate[-1])),
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


def influence_csv(found: Influence) -> str:
    """Every headline with everyone and without each body, as CSV."""
    rows: list[tuple[object, ...]] = [("without", "measure", "scope", "estimate")]
    for one in (None, *found.removals):
        values = found.values if one is None else one.values
        name = "" if one is None else one.claimant_id
        rows += [
            (name, quantity.measure, quantity.scope, plain(value))
            for quantity, value in zip(found.quantities, values, strict=True)
        ]
    return csv_of(rows)


def resampled_csv(found: Resampled) -> str:
    """Every headline with its ranges on every day, as CSV."""
    names = ("measure", "scope", "day", "estimate", "low", "lower_half", "upper_half", "high")
    rows: list[tuple[object, ...]] = [names]
    for band in found.bands:
        paths = (band.estimate, band.low, band.lower_half, band.upper_half, band.high)
        for place, when in enumerate(found.days):
            values = (plain(float(path[place])) for path in paths)
            rows.append((band.quantity.measure, band.quantity.scope, when, *values))
    return csv_of(rows)


def _values(one: Removal) -> tuple[Cell, ...]:
    cells = []
    for value, change in zip(one.values, one.changes, strict=True):
        quiet = abs(change) < SETTLED
        words = number(value) if math.isinf(change) else f"{number(value)} ({change_words(change)})"
        cells.append(Cell("no change" if quiet else words, tone="muted" if quiet else ""))
    return tuple(cells)


def number(value: float | None) -> str:
    """An estimate for a cell."""
    return "no estimate" if value is None or np.isnan(value) else count(rounded(value))


def _range(low: float, high: float) -> str:
    return "too few draws" if np.isnan(low) else reckoned(Interval(low, high))


def plain(value: float | None) -> str:
    """A value for a table of data, to whole units; blank where there is none."""
    return "" if value is None or not math.isfinite(value) else f"{value:.0f}"


def csv_of(rows: Iterable[tuple[object, ...]]) -> str:
    """Rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
