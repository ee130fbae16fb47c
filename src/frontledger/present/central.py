"""Which quantities the central estimate is told of, and its figures as a page gives them."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.central import Central, Foretold
from frontledger.analysis.central.result import HALF
from frontledger.analysis.reconcile import Quantity
from frontledger.ledger import Interval
from frontledger.present.reconciled import Together
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import interval_text

FEWEST_CLAIMS = 2
"""A lone claim has no middle."""

_MOST_TOLD = 4


def has_middle(all_of: Together) -> tuple[Quantity, ...]:
    """The quantities that two claims or more count in the widest place, from coming to going."""
    return tuple(
        one for one in all_of.quantities if all_of.is_whole(one) and len(all_of.drawn(one)) >= FEWEST_CLAIMS
    )


def most_counted(all_of: Together) -> tuple[Quantity, ...]:
    """The few of these that most claims count, of the force that was sent, from coming to going."""
    force = all_of.found.main_forces["sent"]
    every = [one for one in has_middle(all_of) if one.force == force]
    most = sorted(every, key=lambda one: (-len(all_of.drawn(one)), every.index(one)))[:_MOST_TOLD]
    return tuple(one for one in every if one in most)


def middle(found: Central, one: Quantity, day: date) -> Foretold:
    """The central estimate of a quantity for a day, and where another body's figure may fall."""
    return found.foretell(one.measure, day, one.force, one.scope)


def half(found: Central, told: Foretold) -> Foretold:
    """The same with the interval in which half of other bodies' figures may fall."""
    one = told.quantity
    return found.foretell(one.measure, told.day, one.force, one.scope, level=HALF)


def may_fall(told: Foretold) -> Interval:
    """Where another body's figure may fall, rounded as reckoned counts are."""
    return Interval(rounded(told.interval.lower), rounded(told.interval.upper))


def may_fall_words(told: Foretold) -> str:
    """The same in words: "2,300–16,200"."""
    return interval_text(may_fall(told))
