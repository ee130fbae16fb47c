"""Whether the growth levels off: a Richards curve fitted to the counts, beside one steady rate.

Richards, Journal of Experimental Botany 10, 1959: an S-shaped curve with a ceiling and a free bend, of which
the logistic is the case of shape one. Least squares on the counts themselves, as NIST certifies for its data
set Rat43.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeWarning, curve_fit

from frontledger.analysis.drones.count_regression import t_interval
from frontledger.analysis.drones.growth import months_between
from frontledger.ledger.intervals import Interval

FEWEST_COUNTS = 12
"""Four coefficients from fewer counts are no more than a way of drawing through them."""

_EVALUATIONS = 20_000


@dataclass(frozen=True)
class RichardsFit:
    """ceiling / (1 + exp(delay - speed x)) ** (1 / shape): its four coefficients, errors and what is left.

    `residual_sum` is of squares, `residual_deviation` its root over the degrees of freedom.
    """

    ceiling: float
    delay: float
    speed: float
    shape: float
    errors: tuple[float, float, float, float]
    residual_sum: float
    residual_deviation: float
    residual_degrees: int


@dataclass(frozen=True)
class Levelling:
    """A levelling curve of a series of months beside a steady rate, both by least squares on the counts.

    `ceiling` and its interval are launches a month; `shape_told` says whether the months tell how sharply the
    curve bends; `left_over` is what the curve leaves unexplained over what the steady rate leaves.
    """

    fit: RichardsFit
    first: date
    last: date
    last_count: float
    ceiling: Interval
    shape_told: bool
    left_over: float


def richards(
    times: npt.ArrayLike, counts: npt.ArrayLike, start: tuple[float, float, float, float]
) -> RichardsFit | None:
    """The curve through counts, found from `start` (ceiling, delay, speed, shape); None where none is found."""
    x, y = np.asarray(times, float), np.asarray(counts, float)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("error", OptimizeWarning)
        try:
            found, spread = curve_fit(_curve, x, y, start, maxfev=_EVALUATIONS, ftol=1e-12, xtol=1e-12)
        except (RuntimeError, OptimizeWarning):
            return None
        left_over = float(np.sum((y - _curve(x, *found)) ** 2))
    errors = np.sqrt(np.diag(spread))
    if not np.all(np.isfinite(errors)):
        return None
    degrees = len(x) - 4
    return RichardsFit(
        ceiling=float(found[0]),
        delay=float(found[1]),
        speed=float(found[2]),
        shape=float(found[3]),
        errors=(float(errors[0]), float(errors[1]), float(errors[2]), float(errors[3])),
        residual_sum=left_over,
        residual_deviation=float(np.sqrt(left_over / degrees)),
        residual_degrees=degrees,
    )


def levelling(months: Sequence[date], counts: Sequence[float], confidence: float) -> Levelling | None:
    """The levelling curve of a series; None for fewer than `FEWEST_COUNTS` months, or where none is found."""
    if len(months) < FEWEST_COUNTS:
        return None
    numbers = np.array([months_between(months[0], month) for month in months], float)
    fit = richards(numbers, counts, (1.2 * max(counts), 5.0, 10 / numbers[-1], 1.0))
    steady = _steady_residual(numbers, np.asarray(counts, float))
    if fit is None or not 0 < fit.ceiling < np.inf or steady == 0:
        return None
    shape = t_interval(fit.shape, fit.errors[3], fit.residual_degrees, confidence)
    return Levelling(
        fit,
        months[0],
        months[-1],
        float(counts[-1]),
        t_interval(fit.ceiling, fit.errors[0], fit.residual_degrees, confidence),
        shape.lower > 0,
        fit.residual_sum / steady,
    )


def _curve(x: np.ndarray, ceiling: float, delay: float, speed: float, shape: float) -> np.ndarray:
    return np.asarray(ceiling / (1 + np.exp(delay - speed * x)) ** (1 / shape))


def _steady_residual(numbers: np.ndarray, counts: np.ndarray) -> float:
    """What an exponential fitted to the counts leaves, the sum of squares."""
    start = (float(np.log(counts.mean())), 0.0)
    found, _ = curve_fit(
        lambda x, level, rate: np.exp(level + rate * x), numbers, counts, start, maxfev=_EVALUATIONS
    )
    return float(np.sum((counts - np.exp(found[0] + found[1] * numbers)) ** 2))
