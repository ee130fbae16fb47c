"""The best cut of a series into levels, of all the cuts there are.

Either the least of costs and penalties (optimal partitioning, Jackson and others, IEEE Signal Processing Letters 12,
2005) or the least cost for a given number of breaks (dynamic programming, by ruptures). The first is our own: PELT of
ruptures prunes as if a level could last one period, so where it must last two it can miss the best cut.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt
import ruptures
from ruptures.base import BaseCost

Way = Literal["penalty", "number"]
"""What a search is given: the penalty of each break, or the number of breaks."""

Search = Callable[[float], tuple[int, ...]]
"""From a penalty, or a number, the breaks: each the index of the first value of a new level."""

SHORTEST = 2
"""Periods a level must last to be one."""


def searcher(signal: npt.NDArray[np.float64], cost: BaseCost, way: Way) -> Search:
    """The search in a signal by any penalty or number; what the stretches cost is summed up once.

    >>> from ruptures.costs import CostL2
    >>> signal = np.array([1.0, 1, 1, 5, 5, 5])
    >>> searcher(signal, CostL2(), "number")(1), searcher(signal, CostL2(), "penalty")(25)
    ((3,), ())
    """
    if way == "penalty":
        return partial(_least, _stretches(signal, cost))
    search = ruptures.Dynp(custom_cost=cost, min_size=SHORTEST, jump=1).fit(signal)
    return lambda breaks: tuple(int(place) for place in search.predict(n_bkps=int(breaks))[:-1])


def _stretches(signal: npt.NDArray[np.float64], cost: BaseCost) -> npt.NDArray[np.float64]:
    """What each stretch costs as one level, by its first index and the one after its last; infinite if too short."""
    fitted, size = cost.fit(signal), len(signal)
    found = np.full((size + 1, size + 1), np.inf)
    for start in range(size - SHORTEST + 1):
        for end in range(start + SHORTEST, size + 1):
            found[start, end] = fitted.error(start, end)
    return found


def _least(stretches: npt.NDArray[np.float64], penalty: float) -> tuple[int, ...]:
    """The breaks of least cost and penalties: the best cut up to each place, from those up to places before it."""
    size = len(stretches) - 1
    least, last = np.full(size + 1, np.inf), np.zeros(size + 1, int)
    least[0] = 0
    for end in range(SHORTEST, size + 1):
        sums = least[:end] + stretches[:end, end] + penalty
        last[end] = np.argmin(sums)
        least[end] = sums[last[end]]
    places = [size]
    while places[-1]:
        places.append(int(last[places[-1]]))
    return tuple(reversed(places[1:-1]))
