"""How good forecasts given as quantiles were: weighted interval score, coverage, skill against the last value.

The weighted interval score (Bracher, Ray, Gneiting and Reich, PLoS Computational Biology 17, 2021) is in units
of the count and the lower the better; it equals twice the mean pinball loss of the quantiles, which is how
scoringrules gives it. Its function named after the score is not used: version 0.10 adds half the median where
the definition has half the distance from the median to the outcome.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scoringrules
from scipy.stats import binomtest

from frontledger.analysis.forecast.pace import COVERAGES, LEVELS, Pace
from frontledger.ledger import Interval

RESAMPLES = 1000
_SEED = 20220928
_NEGLIGIBLE = 1e-6
"""Launches: where nothing varies every forecast is right, and a quotient of two zeros is one."""


@dataclass(frozen=True)
class HorizonScore:
    """One candidate's forecasts so many periods ahead, over the origins whose outcome is known.

    `wis` is the mean weighted interval score in launches; `skill` how far it lies below that of the last value
    as a share of the latter (negative where above), with its 95% bootstrap interval; `covered` how many
    outcomes fell within the 50%, 80% and 95% intervals.
    """

    horizon: int
    origins: int
    wis: float
    skill: float
    skills: Interval
    covered: tuple[int, ...]

    def coverage(self, level: float) -> float:
        """The share of outcomes within the interval of this level, 0.5, 0.8 or 0.95."""
        return self.covered[COVERAGES.index(level)] / self.origins

    def coverages(self, level: float) -> Interval:
        """The exact 95% binomial interval of that share, as if the origins were independent."""
        found = binomtest(self.covered[COVERAGES.index(level)], self.origins).proportion_ci(method="exact")
        return Interval(float(found.low), float(found.high))


@dataclass(frozen=True)
class Score:
    """One candidate's scores at every horizon, and its `skill` over all of them with its 95% interval.

    The latter is one less the geometric mean, over the horizons, of its score divided by the last value's.
    """

    horizons: tuple[HorizonScore, ...]
    skill: float
    skills: Interval

    def at(self, horizon: int) -> HorizonScore:
        """The score so many periods ahead."""
        return next(one for one in self.horizons if one.horizon == horizon)


def weighted_interval_score(
    outcomes: np.ndarray, quantiles: np.ndarray, levels: Sequence[float] = LEVELS
) -> np.ndarray:
    """The score of each outcome given its quantiles at `levels` (last axis): pairs around a median.

    >>> interval = np.array([[2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]])
    >>> weighted_interval_score(np.array([5.0]), interval)  # (2*0.25 + 4*0.1 + 6*0.025) / 3.5
    array([0.3])
    """
    return np.asarray(scoringrules.crps_quantile(outcomes, quantiles, np.array(levels), backend="numpy"))


def rolling_scores(counts: np.ndarray, quantiles: np.ndarray, first: int) -> np.ndarray:
    """The score by origin (rows) and horizon (columns); NaN before `first` and where no outcome is known."""
    scores = np.full(quantiles.shape[:2], np.nan)
    for step in range(quantiles.shape[1]):
        asked = slice(first, len(counts) - step - 1)
        scores[asked, step] = weighted_interval_score(counts[first + step + 1 :], quantiles[asked, step])
    return scores


def relative_score(scores: np.ndarray, baseline: np.ndarray, pace: Pace) -> float:
    """The geometric mean over the horizons of a mean score divided by the baseline's; NaN cells are left out."""
    steps = [horizon - 1 for horizon in pace.horizons]
    ratios = _ratio(np.nanmean(scores[:, steps], axis=0), np.nanmean(baseline[:, steps], axis=0))
    return float(np.exp(np.mean(np.log(ratios))))


def score(
    counts: np.ndarray, quantiles: np.ndarray, scores: np.ndarray, baseline: np.ndarray, pace: Pace
) -> Score:
    """Sum up a candidate's rolling scores (see `rolling_scores`) beside those of the last value."""
    whole = ~np.isnan(scores[:, pace.furthest - 1])
    return Score(
        tuple(_at(counts, quantiles, scores, baseline, horizon, pace) for horizon in pace.horizons),
        1 - relative_score(scores, baseline, pace),
        _overall_interval(scores[whole], baseline[whole], pace),
    )


def _at(
    counts: np.ndarray,
    quantiles: np.ndarray,
    scores: np.ndarray,
    baseline: np.ndarray,
    horizon: int,
    pace: Pace,
) -> HorizonScore:
    origins = np.flatnonzero(~np.isnan(scores[:, horizon - 1]))
    own, last = scores[origins, horizon - 1], baseline[origins, horizon - 1]
    return HorizonScore(
        horizon,
        len(origins),
        float(own.mean()),
        1 - float(_ratio(own.mean(), last.mean())),
        _ends(1 - _ratio(_resampled(own, pace), _resampled(last, pace))),
        covered(counts[origins + horizon], quantiles[origins, horizon - 1]),
    )


def covered(outcomes: np.ndarray, quantiles: np.ndarray) -> tuple[int, ...]:
    """How many outcomes lie within each interval of COVERAGES, its ends counted in."""
    middle = len(LEVELS) // 2
    pairs = [(quantiles[:, middle - reach], quantiles[:, middle + reach]) for reach in (1, 2, 3)]
    return tuple(int(np.sum((low <= outcomes) & (outcomes <= high))) for low, high in pairs)


def _overall_interval(scores: np.ndarray, baseline: np.ndarray, pace: Pace) -> Interval:
    steps = [horizon - 1 for horizon in pace.horizons]
    ratios = [_ratio(_resampled(scores[:, at], pace), _resampled(baseline[:, at], pace)) for at in steps]
    return _ends(1 - np.exp(np.mean(np.log(ratios), axis=0)))


def _ratio(scores: np.ndarray, baseline: np.ndarray) -> np.ndarray:
    return np.asarray((scores + _NEGLIGIBLE) / (baseline + _NEGLIGIBLE))


def _resampled(scores: np.ndarray, pace: Pace) -> np.ndarray:
    """Mean scores of circular block resamples (Politis and Romano 1992), the same origins for equal lengths.

    A block is as long as the furthest horizon, since forecasts that share their weeks err together.
    """
    number, length = len(scores), pace.furthest
    random = np.random.default_rng(_SEED)
    starts = random.integers(0, number, (RESAMPLES, math.ceil(number / length), 1))
    places = (starts + np.arange(length)) % number
    return np.asarray(scores[places.reshape(RESAMPLES, -1)[:, :number]].mean(axis=1))


def _ends(values: np.ndarray) -> Interval:
    low, high = np.quantile(values, (0.025, 0.975))
    return Interval(float(low), float(high))
