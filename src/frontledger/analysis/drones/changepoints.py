"""Where the level of launches changed for good, and how far that hangs on the way of looking.

Each setting is a way of search (`cuts`: by the penalty of a break, or by the number of breaks), a cost (squares or an
rbf kernel on log(1 + count), or the likelihood of the counts, `count_cost`) and a strength (that penalty or that
number). No one setting is right; a break that nearly all find is worth naming. A break is a date, not a cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt
from ruptures.costs import CostL2, CostRbf

from frontledger.analysis.drones.count_cost import CountCost, alpha_of_neighbours
from frontledger.analysis.drones.cuts import Way, searcher

FEWEST_PERIODS = 12
"""Fewer weeks or months than this are not searched: the settings ask for up to four breaks."""

NEAR = 1
"""Settings that put a break a period apart are held to have found the same one."""


@dataclass(frozen=True)
class Setting:
    """One way of looking: `strength` is the penalty of a break, or the number of breaks.

    A penalty for counts is in units of the logarithm of the number of periods.
    """

    search: Way
    cost: Literal["squares", "kernel", "counts"]
    strength: int


SETTINGS = (
    *(Setting("penalty", "squares", penalty) for penalty in (3, 5, 10, 20)),
    *(Setting("penalty", "kernel", penalty) for penalty in (3, 5, 10, 20)),
    *(Setting("penalty", "counts", penalty) for penalty in (2, 3, 5, 8)),
    *(Setting("number", "squares", breaks) for breaks in (1, 2, 3, 4)),
    *(Setting("number", "counts", breaks) for breaks in (1, 2, 3, 4)),
)


_FREE = sum(one.search == "penalty" for one in SETTINGS)


@dataclass(frozen=True)
class Break:
    """A change of level between two neighbouring periods, and the settings that find it there or `NEAR`."""

    last_before: date
    first_after: date
    found_by: tuple[Setting, ...]

    @property
    def lasting(self) -> bool:
        """Whether half of the settings find it, and half of those with a penalty: the others have to find breaks."""
        free = sum(one.search == "penalty" for one in self.found_by)
        return 2 * len(self.found_by) >= len(SETTINGS) and 2 * free >= _FREE


@dataclass(frozen=True)
class Stretch:
    """The periods from one lasting break to the next, and their mean count a period."""

    first: date
    last: date
    mean: float


@dataclass(frozen=True)
class Breaks:
    """Every break that some setting finds in a series of counts, in order of time.

    A period is named by its day: the Sunday a week ends on, or the first of a month. `alpha` is that of the
    count likelihood.
    """

    step: Literal["week", "month"]
    periods: tuple[date, ...]
    counts: tuple[float, ...]
    alpha: float
    found: tuple[Break, ...]

    @property
    def lasting(self) -> tuple[Break, ...]:
        """The breaks that at least half of the settings find, and of those settings that may find none."""
        return tuple(one for one in self.found if one.lasting)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The levels between the lasting breaks."""
        starts = [0, *(self.periods.index(one.first_after) for one in self.lasting)]
        ends = [*starts[1:], len(self.periods)]
        return tuple(
            Stretch(self.periods[start], self.periods[end - 1], float(np.mean(self.counts[start:end])))
            for start, end in zip(starts, ends, strict=True)
        )


def find_breaks(
    periods: Sequence[date], counts: Sequence[float], step: Literal["week", "month"]
) -> Breaks | None:
    """Searches consecutive counts under every setting; None for fewer than `FEWEST_PERIODS`."""
    if len(periods) < FEWEST_PERIODS:
        return None
    alpha = alpha_of_neighbours(counts)
    places = _places(np.asarray(counts, float), alpha)
    found = tuple(Break(periods[place - 1], periods[place], settings) for place, settings in _grouped(places))
    return Breaks(step, tuple(periods), tuple(map(float, counts)), alpha, found)


def _places(counts: npt.NDArray[np.float64], alpha: float) -> dict[Setting, tuple[int, ...]]:
    """Where each setting puts breaks; settings that differ in strength alone share what they have summed."""
    logs, unit = np.log1p(counts), float(np.log(len(counts)))
    costs = {"squares": CostL2, "kernel": CostRbf, "counts": partial(CountCost, alpha)}
    searchers = {
        (search, name): searcher(counts if name == "counts" else logs, costs[name](), search)
        for search, name in dict.fromkeys((one.search, one.cost) for one in SETTINGS)
    }
    return {
        one: searchers[one.search, one.cost](
            one.strength * (unit if (one.search, one.cost) == ("penalty", "counts") else 1)
        )
        for one in SETTINGS
    }


def _grouped(places: dict[Setting, tuple[int, ...]]) -> list[tuple[int, tuple[Setting, ...]]]:
    """Places with the settings that find them, the most found first taking in those next to it."""
    votes = Counter(place for found in places.values() for place in found)
    taken: dict[int, int] = {}
    for place, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        if place not in taken:
            near = [other for other in votes if abs(other - place) <= NEAR and other not in taken]
            taken |= dict.fromkeys(near, place)
    return [
        (place, tuple(one for one, found in places.items() if place in {taken[other] for other in found}))
        for place in sorted(set(taken.values()))
    ]
