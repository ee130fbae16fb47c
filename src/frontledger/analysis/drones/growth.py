"""Growth per month and doubling time of monthly counts: what they are, and how they are turned over.

Rates are natural logarithms per month; `per_month` turns one into relative growth. The ways of fitting one
are in `growth_models`; here is only that of the two end counts, which leave no scatter to take an interval
from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontledger.ledger.intervals import Interval

Method = Literal["log-linear", "quasi-Poisson", "negative binomial", "endpoints"]

FEWEST_MONTHS = 3
"""A line through two points has no scatter, so no interval; three is the least that has one."""


class WindowError(ValueError):
    """A window of months that cannot be fitted; the message names the parameter and the remedy."""


def per_month(rate: float) -> float:
    """Relative growth per month from a log rate: 0.5 is half as many again, -0.5 half as many.

    >>> round(per_month(math.log(2)), 9)
    1.0
    """
    return math.expm1(rate)


def doubling_time(rate: float) -> float:
    """Months (or whatever unit the rate is per) to double; infinite where the rate is zero or negative."""
    return math.log(2) / rate if rate > 0 else math.inf


def doubling_interval(rates: Interval) -> Interval:
    """The doubling times an interval of rates allows; the ends swap, and a rate not above zero has none.

    As in the R package incidence (Kamvar and others, F1000Research 2019), except that an interval which
    holds zero gives an unbounded upper end, never a negative time.

    >>> doubling_interval(Interval(math.log(2) / 4, math.log(2)))
    Interval(lower=1.0, upper=4.0)
    >>> doubling_interval(Interval(-0.1, math.log(2)))
    Interval(lower=1.0, upper=inf)
    """
    return Interval(doubling_time(rates.upper), doubling_time(rates.lower))


@dataclass(frozen=True)
class Growth:
    """How fast counts grew from one month to another.

    `rate` is a natural logarithm per month; `months` the number of counts used. `fit` is R squared for the
    log-linear method (1 where nothing varies), alpha for the negative binomial, the dispersion for
    quasi-Poisson, the factor between the ends for endpoints.
    """

    method: Method
    first: date
    last: date
    months: int
    rate: float
    fit: float

    @property
    def falling(self) -> bool:
        """Whether the counts fell, so that a halving time is what can be told."""
        return self.rate < 0

    @property
    def time(self) -> float:
        """Months to double, or to halve where `falling`; infinite where the counts stood still."""
        return doubling_time(abs(self.rate))


@dataclass(frozen=True)
class Curvature:
    """Whether the rate itself changed: the square of time, added to the same fit.

    `change` is the change of the log rate a month, per month; `p_value` how often months about a steady rate
    would bend so far by chance, either way.
    """

    change: float
    p_value: float

    def clear(self, confidence: float) -> bool:
        """Whether a steady rate is refused at this level of confidence."""
        return self.p_value < 1 - confidence


@dataclass(frozen=True)
class FittedGrowth(Growth):
    """Growth with the interval of its rate, which the scatter of the months around the fit allows.

    `dispersion` is the variance over the mean about the fitted curve (Pearson), 1 for independent launches;
    `curvature` is None where the months are too few, or lie on the curve too well, for a test.
    """

    rates: Interval
    dispersion: float
    curvature: Curvature | None

    @property
    def times(self) -> Interval:
        """The interval of `time`; its upper end is infinite where the rate may be zero or change sign."""
        rates = Interval(-self.rates.upper, -self.rates.lower) if self.falling else self.rates
        return doubling_interval(rates)

    @property
    def sign_is_clear(self) -> bool:
        """Whether the interval of the rate leaves out zero."""
        return not self.rates.lower <= 0 <= self.rates.upper


def endpoints(first: date, last: date, first_count: float, last_count: float) -> Growth:
    """The steady rate that joins two counts and forgets what lay between; it has no interval.

    Raises WindowError where the second month does not come after the first, or a count is not above zero.

    >>> pair = endpoints(date(2024, 5, 1), date(2024, 11, 1), 379, 2500)
    >>> round(pair.fit, 1), round(per_month(pair.rate), 3), round(pair.time, 2)
    (6.6, 0.369, 2.2)
    """
    _refuse_zero([first, last], [first_count, last_count])
    span = months_between(first, last)
    if span <= 0:
        raise WindowError(f"{last:%Y-%m} does not come after {first:%Y-%m}: give two months in order")
    factor = last_count / first_count
    return Growth("endpoints", first, last, 2, math.log(factor) / span, factor)


def months_between(first: date, last: date) -> int:
    """Whole months from one month to another; days of the month are not looked at."""
    return 12 * (last.year - first.year) + last.month - first.month


def refuse_unfit(months: Sequence[date], counts: Sequence[float]) -> None:
    """Raises WindowError where there are too few months for an interval, or one counts nothing."""
    if len(months) < FEWEST_MONTHS:
        raise WindowError(
            f"the window holds {len(months)} complete month(s), and an interval needs at least "
            f"{FEWEST_MONTHS}: choose an earlier window_start or a later window_end"
        )
    _refuse_zero(months, counts)


def _refuse_zero(months: Sequence[date], counts: Sequence[float]) -> None:
    for month, count in zip(months, counts, strict=True):
        if not count > 0:
            raise WindowError(
                f"{month:%Y-%m} has a count of {count:g}, and growth is told from counts above zero: "
                "choose a window without that month"
            )
