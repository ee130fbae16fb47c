"""The table of the central estimate: the middle of all that was said, and where the next claim may fall."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.central import Central, Foretold
from frontledger.analysis.central.result import HALF, LEVEL
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.central import half, has_middle, may_fall_words, middle
from frontledger.present.claims import source_line
from frontledger.present.reconciled import Together
from frontledger.present.tables.reconcile_bounds import reckoned_count
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count, day, percent
from frontledger.present.words.reconcile import quantity_words


def central_table(all_of: Together, found: Central, at: date | None = None) -> Table | Note:
    """The quantities that two claims or more count in the widest place, on the last day they speak of up to `at`."""
    until = all_of.day(at)
    points = {one: all_of.point(one, until) for one in has_middle(all_of)} if until else {}
    told = {one: point for one, point in points.items() if point is not None}
    if until is None or not told:
        return Note(
            "central", "Of nothing about the troops do two claims speak by this day, so nothing has a middle."
        )
    middles = {one: middle(found, one, until) for one in told}
    return Table(
        key="central",
        title=_title(all_of, found, list(middles.values()), until),
        columns=(
            Column("What"),
            Column("Central estimate", "right"),
            Column(f"Where {percent(HALF)} of claims may fall", "right"),
            Column(f"Where {percent(LEVEL)} of claims may fall", "right"),
            Column("Path that asks least", "right"),
        ),
        rows=tuple(
            _row(all_of, middles[one], half(found, middles[one]), path) for one, (_, path, _) in told.items()
        ),
        source=source_line(all_of.ledger, all_of.claims),
        note=(
            "The central estimate is the likeliest path if each claim misses it by some share of the figure, "
            "now and then by very much, and if it moves little from week to week; it keeps the rules of every "
            "other path. The interval says where another body’s figure may fall; it is no bound on the truth."
        ),
        claims=all_of.claims,
    )


def _row(all_of: Together, told: Foretold, near: Foretold, path: float) -> tuple[str | Cell, ...]:
    name = quantity_words(all_of.ledger, told.quantity)
    return (
        Cell(name[:1].upper() + name[1:], tone="strong"),
        count(rounded(told.estimate)),
        may_fall_words(near),
        may_fall_words(told),
        reckoned_count(path),
    )


def _title(all_of: Together, found: Central, told: list[Foretold], until: date) -> str:
    """The quantity most claims state the height of, with its estimate and interval."""
    first = max(told, key=lambda one: len(all_of.drawn(one.quantity)))
    name = quantity_words(all_of.ledger, first.quantity)
    return (
        f"On {day(until)} the middle of all that was said of “{name}” is {count(rounded(first.estimate))}; "
        f"half of other claims may lie in {may_fall_words(half(found, first))}"
    )
