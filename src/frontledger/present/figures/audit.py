"""Chart of the article's numbers: beside each the claims that bear it out, and those that speak against it.

Numbers of men, guns and drones share one axis by being shown as multiples of the article's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontledger.analysis.audit.statements import Evidence
from frontledger.analysis.audit.verdicts import ArticleVerdict, Audit
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import ABOUT_TOLERANCE
from frontledger.present.blocks import Figure, Note
from frontledger.present.claims import source_line
from frontledger.present.drawing import log_rows, style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.words.audit import (
    claim_rows,
    drone_counts,
    figure_words,
    measure_names,
    stated_words,
    verdict_words,
)
from frontledger.present.words.counts import short_name
from frontledger.present.words.growth import hedged
from frontledger.present.words.numbers import count, day, plural

_ROW_INCHES = 0.165
_SHOWN = 2
"""Claims of one kind shown for a number; the tables have the rest."""

_DRAWN = ("period", "whole_and_part", "figure", "drones")
_AGAINST = "against it"
_WORDS = {
    "opposing": _AGAINST,
    "supporting": "bears it out",
    "context": "decides nothing",
    "period opposing": "but for another time",
    "period context": "for that other time",
    "whole_and_part opposing": "but for another thing",
}


@dataclass(frozen=True)
class _Said:
    """A number said by somebody: whose it is, what it does, and the words for it.

    `flagged` is one that a correction of the ledger warns of.
    """

    row_id: str
    key: str
    name: str
    words: str
    does: str
    best: float | None
    bounds: Interval
    flagged: bool = False


def numbers_chart(result: Audit, ledger: Ledger) -> Figure | Note:
    """Every number of the article that claims can be set against, and these claims as multiples of it."""
    judged = [(one, _all_said(one, ledger)) for one in result.verdicts if len(one.statement.stated) == 1]
    drawn = [(one, said) for one, said in judged if said]
    if not drawn:
        return Note(
            "audit_numbers", f"By {day(ledger.as_of)} no claim could be set against a number of the article."
        )
    groups = [_group(one, said, ledger) for one, said in drawn]
    with style.drawing(height=log_rows.height(groups, _ROW_INCHES)) as (figure, axes):
        log_rows.draw(axes, groups)
        band = Interval(1 - ABOUT_TOLERANCE, 1 + ABOUT_TOLERANCE)
        log_rows.shade(axes, band, "", 1, "the article's number")
        svg = style.svg(figure)
    claims = tuple(dict.fromkeys(said.row_id for _, row in drawn for said in row))
    known = tuple(item for item in claims if item in set(ledger.claims["claim_id"]))
    return Figure(
        key="audit_numbers",
        title=_title(drawn, ledger),
        units="Claims as multiples of the article's number, logarithmic scale",
        alt=log_rows.in_words(groups),
        source=source_line(ledger, known),
        svg=svg,
        note=(
            f"The band is what “about” allows. At most {count(_SHOWN)} claims of a kind are shown for each "
            "number, the named body's first, then the newest; killed shares are left to the tables. Flagged "
            "is a claim that a correction of the ledger warns of."
        ),
        data_csv=_csv(drawn),
        claims=known,
    )


def _all_said(judged: ArticleVerdict, ledger: Ledger) -> list[_Said]:
    """What is shown for a number: each kind of claim at most so often; equal numbers of one name once."""
    shown: dict[tuple[str, str, str], _Said] = {}
    for role in ("opposing", "supporting", "context"):
        if role == "context" and judged.verdict == "supported":
            continue
        evidence = (found for found in judged.evidence if found.rule in _DRAWN)
        said = [one for found in evidence for one in _said(judged, found, role, ledger)]
        for one in said[:_SHOWN]:
            shown.setdefault((one.name, one.words, one.does), one)
    return list(shown.values())


def _said(judged: ArticleVerdict, found: Evidence, role: str, ledger: Ledger) -> Iterable[_Said]:
    ids: tuple[str, ...] = getattr(found, role)
    does = _WORDS.get(f"{found.rule} {role}", _WORDS[role])
    if found.rule == "drones":
        given = drone_counts(judged.statement, ledger)
        names = ledger.claimants.set_index("claimant_id")["short_name"]
        for one in (given[name] for name in ids):
            name, words = short_name(names[one.claimant_id]), hedged(one.launched, one.qualifier)
            yield _Said(one.series_id, one.claimant_id, name, words, does, one.launched, one.interval)
        return
    newest = reversed(claim_rows(ledger, ids))
    for row in sorted(newest, key=lambda row: row["claimant_id"] != judged.statement.claimant_id):
        best = None if row["best"] != row["best"] else row["best"]
        bounds = Interval(row["lower"], row["upper"])
        name = short_name(row["claimant"])
        flagged = bool(row["flag"])
        words = stated_words(row) + (" (flagged)" if flagged else "")
        yield _Said(row["claim_id"], row["claimant_id"], name, words, does, best, bounds, flagged)


def _group(judged: ArticleVerdict, said: list[_Said], ledger: Ledger) -> log_rows.Group:
    number = judged.statement.stated[0]
    rows = tuple(
        log_rows.Row(
            name=one.name,
            words=f"{one.words}, {one.does}",
            key=one.key,
            marks=(log_rows.Mark(one.bounds.scaled(1 / number), one.best and one.best / number),),
            strong=one.does not in (_WORDS["supporting"], _WORDS["context"], _WORDS["period context"]),
        )
        for one in said
    )
    return log_rows.Group(f"{_number(judged, ledger)}: {verdict_words(judged).lower()}", rows)


def _number(judged: ArticleVerdict, ledger: Ledger) -> str:
    return f"{figure_words(judged.statement)}, {measure_names(ledger)[judged.statement.measure]}"


def _title(drawn: list[tuple[ArticleVerdict, list[_Said]]], ledger: Ledger) -> str:
    """How many numbers are borne out, and over which unflagged claims lie furthest apart."""
    held = sum(judged.verdict == "supported" for judged, _ in drawn)
    words = f"{count(held)} of {plural(len(drawn), 'number')} that claims can be set against are borne out"
    against = [
        (one.best / judged.statement.stated[0], judged)
        for judged, said in drawn
        for one in said
        if one.does == _AGAINST and one.best and not one.flagged
    ]
    if not against:
        return f"{words}, and none is disputed"
    times, judged = max(against, key=lambda pair: max(pair[0], 1 / pair[0]))
    widest = f"{_number(judged, ledger)}: one claim has {count(times, 0 if times >= 3 else 1)} times that"
    flagged = any(one.flagged for _, said in drawn for one in said if one.does == _AGAINST)
    return f"{words}; the widest dispute{', flagged claims aside,' if flagged else ''} is over {widest}"


def _csv(drawn: list[tuple[ArticleVerdict, list[_Said]]]) -> str:
    header = ("statement", "article", "row", "who", "does", "best", "lower", "upper")
    return csv_text(
        header,
        (
            (
                judged.statement.statement_id,
                judged.statement.stated[0],
                one.row_id,
                one.name,
                one.does,
                one.best,
                one.bounds.lower,
                one.bounds.upper,
            )
            for judged, said in drawn
            for one in said
        ),
    )
