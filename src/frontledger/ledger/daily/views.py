"""The imported tables as they could be known at the end of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from frontledger.ledger.daily.tidy import COUNTS

IMPORTED = ("drone_daily", "drone_weekly", "drone_monthly", "drone_import")
"""The parts of a ledger that come from an imported file."""


def known_import(imported: Mapping[str, Any], day: date) -> dict[str, Any]:
    """The imported tables without what ended after `day`; nothing at all where that is all of them.

    A bulletin is published on the day its window ends. A day, week or month that was over by then, but holds a
    window that ended later, keeps its row with its counts unknown.
    """
    provenance = imported["drone_import"]
    if provenance is None or day >= provenance.last_day:
        return dict(imported)
    limit = pd.Timestamp(day)
    daily = imported["drone_daily"]
    weekly, monthly = imported["drone_weekly"], imported["drone_monthly"]
    known = {
        "drone_daily": _upto(daily, daily["date"], limit),
        "drone_weekly": _upto(weekly, weekly["week_ending"], limit),
        "drone_monthly": _upto(monthly, monthly["month"] + pd.offsets.MonthEnd(0), limit),
    }
    if day < provenance.first_day:
        return {**known, "drone_import": None}
    return {**known, "drone_import": replace(provenance, last_day=day)}


def _upto(table: pd.DataFrame, closes: pd.Series, limit: pd.Timestamp) -> pd.DataFrame:
    """What was over by then; counted by start, a period is over on the morning after its last day."""
    over = closes + pd.to_timedelta((table["convention"] == "start_date").astype("int64"), unit="D")
    kept = table[over <= limit].reset_index(drop=True)
    late = kept["known_on"] > limit
    kept.loc[late, COUNTS] = float("nan")
    if "complete" in kept:
        kept["complete"] &= ~late
    return kept
