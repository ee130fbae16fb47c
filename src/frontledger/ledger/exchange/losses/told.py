"""What an import of losses says to the person who ran it: every row accounted for, every assumption named."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from frontledger.ledger.exchange.losses.building import last_cited, main_force, qualifier
from frontledger.ledger.exchange.losses.codebook import Rows
from frontledger.ledger.exchange.losses.dialect import DateOrder
from frontledger.ledger.exchange.losses.reading import Reading
from frontledger.ledger.exchange.losses.rows import REMARKS, SET_ASIDE, LossRow
from frontledger.ledger.exchange.pages import told

REPORT_FILE = "IMPORT.md"
"""The report as it is kept with the ledger."""

MOST_SHOWN = 5
"""Rows that are named one by one on the screen; the report that is kept names them all."""

_ECHO_DAYS = 31
_FORMS = {
    "between": "with a low and a high figure, read as the range",
    "about": "with an estimate and not both bounds, read as about: give or take a tenth where no bound is given",
    "at_least": "with a low figure alone, read as at least",
    "up_to": "with a high figure alone, read as up to",
}


def report_lines(reading: Reading, rows: Mapping[str, Rows], most: int | None = MOST_SHOWN) -> list[str]:
    """The report of an import, one statement a line, each naming at most so many rows; None means all."""
    taken, page = reading.rows, reading.page
    return [
        f"{page.name}: {len(page.rows):,} rows in = {len(taken):,} taken + {len(reading.aside):,} set aside",
        *_aside(reading, most),
        *_remarked(taken, most),
        *reading.remarks,
        *_counts(taken),
        *_assumed(reading.order),
        *_cautions(taken, most),
        *_bodies(rows["claimants"]),
    ]


def _aside(reading: Reading, most: int | None) -> list[str]:
    by_reason = defaultdict(list)
    for row in reading.aside:
        by_reason[row.reason].append(f"{row.line} ({row.detail[:60]})" if row.detail else str(row.line))
    return [
        f"set aside, {len(by_reason[reason]):,} {reason}: {said}; {_rows(by_reason[reason], most)}"
        for reason, said in SET_ASIDE.items()
        if by_reason[reason]
    ]


def _remarked(taken: Sequence[LossRow], most: int | None) -> list[str]:
    return [
        f"{len(lines):,} {remark}: {said}; {_rows(lines, most)}"
        for remark, said in REMARKS.items()
        if (lines := [str(row.line) for row in taken if remark in row.remarks])
    ]


def _counts(taken: Sequence[LossRow]) -> list[str]:
    forms = Counter(map(qualifier, taken))
    said = [
        f"{told(forms[form], 'claim', 'claims')} {meaning}" for form, meaning in _FORMS.items() if forms[form]
    ]
    forces = Counter(row.force for row in taken)
    main = main_force(taken)
    if len(forces) > 1:
        others = " and ".join(f"{forces[one]:,} of {one}" for one in sorted(forces) if one != main)
        said.append(
            f"the reports speak of {main} ({forces[main]:,} claims); {others} are kept in the ledger beside them"
        )
    return said


def _assumed(order: DateOrder) -> list[str]:
    how = "day first" if order.day_first else "month first"
    decided = f"row {order.line} shows it" if order.line else "no row decides it; published tables have it so"
    return [
        f"assumed: a date such as 03/04/2024 has its {how}: {decided}",
        "assumed: the one date of a row is the day counted to and the day it was said; views as of a day rest on it",
        "assumed: every count runs from the invasion of 24 February 2022, and covers the whole war",
        "assumed: credibility 6 and reliability F, cannot be judged: grade them in claims.csv and claimants.csv",
        "added: the shipped ledger's ratios of wounded to killed in other wars, with their sources",
    ]


def _cautions(taken: Sequence[LossRow], most: int | None) -> list[str]:
    """What a reader should look at: pages that cannot have been read on the day of their row, likely echoes."""
    later = last_cited(taken)
    early = [str(row.line) for row in taken if row.url in later and later[row.url] > row.day]
    pairs = [f"{one.line} and {other.line}" for one, other in _alike(taken)]
    said = []
    if early:
        cite = told(len(early), "claim cites", "claims cite")
        why = "a page that is cited for a later day too, so they may have been said only then"
        said.append(f"CAUTION: {cite} {why}: {_rows(early, most)}")
    if pairs:
        have = told(len(pairs), "pair of claims has", "pairs of claims have")
        why = f"the same figures from two bodies within {_ECHO_DAYS} days; if one repeats another, name it in echo_of"
        said.append(f"CAUTION: {have} {why}: {_rows(pairs, most)}")
    return said


def _alike(taken: Sequence[LossRow]) -> list[tuple[LossRow, LossRow]]:
    groups = defaultdict(list)
    for row in taken:
        groups[row.measure, row.force, row.figures].append(row)
    pairs = []
    for rows in groups.values():
        ordered = sorted(rows, key=lambda row: (row.day, row.line))
        pairs += [
            (one, other)
            for one, other in itertools.pairwise(ordered)
            if one.body.key != other.body.key and (other.day - one.day).days <= _ECHO_DAYS
        ]
    return pairs


def _bodies(claimants: Rows) -> list[str]:
    parties = [body["short_name"] for body in claimants if body["belligerent"] == "true"]
    named = (
        f"of them parties to the war: {', '.join(parties)}" if parties else "none of them a party to the war"
    )
    bodies = told(len(claimants), "body", "bodies")
    return [f"{bodies}, {named}; country and kind are read from the names: see claimants.csv"]


def _rows(lines: Sequence[str], most: int | None) -> str:
    named = lines[:most]
    more = f" and {len(lines) - len(named):,} more, all in {REPORT_FILE}" if len(lines) > len(named) else ""
    return f"row{'s' if len(lines) > 1 else ''} {', '.join(named)}{more}"
