"""Months counted from a file beside the same months known before: the ledger's own, and the last import's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from frontledger.ledger.daily.models import SHAHED
from frontledger.ledger.reading import read_sheet, read_values
from frontledger.ledger.sheet import Row
from frontledger.ledger.tables import TABLES

_WAY = {"basis": "computed", "convention": "end_date", "regional_rows": "excluded", "coverage": "all"}
"""How the months of a file are counted here; only a series counted so can be set beside them."""


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
    """Launches of the complete months of the ledger's main series, as far as its tables can be read.

    Nothing where that series is not computed by the month of the bulletin without regional rows.
    """
    main = {
        row.values["series_id"]
        for row in _rows(ledger, "drone_series")
        if row.stated("series_id", "main")
        and row.values["main"]
        and [row.values.get(name) for name in _WAY] == list(_WAY.values())
    }
    return {
        row.values["month"].first: int(row.values["launched"])
        for row in _rows(ledger, "drone_launches")
        if row.stated("month", "series_id", "launched", "complete")
        and row.values["series_id"] in main
        and row.values["complete"]
    }


def _rows(ledger: Path, name: str) -> list[Row]:
    table = TABLES[name]
    sheet = read_sheet(table, ledger / table.file, table.file)
    read_values(sheet)
    return sheet.rows


def _differences(before: dict[date, int], now: dict[date, int]) -> tuple[Difference, ...]:
    return tuple(
        Difference(month, count, now.get(month))
        for month, count in sorted(before.items())
        if now.get(month) != count
    )
