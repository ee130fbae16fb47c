"""Tables about all claims together: the sets that cannot hold, who would have to give, and the bounds."""

from __future__ import annotations

import math
from datetime import date

from frontledger.analysis.reconcile import Conflict, Give, Quantity
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count, day, percent, plural
from frontledger.present.words.reconcile import (
    apart,
    claim_words,
    give_words,
    named,
    quantity_words,
    said_words,
    share_words,
    through_words,
    value_words,
    when_words,
)

_MOST_SETS = 10
_MOST_GIVES = 15
_MOST_HOLDING = 3

Row = tuple[str | Cell, ...]


def conflicts_table(all_of: Together) -> Table | Note:
    """The smallest sets of claims that cannot hold together, smallest first, then those widest apart."""
    if not all_of.conflicts:
        return Note("conflict_sets", "There is no set of claims here that cannot hold together.")
    shown = all_of.conflicts[:_MOST_SETS]
    left = len(all_of.conflicts) - len(shown)
    ids = tuple(dict.fromkeys(claim for one in shown for claim in one.claims))
    most = shown[0]
    floor, ceiling = apart(most.floor, most.ceiling)
    return Table(
        key="conflict_sets",
        title=(
            f"{plural(len(all_of.conflicts), 'set')} of claims cannot hold together; in the widest pair at least "
            f"{floor} stands against at most {ceiling}"
            if len(most.claims) == 2
            else f"{plural(len(all_of.conflicts), 'set')} of claims cannot hold together, the smallest of "
            f"{plural(len(most.claims), 'claim')}"
        ),
        columns=(Column("Of what"), Column("At least, by"), Column("At most, by"), Column("Because")),
        rows=tuple(_conflict_row(all_of, one) for one in shown),
        source=source_line(all_of.ledger, ids),
        note=(
            "With any one claim of a set left out, the others of that set can be true. Smallest sets first, "
            "then those whose figures lie furthest apart."
            + (f" {plural(left, 'more set')} not shown." if left else "")
        ),
        claims=ids,
    )


def gives_table(all_of: Together) -> Table | Note:
    """How far each claim would have to give for the path that asks least, the one that gives most first."""
    if not all_of.gives:
        return Note("gives", "There is no claim here that could give.")
    if not all_of.giving:
        return Note("gives", f"None of the {plural(len(all_of.gives), 'claim')} has to give: all can be true together.")
    shown = all_of.giving[:_MOST_GIVES]
    rest, none = all_of.giving[_MOST_GIVES:], len(all_of.gives) - len(all_of.giving)
    ids = tuple(one.claim_id for one in shown)
    further = (
        f" {plural(len(rest), 'more claim')} would have to give, each by {share_words(rest[0].relative)} or less."
        if rest
        else ""
    )
    most = shown[0]
    return Table(
        key="gives",
        title=(
            f"{plural(len(all_of.giving), 'claim')} would have to give, "
            f"{all_of.counts[most.claim_id].claimant}’s of {day(most.day)} most: {give_words(all_of, most)}; "
            f"{count(none)} give nothing"
        ),
        columns=(
            Column("Who"),
            Column("Claim"),
            Column("Path gives", "right"),
            Column("Would have to give", "right"),
            Column("Of its figure", "right"),
        ),
        rows=tuple(_give_row(all_of, one) for one in shown),
        source=source_line(all_of.ledger, ids),
        note=(
            "A claim gives by what its wording, tolerance included, does not allow. That of a share is weighed in the "
            f"people it is of, so its percentage is of a plausible count of them.{further}"
        ),
        claims=ids,
    )


def bounds_table(all_of: Together, at: date | None = None) -> Table | Note:
    """Every path on the last day claims speak of up to `at`: its bounds, and the claims that hold it there."""
    until = all_of.day(at)
    found = [] if until is None else [_Point.of(all_of, one, until) for one in all_of.quantities]
    points = [point for point in found if point is not None]
    if until is None or not points:
        return Note("bounds", "No claim about the troops speaks of a day this early, so there is no path to bound.")
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
            "claims than the path shown must. A claim holds the path where it could not go further without that claim "
            "giving more; “no claim” means only the codebook’s limits or the charge on arrivals nobody counted do. "
            "Counts in one place are part of those in the place around it."
        ),
        claims=ids,
    )


class _Point:
    """A path on a day: its bounds, and the claims that hold it."""

    def __init__(self, one: Quantity, numbers: tuple[float, float, float], below: tuple[str, ...], above: tuple[str, ...]):
        self.quantity, self.numbers, self.below, self.above = one, numbers, below, above

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
        figures = [reckoned_count(number) for number in self.numbers]
        return (
            Cell(name[:1].upper() + name[1:], tone="strong" if all_of.is_whole(self.quantity) else ""),
            *figures,
            _held(all_of, self.below),
            _held(all_of, self.above),
        )


def reckoned_count(number: float) -> str:
    """A figure of a path, rounded as reckoned counts are; in words where nothing bounds it."""
    return "no bound" if math.isinf(number) else count(rounded(number))


def _held(all_of: Together, ids: tuple[str, ...]) -> str | Cell:
    return named(all_of, ids, _MOST_HOLDING) if ids else Cell("no claim", tone="muted")


def _bounds_title(all_of: Together, points: list[_Point], until: date) -> str:
    widest = [point for point in points if all_of.is_whole(point.quantity) and math.isfinite(point.numbers[2])]
    if not widest:
        return f"What the claims pin down on {day(until)}"
    loosest = max(widest, key=lambda point: point.numbers[2] - point.numbers[0])
    least, _, most = (reckoned_count(number) for number in loosest.numbers)
    name = quantity_words(all_of.ledger, loosest.quantity)
    return f"On {day(until)} the claims leave {name} widest open: from {least} to {most}"


def _conflict_row(all_of: Together, one: Conflict) -> Row:
    floor, ceiling = apart(one.floor, one.ceiling)
    what = quantity_words(all_of.ledger, one.quantity)
    because = through_words(all_of, one.through)
    return (
        f"{what[:1].upper()}{what[1:]} {when_words(one.since, one.day)}",
        f"{floor}: {_claims(all_of, one.floor_claims)}",
        f"{ceiling}: {_claims(all_of, one.ceiling_claims)}",
        because[:1].upper() + because[1:],
    )


def _claims(all_of: Together, ids: tuple[str, ...]) -> str:
    return "; ".join(f"{claim_words(all_of, one)} ({one})" for one in ids)


def _give_row(all_of: Together, one: Give) -> Row:
    return (
        all_of.counts[one.claim_id].claimant,
        f"{said_words(all_of, one.claim_id)} ({one.claim_id})",
        value_words(all_of, one),
        Cell(give_words(all_of, one), tone="strong"),
        share_words(one.relative),
    )
