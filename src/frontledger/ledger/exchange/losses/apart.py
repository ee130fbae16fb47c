"""Rows whose day lies apart from all others of the table, which a ledger would refuse without knowing their lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from frontledger.ledger.apart_rules import APART
from frontledger.ledger.exchange.losses.rows import LossRow, SetAside


def apart(rows: Sequence[LossRow]) -> dict[int, SetAside]:
    """By its line each row that is more than five years from the days most rows lie about.

    Of as many rows here and there the earlier ones stay: no day is before the invasion, so that a slip leads ahead.
    """
    groups = _groups(rows)
    main = max(groups, key=len)
    span = f"{main[0].day} to {main[-1].day}"
    return {
        row.line: SetAside(row.line, "date_apart", f"{row.day}; the others are of {span}")
        for group in groups
        if group is not main
        for row in group
    }


def _groups(rows: Sequence[LossRow]) -> list[list[LossRow]]:
    """The rows by their days, parted where more than five years lie between one and the next."""
    ordered = sorted(rows, key=lambda row: row.day)
    groups = [ordered[:1]]
    for before, row in itertools.pairwise(ordered):
        if row.day - before.day > APART:
            groups.append([])
        groups[-1].append(row)
    return groups
