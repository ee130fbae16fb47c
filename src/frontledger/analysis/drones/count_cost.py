"""What a stretch of counts costs at one level: the negative binomial likelihood, for searches by ruptures.

Truong, Oudre and Vayatis, Selective review of offline change point detection methods, Signal Processing 167,
2020, section 4: minus twice the largest log likelihood of a stretch. Terms that no place of a break changes
are left out.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from ruptures.base import BaseCost


class CountCost(BaseCost):
    """Counts of one mean, variance = mean + `alpha` times the mean squared; Poisson where alpha is nought.

    Alpha is given, not fitted stretch by stretch: a stretch with an alpha of its own could swallow any break.
    """

    model = "counts"
    min_size = 1

    def __init__(self, alpha: float) -> None:
        self.alpha = alpha
        self.sums = np.zeros(1)

    def fit(self, signal: npt.NDArray[Any]) -> CountCost:
        """Takes the counts, one a row, as ruptures hands them over."""
        self.signal = signal
        self.sums = np.concatenate([[0.0], np.cumsum(np.ravel(signal))])
        return self

    def error(self, start: int, end: int) -> float:
        """The cost of the counts from `start` up to, not with, `end`."""
        number, total = end - start, float(self.sums[end] - self.sums[start])
        if total == 0:
            return 0.0
        mean = total / number
        if self.alpha == 0:
            return -2 * (total * math.log(mean) - total)
        spread = 1 + self.alpha * mean
        return -2 * (total * math.log(mean / spread) - number / self.alpha * math.log(spread))


def alpha_of_neighbours(counts: npt.ArrayLike) -> float:
    """How far neighbouring counts differ beyond chance, as the alpha of a negative binomial; nought if not.

    From successive differences, which a few lasting breaks hardly touch (von Neumann, Annals of Mathematical
    Statistics 12, 1941): of two counts with one mean, half the squared difference is a variance, and the
    square of their mean less half that variance a mean squared.

    >>> alpha_of_neighbours([100, 100, 100, 900, 900, 900]) < alpha_of_neighbours([50, 150, 50, 150, 50, 150])
    True
    """
    values = np.asarray(counts, float)
    variances, means = np.diff(values) ** 2 / 2, (values[1:] + values[:-1]) / 2
    weights = 1 / np.maximum(means, 1) ** 2
    excess = float(np.sum(weights * (variances - means)))
    return excess / float(np.sum(weights * (means**2 - variances / 2))) if excess > 0 else 0.0
