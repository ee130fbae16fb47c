"""What a ledger says of the daily table that was imported into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DroneImport:
    """Where the daily counts come from: the dataset, the file, and how many of its rows were counted.

    `first_day` and `last_day` are those of the first and last window end of the Shahed class; in a view no day
    is later than its cut. `set_aside` holds each reason, by its name in `rules.SET_ASIDE`, with its rows.
    `differing` are the complete months that the ledger's own monthly counts give otherwise.
    """

    dataset: str
    url: str
    licence: str
    file_name: str
    sha256: str
    first_day: date
    last_day: date
    rows_in: int
    rows_used: int
    set_aside: tuple[tuple[str, int], ...]
    differing: tuple[date, ...] = ()
