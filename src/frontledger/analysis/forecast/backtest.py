"""Every candidate put to the test: the forecasts it would have made from each past origin, and their scores.

Nothing made for an origin depends on a later count: neither the fit, nor the width of the intervals, nor, for
`CHOSEN`, which candidate is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from frontledger.analysis.forecast import candidates
from frontledger.analysis.forecast.calibration import calibrated, first_origin
from frontledger.analysis.forecast.count_model import count_model
from frontledger.analysis.forecast.pace import Pace
from frontledger.analysis.forecast.scores import Score, relative_score, rolling_scores, score

LAST_VALUE = "last_value"
"""What every other candidate has to beat."""

CHOSEN = "chosen"
"""At every origin the candidate that had the best score of the forecasts whose outcome was known by then."""

FEWEST_STRETCHES = 3
"""Stretches as long as the furthest horizon in which outcomes must lie; with fewer no forecast is made."""


@dataclass(frozen=True, eq=False)
class Scored:
    """A candidate's quantiles by origin, horizon and level, its score for each, and what they sum up to."""

    key: str
    quantiles: np.ndarray
    scores: np.ndarray
    score: Score


@dataclass(frozen=True, eq=False)
class Backtest:
    """All candidates tested on one series, and `chosen`, the choice among them made anew at every origin.

    `first` is the first origin scored, as a place in `counts`.
    """

    pace: Pace
    counts: np.ndarray
    first: int
    candidates: tuple[Scored, ...]
    chosen: Scored

    @property
    def best(self) -> Scored:
        """The candidate with the highest skill over all horizons; the earlier one where two are equal."""
        return max(self.candidates, key=lambda one: one.score.skill)

    @property
    def last_value(self) -> Scored:
        """The candidate the others are held against."""
        return next(one for one in self.candidates if one.key == LAST_VALUE)


def fewest_counts(pace: Pace) -> int:
    """How many counts a series must have to be put to the test."""
    return first_origin(pace) + (1 + FEWEST_STRETCHES) * pace.furthest


def backtest(counts: np.ndarray, pace: Pace) -> Backtest:
    """Test every candidate on a series; ValueError where it is shorter than `fewest_counts`."""
    counts = np.asarray(counts, float)
    if len(counts) < fewest_counts(pace):
        raise ValueError(f"{len(counts)} counts; a test needs {fewest_counts(pace)}")
    first = first_origin(pace)
    quantiles = _quantiles(counts, pace)
    scores = {key: rolling_scores(counts, made, first) for key, made in quantiles.items()}
    quantiles[CHOSEN] = _chosen(quantiles, scores, pace, first)
    scores[CHOSEN] = rolling_scores(counts, quantiles[CHOSEN], first)
    tested = {
        key: Scored(key, made, scores[key], score(counts, made, scores[key], scores[LAST_VALUE], pace))
        for key, made in quantiles.items()
    }
    chosen = tested.pop(CHOSEN)
    return Backtest(pace, counts, first, tuple(tested.values()), chosen)


def _quantiles(counts: np.ndarray, pace: Pace) -> dict[str, np.ndarray]:
    centres = {
        LAST_VALUE: candidates.last_value(counts, pace),
        "recent_mean": candidates.recent_mean(counts, pace),
        "drift": candidates.drift(counts, pace),
        "damped_trend": candidates.damped_trend(counts, pace),
    }
    model = count_model(counts, pace)
    centres["combination"] = np.mean([*centres.values(), model.centre], axis=0)
    made = {key: calibrated(counts, centre, pace) for key, centre in centres.items()}
    return made | {"count_model": calibrated(counts, model.centre, pace, model.spread)}


def _chosen(
    quantiles: Mapping[str, np.ndarray], scores: Mapping[str, np.ndarray], pace: Pace, first: int
) -> np.ndarray:
    made = np.full_like(quantiles[LAST_VALUE], np.nan)
    for origin in range(first, len(made)):
        known = {key: known_by(origin, one, first) for key, one in scores.items()}
        # Until every horizon has an outcome there is nothing to choose by, and the last value stands.
        ready = origin - pace.furthest >= first
        ratios = {key: relative_score(one, known[LAST_VALUE], pace) for key, one in known.items() if ready}
        made[origin] = quantiles[min(ratios, key=lambda key: ratios[key]) if ready else LAST_VALUE][origin]
    return made


def known_by(origin: int, scores: np.ndarray, first: int) -> np.ndarray:
    """The scores whose outcome lies no later than an origin; the rest NaN."""
    origins = np.arange(first, origin)[:, None]
    horizons = np.arange(1, scores.shape[1] + 1)
    return np.where(origins + horizons <= origin, scores[first:origin], np.nan)
