"""Ways of forecasting a series of counts, from the plainest on; each speaks from every past origin.

All work on log(1 + count), since launches vary by factors. An array of centres holds in row `o`, column
`h - 1` what was forecast for period `o + h` from counts up to period `o` alone; rows before the first
forecast are NaN. Last value, mean and drift: Hyndman and Athanasopoulos, Forecasting: Principles and
Practice, 3rd edition, section 5.2; damped trend: Gardner and McKenzie 1985, as the state-space model ETS(A,Ad,N).
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from frontledger.analysis.forecast.pace import Pace

_DAMPED = {"error": "add", "trend": "add", "damped_trend": True, "initialization_method": "estimated"}


def last_value(counts: np.ndarray, pace: Pace) -> np.ndarray:
    """The last count, again and again."""
    return _flat(np.log1p(counts), pace)


def recent_mean(counts: np.ndarray, pace: Pace) -> np.ndarray:
    """The mean of the last few counts, again and again."""
    means = pd.Series(counts).rolling(pace.mean_of).mean()
    return _flat(np.log1p(means.to_numpy()), pace)


def drift(counts: np.ndarray, pace: Pace) -> np.ndarray:
    """The last count, growing on at the mean rate since the first count."""
    logs = np.log1p(counts)
    rates = (logs - logs[0]) / np.maximum(np.arange(len(logs)), 1)
    return _from_first(logs[:, None] + rates[:, None] * np.arange(1, pace.furthest + 1), pace)


def damped_trend(counts: np.ndarray, pace: Pace) -> np.ndarray:
    """Exponential smoothing with a trend that dies away; fitted anew now and then, updated at every origin."""
    logs = np.log1p(counts)
    centres = np.full((len(logs), pace.furthest), np.nan)
    fitted: np.ndarray | None = None
    for origin in range(pace.training - 1, len(logs)):
        known = logs[: origin + 1]
        if np.ptp(known) == 0:  # the likelihood of counts that never changed has no maximum
            centres[origin] = known[-1]
            continue
        model = ETSModel(known, **_DAMPED)
        if fitted is None or (origin - pace.training + 1) % pace.refit == 0:
            fitted = _fit(model, fitted)
        centres[origin] = model.smooth(fitted).forecast(pace.furthest)
    return centres


def _fit(model: ETSModel, start: np.ndarray | None) -> np.ndarray:
    with warnings.catch_warnings():
        # A fit that stopped early is still a forecast made from the past, and its score says what it is worth.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return np.asarray(model.fit(start_params=start, disp=False).params)


def _flat(logs: np.ndarray, pace: Pace) -> np.ndarray:
    return _from_first(np.repeat(logs[:, None], pace.furthest, axis=1), pace)


def _from_first(centres: np.ndarray, pace: Pace) -> np.ndarray:
    centres[: pace.training - 1] = np.nan
    return centres
