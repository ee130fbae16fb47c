"""What was known on a day: every table cut at its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from frontledger.ledger.tables import TABLES

SAID = ("claims", "drone_launches", "drone_figures", "article_claims")
"""The tables whose rows were said by somebody on a day, their `reported_on`."""


def known_by(tables: Mapping[str, pd.DataFrame], day: date) -> dict[str, pd.DataFrame]:
    """The tables without what was not known at the end of `day`.

    Reports count from their own date, events from the day they happened, offices from their first showing,
    reference ratios from the publication of their source where that is known. The codebook stays whole.
    """
    limit = pd.Timestamp(day)
    known = {name: _upto(tables[name], "reported_on", limit) for name in SAID}
    known["events"] = _upto(tables["events"], "date", limit)
    offices = _upto(tables["offices"], "shown_from", limit)
    known["offices"] = offices.assign(shown_to=offices["shown_to"].clip(upper=limit))
    ratios = tables["reference_ratios"]
    published = ratios["source_id"].map(tables["sources"].set_index("source_id")["published_on"])
    known["reference_ratios"] = ratios[~(published > limit)].reset_index(drop=True)
    return {**tables, **known}


def resting(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with only those sources and corrections that rows still there rest on.

    The address of a later page, or the reason of a correction, would tell of what a view leaves out.
    """
    citing = [
        table
        for name, table in tables.items()
        if "source_id" in table and name not in ("sources", "corrections")
    ]
    used = {source for table in citing for source in table["source_id"]}
    sources = tables["sources"]
    corrections = tables["corrections"]
    present = {name: _keys(name, table) for name, table in tables.items()}
    targets = zip(corrections["target_table"], corrections["target_id"], strict=True)
    stands = [tuple(key.split("/"))[: _WIDTHS[name]] in present[name] for name, key in targets]
    return {
        **tables,
        "sources": sources[sources["source_id"].isin(used)].reset_index(drop=True),
        "corrections": corrections[pd.Series(stands, dtype="bool")].reset_index(drop=True),
    }


def newest_report(tables: Mapping[str, pd.DataFrame]) -> date:
    """The last day on which anything in the tables was said."""
    return max(tables[name]["reported_on"].max() for name in SAID if len(tables[name])).date()


def _upto(table: pd.DataFrame, column: str, limit: pd.Timestamp) -> pd.DataFrame:
    return table[table[column] <= limit].reset_index(drop=True)


def _keys(name: str, frame: pd.DataFrame) -> set[tuple[str, ...]]:
    """The keys as corrections write them, without dates, which may have been written less exactly."""
    columns = [TABLES[name].column(column) for column in TABLES[name].key[: _WIDTHS[name]]]
    parts = [
        frame[column.name].dt.strftime("%Y-%m") if column.kind == "month" else frame[column.name]
        for column in columns
    ]
    return set(zip(*parts, strict=True))


_WIDTHS = {
    name: sum(table.column(column).kind != "date" for column in table.key) for name, table in TABLES.items()
}
