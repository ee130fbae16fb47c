"""Published ratios of past wars, kept apart by whether the killed include those who died of wounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from frontledger.ledger import Interval, Ledger

CLAIMED_SIDE = "DPRK"
"""Reference rows about this side only repeat claims of the ledger, which are read from there."""


@dataclass(frozen=True)
class Reference:
    """One published ratio of wounded to killed.

    `definition` says whether the killed include those who died of wounds: yes, no, all_causes (every death,
    in battle or not), unclear or not_stated; `wounded` who counts as wounded. `stated` is the ratio as
    published, None where only a range was; `bounds` is the published range, or the ratio.
    """

    ref_id: str
    war: str
    side: str
    period: str
    stated: float | None
    bounds: Interval
    definition: str
    wounded: str
    source: str
    url: str


@dataclass(frozen=True)
class DefinitionPair:
    """The same losses without (form A) and with (form B) those who died of wounds among the killed."""

    outright: Reference
    all_deaths: Reference

    @property
    def factor(self) -> float:
        """How many times as large the ratio is under the first definition."""
        return (self.outright.stated or 0.0) / (self.all_deaths.stated or float("nan"))


def references(ledger: Ledger) -> tuple[Reference, ...]:
    """Every published ratio of another war, in the order of the ledger.

    A ratio of a period that ran beyond the ledger's date is left out, since it cannot have been known.
    """
    rows = ledger.reference_ratios
    rows = rows[rows["side"] != CLAIMED_SIDE]
    rows = rows[[not _runs_beyond(period, ledger.as_of) for period in rows["period"]]]
    urls = ledger.sources.set_index("source_id")["url"]
    return tuple(_reference(row, urls[row.source_id]) for row in rows.itertuples(index=False))


def definition_pairs(found: Sequence[Reference]) -> tuple[DefinitionPair, ...]:
    """Pairs in which one source gives the same losses under both definitions, the widest apart first."""
    pairs = [
        DefinitionPair(outright, all_deaths)
        for outright in found
        for all_deaths in found
        if outright.definition == "no"
        and all_deaths.definition == "yes"
        and _losses(outright) == _losses(all_deaths)
        and outright.stated
        and all_deaths.stated
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.factor))


def _runs_beyond(period: str, day: date) -> bool:
    """Whether the last day of a period such as 1861-1865, 2022-02/2025-05 or July 1943 comes after the day.

    >>> _runs_beyond("2022-02/2025-05", date(2025, 3, 27)), _runs_beyond("1861-1865", date(2025, 3, 27))
    (True, False)
    """
    last = re.search(r"(\d{4}(?:-\d\d)?(?:-\d\d)?)$", period)
    return last is not None and pd.Period(last.group()).end_time.date() > day


def _losses(reference: Reference) -> tuple[str, str, str, str]:
    return reference.war, reference.side, reference.period, reference.source


def _reference(row: Any, url: str) -> Reference:
    stated = None if pd.isna(row.ratio) else float(row.ratio)
    low = stated if pd.isna(row.ratio_low) else float(row.ratio_low)
    high = stated if pd.isna(row.ratio_high) else float(row.ratio_high)
    assert low is not None and high is not None, "the ledger's rules ask for a ratio or a range"
    return Reference(
        ref_id=row.ref_id,
        war=row.war,
        side=row.side,
        period=row.period,
        stated=stated,
        bounds=Interval(low, high),
        definition=row.killed_includes_died_of_wounds,
        wounded=row.wounded_definition,
        source=row.source,
        url=url,
    )
