"""Frames: the checked rows as typed pandas tables, in an order that is not that of the file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from frontledger.ledger.corrections import MARKED, SET_ASIDE
from frontledger.ledger.intervals import interval_of
from frontledger.ledger.sheet import Sheet
from frontledger.ledger.tables import Column

_FROM_CLAIMANTS = {
    "claimant": "short_name",
    "country": "country",
    "belligerent": "belligerent",
    "reliability": "reliability",
}
_DATE_TEXT = {"claims": ("period_end", "reported_on"), "events": ("date",)}
_FROM_SOURCES = {"publisher": "publisher", "url": "url"}
_FROM_MEASURES = {"unit": "unit", "form": "form"}

ADDED = {
    "set_aside": "Whether a correction sets the claim aside, so that select passes over it.",
    "flag": "What corrections say of the claim; blank where none does.",
    "date_text": "The period end, or where there is none the report date, at its own precision.",
    "lower": "Lower end of the interval the claim states, in the unit of the measure; NaN without a number.",
    "upper": "Upper end of that interval; infinite where no upper bound is stated.",
    "claimant": "The claimant's short name.",
    "country": "The claimant's country.",
    "belligerent": "Whether the claimant belongs to a party to the war.",
    "reliability": "The claimant's Admiralty reliability.",
    "publisher": "Who published the source.",
    "url": "Where the source is.",
    "unit": "Unit of the measure.",
    "form": "Form of the measure.",
}
"""The columns that loading adds to the claims."""


def frames(sheets: Mapping[str, Sheet]) -> dict[str, pd.DataFrame]:
    """One frame a table. Blank text is "", a blank number NaN, a blank date NaT."""
    result = {name: _frame(sheet) for name, sheet in sheets.items()}
    _add_meaning(result["claims"], result["claimants"], result["sources"], result["measures"])
    return result


def _frame(sheet: Sheet) -> pd.DataFrame:
    table, rows = sheet.table, sheet.rows
    series = {
        column.name: _series(column, [row.values[column.name] for row in rows]) for column in table.columns
    }
    if table.name in MARKED:
        series["flag"] = pd.Series(["; ".join(sorted(row.flags)) for row in rows], dtype="str")
    if table.name == SET_ASIDE:
        series["set_aside"] = pd.Series([row.set_aside for row in rows], dtype="bool")
    if dates := _DATE_TEXT.get(table.name):
        texts = [next((row.cells[date] for date in dates if row.cells[date]), "") for row in rows]
        series["date_text"] = pd.Series(texts, dtype="str")
    return pd.DataFrame(series).sort_values(list(table.order or table.key), ignore_index=True)


def _series(column: Column, values: list[Any]) -> pd.Series:
    if column.kind in ("date", "month"):
        first = column.opens or column.kind == "month"
        days = [None if value is None else (value.first if first else value.last) for value in values]
        return pd.Series(days, dtype="datetime64[us]")
    if column.kind == "flag":
        return pd.Series(values, dtype="bool")
    if column.kind in ("count", "number"):
        return pd.Series(values, dtype="int64" if column.kind == "count" and column.required else "float64")
    if column.kind == "sign":
        return pd.Series(values, dtype="int64")
    return pd.Series(["" if value is None else value for value in values], dtype="str")


def _add_meaning(
    claims: pd.DataFrame, claimants: pd.DataFrame, sources: pd.DataFrame, measures: pd.DataFrame
) -> None:
    """Add to the claims what other tables say of them, and the interval each one states.

    What was said on a day speaks of no later day, so an unfinished month or year ends on the day of the
    report.
    """
    numbers = zip(claims["qualifier"], claims["low"], claims["best"], claims["high"], strict=True)
    intervals = [interval_of(*row) if row[0] else None for row in numbers]
    claims["lower"] = pd.Series(
        [math.nan if one is None else one.lower for one in intervals], dtype="float64"
    )
    claims["upper"] = pd.Series(
        [math.nan if one is None else one.upper for one in intervals], dtype="float64"
    )
    unfinished = (claims["kind"] != "forecast") & (claims["period_end"] > claims["reported_on"])
    claims["period_end"] = claims["period_end"].mask(unfinished, claims["reported_on"])
    for other, key, names in (
        (claimants, "claimant_id", _FROM_CLAIMANTS),
        (sources, "source_id", _FROM_SOURCES),
        (measures, "measure", _FROM_MEASURES),
    ):
        looked_up = other.set_index(key)
        for name, column in names.items():
            claims[name] = claims[key].map(looked_up[column]).astype(other[column].dtype)
