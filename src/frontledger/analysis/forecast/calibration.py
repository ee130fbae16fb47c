"""Quantiles around a forecast, as wide as its past errors at the same horizon were.

Locally weighted conformal prediction (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, Journal of the American
Statistical Association 113, 2018), made one-directional in time: an origin sees only errors whose outcome was
known then. Errors are divided by the spread expected at the time, so that wild early years do not set the
width of later, steadier ones; the quantiles of these quotients then set the width, whatever their shape.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import halfnorm

from frontledger.analysis.forecast.pace import COVERAGES, LEVELS, Pace

FEWEST_ERRORS = 8
"""Known errors at a horizon before a spread is told from them."""

NORMAL_ERRORS = 20
"""Errors of a normal distribution put beside the known ones: with few of those, a tail rests on these."""

_PRIOR = halfnorm.ppf((np.arange(NORMAL_ERRORS) + 0.5) / NORMAL_ERRORS)
_LEAST_SPREAD = 1e-9
"""Where every count was the same there is no spread, and the quotient would be undefined."""


def calibrated(
    counts: np.ndarray, centre: np.ndarray, pace: Pace, own_spread: np.ndarray | None = None
) -> np.ndarray:
    """Quantiles of the count at LEVELS by origin, horizon and level, NaN where too few errors are known.

    `centre` is on the scale of log(1 + count); so is `own_spread`, the spread a model itself expects. Without
    one the spread is the root mean square of known errors, each half_life periods older counting half.
    """
    quantiles = np.full((*centre.shape, len(LEVELS)), np.nan)
    for step in range(pace.furthest):
        errors = _errors(np.log1p(counts), centre[:, step], step + 1)
        spread = _recent_spread(errors, step + 1, pace) if own_spread is None else own_spread[:, step]
        spread = np.maximum(spread, _LEAST_SPREAD)
        reach = _reach(np.abs(errors) / spread, step + 1, pace.training - 1) * spread[:, None]
        offsets = np.column_stack([-reach[:, ::-1], np.zeros(len(reach)), reach])
        quantiles[:, step] = np.maximum(np.expm1(centre[:, [step]] + offsets), 0.0)
    return quantiles


def first_origin(pace: Pace) -> int:
    """The first origin from which quantiles exist at every horizon: the first that is scored."""
    return pace.training - 1 + FEWEST_ERRORS + pace.furthest - 1


def _errors(logs: np.ndarray, centre: np.ndarray, horizon: int) -> np.ndarray:
    """What came less what was forecast, by origin; NaN where it has not come yet."""
    errors = np.full(len(logs), np.nan)
    errors[:-horizon] = logs[horizon:] - centre[:-horizon]
    return errors


def _recent_spread(errors: np.ndarray, horizon: int, pace: Pace) -> np.ndarray:
    """The root mean square of the errors known at each origin, the newest weighing most."""
    first, keep = pace.training - 1, 0.5 ** (1 / pace.half_life)
    spread = np.full(len(errors), np.nan)
    square, weight = 0.0, 0.0
    for origin in range(first + horizon, len(errors)):
        square = keep * square + errors[origin - horizon] ** 2
        weight = keep * weight + 1.0
        if origin - horizon - first + 1 >= FEWEST_ERRORS:
            spread[origin] = np.sqrt(square / weight)
    return spread


def _reach(quotients: np.ndarray, horizon: int, first: int) -> np.ndarray:
    """How many spreads the intervals of COVERAGES reach from the centre, at each origin."""
    reach = np.full((len(quotients), len(COVERAGES)), np.nan)
    for origin in range(first + horizon + FEWEST_ERRORS - 1, len(quotients)):
        known = quotients[first : origin - horizon + 1]
        pool = np.concatenate([_PRIOR, known[np.isfinite(known)]])
        reach[origin] = np.quantile(pool, COVERAGES, method="weibull")
    return reach
