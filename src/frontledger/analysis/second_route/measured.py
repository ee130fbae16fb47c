"""A ledger at a date as measurements and balances, and what least squares makes of them.

The rules, so that anyone can repeat them:

1. Quantities are the running totals, stocks and period sums that the identities of the ledger's codebook
   join on the date; sums over a period (those whose whole is a flow) are left out. Identities that share no
   measure are reconciled apart.
2. A body's count (see `standing`) is one measurement. Its value is the middle of its interval, its standard
   deviation half the width over the square root of 3, that of a uniform distribution over the interval. A
   figure without a hedge is taken as rounded: give or take half a unit of its last digit that is not nought,
   but no more than the tolerance of "about" and no less than half a unit counted.
3. A bound on one side has no middle and cannot be a measurement: "at least", "more than", "up to" and
   running totals from too long ago are counted in `one_sided` and stay out.
4. All bodies' measurements of a quantity must come out equal: one balance for every body after the first.

The route treats claims as independent draws with symmetric errors, and knows neither that a count is not
below nought nor what was said of other days. So its result is a check on the other route and no replacement
for it; its test tells how far the bodies are apart in units of what their own wording allows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from frontledger.analysis.arms.rounds import rounded_figure
from frontledger.analysis.second_route.least_squares import Adjusted, adjust
from frontledger.analysis.second_route.standing import Standing, standing
from frontledger.ledger import Interval, Ledger
from frontledger.ledger.intervals import ABOUT_TOLERANCE

HALF_UNIT = 0.5
"""The least half-width of an interval: counts are whole."""


@dataclass(frozen=True)
class Measurement:
    """One body's count as a measurement, and what least squares made of it.

    `standardised` is the adjustment over its own standard deviation: beyond about 2 either way the wording
    of the claim hardly allows it.
    """

    standing: Standing
    value: float
    standard_deviation: float
    adjustment: float
    standardised: float


@dataclass(frozen=True)
class Quantity:
    """A reconciled quantity, in the measure's unit; value and standard deviation are None where left open.

    Without `measurements` it was derived from the balances alone.
    """

    measure: str
    value: float | None
    standard_deviation: float | None
    measurements: tuple[Measurement, ...]


@dataclass(frozen=True)
class LeastSquares:
    """What least squares makes of the quantities that identities join, on a day.

    `one_sided` are counts of these quantities that could not enter.
    `statistic`, `degrees_of_freedom` and `p_value` are those of the global chi-square test. `covariances` has a
    row and a column for every quantity, NaN where it is left open.
    """

    at: date
    quantities: tuple[Quantity, ...]
    covariances: tuple[tuple[float, ...], ...]
    one_sided: tuple[Standing, ...]
    statistic: float
    degrees_of_freedom: int
    p_value: float

    def covariance(self, one: str, other: str) -> float:
        """Of two quantities by measure; the variance where both are the same. KeyError for unknown measures."""
        places = {quantity.measure: place for place, quantity in enumerate(self.quantities)}
        return self.covariances[places[one]][places[other]]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that entered."""
        entered = (one for quantity in self.quantities for one in quantity.measurements)
        return tuple(dict.fromkeys(chain.from_iterable(one.standing.claims for one in entered)))


@dataclass(frozen=True)
class _Sum:
    """An identity of the codebook: the factor of each measure in a sum that is nought."""

    factors: dict[str, float]


def measurement_of(interval: Interval) -> tuple[float, float]:
    """The middle of an interval and the standard deviation of a uniform distribution over it (rule 2).

    Raises ValueError for an interval without an upper end.

    >>> middle, deviation = measurement_of(Interval(3600, 4400))
    >>> middle, round(deviation, 3)
    (4000.0, 230.94)
    """
    if math.isinf(interval.upper):
        raise ValueError(f"{interval} has no middle; leave one-sided claims out")
    half = _rounding(interval.lower) if interval.is_point else (interval.upper - interval.lower) / 2
    return (interval.lower + interval.upper) / 2, max(half, HALF_UNIT) / math.sqrt(3)


def least_squares_at(ledger: Ledger, day: date) -> tuple[LeastSquares, ...]:
    """Reconcile the ledger's counts on a day by weighted least squares, by the rules of this module.

    One result for every set of identities that share measures, ordered by their last identity; none for a set
    nobody's counts enter.
    """
    results = (_reconciled(ledger, group, day) for group in _groups(_sums(ledger)))
    return tuple(result for result in results if result.claims)


def _rounding(figure: float) -> float:
    """Half of what a figure without a hedge may be rounded by."""
    if figure <= 0 or not float(figure).is_integer():
        return 0.0
    return min(figure - rounded_figure(figure).lower, figure * ABOUT_TOLERANCE)


def _reconciled(ledger: Ledger, sums: list[_Sum], day: date) -> LeastSquares:
    measures = _measures(sums)
    found = [count for measure in measures for count in standing(ledger, measure, day)]
    entering = [count for count in found if count.two_sided]
    hidden = [name for name in measures if name not in {count.measure for count in entering}]
    values = [measurement_of(count.interval) for count in entering]
    rows = [_balance(one, entering, hidden) for one in sums] + _equalities(entering, hidden)
    width = len(entering)
    adjusted = adjust(
        [value for value, _ in values],
        [deviation for _, deviation in values],
        [row[:width] for row in rows],
        [row[width:] for row in rows],
    )
    moves = zip(entering, values, adjusted.adjustments, adjusted.standardised, strict=True)
    measurements = [
        Measurement(count, *value, float(move), float(size)) for count, value, move, size in moves
    ]
    return LeastSquares(
        at=day,
        quantities=tuple(_quantity(name, measurements, hidden, adjusted) for name in measures),
        covariances=_covariances(measures, entering, hidden, adjusted),
        one_sided=tuple(count for count in found if not count.two_sided),
        statistic=adjusted.statistic,
        degrees_of_freedom=adjusted.degrees_of_freedom,
        p_value=adjusted.p_value,
    )


def _sums(ledger: Ledger) -> list[_Sum]:
    forms = dict(zip(ledger.measures["measure"], ledger.measures["form"], strict=True))
    found: dict[str, _Sum] = {}
    for row in ledger.identities.itertuples(index=False):
        if forms[row.whole] != "flow":
            one = found.setdefault(row.identity_id, _Sum({row.whole: -1.0}))
            one.factors[row.part] = float(row.sign)
    return list(found.values())


def _groups(sums: list[_Sum]) -> list[list[_Sum]]:
    """The sums in sets that share no measure with one another."""
    groups: list[list[_Sum]] = []
    for one in sums:
        meeting = [group for group in groups if set(_measures(group)) & set(one.factors)]
        apart = [group for group in groups if group not in meeting]
        groups = [*apart, [*chain.from_iterable(meeting), one]]
    return groups


def _measures(sums: list[_Sum]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(one.factors for one in sums)))


def _balance(one: _Sum, entering: list[Standing], hidden: list[str]) -> list[float]:
    """The sum written on the first measurement of each of its quantities."""
    first = _first(entering)
    measured = [
        one.factors.get(count.measure, 0.0) if first[count.measure] is count else 0.0 for count in entering
    ]
    return measured + [one.factors.get(name, 0.0) for name in hidden]


def _equalities(entering: list[Standing], hidden: list[str]) -> list[list[float]]:
    first = _first(entering)
    return [
        [float(other is count) - float(other is first[count.measure]) for other in entering]
        + [0.0] * len(hidden)
        for count in entering
        if first[count.measure] is not count
    ]


def _first(entering: Iterable[Standing]) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    for count in entering:
        found.setdefault(count.measure, count)
    return found


def _quantity(name: str, measurements: list[Measurement], hidden: list[str], adjusted: Adjusted) -> Quantity:
    own = tuple(one for one in measurements if one.standing.measure == name)
    if own:
        place = measurements.index(own[0])
        deviation = float(adjusted.standard_deviations[place])
        return Quantity(name, float(adjusted.values[place]), deviation, own)
    derived = adjusted.derived[hidden.index(name)]
    return Quantity(name, derived.value, derived.standard_deviation, ())


def _covariances(
    measures: tuple[str, ...], entering: list[Standing], hidden: list[str], adjusted: Adjusted
) -> tuple[tuple[float, ...], ...]:
    names = [count.measure for count in entering] + hidden
    places = [names.index(name) for name in measures]
    return tuple(tuple(map(float, row)) for row in adjusted.joint[np.ix_(places, places)])
