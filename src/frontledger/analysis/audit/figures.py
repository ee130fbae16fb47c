"""Rules on figures: is the number the claimant's, for that time, of that thing; and are there claims at all.

A ledger of claims cannot say what is true. It can say that a body did not say what it is quoted for. So only
the body an article names can contradict a figure; what all others say disputes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from frontledger.analysis.audit.comparison import (
    NEAR,
    bears_out,
    comparable,
    latest_by_claimant,
    near,
    rules_out,
    same_number,
)
from frontledger.analysis.audit.statements import Bearing, Case, Evidence, Statement, day_of
from frontledger.analysis.claim_counts import Count


def figure_rule(statement: Statement, case: Case) -> Evidence | None:
    """Claims of the same measure: those that bear the figure out, and those that cannot be true with it.

    Contradicted where the body named gives figures for that time and none of them agrees.
    """
    if statement.figure is None or not statement.measure:
        return None
    claims = comparable(case, statement)
    agreeing = tuple(claim for claim in claims if bears_out(statement, claim, case.ledger))
    opposed = tuple(claim for claim in claims if rules_out(statement, claim, case.ledger))
    context = latest_by_claimant(set(claims) - set(agreeing) - set(opposed), statement.at + NEAR)
    if not (agreeing or opposed or context):
        return None
    return Evidence(
        "figure", _bearing(statement, agreeing, opposed), _ids(agreeing), _ids(opposed), _ids(context)
    )


def _bearing(statement: Statement, agreeing: tuple[Count, ...], opposed: tuple[Count, ...]) -> Bearing:
    own_agree = any(_own(statement, claim) for claim in agreeing)
    if not own_agree and any(_own(statement, claim) for claim in opposed):
        return "contradicts"
    if agreeing:
        return "supports"
    return "disputes" if opposed else "notes"


def period_rule(statement: Statement, case: Case) -> Evidence | None:
    """The body named gives this very number for another time, and none like it for the time stated.

    The figure then holds and the date does not. `context` is what other bodies say of that other time.
    """
    if statement.figure is None or not statement.measure or not statement.dated:
        return None
    claims = comparable(case, statement)
    own = tuple(claim for claim in claims if _own(statement, claim))
    if any(bears_out(statement, claim, case.ledger) for claim in own):
        return None
    elsewhere = tuple(claim for claim in own if same_number(statement, claim))
    if not elsewhere:
        return None
    redated = [replace(statement, start=claim.start, end=claim.as_of) for claim in elsewhere]
    others = (claim for claim in claims if claim not in own and any(near(one, claim) for one in redated))
    return Evidence("period", "contradicts", opposing=_ids(elsewhere), context=_ids(others))


def whole_and_part_rule(statement: Statement, case: Case) -> Evidence | None:
    """The body named gives this very number for something wider or narrower, not for the thing stated.

    Measures are wider and narrower as `measures.part_of` says.
    """
    if statement.figure is None or not statement.measure:
        return None
    own = tuple(claim for claim in comparable(case, statement) if _own(statement, claim))
    if any(bears_out(statement, claim, case.ledger) for claim in own):
        return None
    kin = [claim for name in _kin(case, statement.measure) for claim in comparable(case, statement, name)]
    taken = tuple(
        claim
        for claim in kin
        if _own(statement, claim) and same_number(statement, claim) and near(statement, claim)
    )
    return Evidence("whole_and_part", "contradicts", opposing=_ids(taken)) if taken else None


def existence_rule(statement: Statement, case: Case) -> Evidence | None:
    """Without a number the article says only that there was some: claims of some by then support that."""
    if statement.figure is not None or not statement.measure or statement.form == "event":
        return None
    found = tuple(
        claim
        for claim in comparable(case, statement)
        if claim.interval.lower > 0 and claim.as_of <= statement.at + NEAR
    )
    return Evidence("existence", "supports", supporting=_ids(found)) if found else None


def reported_event_rule(statement: Statement, case: Case) -> Evidence | None:
    """Claims that such a thing happened, for measures that are events and have no number."""
    if statement.form != "event":
        return None
    rows = case.ledger.select(statement.measure, kind="event", force=statement.force or None)
    found = [
        row["claim_id"]
        for row in rows.to_dict("records")
        if _meets(statement, row["period_start"], row["period_end"], row["reported_on"])
    ]
    return Evidence("reported_event", "supports", supporting=tuple(sorted(found))) if found else None


def _meets(statement: Statement, start: object, end: object, said: object) -> bool:
    last = day_of(end) or day_of(said)
    first = day_of(start) or last
    assert first is not None and last is not None
    return first <= statement.at and (statement.start or statement.at - NEAR) <= last


def _own(statement: Statement, claim: Count) -> bool:
    return bool(statement.claimant_id) and claim.claimant_id == statement.claimant_id


def _kin(case: Case, measure: str) -> tuple[str, ...]:
    """The measures this one is a part of, directly or not, and those that are parts of it."""
    wholes = dict(zip(case.ledger.measures["measure"], case.ledger.measures["part_of"], strict=True))
    lines = {name: _wholes(name, wholes) for name in wholes}
    return tuple(name for name in wholes if name in lines.get(measure, ()) or measure in lines[name])


def _wholes(measure: str, part_of: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    while isinstance(measure := part_of.get(measure, ""), str) and measure and measure not in found:
        found.append(measure)
    return tuple(found)


def _ids(claims: Iterable[Count]) -> tuple[str, ...]:
    return tuple(sorted(claim.claim_id for claim in claims))
