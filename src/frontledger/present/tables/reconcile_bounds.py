"""The table of what the claims pin down on a day: each path with its bounds and the claims that hold it there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from frontledger.analysis.reconcile import Quantity
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count, day, percent
from frontledger.present.words.reconcile import named, quantity_words

Row = tuple[str | Cell, ...]


def bounds_table(all_of: Together, at: date | None = None) -> Table | Note:
    """Every path on the last day claims speak of up to `at`: its bounds, and the claims that hold it there."""
    until = all_of.day(at)
    found = [] if until is None else [_Point.of(all_of, one, until) for one in all_of.quantities]
    points = [point for point in found if point is not None]
    if until is None or not points:
        return Note(
            "bounds", "No claim about the troops speaks of a day this early, so there is no path to bound."
        )
    ids = tuple(dict.fromkeys(claim for point in points for claim in point.claims))
    return Table(
        key="bounds",
        title=_bounds_title(all_of, points, until),
        columns=(
            Column("What"),
            Column("Least", "right"),
            Column("Path", "right"),
            Column("Greatest", "right"),
            Column("Held from below by"),
            Column("Held from above by"),
        ),
        rows=tuple(point.row(all_of) for point in points),
        source=source_line(all_of.ledger, ids),
        note=(
            f"Least and greatest are over all paths that ask at most {percent(all_of.found.allowance)} more of the "
            "claims than the path shown must. A claim holds the path where it could not go further without that "
            "claim giving more; “no claim” means only the codebook’s limits or the charge on arrivals nobody counted "
            "do. Counts in one place are part of those in the place around it."
        ),
        claims=ids,
    )


@dataclass(frozen=True)
class _Point:
    """A path on a day: least, estimate and greatest, and the claims that hold it."""

    quantity: Quantity
    numbers: tuple[float, float, float]
    below: tuple[str, ...]
    above: tuple[str, ...]

    @classmethod
    def of(cls, all_of: Together, one: Quantity, until: date) -> _Point | None:
        numbers = all_of.point(one, until)
        if numbers is None:
            return None
        held = all_of.found.holding(one.measure, until, one.force, one.scope)
        return cls(one, numbers, held.below, held.above)

    @property
    def claims(self) -> tuple[str, ...]:
        return (*self.below, *self.above)

    def row(self, all_of: Together) -> Row:
        name = quantity_words(all_of.ledger, self.quantity)
        least, path, greatest = (reckoned_count(number) for number in self.numbers)
        return (
            Cell(name[:1].upper() + name[1:], tone="strong" if all_of.is_whole(self.quantity) else ""),
            least,
            path if all_of.is_counted(self.quantity) else Cell("nobody counted", tone="muted"),
            greatest,
            _held(all_of, self.below),
            _held(all_of, self.above),
        )


def reckoned_count(number: float) -> str:
    """A figure of a path, rounded as reckoned counts are; in words where nothing bounds it."""
    return "no bound" if math.isinf(number) else count(rounded(number))


def _held(all_of: Together, ids: tuple[str, ...]) -> str | Cell:
    return named(all_of, ids) if ids else Cell("no claim", tone="muted")


def _bounds_title(all_of: Together, points: list[_Point], until: date) -> str:
    claimed = [point for point in points if len(all_of.drawn(point.quantity)) > 1]
    widest = [one for one in claimed if all_of.is_whole(one.quantity) and math.isfinite(one.numbers[2])]
    if not widest:
        return f"What the claims pin down on {day(until)}"
    loosest = max(widest, key=lambda point: point.numbers[2] - point.numbers[0])
    least, _, most = (reckoned_count(number) for number in loosest.numbers)
    name = quantity_words(all_of.ledger, loosest.quantity)
    return f"On {day(until)}, the claims leave {name} widest open: from {least} to {most}"
