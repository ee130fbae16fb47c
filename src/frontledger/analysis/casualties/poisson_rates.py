"""Counting noise of a rate, and of the ratio of two rates, if events came at random.

As with proportions, this is what chance alone would blur, not the doubt about who counted what.
"""

from __future__ import annotations

import math
from typing import Literal

from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from frontledger.ledger.intervals import Interval

RateMethod = Literal["jeffreys", "exact", "score", "wald"]

_STATSMODELS_NAMES = {"jeffreys": "jeffreys", "exact": "exact-c", "score": "score", "wald": "wald"}


def rate_interval(
    events: float, exposure: float, confidence: float, method: RateMethod = "jeffreys"
) -> Interval:
    """Two-sided interval of a Poisson rate, in events per unit of exposure.

    Barker, The American Statistician 2002;56:85-89, compares the methods.

    >>> interval = rate_interval(15, 400, confidence=0.95)
    >>> round(interval.lower, 6), round(interval.upper, 6)
    (0.021923, 0.06029)
    """
    lower, upper = confint_poisson(events, exposure, method=_STATSMODELS_NAMES[method], alpha=1 - confidence)
    return Interval(float(lower), float(upper))


def rate_ratio_interval(
    events: float, exposure: float, base_events: float, base_exposure: float, confidence: float
) -> Interval:
    """Exact central interval of one Poisson rate over another.

    Given the sum of both counts, the first is binomial; its Clopper-Pearson limits, as odds, times the ratio
    of the exposures are the limits of the rate ratio (Przyborowski and Wilenski, Biometrika 1940;31:313-323;
    R's poisson.test does the same).

    >>> interval = rate_ratio_interval(60, 51477.5, 30, 54308.7, confidence=0.95)
    >>> round(interval.lower, 6), round(interval.upper, 6)
    (1.339736, 3.388366)
    """
    lower, upper = proportion_confint(events, events + base_events, alpha=1 - confidence, method="beta")
    per_odds = base_exposure / exposure
    return Interval(_odds(float(lower)) * per_odds, _odds(float(upper)) * per_odds)


def _odds(share: float) -> float:
    return math.inf if share == 1 else share / (1 - share)
