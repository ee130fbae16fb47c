"""How a series is forecast, by the length of its periods: how far ahead, from how much, how fast it forgets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""The quantiles every forecast gives: the ends of the 95%, 80% and 50% intervals around the median."""

COVERAGES = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Pace:
    """What depends on whether periods are weeks or months; all but `unit` is counted in periods.

    `horizons` are scored: the last is how far the forecast goes, `told` the one told first. `training` counts
    lie before the first forecast; `mean_of` are averaged by the candidate that repeats a mean; errors lose
    half their weight in `half_life`; models are fitted anew every `refit`.
    """

    unit: Literal["week", "month"]
    horizons: tuple[int, ...]
    told: int
    training: int
    mean_of: int
    half_life: int
    refit: int

    @property
    def furthest(self) -> int:
        """How many periods ahead the forecast goes."""
        return self.horizons[-1]

    def later(self, end: date, periods: int) -> date:
        """The period so many after the one named by its last day (weeks) or its first (months).

        >>> MONTHLY.later(date(2024, 11, 1), 3), WEEKLY.later(date(2024, 12, 29), 1)
        (datetime.date(2025, 2, 1), datetime.date(2025, 1, 5))
        """
        if self.unit == "week":
            return end + timedelta(weeks=periods)
        number = 12 * end.year + end.month - 1 + periods
        return date(number // 12, number % 12 + 1, 1)

    def last_day(self, end: date) -> date:
        """The last day of a period.

        >>> MONTHLY.last_day(date(2024, 2, 1)), WEEKLY.last_day(date(2024, 12, 29))
        (datetime.date(2024, 2, 29), datetime.date(2024, 12, 29))
        """
        return end if self.unit == "week" else self.later(end, 1) - timedelta(days=1)

    def days(self, end: date) -> int:
        """The days of a period, for a count per day.

        >>> MONTHLY.days(date(2024, 2, 1)), WEEKLY.days(date(2024, 12, 29))
        (29, 7)
        """
        return 7 if self.unit == "week" else (self.later(end, 1) - end).days


WEEKLY = Pace("week", horizons=(1, 4, 8, 13), told=4, training=26, mean_of=4, half_life=13, refit=13)
MONTHLY = Pace("month", horizons=(1, 2, 3), told=1, training=6, mean_of=3, half_life=6, refit=3)
