"""Candidates, horizons, skills and shares of a forecast in words."""

from __future__ import annotations

from datetime import date

from frontledger.analysis.forecast.pace import Pace
from frontledger.analysis.forecast.series import ForecastSeries
from frontledger.ledger import Interval
from frontledger.present.words.numbers import count, day, month, percent, plural

_NAMES = {
    "last_value": "last value",
    "recent_mean": "mean of the last {number}",
    "drift": "drift",
    "damped_trend": "damped trend",
    "count_model": "count model",
    "combination": "blend of the other five",
    "chosen": "best so far, chosen anew each time",
}

HOW = {
    "last_value": "Repeats the last count.",
    "recent_mean": "Repeats the mean of the last few counts.",
    "drift": "Lets the last count grow at the mean rate since the first.",
    "damped_trend": "Exponential smoothing of the logarithms, with a trend that dies away.",
    "count_model": "Negative binomial counts around a level that follows them; simulated paths.",
    "combination": "The mean of the five others' middles, on logarithms.",
    "chosen": "At each origin the way with the best score known by then.",
}
"""What each way of forecasting does, in one sentence."""


def candidate_name(key: str, pace: Pace) -> str:
    """A candidate's name as it stands inside a sentence."""
    return _NAMES[key].format(number=plural(pace.mean_of, pace.unit))


def ahead(horizon: int, pace: Pace) -> str:
    """How far ahead a forecast looks: "4 weeks ahead"."""
    return f"{plural(horizon, pace.unit)} ahead"


def period_name(end: date, pace: Pace) -> str:
    """A period by its name: a month, or a week by its last day."""
    return month(end) if pace.unit == "month" else f"week ending {day(end)}"


def the_period(end: date, pace: Pace) -> str:
    """A period as it stands inside a sentence: "May 2026", "the week ending 17 May 2026"."""
    return period_name(end, pace) if pace.unit == "month" else f"the {period_name(end, pace)}"


def series_span(series: ForecastSeries) -> str:
    """The first and the last period of a series."""
    first, last = series.ends[0], series.ends[-1]
    if series.weekly:
        return f"weeks ending {day(first)} to {day(last)}"
    return f"{month(first)} to {month(last)}"


def signed(share: float) -> str:
    """A share in percent with its sign.

    >>> signed(0.162), signed(-0.03), signed(0.001)
    ('+16%', '\N{MINUS SIGN}3%', '0%')
    """
    words = percent(share)
    return f"+{words}" if share > 0 and words != "0%" else words


def skills_text(skills: Interval) -> str:
    """An interval of skills in percent.

    >>> skills_text(Interval(-0.07, 0.13))
    '\N{MINUS SIGN}7% to +13%'
    """
    return f"{signed(skills.lower)} to {signed(skills.upper)}"


def shares_text(shares: tuple[float, ...]) -> str:
    """The lowest and highest of some shares.

    >>> shares_text((0.8, 0.784, 0.82)), shares_text((0.5, 0.502))
    ('78% to 82%', '50%')
    """
    low, high = percent(min(shares)), percent(max(shares))
    return low if low == high else f"{low} to {high}"


def launches(interval: Interval) -> str:
    """An interval of forecast launches, to three digits.

    >>> launches(Interval(1204.4, 2718.3)), launches(Interval(3.2, 97))
    ('1,200–2,720', '3–97')
    """
    return f"{rounded(interval.lower)}–{rounded(interval.upper)}"


def rounded(number: float) -> str:
    """A forecast number of launches, to three digits.

    >>> rounded(7959.98), rounded(23.4), rounded(0.2)
    ('7,960', '23', '0')
    """
    return count(float(f"{number:.3g}"))
