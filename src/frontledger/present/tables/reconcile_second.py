"""The second route beside the first: what least squares makes of the same quantities on the same day."""

from __future__ import annotations

from frontledger.analysis.reconcile import Quantity
from frontledger.analysis.second_route.measured import LeastSquares
from frontledger.analysis.second_route.measured import Quantity as Adjusted
from frontledger.ledger import UnknownNameError
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.claims import source_line
from frontledger.present.reconciled import Together
from frontledger.present.tables.reconcile_bounds import reckoned_count
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import count, day, join_names, plural
from frontledger.present.words.reconcile import measure_words, quantity_words

_NO_PATH = Cell("no path", tone="muted")
_OPEN = Cell("left open", tone="muted")

Row = tuple[str | Cell, ...]


def second_route_table(all_of: Together, second: LeastSquares | None) -> Table | Note:
    """Bounds and path of every quantity, beside its value and standard deviation by least squares."""
    if second is None:
        return Note("second_route_table", "No count bounded from both sides enters the second route.")
    known = [one for one in second.quantities if one.value is not None or _beside(all_of, second, one)]
    rows = [_row(all_of, second, one) for one in known]
    within = [one for one in second.quantities if one.value is not None and _inside(all_of, second, one)]
    told = [one for one in second.quantities if one.value is not None]
    ids = second.claims
    return Table(
        key="second_route_table",
        title=(
            f"On {day(second.at)}, {count(len(within))} of {plural(len(told), 'value')} by least squares "
            f"{'lies' if len(within) == 1 else 'lie'} within the bounds of the first route"
        ),
        columns=(
            Column("What"),
            Column("Least", "right"),
            Column("Path", "right"),
            Column("Greatest", "right"),
            Column("Least squares", "right"),
            Column("Standard deviation", "right"),
            Column("From the counts of"),
        ),
        rows=tuple(rows),
        source=source_line(all_of.ledger, ids),
        note=(
            "The second route takes each body’s newest count near the day as a measurement, the middle of its "
            "interval with the standard deviation of a uniform distribution over it, and changes all as little as "
            "makes them agree and add up. It uses that day’s counts alone; the first route uses claims of all days. "
            "“Left open”: the counts that enter do not determine it."
        ),
        claims=ids,
    )


def _row(all_of: Together, second: LeastSquares, one: Adjusted) -> Row:
    path = _beside(all_of, second, one)
    first = [reckoned_count(number) for number in path] if path else [_NO_PATH] * 3
    value, deviation = (_OPEN, _OPEN)
    if one.value is not None and one.standard_deviation is not None:
        value, deviation = (
            Cell(reckoned_count(one.value), tone="strong"),
            Cell(reckoned_count(one.standard_deviation)),
        )
    bodies = dict.fromkeys(short_name(each.standing.claimant) for each in one.measurements)
    whose: str | Cell = join_names(list(bodies)) or Cell(
        "the balance alone" if one.value is not None else "nobody", tone="muted"
    )
    return (_name(all_of, one), *first, value, deviation, whose)


def _quantity(all_of: Together, one: Adjusted) -> Quantity | None:
    """The path that counts the same: in the place the counts are of, else in the widest."""
    places = {part.scope for each in one.measurements for part in each.standing.parts}
    try:
        return all_of.found.quantity(one.measure, None, places.pop() if len(places) == 1 else None)
    except UnknownNameError:
        return None


def _beside(all_of: Together, second: LeastSquares, one: Adjusted) -> tuple[float, float, float] | None:
    quantity = _quantity(all_of, one)
    return None if quantity is None else all_of.point(quantity, second.at)


def _inside(all_of: Together, second: LeastSquares, one: Adjusted) -> bool:
    path = _beside(all_of, second, one)
    return path is not None and one.value is not None and path[0] <= one.value <= path[2]


def _name(all_of: Together, one: Adjusted) -> str:
    quantity = _quantity(all_of, one)
    words = (
        measure_words(all_of.ledger, one.measure)
        if quantity is None
        else quantity_words(all_of.ledger, quantity)
    )
    return words[:1].upper() + words[1:]
