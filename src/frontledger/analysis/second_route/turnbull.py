"""What distribution of one number a set of intervals supports: the estimate of Turnbull.

Each interval is read as one draw of which only the interval is known. The likelihood can only put mass on
the innermost intervals, Turnbull's sets, and only their masses matter. They are found by
expectation-maximisation, which starts from equal masses and stops when no set could take more mass and raise
the likelihood (Turnbull, Journal of the Royal Statistical Society B 38, 1976, 290-295; the stopping rule is
that of Gentleman and Geyer, Biometrika 81, 1994, 618-623). Intervals are closed; an infinite upper end is
allowed. Where inside a set its mass lies is not told by the data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontledger.ledger import Interval

TOLERANCE = 1e-9
"""How much more than its share of the intervals a set may still claim when the search stops."""

MOST_STEPS = 500_000


class NotConvergedError(RuntimeError):
    """The masses did not settle within the steps allowed."""


@dataclass(frozen=True)
class Support:
    """The masses of Turnbull's sets, in order of the sets; masses add up to 1.

    `log_likelihood` is the weighted sum of the natural logarithms of each interval's probability.
    """

    sets: tuple[Interval, ...]
    masses: tuple[float, ...]
    log_likelihood: float

    def below(self, number: float) -> Interval:
        """The least and greatest probability that the true value is at most `number`.

        They differ where `number` cuts a set.
        """
        pairs = list(zip(self.sets, self.masses, strict=True))
        least = math.fsum(mass for one, mass in pairs if one.upper <= number)
        greatest = math.fsum(mass for one, mass in pairs if one.lower <= number)
        return Interval(min(least, 1.0), min(greatest, 1.0))

    @property
    def median(self) -> Interval:
        """Where the value that is as likely exceeded as not may lie."""
        total = np.cumsum(self.masses)
        first = int(np.argmax(total >= 0.5 - TOLERANCE))
        last = int(np.argmax(total > 0.5 + TOLERANCE)) if total[-1] > 0.5 + TOLERANCE else len(total) - 1
        return Interval(self.sets[first].lower, self.sets[last].upper)


def turnbull_sets(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """The intervals from a lower end to the next upper end with no other lower end between, in order.

    >>> found = turnbull_sets([Interval(0, 3), Interval(2, 6), Interval(4, 4)])
    >>> [(one.lower, one.upper) for one in found]
    [(2, 3), (4, 4)]
    """
    ends = sorted(
        [(one.lower, False) for one in intervals] + [(one.upper, True) for one in intervals],
    )
    return tuple(
        Interval(low, high)
        for (low, low_is_upper), (high, high_is_upper) in pairwise(ends)
        if high_is_upper and not low_is_upper
    )


def support(intervals: Sequence[Interval], weights: Sequence[float] | None = None) -> Support:
    """The distribution the intervals support best; `weights` count an interval more than once.

    Raises ValueError where there is no interval or a weight is not above 0, NotConvergedError where the
    masses do not settle.
    """
    counted = np.ones(len(intervals)) if weights is None else np.asarray(weights, float)
    if not intervals or counted.shape != (len(intervals),) or not (counted > 0).all():
        raise ValueError("give at least one interval, and for each a weight above 0")
    sets = turnbull_sets(intervals)
    inside = np.array(
        [[one.lower <= each.lower and each.upper <= one.upper for each in sets] for one in intervals], float
    )
    masses = _masses(inside, counted / counted.sum())
    likelihood = float(counted @ np.log(inside @ masses))
    return Support(sets, tuple(masses.tolist()), likelihood)


def _masses(inside: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    masses = np.full(inside.shape[1], 1 / inside.shape[1])
    for _ in range(MOST_STEPS):
        factors = inside.T @ (shares / (inside @ masses))
        if factors.max() <= 1 + TOLERANCE:
            return masses / masses.sum()
        masses = masses * factors
    raise NotConvergedError(
        f"the masses of {len(masses)} sets did not settle in {MOST_STEPS} steps; give fewer intervals"
    )
