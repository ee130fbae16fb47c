"""The way from a number to the claims behind it, and from a claim to every number that rests on it.

A page's closing table lists the claims used. Its rows, in few words, are what a finding, figure or table tells
of the claims behind it; the notes number those blocks, so that a row can lead back to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frontledger.present import fragments
from frontledger.present.blocks import Figure, Finding, Table
from frontledger.present.fragments import ClaimInBrief
from frontledger.present.words.counts import short_name
from frontledger.present.words.numbers import curly
from frontledger.publish.document import Document, Part

TOLD = ("Who", "Said on", "What", "How many", "Code")
"""The columns of the closing table (`present.claims.claims_table`) that go into a claim's few words."""


@dataclass(frozen=True)
class Trace:
    """The closing table read both ways; notes are numbered in the order of the page, from 1.

    `words` holds each claim in a few words; `headline` the note of the headline and `notes` that of each part
    of the document's body, 0 where it rests on no claim; `used_in` the notes each claim stands behind.
    """

    words: Mapping[str, ClaimInBrief]
    headline: int
    notes: tuple[int, ...]
    used_in: Mapping[str, tuple[int, ...]]


def trace(document: Document) -> Trace:
    """Which parts of the document rest on which claims of its closing table."""
    listed = closing_table(document)
    shown = [document.headline, *document.body]
    behind = [() if part is listed else _claims(part) for part in shown]
    numbers = [sum(map(bool, behind[: place + 1])) if claims else 0 for place, claims in enumerate(behind)]
    used_in = {
        claim: tuple(number for number, claims in zip(numbers, behind, strict=True) if claim in claims)
        for claim in (listed.claims if listed else ())
    }
    return Trace(claim_words(document), numbers[0], tuple(numbers[1:]), used_in)


def _claims(part: Part | None) -> tuple[str, ...]:
    return part.claims if isinstance(part, Finding | Figure | Table) else ()


def closing_table(document: Document) -> Table | None:
    """The table that lists the claims used row by row; None where there is none."""
    return next((table for table in document.of(Table) if fragments.lists_claims(table)), None)


def claim_words(document: Document) -> dict[str, ClaimInBrief]:
    """Each claim of the closing table in a few words: who, when, what, how many, Admiralty code."""
    listed = closing_table(document)
    if listed is None:
        return {}
    labels = [column.label for column in listed.columns]
    return {
        claim: _brief(dict(zip(labels, map(fragments.text_of, row), strict=True)))
        for claim, row in zip(listed.claims, listed.rows, strict=True)
    }


def _brief(row: Mapping[str, str]) -> ClaimInBrief:
    who, said, what, many, code = (row.get(label, "") for label in TOLD)
    when = f", {said}: " if said else ""
    told = ", ".join(word for word in (_lower(what.partition(", ")[0]), many, code) if word)
    return ClaimInBrief(curly(short_name(who)), curly(when + told))


def _lower(words: str) -> str:
    """The words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
