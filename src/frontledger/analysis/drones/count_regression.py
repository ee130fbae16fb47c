"""Poisson regression of counts whose scatter is wider than Poisson: the quasi-Poisson model.

McCullagh and Nelder, Generalized Linear Models, 2nd edition, 1989, chapter 6: the mean follows a log-linear
model, the variance is the mean times a dispersion, estimated by Pearson's chi-square over the residual
degrees of freedom.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from scipy import stats
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from frontledger.ledger.intervals import Interval

DIGITS = 12
"""Decimals kept of a fitted value: beyond them lies only the arithmetic's own rounding."""


@dataclass(frozen=True)
class CountRegression:
    """A fitted log-linear model of counts.

    `coefficients` are on the natural-log scale, `errors` their standard errors with the dispersion in them;
    a `dispersion` of 1 is what the model's own variance would give. `means` are the fitted counts.
    """

    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    dispersion: float
    residual_degrees: int
    means: tuple[float, ...]

    def interval(self, position: int, confidence: float) -> Interval:
        """The t interval of one coefficient, at `confidence` between 0 and 1."""
        value, error = self.coefficients[position], self.errors[position]
        return t_interval(value, error, self.residual_degrees, confidence)

    def p_value(self, position: int) -> float:
        """How often chance alone would put one coefficient so far from zero, either way."""
        ratio = abs(self.coefficients[position]) / self.errors[position]
        return float(2 * stats.t.sf(ratio, self.residual_degrees))


def t_interval(value: float, error: float, degrees: int, confidence: float) -> Interval:
    """An estimate give or take its standard error times the t quantile of these degrees of freedom.

    >>> round(t_interval(0.0, 1.0, 5, 0.95).upper, 3)  # as in the printed tables
    2.571
    """
    reach = float(stats.t.ppf((1 + confidence) / 2, degrees)) * error
    return Interval(value - reach, value + reach)


def quasi_poisson(counts: npt.ArrayLike, design: npt.ArrayLike) -> CountRegression:
    """Fit counts on the columns of `design` (which must hold its own constant), log link.

    >>> fitted = quasi_poisson([10, 20, 40], [[1, 0], [1, 1], [1, 2]])
    >>> round(fitted.coefficients[1], 4)  # doubling from row to row: log 2
    0.6931
    """
    fitted = fit_counts(counts, design, sm.families.Poisson())
    dispersion = float(fitted.pearson_chi2 / fitted.df_resid)
    return CountRegression(
        coefficients=tuple(round(float(value), DIGITS) for value in fitted.params),
        errors=tuple(round(float(value), DIGITS) for value in fitted.bse * np.sqrt(dispersion)),
        dispersion=dispersion,
        residual_degrees=int(fitted.df_resid),
        means=tuple(float(mean) for mean in fitted.fittedvalues),
    )


def fit_counts(counts: npt.ArrayLike, design: npt.ArrayLike, family: sm.families.Family) -> Any:
    """A generalised linear model by statsmodels, its coefficients converged."""
    model = sm.GLM(np.asarray(counts, float), np.asarray(design, float), family=family)
    with warnings.catch_warnings():
        # Counts exactly on the curve are a fit like any other; the warning is meant for yes or no outcomes.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        return model.fit(tol_criterion="params", tol=1e-10)
