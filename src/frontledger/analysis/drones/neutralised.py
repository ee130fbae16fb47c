"""The share of launched drones that was neutralised, kept apart by what the word covered at the time.

Neutralised is what the Air Force reported as shot down, plus what it reported as lost to jamming or fallen
without harm. What those two hold changed twice, so shares are told within a period and never compared
across a break.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontledger.analysis.drones.series import MAIN_SERIES, launch_rows
from frontledger.ledger import Ledger


@dataclass(frozen=True)
class Definition:
    """What "neutralised" covers from a bulletin on; not `comparable` where a part went unreported."""

    starts: date
    words: str
    comparable: bool


DEFINITIONS = (
    Definition(date(2022, 9, 1), "shot down; nothing said of jammed drones", comparable=False),
    Definition(date(2024, 7, 10), "shot down, plus lost to jamming", comparable=True),
    Definition(date(2025, 7, 24), "shot down or suppressed, in one figure", comparable=True),
)
"""Jammed drones first appear in the bulletin of 10 July 2024; from 24 July 2025 one figure covers both."""


@dataclass(frozen=True)
class NeutralisedShare:
    """A complete month's neutralised drones, launched drones, and the definition its last day falls under.

    `mixed` is True where the definition changed inside the month.
    """

    month: date
    neutralised: int
    launched: int
    definition: Definition
    mixed: bool

    @property
    def share(self) -> float:
        """Neutralised as a share of launched, 0 to 1."""
        return self.neutralised / self.launched


def neutralised_shares(ledger: Ledger) -> tuple[NeutralisedShare, ...]:
    """The share of every complete month of the main series, in order of month."""
    rows = launch_rows(ledger)
    rows = rows[(rows["series_id"] == MAIN_SERIES) & rows["complete"] & rows["neutralised"].notna()]
    counts = zip(rows["month"].dt.date, rows["neutralised"], rows["launched"], strict=True)
    return tuple(
        NeutralisedShare(month, int(neutralised), int(launched), *_definition(month))
        for month, neutralised, launched in counts
    )


def _definition(month: date) -> tuple[Definition, bool]:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    current = [definition for definition in DEFINITIONS if definition.starts < following][-1]
    return current, month < current.starts


def share_of_period(shares: tuple[NeutralisedShare, ...], definition: Definition) -> float:
    """The share over all months wholly under one definition, 0 to 1; ValueError where there are none."""
    whole = [share for share in shares if share.definition == definition and not share.mixed]
    if not whole:
        raise ValueError(
            f"no month lies wholly under the definition of {definition.starts}: choose a later as_of"
        )
    return sum(share.neutralised for share in whole) / sum(share.launched for share in whole)
