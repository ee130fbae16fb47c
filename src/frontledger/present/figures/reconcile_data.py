"""The points of the reconciled paths and of the claims beside them, as CSV."""

from __future__ import annotations

from datetime import date

import pandas as pd

from frontledger.analysis.reconcile import Quantity
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.reconciled import Together


def drawn_data(all_of: Together, shown: list[Quantity]) -> str:
    """The corners of the paths, a day a line, then the claims drawn, one a line, as CSV.

    Every quantity has three columns: the path with its bounds, or what a claim says with its bounds.
    """
    names = [f"{one.measure} {one.scope}" for one in shown]
    threes = [column for name in names for column in (name, f"{name} lower", f"{name} upper")]
    lines = [_line(day, *sorted(cells.items())) for day, cells in sorted(_path_cells(all_of, shown).items())]
    for place, one in enumerate(shown):
        for claim in all_of.drawn(one):
            made = all_of.counts[claim.claim_id]
            best = "" if made.best is None else f"{made.best:g}"
            cells = (best, f"{claim.lower:g}", f"{claim.upper:g}")
            who = (claim.claim_id, made.claimant, f"{claim.gap:.0f}")
            lines.append(_line(claim.day, (place, cells), who=who))
    width = len(threes) + 4
    return csv_text(
        ("day", "claim_id", "claimant", "gap", *threes),
        [(*line, *[""] * (width - len(line))) for line in lines],
    )


def _path_cells(all_of: Together, shown: list[Quantity]) -> dict[date, dict[int, tuple[str, ...]]]:
    found: dict[date, dict[int, tuple[str, ...]]] = {}
    for place, one in enumerate(shown):
        for row in _corners(all_of.path(one)).itertuples(index=False):
            # A bound of nought may come as a little less.
            numbers = tuple(f"{abs(round(number))}" for number in (row.estimate, row.lower, row.upper))
            found.setdefault(row.day.date(), {})[place] = numbers
    return found


def _line(
    when: date, *cells: tuple[int, tuple[str, ...]], who: tuple[str, ...] = ("", "", "")
) -> tuple[object, ...]:
    """A line with the three cells of each quantity in their place."""
    line: list[object] = [when, *who]
    for place, three in cells:
        line += [""] * (4 + 3 * place - len(line)) + list(three)
    return tuple(line)


def _corners(path: pd.DataFrame) -> pd.DataFrame:
    """The rows at which a bound changes or the line turns; the others lie on the straight between them."""
    days = path["day"].diff().dt.days
    pace = (path["estimate"].diff() / days).round(1)
    level = path[["lower", "upper"]].round(0)
    turns = (
        (pace != pace.shift(-1))
        | (level != level.shift()).any(axis=1)
        | (level != level.shift(-1)).any(axis=1)
    )
    return path[turns]
