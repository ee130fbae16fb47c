"""A row of losses judged: a claim of somebody, or set aside with its reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.exchange.losses.addresses import address_of
from frontledger.ledger.exchange.losses.bodies import Name, name_of
from frontledger.ledger.exchange.losses.dialect import (
    FIGURES,
    FORCES,
    INVASION,
    MEASURES,
    PARTY,
    DateOrder,
    UnreadableError,
    is_separated,
    read_count,
    read_day,
    word,
)
from frontledger.ledger.exchange.pages import Line

SET_ASIDE = {
    "date_unreadable": "no day can be read from the date",
    "before_invasion": f"its day is before {INVASION}, from which these counts run",
    "date_apart": "its day is more than five years from those of the other rows: a slip in the year, most often",
    "number_unreadable": "a figure cannot be read as a number",
    "no_number": "none of the three figures is given",
    "bounds_crossed": "the figures are not in the order low, estimate, high",
    "out_of_range": "a figure is beyond what the codebook takes for possible",
    "type_unknown": "the type is none that can be told: killed, wounded, casualties, missing",
    "country_unknown": "the country is neither Russia nor Ukraine",
    "source_unreadable": "the source is blank or cannot be read as plain words",
    "repeated": "it says the same as an earlier row",
}
"""Why a row is not taken, in the order in which the reasons are told."""

REMARKS = {
    "separators": "thousands separators were taken out",
    "rounded": "parts of a person were rounded: a low figure down, a high one up",
    "serial": "the date was a spreadsheet's serial number",
    "no_address": "source_url holds no web address; what it says is in the note",
    "address_cut": "source_url holds words after the address; they are in the note",
}
CEILING = {"killed": 2_000_000, "wounded": 5_000_000, "casualties": 6_000_000, "missing": 1_000_000}
"""Largest plausible number of each measure: there to catch a nought too many."""

_DOUBTED = {
    **dict.fromkeys(FIGURES, "number_unreadable"),
    **dict.fromkeys(("source", "source_url", PARTY), "source_unreadable"),
    "date": "date_unreadable",
    "type": "type_unknown",
    "country": "country_unknown",
}
"""Why a row is not taken where the value of a column's cell cannot be told."""


@dataclass(frozen=True)
class LossRow:
    """A row that is a claim: people of `force`, cumulative to `day`; a blank figure is None.

    `words` is what source_url says beside its address; `remarks` are names of `REMARKS`.
    """

    line: int
    day: date
    measure: str
    force: str
    figures: tuple[float | None, float | None, float | None]
    body: Name
    url: str
    words: str
    party: bool
    remarks: tuple[str, ...]

    @property
    def content(self) -> tuple[object, ...]:
        """What it says; two rows of the same content are one."""
        return self.body.key, self.measure, self.force, self.day, self.figures


@dataclass(frozen=True)
class SetAside:
    """A row that is not taken: the reason, a name of `SET_ASIDE`, and the cell behind it."""

    line: int
    reason: str
    detail: str


class _AsideError(Exception):
    """A row cannot be taken; reason and detail."""


def judge(
    line: Line,
    places: Mapping[str, int],
    order: DateOrder,
    doubts: Mapping[tuple[int, int], tuple[str, str]],
) -> LossRow | SetAside:
    """What becomes of a row; `places` are the places of the known columns, `doubts` those of the page."""
    for name, place in places.items():
        if (line.number, place) in doubts:
            fault, _ = doubts[line.number, place]
            return SetAside(line.number, _DOUBTED[name], f"{name}: {fault}")
    cells = {name: line.cell(place) for name, place in places.items()}
    remarks: list[str] = []
    try:
        day = _day(cells["date"], order, remarks)
        measure = _listed(MEASURES, cells["type"], "type_unknown")
        force = _listed(FORCES, cells["country"], "country_unknown")
        figures = _figures(cells, measure, remarks)
        body = _body(cells["source"])
        url, words = address_of(cells.get("source_url", ""), remarks)
    except _AsideError as error:
        return SetAside(line.number, *error.args)
    party = cells.get(PARTY, "").lower() in ("yes", "true", "1", "y")
    return LossRow(line.number, day, measure, force, figures, body, url, words, party, tuple(remarks))


def _day(text: str, order: DateOrder, remarks: list[str]) -> date:
    try:
        day = read_day(text, order)
    except UnreadableError as error:
        raise _AsideError("date_unreadable", str(error)) from None
    if day < INVASION:
        raise _AsideError("before_invasion", day.isoformat())
    if text.isdigit():
        remarks.append("serial")
    return day


def _listed(words: Mapping[str, str], text: str, reason: str) -> str:
    meant = words.get(word(text))
    if meant is None:
        raise _AsideError(reason, repr(text) if text else "blank")
    return meant


def _figures(
    cells: Mapping[str, str], measure: str, remarks: list[str]
) -> tuple[float | None, float | None, float | None]:
    texts = [cells.get(name, "") for name in FIGURES]
    try:
        low, best, high = map(read_count, texts)
    except UnreadableError as error:
        raise _AsideError("number_unreadable", str(error)) from None
    stated = [figure for figure in (low, best, high) if figure is not None]
    if not stated:
        raise _AsideError("no_number", "")
    if stated != sorted(stated):
        raise _AsideError("bounds_crossed", " > ".join(f"{figure:,.0f}" for figure in stated))
    if stated[-1] > CEILING[measure]:
        raise _AsideError("out_of_range", f"{stated[-1]:,.0f} {measure}, at most {CEILING[measure]:,}")
    if any(map(is_separated, texts)):
        remarks.append("separators")
    if any(figure != int(figure) for figure in stated):
        remarks.append("rounded")
    return (
        None if low is None else float(math.floor(low)),
        None if best is None else float(round(best)),
        None if high is None else float(math.ceil(high)),
    )


def _body(text: str) -> Name:
    body = name_of(text)
    try:
        for part in filter(None, (body.name, body.relayed_by)):
            read_cell("text", part)
    except RefusedError as refused:
        raise _AsideError("source_unreadable", refused.fault) from None
    if not body.key:
        raise _AsideError("source_unreadable", "blank")
    return body
