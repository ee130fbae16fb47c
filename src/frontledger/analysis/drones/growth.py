"""Growth per month and doubling time of monthly counts, each with its interval, in three ways.

Rates are natural logarithms per month; `per_month` turns one into relative growth. The ways: a straight line
through the logarithms (least squares, t interval), a quasi-Poisson model of the counts
(`count_regression`), and the two end counts alone, which leave no scatter to take an interval from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from frontledger.analysis.drones.count_regression import quasi_poisson as fit_quasi_poisson
from frontledger.analysis.drones.count_regression import t_interval
from frontledger.ledger.intervals import Interval

Method = Literal["log-linear", "quasi-Poisson", "endpoints"]

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
    log-linear method (1 where nothing varies), the dispersion for quasi-Poisson, the factor between the
    ends for endpoints.
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
class FittedGrowth(Growth):
    """Growth with the interval of its rate, which the scatter of the months around the fit allows."""

    rates: Interval

    @property
    def times(self) -> Interval:
        """The interval of `time`; its upper end is infinite where the rate may be zero or change sign."""
        rates = Interval(-self.rates.upper, -self.rates.lower) if self.falling else self.rates
        return doubling_interval(rates)

    @property
    def sign_is_clear(self) -> bool:
        """Whether the interval of the rate leaves out zero."""
        return not self.rates.lower <= 0 <= self.rates.upper


def log_linear(months: Sequence[date], counts: Sequence[float], confidence: float) -> FittedGrowth:
    """Least squares of log count on month, with the t interval of the slope.

    Raises WindowError for fewer than three months or a count of zero.

    >>> grown = log_linear([date(2024, 5, 1), date(2024, 6, 1), date(2024, 8, 1)], [100, 150, 337.5], 0.95)
    >>> round(per_month(grown.rate), 9)
    0.5
    """
    _refuse_unfit(months, counts)
    numbers, logs = _month_numbers(months), np.log(np.asarray(counts, float) / counts[0])
    numbers = numbers - numbers.mean()
    slope = float(numbers @ logs / (numbers @ numbers))
    total = float(np.sum((logs - logs.mean()) ** 2))
    left_over = float(np.sum((logs - logs.mean() - slope * numbers) ** 2))
    error = math.sqrt(left_over / (len(months) - 2) / float(numbers @ numbers))
    rates = t_interval(slope, error, len(months) - 2, confidence)
    r_squared = 1 - left_over / total if total else 1.0
    return FittedGrowth("log-linear", months[0], months[-1], len(months), slope, r_squared, rates)


def quasi_poisson(months: Sequence[date], counts: Sequence[float], confidence: float) -> FittedGrowth:
    """A log-linear quasi-Poisson model of the counts: large months weigh more than in `log_linear`.

    Raises WindowError for fewer than three months or a count of zero.
    """
    _refuse_unfit(months, counts)
    numbers = _month_numbers(months)
    fitted = fit_quasi_poisson(counts, np.column_stack([np.ones_like(numbers), numbers]))
    rate, rates = fitted.coefficients[1], fitted.interval(1, confidence)
    return FittedGrowth("quasi-Poisson", months[0], months[-1], len(months), rate, fitted.dispersion, rates)


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


def _month_numbers(months: Sequence[date]) -> np.ndarray:
    return np.array([months_between(months[0], month) for month in months], float)


def _refuse_unfit(months: Sequence[date], counts: Sequence[float]) -> None:
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
