"""Troops sent, present, added and gone: who said so, in the order and for the place they said it.

Running totals, stocks, counts over a period and forecasts are four different things and never share a
series; nor do Russia, Kursk and the Far East, nor troops and other forces.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations

from frontledger.analysis.claim_counts import (
    Count,
    Series,
    by_claimant,
    counts,
    day_of,
    main_place,
    parts_of,
    places_within,
)
from frontledger.ledger import Ledger

SAME_TIME = timedelta(days=7)
"""Counts no further apart than this are set against one another."""

EVENT_MEASURES = ("withdrawn", "returned_to_front", "deployment_acknowledged")
HOME_MEASURES = ("returned_home", "returned_home_in_period")
FORECAST_MEASURES = ("sent", "sent_in_period")
OTHER_FORCE_MEASURES = ("sent", "sent_in_period", "in_theatre")


@dataclass(frozen=True)
class Happening:
    """A claim without a number: something that was said to have happened, when, and by whom."""

    claim_id: str
    measure: str
    claimant_id: str
    claimant: str
    start: date | None
    end: date | None
    said: date


@dataclass(frozen=True)
class Gap:
    """Two bodies' counts of the same thing for nearly the same day that cannot both be true."""

    low: Count
    high: Count

    @property
    def factor(self) -> float:
        """The higher figure over the lower."""
        assert self.low.best and self.high.best
        return self.high.best / self.low.best

    @property
    def days(self) -> int:
        """Days between the two days counted."""
        return abs(self.high.as_of - self.low.as_of).days

    @property
    def claims(self) -> tuple[str, str]:
        """Ids of the two claims, the lower figure's first."""
        return self.low.claim_id, self.high.claim_id


@dataclass(frozen=True)
class Movements:
    """People added, people gone home, and what was said to have happened without a number."""

    added: tuple[Count, ...]
    home: tuple[Count, ...]
    happenings: tuple[Happening, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims in it."""
        numbers = tuple(count.claim_id for count in (*self.added, *self.home))
        return numbers + tuple(one.claim_id for one in self.happenings)


@dataclass(frozen=True)
class Forecast:
    """What was said would be sent, and the later claims of the same force that say what was.

    `later` holds, for a forecast total, the running totals as of a later day, up to the day forecast where
    one was named; for a forecast addition, the counts of periods that end later and reach into the time
    forecast. Both for the same place, one inside it or one around it.
    """

    count: Count
    later: tuple[Count, ...]

    @property
    def due(self) -> date | None:
        """The day it was said for; None where none was named beyond the day of the statement itself."""
        end = self.count.end
        return end if end and end > self.count.said else None

    @property
    def highest(self) -> Count | None:
        """The highest of the later claims, by the figure named or else the lower bound."""
        return max(self.later, key=lambda one: (one.size, one.rank), default=None)


def sent(ledger: Ledger) -> tuple[Series, ...]:
    """Troops sent in all, by body: estimates only, in people; the scope of each count says where to."""
    return by_claimant(counts(ledger, "sent", scopes=places_within(ledger, main_place(ledger))))


def widest_gap(series: tuple[Series, ...]) -> Gap | None:
    """The pair of bodies furthest apart for nearly the same day, their bounds not meeting.

    None where no two bodies contradict one another within SAME_TIME.
    """
    found = [count for one in series for count in one.counts if count.best]
    pairs = [
        Gap(low, high)
        for low, high in permutations(found, 2)
        if low.claimant_id != high.claimant_id
        and low.scope == high.scope
        and low.interval.upper < high.interval.lower
        and abs(low.as_of - high.as_of) <= SAME_TIME
    ]
    return max(pairs, key=lambda gap: (gap.factor, -gap.days, gap.claims), default=None)


def present(ledger: Ledger) -> tuple[tuple[Count, ...], ...]:
    """Troops said to be there, in people: the whole area, then each of its parts, by the day counted."""
    groups = [counts(ledger, "in_theatre", scopes=places) for places in stock_places(ledger)]
    return tuple(tuple(sorted(group, key=lambda count: count.rank)) for group in groups)


def stock_places(ledger: Ledger) -> tuple[frozenset[str], ...]:
    """The whole area, then its parts that counts of those present name."""
    place = main_place(ledger)
    named = {count.scope for count in counts(ledger, "in_theatre")}
    return (frozenset({place}), *(part for part in parts_of(ledger, place) if part & named))


def movements(ledger: Ledger) -> Movements:
    """Troops added, troops gone home, and pull-backs and returns to the front, each by day."""
    home = [count for measure in HOME_MEASURES for count in counts(ledger, measure)]
    happened = [one for measure in EVENT_MEASURES for one in _happenings(ledger, measure)]
    return Movements(
        added=tuple(sorted(counts(ledger, "sent_in_period"), key=lambda count: count.rank)),
        home=tuple(sorted(home, key=lambda count: count.rank)),
        happenings=tuple(sorted(happened, key=lambda one: (one.start or one.end or one.said, one.claim_id))),
    )


def forecasts(ledger: Ledger) -> tuple[Forecast, ...]:
    """What was promised or expected of troops, in the order said, with what was later reported as sent."""
    found = [count for measure in FORECAST_MEASURES for count in counts(ledger, measure, kind="forecast")]
    ordered = sorted(found, key=lambda count: (count.said, count.claim_id))
    return tuple(Forecast(count, _later(ledger, count)) for count in ordered)


def other_forces(ledger: Ledger) -> tuple[Count, ...]:
    """Claims about officers, engineers, builders and workers, by force and day said."""
    main = ledger.measures.set_index("measure").at["sent", "main_force"]
    others = [force for force in ledger.forces["force"] if force != main]
    found = [
        count
        for force in others
        for measure in OTHER_FORCE_MEASURES
        for kind in ("estimate", "forecast")
        for count in counts(ledger, measure, kind=kind, force=force)
    ]
    place = {force: number for number, force in enumerate(others)}
    return tuple(sorted(found, key=lambda count: (place[count.force], count.said, count.claim_id)))


def _later(ledger: Ledger, forecast: Count) -> tuple[Count, ...]:
    near = {forecast.scope} | places_within(ledger, forecast.scope) | _around(ledger, forecast.scope)
    found = counts(ledger, forecast.measure, force=forecast.force, scopes=near)
    return tuple(one for one in found if one.as_of > forecast.said and _reaches(one, forecast))


def _reaches(later: Count, forecast: Count) -> bool:
    """Whether a later count speaks of the time forecast."""
    if later.form == "cumulative":
        return forecast.end is None or later.as_of <= forecast.end
    begins_in_time = forecast.end is None or later.start is None or later.start <= forecast.end
    return begins_in_time and (forecast.start is None or later.as_of >= forecast.start)


def _around(ledger: Ledger, scope: str) -> frozenset[str]:
    return frozenset(name for name in ledger.scopes["scope"] if scope in places_within(ledger, name))


def _happenings(ledger: Ledger, measure: str) -> list[Happening]:
    if measure not in set(ledger.measures["measure"]):
        return []
    rows = ledger.select(measure, kind="event").to_dict("records")
    return [
        Happening(
            str(row["claim_id"]),
            measure,
            str(row["claimant_id"]),
            str(row["claimant"]),
            day_of(row["period_start"]),
            day_of(row["period_end"]),
            row["reported_on"].date(),
        )
        for row in rows
    ]
