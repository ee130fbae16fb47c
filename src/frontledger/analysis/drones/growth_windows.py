"""How growth moves with the window it is read from: the log-linear fit over every start and every end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontledger.analysis.drones.growth import (
    FEWEST_MONTHS,
    FittedGrowth,
    Growth,
    WindowError,
    months_between,
)
from frontledger.analysis.drones.growth_models import log_linear


@dataclass(frozen=True)
class WindowMap:
    """The log-linear growth over every window of `minimum_months` months or more, by start, then end."""

    minimum_months: int
    windows: tuple[FittedGrowth, ...]

    @property
    def fastest(self) -> FittedGrowth:
        """The window with the steepest growth."""
        return max(self.windows, key=lambda window: window.rate)

    @property
    def steepest_fall(self) -> FittedGrowth:
        """The window with the lowest rate, a fall where `falling` holds windows."""
        return min(self.windows, key=lambda window: window.rate)

    @property
    def growing(self) -> tuple[FittedGrowth, ...]:
        """The windows whose interval leaves out no growth and decline, steepest first."""
        clear = [window for window in self.windows if window.sign_is_clear and not window.falling]
        return tuple(sorted(clear, key=lambda window: -window.rate))

    @property
    def unclear(self) -> tuple[FittedGrowth, ...]:
        """The windows whose interval of growth holds zero: whether launches grew or fell cannot be told."""
        return tuple(window for window in self.windows if not window.sign_is_clear)

    @property
    def falling(self) -> tuple[FittedGrowth, ...]:
        """The windows over which launches fell, clearly or not."""
        return tuple(window for window in self.windows if window.falling)

    def at(self, first: date, last: date) -> FittedGrowth | None:
        """The window from one month to another, or None where the map does not hold it."""
        return next((window for window in self.windows if (window.first, window.last) == (first, last)), None)

    def rank(self, window: Growth) -> int:
        """The place of a window by steepness, 1 for the steepest."""
        return 1 + sum(other.rate > window.rate for other in self.windows)


def every_window(
    months: Sequence[date], counts: Sequence[float], confidence: float, minimum_months: int
) -> WindowMap:
    """Fit every window of consecutive counts that spans at least `minimum_months` months.

    Windows are not independent of each other, so the map shows how far the answer moves, not how
    likely each one is.
    Raises WindowError where no window is long enough or `minimum_months` is below three.
    """
    if minimum_months < FEWEST_MONTHS:
        raise WindowError(f"minimum_months is {minimum_months}: an interval needs at least {FEWEST_MONTHS}")
    spans = [
        (start, end)
        for start in range(len(months))
        for end in range(start + minimum_months - 1, len(months))
        if months_between(months[start], months[end]) + 1 >= minimum_months
    ]
    if not spans:
        raise WindowError(
            f"no window of {minimum_months} months fits into {len(months)} complete month(s): "
            "lower minimum_months, or choose a later as_of"
        )
    fits = (log_linear(months[i : j + 1], counts[i : j + 1], confidence) for i, j in spans)
    return WindowMap(minimum_months, tuple(fits))
