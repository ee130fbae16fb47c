"""Months counted from a file beside the same months known before: the ledger's own, and the last import's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from frontledger.ledger.daily.models import SHAHED
from frontledger.ledger.reading import read_sheet, read_values
from frontledger.ledger.tables import TABLES

BUNDLED_SERIES = "air_force_end_date"


@dataclass(frozen=True)
class Difference:
    """Launches of one complete month as known before and as this file gives them; None is no complete month."""

    month: date
    before: int | None
    now: int | None


def main_months(monthly: pd.DataFrame) -> dict[date, int]:
    """Launches of the complete months of the Shahed class: by end date, without regional rows, all windows."""
    rows = monthly[
        (monthly["weapon_class"] == SHAHED)
        & (monthly["convention"] == "end_date")
        & (monthly["regional_rows"] == "excluded")
        & (monthly["windows"] == "all")
        & monthly["complete"]
    ]
    return {month.date(): int(count) for month, count in zip(rows["month"], rows["launched"], strict=True)}


def against_previous(monthly: pd.DataFrame, previous: pd.DataFrame) -> tuple[Difference, ...]:
    """The months complete in the earlier import that this one counts otherwise, or no longer holds whole."""
    return _differences(main_months(previous), main_months(monthly))


def against_bundled(monthly: pd.DataFrame, ledger: Path) -> tuple[Difference, ...]:
    """The complete months of this file that the ledger's own monthly counts give otherwise."""
    now = main_months(monthly)
    bundled = bundled_months(ledger)
    return _differences({month: count for month, count in bundled.items() if month in now}, now)


def bundled_months(ledger: Path) -> dict[date, int]:
    """Launches of the complete months of the ledger's series by end date, as far as the table can be read."""
    table = TABLES["drone_launches"]
    sheet = read_sheet(table, ledger / table.file, table.file)
    read_values(sheet)
    return {
        row.values["month"].first: int(row.values["launched"])
        for row in sheet.rows
        if row.stated("month", "series_id", "launched", "complete")
        and row.values["series_id"] == BUNDLED_SERIES
        and row.values["complete"]
    }


def _differences(before: dict[date, int], now: dict[date, int]) -> tuple[Difference, ...]:
    return tuple(
        Difference(month, count, now.get(month))
        for month, count in sorted(before.items())
        if now.get(month) != count
    )
