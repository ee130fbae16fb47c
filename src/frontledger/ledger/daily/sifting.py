"""What shows only between rows: repeated and contradictory ones, swapped columns, days far from the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from frontledger.ledger.daily import rules
from frontledger.ledger.daily.judging import NO_LOSSES_BEFORE
from frontledger.ledger.daily.models import SHAHED
from frontledger.ledger.daily.rows import DroneRow, SetAside

QUIET = timedelta(days=60)
"""A few rows this far from all others are misdated; the longest quiet on record is shorter."""

FEW = 5
"""So many rows at most are taken for slips of the pen; more of them, or more than one in
twenty, are a table that goes on after a quiet."""


def without_repeats(rows: Iterable[DroneRow]) -> tuple[list[DroneRow], list[SetAside]]:
    """The rows without what is there twice: the first of equal rows stays, of contradictory ones none does.

    Rows are of one kind where window, model and places are the same, and for other classes than Shaheds the
    source too; no two of the published table are.
    """
    groups: dict[tuple[object, ...], list[DroneRow]] = defaultdict(list)
    for row in rows:
        groups[row.key].append(row)
    kept, aside = [], []
    for group in groups.values():
        first = group[0]
        if all(_counts(row) == _counts(first) for row in group):
            kept.append(first)
            aside += [SetAside(row.line, rules.REPEATED_ROW, f"line {first.line}") for row in group[1:]]
        else:
            aside += [_contradictory(row, group) for row in group]
    hourless = _hourless_repeats(kept)
    aside += hourless
    lines = {row.line for row in hourless}
    return [row for row in kept if row.line not in lines], aside


def _hourless_repeats(rows: Iterable[DroneRow]) -> list[SetAside]:
    """Rows that say by the day what another row with the same counts says by the hour."""
    groups: dict[tuple[object, ...], list[DroneRow]] = defaultdict(list)
    for row in rows:
        groups[(row.start.day, row.end.day, *row.key[2:], *_counts(row))].append(row)
    return [
        SetAside(row.line, rules.REPEATED_ROW, f"line {other.line}, without its hours")
        for group in groups.values()
        for other in [next((one for one in group if not _hourless(one)), None)]
        for row in group
        if other and _hourless(row)
    ]


def _hourless(row: DroneRow) -> bool:
    return row.start.hour is None and row.end.hour is None


def swapped(rows: Sequence[DroneRow]) -> str:
    """The two columns that the rows show to have changed places, "" where none have.

    Before NO_LOSSES_BEFORE every published row states destroyed and none states not_reach_goal; a source is the
    address of a post, and a target is not.
    """
    early = [row for row in rows if row.end.day < NO_LOSSES_BEFORE]
    lost = sum(row.destroyed is None and row.not_reached_goal is not None for row in early)
    if 2 * lost > len(early):
        return "destroyed and not_reach_goal"
    return "source and target" if 2 * sum(row.post_in_target for row in rows) > len(rows) else ""


def apart(rows: Iterable[DroneRow]) -> list[DroneRow]:
    """The few rows, if any, that end long before or long after every other row of the file."""
    ordered = sorted(rows, key=lambda row: row.end.day)
    gaps = [
        place
        for place in range(1, len(ordered))
        if ordered[place].end.day - ordered[place - 1].end.day > QUIET
    ]
    few = min(FEW, len(ordered) // 20)
    early = max((place for place in gaps if place <= few), default=0)
    late = min((place for place in gaps if place >= len(ordered) - few), default=len(ordered))
    return ordered[:early] + ordered[late:]


def overlapping(rows: Iterable[DroneRow]) -> int:
    """How many windows of Shaheds begin before one that began earlier has ended; regional rows are left out."""
    spans = sorted(
        {(row.start.order, row.end.order) for row in rows if row.weapon_class == SHAHED and not row.regional}
    )
    count, latest = 0, None
    for start, end in spans:
        count += latest is not None and start < latest
        latest = end if latest is None else max(latest, end)
    return count


def _counts(row: DroneRow) -> tuple[int | None, ...]:
    return row.launched, row.destroyed, row.not_reached_goal, row.strike_drones


def _contradictory(row: DroneRow, group: Sequence[DroneRow]) -> SetAside:
    lines = ", ".join(str(other.line) for other in group if other is not row)
    detail = f"line {lines}"
    return SetAside(row.line, rules.CONTRADICTORY_ROWS, detail, row.weapon_class, row.launched, row.days)
