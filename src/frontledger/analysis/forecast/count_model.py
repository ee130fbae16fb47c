"""A count model whose level follows the counts, forecast by simulated paths.

Each count is negative binomial around a level, and the level moves towards each count by a share of the
difference: the integer-valued GARCH model of Ferland, Latour and Oraichi (Journal of Time Series Analysis 27,
2006) with the negative binomial of Zhu (the same journal, 32, 2011), its weights summing to one. Share and
size are those under which the past was most likely, older counts weighing less; both are looked up on a
grid, so that the likelihood up to every origin comes from one pass and no origin sees a later count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter
from scipy.stats import nbinom

from frontledger.analysis.forecast.pace import Pace

SHARES = np.linspace(0.05, 1.0, 20)
SIZES = np.geomspace(0.3, 100.0, 20)
PATHS = 400
_SEED = 20220928
"""Any fixed number; with the origin's own number beside it no origin's paths depend on how many follow."""

_LEAST_LEVEL = 0.1
"""A level of zero would make any later count impossible."""


@dataclass(frozen=True)
class CountModel:
    """Medians and spreads of the simulated paths, on the scale of log(1 + count), by origin and horizon.

    `spread` is half the width between the quantiles that hold 68% of the paths, a standard deviation were
    they normal.
    """

    centre: np.ndarray
    spread: np.ndarray


def count_model(counts: np.ndarray, pace: Pace) -> CountModel:
    """Simulate from every origin, with the share and size most likely at that origin."""
    levels = _levels(counts)
    chosen = _most_likely(counts, levels, pace)
    middle, spread = np.full((2, len(counts), pace.furthest), np.nan)
    for origin in range(pace.training - 1, len(counts)):
        share, size = chosen[origin]
        paths = simulate(levels[origin, share], SHARES[share], SIZES[size], pace.furthest, origin)
        low, median, high = np.log1p(np.quantile(paths, (0.16, 0.5, 0.84), axis=0))
        middle[origin], spread[origin] = median, (high - low) / 2
    return CountModel(middle, spread)


def simulate(level: float, share: float, size: float, periods: int, origin: int = 0) -> np.ndarray:
    """Simulated counts, a path in each row: draw a count, move the level, draw the next."""
    random = np.random.default_rng((_SEED, origin))
    levels = np.full(PATHS, max(level, _LEAST_LEVEL))
    paths = np.empty((PATHS, periods))
    for period in range(periods):
        paths[:, period] = random.negative_binomial(size, size / (size + levels))
        levels = np.maximum(levels + share * (paths[:, period] - levels), _LEAST_LEVEL)
    return paths


def _levels(counts: np.ndarray) -> np.ndarray:
    """The level after each count (rows), for every share (columns)."""
    levels = np.empty((len(counts), len(SHARES)))
    levels[0] = counts[0]
    for period in range(1, len(counts)):
        levels[period] = levels[period - 1] + SHARES * (counts[period] - levels[period - 1])
    return np.maximum(levels, _LEAST_LEVEL)


def _most_likely(counts: np.ndarray, levels: np.ndarray, pace: Pace) -> list[tuple[int, int]]:
    """For every origin the places on the grids of the share and the size most likely by then."""
    means = levels[:-1, :, None]
    each = nbinom.logpmf(counts[1:, None, None], SIZES, SIZES / (SIZES + means))
    fading = 0.5 ** (1 / (2 * pace.half_life))
    likelihood = lfilter([1.0], [1.0, -fading], np.concatenate([np.zeros_like(each[:1]), each]), axis=0)
    best = likelihood.reshape(len(counts), -1).argmax(axis=1)
    return [(int(share), int(size)) for share, size in zip(*np.divmod(best, len(SIZES)), strict=True)]
