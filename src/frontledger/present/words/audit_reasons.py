"""Why a verdict is what it is: one sentence or two for what each rule of the audit found.

A reason stands alone: it names the bodies, their numbers and the time they speak of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from frontledger.analysis.audit.statements import Evidence, Statement
from frontledger.analysis.audit.verdicts import ArticleVerdict
from frontledger.analysis.casualties.ratio_claims import ratio_claims
from frontledger.analysis.drones.sources import SourceCount
from frontledger.ledger import Ledger
from frontledger.present.words.audit import (
    claim_rows,
    claim_time,
    drone_counts,
    measure_names,
    stated_words,
    time_words,
)
from frontledger.present.words.growth import hedged
from frontledger.present.words.numbers import count, date_words, interval_text, join_names, month

SILENT = "Nothing in the ledger's tables decides this."

Sentences = tuple[str, ...]

_SHOWN = 4
_DECIDING = ("contradicts", "supports", "disputes", "notes", "agrees")


def reasons(judged: ArticleVerdict, ledger: Ledger) -> tuple[str, ...]:
    """The reasons for a verdict as sentences, what decided it first; SILENT alone where there are none."""
    ranked = sorted(judged.evidence, key=lambda found: _DECIDING.index(found.bearing))
    told = (_REASONS[found.rule](judged.statement, found, ledger) for found in ranked)
    return tuple(sentence for sentences in told for sentence in sentences if sentence) or (SILENT,)


def _figure(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    against = _spoken(ledger, found.opposing)
    if found.bearing == "contradicts":
        own = [row["claim_id"] for row in claim_rows(ledger, found.opposing) if _own(statement, row)]
        return (f"The body the article names gives other numbers for that time: {_spoken(ledger, own)}.",)
    if found.bearing == "disputes":
        return (f"No claim for that time bears it out; against it: {against}.",)
    if found.bearing == "notes":
        near = _spoken(ledger, found.context)
        return (f"The nearest claims neither bear it out nor rule it out: {near}.",)
    newest_first = reversed(claim_rows(ledger, found.supporting))
    rows = sorted(newest_first, key=lambda row: not _own(statement, row))
    unsaid = statement.claimant_id and not _own(statement, rows[0])
    return (
        f"Borne out by {_told(rows)}.",
        "The ledger holds no such claim of the body the article names." if unsaid else "",
        f"Against it: {against}." if against else "",
    )


def _period(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    row = claim_rows(ledger, found.opposing)[-1]
    given = f"{stated_words(row)} ({measure_names(ledger)[statement.measure]}) for {claim_time(row)}"
    dated = time_words(statement.start, statement.end)
    others = _spoken(ledger, found.context)
    return (
        f"{row['claimant']} gives {given}; the article dates it to {dated}.",
        f"For about that time of the claim others give {others}." if others else "",
    )


def _whole_and_part(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    row, names = claim_rows(ledger, found.opposing)[-1], measure_names(ledger)
    narrower = statement.measure in parts_of(ledger, row["measure"])
    thing = names[row["measure"]] + (" as a whole" if narrower else " alone")
    given = f"to {names[statement.measure]}{' alone' if narrower else ' as a whole'}"
    return (
        f"{row['claimant']} gives {stated_words(row)} for {thing}; the article gives the number {given}.",
    )


def _existence(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    told = _spoken(ledger, found.supporting)
    return (f"The article gives no number to check; that there were some is claimed: {told}.",)


def _reported_event(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    names = dict.fromkeys(row["claimant"] for row in claim_rows(ledger, found.supporting))
    return (f"Reported by {join_names(list(names))}.",)


def _event(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    rows = ledger.events[ledger.events["event_id"].isin(found.supporting)].to_dict("records")
    told = (f"{row['event']}, {date_words(row['date_text'])}" for row in rows)
    return (f"On record: {_listed(told, most=2)}.",)


def _office(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    offices = [item.split(": ", maxsplit=1)[1] for item in (*found.supporting, *found.opposing)]
    shown = f"At the time {statement.person} is on record as {join_names(offices)}"
    wrong = f"; the article gives the office as {statement.office}" if found.bearing == "contradicts" else ""
    return (f"{shown}{wrong}.",)


def _drones(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    given = drone_counts(statement, ledger)
    near, against = (_counted(given[name] for name in ids) for ids in (found.supporting, found.opposing))
    when = time_words(statement.start, statement.end)
    if found.bearing == "supports":
        first = f"Borne out for {when} by {near}." if near else f"Lies between the counts for {when}."
        return (first, f"Against it: {against}." if against else "")
    elsewhere = join_names([month(one) for one in found.months])
    hint = f"The very count is given for {elsewhere}: a hint at a slip, no proof." if elsewhere else ""
    return (f"No source gives it for {when}; what they give is {against}.", hint)


def _parts_sum(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    assert found.implied is not None
    rows = ledger.article_claims.set_index("article_claim_id").loc[[*found.supporting, *found.opposing]]
    siblings = join_names([measure_names(ledger)[measure] for measure in rows["measure"]])
    adds_up = "adds up" if found.bearing == "agrees" else "does not add up"
    parts = interval_text(found.implied)
    return (f"With the article's own {siblings} it {adds_up}: the parts make {parts}.",)


def _killed_share(statement: Statement, found: Evidence, ledger: Ledger) -> Sentences:
    assert found.implied is not None
    unlike, like = (_shares(ledger, ids) for ids in (found.opposing, found.context))
    words = f"The article's killed and wounded make the killed {interval_text(found.implied)}% of those hit"
    words += f"; near that: {like}" if like else ""
    return (words + (f"; far from it: {unlike}." if unlike else "."),)


_REASONS: dict[str, Callable[[Statement, Evidence, Ledger], Sentences]] = {
    "figure": _figure,
    "period": _period,
    "whole_and_part": _whole_and_part,
    "existence": _existence,
    "reported_event": _reported_event,
    "event": _event,
    "office": _office,
    "drones": _drones,
    "parts_sum": _parts_sum,
    "killed_share": _killed_share,
}


def _spoken(ledger: Ledger, ids: Iterable[str]) -> str:
    return _told(claim_rows(ledger, ids))


def _told(rows: list[dict[str, Any]]) -> str:
    """What was said, by whom and for when: "more than 5,000 from UK MoD, 28 March 2025"."""
    return _listed(f"{stated_words(row)} from {row['claimant']}, {claim_time(row)}" for row in rows)


def _listed(items: Iterable[str], most: int = _SHOWN) -> str:
    """Items that hold commas, as a list; beyond a few the rest are counted."""
    told = list(dict.fromkeys(items))
    more = len(told) - most
    return "; ".join(told if more < 2 else [*told[:most], f"and {count(more)} more"])


def _shares(ledger: Ledger, ids: Iterable[str]) -> str:
    wanted = set(ids)
    told = [
        f"{interval_text(claim.bounds.killed_share.scaled(100))}% from {claim.lead.claimant}"
        for claim in ratio_claims(ledger)
        if wanted.issuperset(claim.lead.claims)
    ]
    return _listed(told)


def _counted(counts: Iterable[SourceCount]) -> str:
    """Counts with those who give them, equal ones once, by the first source of each."""
    by_count: dict[str, str] = {}
    for one in counts:
        by_count.setdefault(hedged(one.launched, one.qualifier), one.name)
    return _listed(f"{number} ({name})" for number, name in by_count.items())


def parts_of(ledger: Ledger, whole: str) -> frozenset[str]:
    """The measures that are a part of `whole`, and their parts."""
    rows = ledger.measures
    parts = set(rows.loc[rows["part_of"] == whole, "measure"])
    return frozenset(parts.union(*(parts_of(ledger, part) for part in parts)))


def _own(statement: Statement, row: dict[str, Any]) -> bool:
    return bool(row["claimant_id"] == statement.claimant_id)
