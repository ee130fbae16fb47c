"""Growth fitted to monthly counts in three ways, each with its dispersion and a test of its steadiness.

A straight line through the logarithms (least squares), and two models of the counts themselves with a
logarithmic link: quasi-Poisson (`count_regression`) and negative binomial (`overdispersion`). Intervals are
t intervals. The test of steadiness is that of the square of time added to the same model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np
from scipy import stats

from frontledger.analysis.drones.count_regression import CountRegression, t_interval
from frontledger.analysis.drones.count_regression import quasi_poisson as fit_quasi_poisson
from frontledger.analysis.drones.growth import (
    Curvature,
    FittedGrowth,
    Method,
    months_between,
    refuse_unfit,
)
from frontledger.analysis.drones.overdispersion import negative_binomial as fit_negative_binomial
from frontledger.analysis.drones.overdispersion import pearson_dispersion

_NO_SCATTER = 1e-12
"""A share of the variance left over that is only the arithmetic's own rounding."""


def log_linear(months: Sequence[date], counts: Sequence[float], confidence: float) -> FittedGrowth:
    """Least squares of log count on month, with the t interval of the slope.

    Raises WindowError for fewer than three months or a count of zero.

    >>> from frontledger.analysis.drones.growth import per_month
    >>> grown = log_linear([date(2024, 5, 1), date(2024, 6, 1), date(2024, 8, 1)], [100, 150, 337.5], 0.95)
    >>> round(per_month(grown.rate), 9)
    0.5
    """
    refuse_unfit(months, counts)
    numbers, logs = _month_numbers(months), np.log(np.asarray(counts, float) / counts[0])
    numbers = numbers - numbers.mean()
    slope = float(numbers @ logs / (numbers @ numbers))
    line = logs.mean() + slope * numbers
    total, left_over = float(np.sum((logs - logs.mean()) ** 2)), float(np.sum((logs - line) ** 2))
    error = math.sqrt(left_over / (len(months) - 2) / float(numbers @ numbers))
    return FittedGrowth(
        "log-linear",
        months[0],
        months[-1],
        len(months),
        slope,
        1 - left_over / total if total else 1.0,
        t_interval(slope, error, len(months) - 2, confidence),
        pearson_dispersion(counts, counts[0] * np.exp(line), 2),
        _bend_of_logs(numbers, logs - line, total),
    )


def quasi_poisson(months: Sequence[date], counts: Sequence[float], confidence: float) -> FittedGrowth:
    """A log-linear quasi-Poisson model of the counts: large months weigh more than in `log_linear`.

    Raises WindowError for fewer than three months or a count of zero.
    """
    refuse_unfit(months, counts)
    fitted = fit_quasi_poisson(counts, _design(months, 1))
    bent = fit_quasi_poisson(counts, _design(months, 2)) if _can_bend(months, counts) else None
    return _growth("quasi-Poisson", months, counts, confidence, fitted, bent, fitted.dispersion)


def negative_binomial(months: Sequence[date], counts: Sequence[float], confidence: float) -> FittedGrowth:
    """A log-linear negative binomial model of the counts: months weigh almost alike once counts are large.

    Raises WindowError for fewer than three months or a count of zero.
    """
    refuse_unfit(months, counts)
    fitted = fit_negative_binomial(counts, _design(months, 1))
    bent = fit_negative_binomial(counts, _design(months, 2)) if _can_bend(months, counts) else None
    return _growth("negative binomial", months, counts, confidence, fitted, bent, fitted.alpha)


def _growth(
    method: Method,
    months: Sequence[date],
    counts: Sequence[float],
    confidence: float,
    fitted: CountRegression,
    bent: CountRegression | None,
    fit: float,
) -> FittedGrowth:
    return FittedGrowth(
        method,
        months[0],
        months[-1],
        len(months),
        fitted.coefficients[1],
        fit,
        fitted.interval(1, confidence),
        pearson_dispersion(counts, fitted.means, 2),
        Curvature(2 * bent.coefficients[2], bent.p_value(2)) if bent else None,
    )


def _month_numbers(months: Sequence[date]) -> np.ndarray:
    return np.array([months_between(months[0], month) for month in months], float)


def _design(months: Sequence[date], degree: int) -> np.ndarray:
    """Powers of time from zero to `degree`, the first month at nought."""
    return np.vander(_month_numbers(months), degree + 1, increasing=True)


def _can_bend(months: Sequence[date], counts: Sequence[float]) -> bool:
    """Whether the months leave scatter about a bent curve, so that its bend can be tested."""
    if len(months) < 4:
        return False
    logs = np.log(np.asarray(counts, float))
    left_over = logs - np.polynomial.Polynomial.fit(_month_numbers(months), logs, 2)(_month_numbers(months))
    return bool(np.sum(left_over**2) > _NO_SCATTER * max(1.0, float(np.sum((logs - logs.mean()) ** 2))))


def _bend_of_logs(numbers: np.ndarray, left_over: np.ndarray, total: float) -> Curvature | None:
    """The square of time fitted to what a line left over, itself freed of line and level."""
    degrees = len(numbers) - 3
    if degrees < 1:
        return None
    square = numbers**2 - np.mean(numbers**2)
    square = square - numbers * float(numbers @ square / (numbers @ numbers))
    bend = float(square @ left_over / (square @ square))
    still_left = float(np.sum((left_over - bend * square) ** 2))
    if still_left <= _NO_SCATTER * max(1.0, total):
        return None
    error = math.sqrt(still_left / degrees / float(square @ square))
    return Curvature(2 * bend, float(2 * stats.t.sf(abs(bend) / error, degrees)))
