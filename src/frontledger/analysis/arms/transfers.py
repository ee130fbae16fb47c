"""Arms and supplies between the DPRK and Russia: what was counted, by whom, for which day.

Running totals and counts over a period stay apart, and so do the two directions. What is counted decides what
may be compared: guns, launchers and the two together are three measures, delivered and fired are two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from frontledger.analysis.claim_counts import Count, Series, by_claimant, counts
from frontledger.ledger import Interval, Ledger

TOGETHER = "long_range_artillery"
GUNS = "howitzers_170mm"
LAUNCHERS = "launchers_240mm"

OTHER_MEASURES = (
    "containers_in_shipment",
    "voyages",
    "voyages_in_period",
    "explosives",
    "rounds_from_explosives",
    "rounds_per_year",
    "rounds_delivered_relative",
    "rounds_refurbishment_share",
    "ammunition_share",
    "dprk_artillery_loss_share",
    "arms_value",
)
OTHER_MEASURES_RETURNED = ("containers", "air_defence_vehicles", "aid_value")


@dataclass(frozen=True)
class Artillery:
    """Pieces delivered so far, by what was counted, each by the day the count holds for."""

    together: tuple[Count, ...]
    guns: tuple[Count, ...]
    launchers: tuple[Count, ...]
    heavy: tuple[Count, ...]

    @property
    def all(self) -> tuple[Count, ...]:
        """Every count in it."""
        return (*self.together, *self.guns, *self.launchers, *self.heavy)


@dataclass(frozen=True)
class Reading:
    """What one reading of a newest count of pieces asks of the others.

    `counted` is what the number is read as; `other` the newest count of the remaining part, None where the
    number is read as both; `before` the count of both that stood until then. All in pieces.
    """

    counted: Literal["together", "guns", "launchers"]
    number: Count
    other: Count | None
    before: Count

    @property
    def total(self) -> Interval:
        """Guns and launchers together under this reading."""
        if self.other is None:
            return self.number.interval
        return self.number.interval + self.other.interval

    @property
    def rise(self) -> Interval:
        """How many pieces must have been added since the count that stood before."""
        return self.total - self.before.interval

    @property
    def days(self) -> int:
        """Days between the two counts."""
        return (self.number.as_of - self.before.as_of).days

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims it rests on."""
        found = (self.number, self.other, self.before)
        return tuple(one.claim_id for one in found if one is not None)


@dataclass(frozen=True)
class Missiles:
    """Short-range ballistic missiles: delivered, expected and fired, and what investigators counted."""

    delivered: tuple[Count, ...]
    delivered_in_period: tuple[Count, ...]
    planned: tuple[Count, ...]
    fired: tuple[Count, ...]
    fired_in_period: tuple[Count, ...]
    attacks: tuple[Count, ...]
    examined: tuple[Count, ...]
    accurate: tuple[Count, ...]
    failed_percent: tuple[Count, ...]

    @property
    def all(self) -> tuple[Count, ...]:
        """Every count in it."""
        return tuple(one for group in vars(self).values() for one in group)


def containers(ledger: Ledger) -> tuple[Series, ...]:
    """Containers moved to Russia so far, by body."""
    return by_claimant(counts(ledger, "containers"))


def artillery(ledger: Ledger) -> Artillery:
    """Guns, launchers and both, each as a group of its own."""
    return Artillery(
        together=_dated(ledger, TOGETHER),
        guns=_dated(ledger, GUNS),
        launchers=_dated(ledger, LAUNCHERS),
        heavy=_dated(ledger, "heavy_artillery"),
    )


def readings(found: Artillery) -> tuple[Reading, ...]:
    """The newest count of both, read as both, as guns alone and as launchers alone.

    Empty where there is no earlier count of both, or no count of either part, to set it against.
    """
    if len(found.together) < 2 or not (found.guns and found.launchers):
        return ()
    before, number = found.together[-2:]
    return (
        Reading("together", number, None, before),
        Reading("guns", number, found.launchers[-1], before),
        Reading("launchers", number, found.guns[-1], before),
    )


def missiles(ledger: Ledger) -> Missiles:
    """Missiles delivered, expected and fired, and what investigators said of them."""
    in_period = "ballistic_missiles_delivered_in_period"
    return Missiles(
        delivered=_dated(ledger, "ballistic_missiles_delivered"),
        delivered_in_period=_dated(ledger, in_period),
        planned=counts(ledger, in_period, kind="forecast"),
        fired=_dated(ledger, "ballistic_missiles_fired"),
        fired_in_period=_dated(ledger, "ballistic_missiles_fired_in_period"),
        attacks=_dated(ledger, "missile_attacks"),
        examined=_dated(ledger, "missiles_examined"),
        accurate=_dated(ledger, "missiles_accurate"),
        failed_percent=_dated(ledger, "missile_failure_share"),
    )


def others(ledger: Ledger) -> tuple[Count, ...]:
    """What else was counted from the DPRK to Russia, in the order of OTHER_MEASURES, then by day."""
    return tuple(one for measure in OTHER_MEASURES for one in _dated(ledger, measure))


def returned(ledger: Ledger) -> tuple[Count, ...]:
    """What was counted the other way: the same kinds of goods from any supplier but the main one."""
    main = dict(zip(ledger.measures["measure"], ledger.measures["main_force"], strict=True)).get("containers")
    suppliers = [force for force in ledger.forces["force"] if force != main]
    found = [
        one
        for measure in OTHER_MEASURES_RETURNED
        for supplier in suppliers
        for one in _dated(ledger, measure, supplier)
    ]
    return tuple(found)


def _dated(ledger: Ledger, measure: str, force: str | None = None) -> tuple[Count, ...]:
    return tuple(sorted(counts(ledger, measure, force=force), key=lambda one: one.rank))
