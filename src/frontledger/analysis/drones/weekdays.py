"""Whether launches follow the days of the week, told apart from the slow rise and fall of their level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from scipy.optimize import brentq

from frontledger.analysis.drones.count_regression import fit_counts, t_interval
from frontledger.analysis.drones.overdispersion import pearson_dispersion
from frontledger.ledger.intervals import Interval

FEWEST_DAYS = 56
"""Eight weeks: with fewer the seven factors are told from a handful of nights."""


_ROUNDS, _SETTLED, _LARGEST_ALPHA = 12, 1e-4, 1e4


@dataclass(frozen=True)
class WeekdayFactor:
    """Launches on one day of the week over those of a typical day (Monday is 0), with the interval."""

    weekday: int
    factor: float
    interval: Interval


@dataclass(frozen=True)
class WeekdayTest:
    """Weekday factors of daily counts, and how often chance alone would part them so far.

    `f_ratio` is Wald's, on 6 and `residual_degrees` degrees of freedom; `dispersion` the variance over the mean
    that is left.
    """

    first: date
    last: date
    factors: tuple[WeekdayFactor, ...]
    f_ratio: float
    residual_degrees: int
    p_value: float
    dispersion: float


def weekday_test(daily: pd.Series, confidence: float) -> WeekdayTest | None:
    """Negative binomial counts with a level for every calendar month and a factor for every weekday.

    `daily` holds a count for every day, nought where none was launched; unknown days and months without a
    launch are left out. The variance of a day is let grow with the square of its level, since launches rose
    many times over: a quasi-Poisson model would tell the factors from the last months alone, too surely.
    Wald's F test takes the days as independent. None for fewer than `FEWEST_DAYS` days.
    """
    daily = daily.dropna()
    daily = daily[daily.groupby(daily.index.to_period("M")).transform("sum") > 0]
    if len(daily) < FEWEST_DAYS:
        return None
    levels = pd.get_dummies(daily.index.to_period("M"), dtype=float).to_numpy()
    design = np.hstack([_sum_to_zero(daily.index.day_of_week), levels])
    fitted = _fit_by_moments(daily.to_numpy(float), design)
    degrees, effects, spread = int(fitted.df_resid), fitted.params[:6], fitted.cov_params()[:6, :6]
    f_ratio = float(effects @ np.linalg.solve(spread, effects)) / 6
    contrasts = np.vstack([np.eye(6), -np.ones(6)])
    values, errors = contrasts @ effects, np.sqrt(np.diag(contrasts @ spread @ contrasts.T))
    return WeekdayTest(
        daily.index[0].date(),
        daily.index[-1].date(),
        tuple(_factor(day, values[day], errors[day], degrees, confidence) for day in range(7)),
        f_ratio,
        degrees,
        float(stats.f.sf(f_ratio, 6, degrees)),
        pearson_dispersion(daily, fitted.fittedvalues, design.shape[1]),
    )


def _fit_by_moments(counts: np.ndarray, design: np.ndarray) -> Any:
    """A negative binomial fit whose alpha leaves Pearson's chi-square at its degrees of freedom.

    Breslow, Applied Statistics 33, 1984. It asks for a few fits where the likelihood asks for dozens.
    """
    fitted = fit_counts(counts, design, sm.families.Poisson())
    alpha = 0.0
    for _ in range(_ROUNDS):
        known, alpha = alpha, _alpha(counts, np.asarray(fitted.fittedvalues), int(fitted.df_resid))
        if abs(alpha - known) <= _SETTLED * alpha:
            break
        fitted = fit_counts(counts, design, sm.families.NegativeBinomial(alpha=max(alpha, _SETTLED)))
    return fitted


def _alpha(counts: np.ndarray, means: np.ndarray, degrees: int) -> float:
    def excess(alpha: float) -> float:
        return float(np.sum((counts - means) ** 2 / (means + alpha * means**2))) - degrees

    return float(brentq(excess, 0.0, _LARGEST_ALPHA)) if excess(0.0) > 0 > excess(_LARGEST_ALPHA) else 0.0


def _sum_to_zero(weekdays: pd.Index) -> np.ndarray:
    """Six columns for seven days, so that their effects sum to nought."""
    columns = np.vstack([np.eye(6), -np.ones(6)])
    return columns[weekdays.to_numpy()]


def _factor(weekday: int, value: float, error: float, degrees: int, confidence: float) -> WeekdayFactor:
    reach = t_interval(float(value), float(error), degrees, confidence)
    return WeekdayFactor(
        weekday, float(np.exp(value)), Interval(float(np.exp(reach.lower)), float(np.exp(reach.upper)))
    )
