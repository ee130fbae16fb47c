"""Wounded per killed as each body's claims imply it, and killed counts that have no total to go with them.

Only numbers of one body, one place and one date are divided by one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontledger.analysis.casualties.formulas import (
    Losses,
    ratio_ceiling_from_wide_total,
    ratio_from_counts,
    ratio_from_share,
    ratio_from_total,
    share_from_ratio,
)
from frontledger.analysis.casualties.proportions import ProportionMethod, ratio_noise
from frontledger.analysis.casualties.tolls import Tally, Toll, casualty_totals, cumulative
from frontledger.ledger import Interval, Ledger

Basis = Literal["killed_and_wounded", "killed_and_casualties", "killed_and_wide_total", "killed_share"]


@dataclass(frozen=True)
class Split:
    """Wounded per killed, and the killed and casualties behind it; None where no counts were given."""

    ratio: Interval
    killed: Interval | None
    casualties: Interval | None

    @property
    def killed_share(self) -> Interval:
        """Killed as a share of casualties, 0 to 1."""
        return share_from_ratio(self.ratio)


@dataclass(frozen=True)
class RatioClaim:
    """A ratio that one body's claims for one place and date imply.

    `lead` is the killed count or the killed share in per cent, `other` what it was set against. `bounds` is
    what the wording of both allows; `stated` takes the numbers as said, None where one of them was only a
    range.
    """

    basis: Basis
    lead: Toll
    other: Toll | None
    bounds: Split
    stated: Split | None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims used."""
        return self.lead.claims + (self.other.claims if self.other else ())

    @property
    def as_of(self) -> date:
        """The date both numbers are for."""
        return self.lead.as_of

    def noise(self, confidence: float, method: ProportionMethod = "jeffreys") -> Interval | None:
        """Counting noise of the ratio, had the stated numbers been a sample; None without counts."""
        if self.stated is None or self.stated.killed is None or self.stated.casualties is None:
            return None
        return _noise(self.stated.killed.upper, self.stated.casualties.upper, confidence, method)


@dataclass(frozen=True)
class Reading:
    """A killed count read against a casualty total of another date: what would follow, not a result."""

    killed: Toll
    casualties: Toll

    @property
    def bounds(self) -> Split:
        """Wounded per killed from the bounds of both."""
        return _split("killed_and_casualties", self.killed.bounds, self.casualties.bounds)

    @property
    def stated(self) -> Split | None:
        """Wounded per killed from the numbers as said."""
        return _stated("killed_and_casualties", self.killed, self.casualties)


@dataclass(frozen=True)
class LoneKilled:
    """A killed count for which its body gave no wounded and no total of the same date.

    `readings` sets it against the same body's nearest totals, the last before and the first after.
    """

    killed: Toll
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class ReturnedLosses:
    """Killed and wounded as one body said them, with the wounded it said had gone back to duty."""

    claim: RatioClaim
    returned: Toll
    losses: Losses

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims used."""
        return self.claim.claims + self.returned.claims


def ratio_claims(ledger: Ledger) -> tuple[RatioClaim, ...]:
    """Every ratio that whole-force claims imply, by date.

    Killed go with wounded of the same body, place and date; failing that with casualties; failing that with a
    total that also holds missing and captured, which gives an upper bound only. A stated killed share is
    turned into a ratio.
    """
    claims = [*_from_counts(ledger), *_from_shares(ledger)]
    return tuple(sorted(claims, key=lambda claim: (claim.as_of, claim.lead.claimant_id, claim.claims)))


def lone_killed(ledger: Ledger) -> tuple[LoneKilled, ...]:
    """Killed counts without a ratio, by date, each with the nearest totals of the same body."""
    paired = {claim.lead.key for claim in _from_counts(ledger)}
    totals = casualty_totals(ledger)
    alone = (killed for killed in cumulative(ledger, "killed") if killed.key not in paired)
    return tuple(LoneKilled(killed, _nearest(killed, totals)) for killed in alone)


def losses_with_return(ledger: Ledger) -> tuple[ReturnedLosses, ...]:
    """Killed and wounded, as said, of each body that also said how many of the wounded went back to duty."""
    returned = {count.key: count for count in cumulative(ledger, "wounded_returned_to_duty")}
    found = []
    for claim in _from_counts(ledger):
        back = returned.get(claim.lead.key)
        if claim.basis == "killed_and_wounded" and claim.other and back and claim.stated and back.stated:
            found.append(ReturnedLosses(claim, back, _losses(claim.lead, claim.other, back)))
    return tuple(found)


def tally_split(tally: Tally) -> Split:
    """Wounded per killed of one action from the bounds of both counts."""
    return _split("killed_and_wounded", tally.killed.bounds, tally.wounded.bounds)


def tally_noise(tally: Tally, confidence: float) -> Interval | None:
    """Counting noise of one action's ratio; None where one of its numbers is only a range."""
    if tally.killed.stated is None or tally.wounded.stated is None:
        return None
    return _noise(tally.killed.stated, tally.killed.stated + tally.wounded.stated, confidence, "jeffreys")


def _from_counts(ledger: Ledger) -> list[RatioClaim]:
    partners: tuple[tuple[Basis, str], ...] = (
        ("killed_and_wounded", "wounded"),
        ("killed_and_casualties", "casualties"),
        ("killed_and_wide_total", "casualties_with_missing"),
    )
    found = [
        (basis, {count.key: count for count in cumulative(ledger, measure)}) for basis, measure in partners
    ]
    claims = []
    for killed in cumulative(ledger, "killed"):
        match = next(((basis, counts[killed.key]) for basis, counts in found if killed.key in counts), None)
        if match:
            claims.append(_ratio_claim(match[0], killed, match[1]))
    return claims


def _from_shares(ledger: Ledger) -> list[RatioClaim]:
    totals = {count.key: count for count in casualty_totals(ledger)}
    shares = cumulative(ledger, "killed_share")
    return [_ratio_claim("killed_share", share, totals.get(share.key)) for share in shares]


def _ratio_claim(basis: Basis, lead: Toll, other: Toll | None) -> RatioClaim:
    bounds = _split(basis, lead.bounds, other.bounds if other else None)
    return RatioClaim(basis, lead, other, bounds, _stated(basis, lead, other))


def _stated(basis: Basis, lead: Toll, other: Toll | None) -> Split | None:
    if lead.stated is None:
        return None
    if other is None:
        return _split(basis, _point(lead.stated), None)
    return None if other.stated is None else _split(basis, _point(lead.stated), _point(other.stated))


def _split(basis: Basis, lead: Interval, other: Interval | None) -> Split:
    if basis == "killed_share":
        share = lead.scaled(0.01)
        return Split(ratio_from_share(share), other and _product(share, other), other)
    assert other is not None, "a killed count makes a ratio only with another count"
    if basis == "killed_and_wounded":
        return Split(ratio_from_counts(lead, other), lead, lead + other)
    bound = ratio_from_total if basis == "killed_and_casualties" else ratio_ceiling_from_wide_total
    return Split(bound(lead, other), lead, other)


def _product(share: Interval, total: Interval) -> Interval:
    return Interval(share.lower * total.lower, share.upper * total.upper)


def _nearest(killed: Toll, totals: tuple[Toll, ...]) -> tuple[Reading, ...]:
    own = [total for total in totals if total.series == killed.series]
    before = [total for total in own if total.as_of <= killed.as_of][-1:]
    after = [total for total in own if total.as_of > killed.as_of][:1]
    return tuple(Reading(killed, total) for total in before + after)


def _noise(killed: float, casualties: float, confidence: float, method: ProportionMethod) -> Interval | None:
    return ratio_noise(killed, casualties, confidence, method) if 0 < casualties >= killed else None


def _losses(killed: Toll, wounded: Toll, returned: Toll) -> Losses:
    return Losses(
        killed_outright=round(killed.stated or 0),
        wounded=round(wounded.stated or 0),
        returned_to_duty=round(returned.stated or 0),
    )


def _point(number: float) -> Interval:
    return Interval(number, number)
