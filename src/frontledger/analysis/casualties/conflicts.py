"""Ratios that cannot describe the same battle, and the killed counts each of them would contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from frontledger.analysis.casualties.ratio_claims import LoneKilled, RatioClaim
from frontledger.ledger import Interval

SAME_BATTLE_DAYS = 31
"""Claims dated no further apart than this, about totals that agree, are taken to speak of the same losses."""


@dataclass(frozen=True)
class Clash:
    """Two claims about the same casualties whose ratios have no value in common.

    `high` has the more wounded per killed; `casualties` are the totals both allow.
    """

    high: RatioClaim
    low: RatioClaim
    casualties: Interval

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims used."""
        return self.high.claims + self.low.claims

    @property
    def days_apart(self) -> int:
        """Days between the dates of the two."""
        return abs((self.high.as_of - self.low.as_of).days)

    @property
    def same_total(self) -> float:
        """One number of casualties both allow: as one of them said it where that fits, else the least."""
        said = (claim.stated.casualties for claim in (self.high, self.low) if claim.stated)
        fitting = (total.upper for total in said if total and self.casualties.overlaps(total))
        return next(fitting, self.casualties.lower)

    def killed_of_same_total(self, claim: RatioClaim) -> Interval:
        """The killed among `same_total` according to the ratio of one of the two claims."""
        return claim.bounds.killed_share.scaled(self.same_total)

    @property
    def apart(self) -> float:
        """How many times as many wounded per killed `high` has at least: the nearest ends of the bounds."""
        return self.high.bounds.ratio.over(self.low.bounds.ratio).lower


@dataclass(frozen=True)
class KilledEvidence:
    """A number of killed that some claims give or imply for a date."""

    claims: tuple[str, ...]
    claimant_id: str
    claimant: str
    as_of: date
    killed: Interval
    stated: float | None
    counted: bool
    """True where a body gave the number itself, False where it follows from a killed share."""


@dataclass(frozen=True)
class SameBattle:
    """Every pair of ratio claims about the same casualties, and those pairs that cannot both be true."""

    pairs: int
    clashes: tuple[Clash, ...]

    @property
    def widest(self) -> Clash | None:
        """The clash whose ratios lie furthest apart."""
        return max(self.clashes, key=lambda clash: (clash.apart, clash.claims), default=None)


def same_battle(claims: Sequence[RatioClaim]) -> SameBattle:
    """Compare the ratio claims of different bodies that speak of the same casualties.

    Of the same casualties: dates at most `SAME_BATTLE_DAYS` apart, and casualty totals with a value in
    common.
    """
    found = [(pair, _common_casualties(*pair)) for pair in combinations(claims, 2)]
    pairs = [(first, second, common) for (first, second), common in found if common]
    clashes = [
        _clash(first, second, common)
        for first, second, common in pairs
        if not first.bounds.ratio.overlaps(second.bounds.ratio)
    ]
    return SameBattle(len(pairs), tuple(clashes))


def killed_evidence(claims: Sequence[RatioClaim], alone: Sequence[LoneKilled]) -> tuple[KilledEvidence, ...]:
    """Every number of killed given or implied, by date."""
    found = [_from_ratio(claim, claim.bounds.killed) for claim in claims if claim.bounds.killed]
    found += [_from_count(lone) for lone in alone]
    return tuple(sorted(found, key=lambda item: (item.as_of, item.claimant_id, item.claims)))


def contradicted(claim: RatioClaim, evidence: Sequence[KilledEvidence]) -> tuple[KilledEvidence, ...]:
    """The other numbers of killed that cannot be true if the claim is: the dead can only become more.

    One of a later date may not lie wholly below the killed of the claim, one of an earlier date not wholly
    above.
    """
    killed = claim.bounds.killed
    if killed is None:
        return ()
    return tuple(
        item
        for item in evidence
        if item.claims != claim.claims
        and (
            (item.as_of >= claim.as_of and item.killed.upper < killed.lower)
            or (item.as_of <= claim.as_of and item.killed.lower > killed.upper)
        )
    )


def _common_casualties(first: RatioClaim, second: RatioClaim) -> Interval | None:
    apart = abs((first.as_of - second.as_of).days)
    same_body = first.lead.claimant_id == second.lead.claimant_id
    if same_body or apart > SAME_BATTLE_DAYS or first.lead.scope != second.lead.scope:
        return None
    if first.bounds.casualties is None or second.bounds.casualties is None:
        return None
    return first.bounds.casualties.intersect(second.bounds.casualties)


def _clash(first: RatioClaim, second: RatioClaim, common: Interval) -> Clash:
    if first.bounds.ratio.lower < second.bounds.ratio.lower:
        first, second = second, first
    return Clash(first, second, common)


def _from_ratio(claim: RatioClaim, killed: Interval) -> KilledEvidence:
    said = claim.stated.killed if claim.stated else None
    return KilledEvidence(
        claims=claim.claims,
        claimant_id=claim.lead.claimant_id,
        claimant=claim.lead.claimant,
        as_of=claim.as_of,
        killed=killed,
        stated=said.upper if said else None,
        counted=claim.basis != "killed_share",
    )


def _from_count(lone: LoneKilled) -> KilledEvidence:
    count = lone.killed
    return KilledEvidence(
        count.claims, count.claimant_id, count.claimant, count.as_of, count.bounds, count.stated, counted=True
    )
