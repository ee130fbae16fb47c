"""The points of a figure as CSV text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from frontledger.ledger import Interval


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Header and rows as CSV; None is left blank and numbers are written short.

    >>> csv_text(("who", "killed"), [("NIS", 600.0), ("HUR", None)])
    'who,killed\nNIS,600\nHUR,\n'
    """
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(header)
    table.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def ends(interval: Interval) -> tuple[float, float]:
    """Both ends, for two columns."""
    return interval.lower, interval.upper


def _cell(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value
