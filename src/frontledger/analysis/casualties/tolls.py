"""What bodies have said of killed, wounded and casualties: counts with bounds, dates and claims.

Cumulative counts of a whole force and the tallies of single actions are read apart and never meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from frontledger.analysis.claim_counts import LOCAL, Count, counts
from frontledger.ledger import Interval, Ledger


@dataclass(frozen=True)
class Toll:
    """A number of people hit that one body gave for one place and date, or for the days from `start`.

    `stated` is the number as said, None where only a range was given; `bounds` is what its words allow.
    `claims` holds more than one id where the number is a sum of claims, or rests on several.
    """

    claims: tuple[str, ...]
    claimant_id: str
    claimant: str
    scope: str
    start: date | None
    as_of: date
    reported_on: date
    stated: float | None
    bounds: Interval

    @property
    def series(self) -> tuple[str, str]:
        """Whose count it is, and of what place."""
        return self.claimant_id, self.scope

    @property
    def key(self) -> tuple[str, str, date]:
        """Whose count, of what place, to which date: cumulative counts that share it may be set together."""
        return self.claimant_id, self.scope, self.as_of


@dataclass(frozen=True)
class Tally:
    """Killed and wounded of the same action, as one body counted them: a flow, never a whole force."""

    killed: Toll
    wounded: Toll

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims used."""
        return self.killed.claims + self.wounded.claims


def cumulative(ledger: Ledger, measure: str) -> tuple[Toll, ...]:
    """Each body's cumulative counts of a whole force, one a place and date, by date.

    Where a body gave several for one date, the last said counts; of those said on one day, the most credible.
    """
    ranked = sorted(counts(ledger, measure), key=lambda count: count.rank)
    tolls = (replace(_toll(count), start=None) for count in ranked if count.scope != LOCAL)
    return by_date({toll.key: toll for toll in tolls}.values())


def flows(ledger: Ledger, measure: str) -> tuple[Toll, ...]:
    """Counts over a period, whatever the place, by date."""
    return by_date(_toll(count) for count in counts(ledger, measure))


def tallies(ledger: Ledger) -> tuple[Tally, ...]:
    """Killed and wounded that one body gave for the same place and days, by date."""
    wounded = _by_occasion(ledger, "wounded_in_period")
    killed = _by_occasion(ledger, "killed_in_period")
    return tuple(Tally(toll, wounded[occasion]) for occasion, toll in killed.items() if occasion in wounded)


def casualty_totals(ledger: Ledger) -> tuple[Toll, ...]:
    """Each body's killed and wounded together, cumulative: as it gave them, as its two parts add up, or both.

    Where a body gave the total and the parts for one date, both must hold, so the bounds are those common to
    both.
    """
    totals = {toll.key: toll for toll in cumulative(ledger, "casualties")}
    wounded = {toll.key: toll for toll in cumulative(ledger, "wounded")}
    for killed in cumulative(ledger, "killed"):
        if killed.key in wounded:
            summed = _sum(killed, wounded[killed.key])
            totals[killed.key] = _both(totals[killed.key], summed) if killed.key in totals else summed
    return by_date(totals.values())


def latest_by_claimant(tolls: Iterable[Toll]) -> tuple[Toll, ...]:
    """Each body's newest count for each place, by date."""
    return by_date({toll.series: toll for toll in by_date(tolls)}.values())


def by_date(tolls: Iterable[Toll]) -> tuple[Toll, ...]:
    """Tolls in the order of their dates, then of claimant and claim."""
    return tuple(sorted(tolls, key=lambda toll: (toll.as_of, toll.claimant_id, toll.claims)))


def _toll(count: Count) -> Toll:
    return Toll(
        claims=(count.claim_id,),
        claimant_id=count.claimant_id,
        claimant=count.claimant,
        scope=count.scope,
        start=count.start,
        as_of=count.as_of,
        reported_on=count.said,
        stated=count.best,
        bounds=count.interval,
    )


def _by_occasion(ledger: Ledger, measure: str) -> dict[tuple[object, ...], Toll]:
    """Flows by body, place in the source's words, first and last day."""
    if measure not in set(ledger.measures["measure"]):
        return {}
    places = ledger.select(measure).set_index("claim_id")["scope_detail"]
    return {(*toll.key, toll.start, places[toll.claims[0]]): toll for toll in flows(ledger, measure)}


def _sum(killed: Toll, wounded: Toll) -> Toll:
    known = killed.stated is not None and wounded.stated is not None
    return replace(
        killed,
        claims=killed.claims + wounded.claims,
        reported_on=max(killed.reported_on, wounded.reported_on),
        stated=killed.stated + wounded.stated if known else None,  # type: ignore[operator]
        bounds=killed.bounds + wounded.bounds,
    )


def _both(given: Toll, summed: Toll) -> Toll:
    common = given.bounds.intersect(summed.bounds)
    return replace(given, claims=given.claims + summed.claims, bounds=common) if common else given
