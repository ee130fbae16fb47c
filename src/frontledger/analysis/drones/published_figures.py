"""The published figures of drone launches: single figures, and totals of a month, in one form."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from frontledger.analysis.drones.published_counts import Convention, Period
from frontledger.analysis.drones.sources import BOUNDS, SourceCount, counts_by_source
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import interval_of

NIGHTS = ("largest_night",)
"""Quantities told of nights: read from night windows, for a day may hold two waves."""


@dataclass(frozen=True)
class PublishedFigure:
    """A published figure: what it is of, when, how it is worded, how its source counts, and who said it.

    `best` is the number printed, or the middle of a range; `last_digit` what its last digit is worth; `name`
    the body or series it belongs to.
    """

    figure_id: str
    name: str
    claimant_id: str
    source_id: str
    quantity: str
    weapons: str
    period: Period
    compared: Period | None
    qualifier: str
    best: float
    stated: Interval
    last_digit: float
    convention: str
    kind: str
    note: str

    @property
    def allowed(self) -> Interval:
        """The values the figure allows: its hedge's interval, and half a unit of its last digit either way.

        A bound ("more than") is not rounded: it allows what it says.
        """
        if self.qualifier in BOUNDS:
            return self.stated
        half = self.last_digit / 2
        return self.stated.hull(Interval(self.best - half, self.best + half))

    @property
    def usual(self) -> Convention:
        """The convention the figure is read under first."""
        day = "end_date" if self.convention == "not_stated" else self.convention
        return Convention(day, windows="night" if self.quantity in NIGHTS else "all")


def published_figures(ledger: Ledger) -> tuple[PublishedFigure, ...]:
    """The rows of drone_figures that the view keeps, in order of their report."""
    rows = ledger.drone_figures.sort_values(["reported_on", "figure_id"])
    if ledger.claimant_ids:
        rows = rows[rows["claimant_id"].isin(ledger.claimant_ids)]
    names = ledger.claimants.set_index("claimant_id")["short_name"]
    return tuple(_figure(row, str(names[row["claimant_id"]])) for row in rows.to_dict("records"))


def _figure(row: dict[str, Any], name: str) -> PublishedFigure:
    stated = cast(Interval, interval_of(row["qualifier"], row["low"], row["best"], row["high"]))
    compared = None
    if not pd.isna(row["compared_start"]):
        compared = (row["compared_start"].date(), row["compared_end"].date())
    texts = ("figure_id", "claimant_id", "source_id", "quantity", "weapons", "qualifier", "last_digit")
    return PublishedFigure(
        **{column: row[column] for column in (*texts, "convention", "kind", "note")},
        name=name,
        period=(row["period_start"].date(), row["period_end"].date()),
        compared=compared,
        best=row["best"] if not pd.isna(row["best"]) else _printed(stated),
        stated=stated,
    )


def _printed(stated: Interval) -> float:
    return stated.lower if stated.upper == float("inf") else (stated.lower + stated.upper) / 2


def monthly_figures(ledger: Ledger) -> tuple[PublishedFigure, ...]:
    """The published totals of complete months, in order of month and series."""
    series = ledger.drone_series
    ways = dict(zip(series["series_id"], series["convention"], strict=True))
    published = (one for one in counts_by_source(ledger) if one.basis == "published")
    return tuple(_of_month(one, ways[one.series_id]) for one in published)


def _of_month(count: SourceCount, convention: str) -> PublishedFigure:
    """A published monthly total as a figure."""
    return PublishedFigure(
        figure_id=f"{count.month:%Y-%m}/{count.series_id}",
        name=count.name,
        claimant_id=count.claimant_id,
        source_id=count.source_id,
        quantity="launched",
        weapons="attack_drones",
        period=(count.month, count.month.replace(day=monthrange(count.month.year, count.month.month)[1])),
        compared=None,
        qualifier=count.qualifier,
        best=count.launched,
        stated=count.interval,
        last_digit=1,
        convention=convention,
        kind="estimate",
        note="",
    )
