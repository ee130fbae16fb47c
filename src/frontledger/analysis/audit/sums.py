"""Rules on the article's own arithmetic: do its figures add up, and what killed share do they imply.

Figures that fit together are no more likely to be true for it, and of two that do not fit the ledger cannot
say which is wrong. So neither rule decides a verdict: sums agree or dispute, shares dispute or give context.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from frontledger.analysis.audit.comparison import NEAR, bears_out, comparable, related_scopes
from frontledger.analysis.audit.statements import Bearing, Case, Evidence, Statement
from frontledger.analysis.casualties.formulas import ratio_from_counts, share_from_ratio
from frontledger.analysis.casualties.ratio_claims import RatioClaim, ratio_claims
from frontledger.ledger import Interval


def parts_sum_rule(statement: Statement, case: Case) -> Evidence | None:
    """Where the article gives a total and all its parts (see `identities`): can they all be right."""
    for _, terms in case.ledger.identities.groupby("identity_id"):
        measures = [terms["whole"].iloc[0], *terms["part"]]
        if statement.measure not in measures:
            continue
        found = [_sibling(statement, case, measure) for measure in measures]
        given = [sibling for sibling in found if sibling is not None]
        if len(given) == len(measures):
            return _sum_evidence(statement, given, list(terms["sign"]))
    return None


def killed_share_rule(statement: Statement, case: Case) -> Evidence | None:
    """The killed share that killed and wounded of the article imply, against other bodies' last ones.

    It is held against the killed, not the wounded: where bodies agree on all who were hit and not on the
    share, their wounded lie close together and their killed far apart.
    """
    wounded = _sibling(statement, case, "wounded") if statement.measure == "killed" else None
    if statement.figure is None or wounded is None or wounded.figure is None:
        return None
    implied = share_from_ratio(ratio_from_counts(statement.figure, wounded.figure))
    origins = {statement.claimant_id, *_origins(statement, case), *_origins(wounded, case)}
    others = [claim for claim in ratio_claims(case.ledger) if claim.lead.claimant_id not in origins]
    known = _current(others, statement.at)
    like = [claim for claim in known if claim.bounds.killed_share.overlaps(implied)]
    unlike = [claim for claim in known if not claim.bounds.killed_share.overlaps(implied)]
    if not known:
        return None
    bearing: Bearing = "disputes" if unlike else "notes"
    return Evidence(
        "killed_share", bearing, opposing=_ids(unlike), context=_ids(like), implied=implied.scaled(100)
    )


def _origins(statement: Statement, case: Case) -> set[str]:
    """The bodies whose own claims bear the figure out: no second voice on what follows from it."""
    claims = comparable(case, statement)
    return {claim.claimant_id for claim in claims if bears_out(statement, claim, case.ledger)}


def _sum_evidence(statement: Statement, given: list[Statement], signs: list[int]) -> Evidence:
    total, *parts = (sibling.figure for sibling in given)
    assert total is not None
    reckoned = Interval(0, 0)
    for part, sign in zip(parts, signs, strict=True):
        assert part is not None
        reckoned = reckoned - part if sign < 0 else reckoned + part
    siblings = tuple(sibling.statement_id for sibling in given if sibling != statement)
    if reckoned.overlaps(total):
        return Evidence("parts_sum", "agrees", supporting=siblings, implied=reckoned)
    return Evidence("parts_sum", "disputes", opposing=siblings, implied=reckoned)


def _sibling(statement: Statement, case: Case, measure: str) -> Statement | None:
    """The article's figure of a measure for the same force, place and day; of its own, the statement."""
    if measure == statement.measure:
        return statement if statement.figure else None
    scopes = related_scopes(case.ledger, statement.scope)
    for other in case.statements:
        alike = other.measure == measure and other.force == statement.force and other.scope in scopes
        if alike and other.figure is not None and abs(other.at - statement.at) <= NEAR:
            return other
    return None


def _current(claims: Iterable[RatioClaim], at: date) -> list[RatioClaim]:
    """Each body's shares that are for about that day, or else its last before it."""
    by_body: dict[str, list[RatioClaim]] = {}
    for claim in claims:
        if claim.as_of <= at + NEAR:
            by_body.setdefault(claim.lead.claimant_id, []).append(claim)
    kept: list[RatioClaim] = []
    for own in by_body.values():
        near = [claim for claim in own if abs(claim.as_of - at) <= NEAR]
        kept += near or [max(own, key=lambda claim: (claim.as_of, claim.claims))]
    return kept


def _ids(claims: Iterable[RatioClaim]) -> tuple[str, ...]:
    """What each share rests on: the share itself where a body states one, else both counts."""
    behind = (claim.lead.claims if claim.basis == "killed_share" else claim.claims for claim in claims)
    return tuple(sorted({claim_id for ids in behind for claim_id in ids}))
