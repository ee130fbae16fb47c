"""Growth, doubling times and windows of months in words."""

from __future__ import annotations

import math
from datetime import date

from frontledger.analysis.drones.growth import FittedGrowth, Growth, per_month
from frontledger.ledger.intervals import Interval
from frontledger.present.words.numbers import count, month, percent


def growth_text(growth: Growth) -> str:
    """Growth per month in percent, signed where it is a fall.

    >>> growth_text(Growth("endpoints", date(2024, 5, 1), date(2024, 6, 1), 2, math.log(1.369), 1.369))
    '36.9%'
    """
    return percent(per_month(growth.rate), 1)


def size_text(growth: Growth) -> str:
    """The size of the growth or the fall per month in percent, for a sentence that says which it is."""
    return percent(abs(per_month(growth.rate)), 1)


def rates_text(rates: Interval) -> str:
    """An interval of log rates as growth per month in percent.

    >>> rates_text(Interval(math.log(1.31), math.log(1.606)))
    '31.0% to 60.6%'
    >>> rates_text(Interval(math.log(0.9), math.log(1.1)))
    '\N{MINUS SIGN}10.0% to +10.0%'
    """
    low, high = percent(per_month(rates.lower), 1), percent(per_month(rates.upper), 1)
    return f"{low} to {'+' if rates.lower < 0 < rates.upper else ''}{high}"


def months_text(months: float) -> str:
    """A time in months: two decimals below ten, one below a hundred, none above.

    >>> months_text(1.863), months_text(14.46), months_text(822.08)
    ('1.86', '14.5', '822')
    """
    return count(months, 2 if months < 9.995 else 1 if months < 99.95 else 0)


def time_text(growth: Growth) -> str:
    """The time to double or halve, in months.

    >>> time_text(Growth("endpoints", date(2024, 5, 1), date(2024, 6, 1), 2, -math.log(2), 0.5))
    'halves in 1.00'
    """
    if math.isinf(growth.time):
        return "stands still"
    return f"{'halves' if growth.falling else 'doubles'} in {months_text(growth.time)}"


def times_text(growth: FittedGrowth) -> str:
    """The interval of that time in months; without an upper end, that no doubling (or halving) lies in it.

    >>> months, rates = (date(2024, 5, 1), date(2024, 8, 1)), Interval(-0.2, 0.7)
    >>> times_text(FittedGrowth("log-linear", *months, 4, 0.26, 0.7, rates, 9.0, None))
    '0.99 to no doubling'
    """
    times = growth.times
    if math.isinf(times.lower):
        return "none"
    end = f"no {change_word(growth)}" if math.isinf(times.upper) else months_text(times.upper)
    return f"{months_text(times.lower)} to {end}"


def p_text(p_value: float) -> str:
    """A p value, to two digits; below a thousandth only that it is.

    >>> p_text(0.0412), p_text(0.31), p_text(0.00002)
    ('p = 0.041', 'p = 0.31', 'p < 0.001')
    """
    if p_value < 0.001:
        return "p < 0.001"
    return f"p = {count(p_value, 3 if p_value < 0.095 else 2)}"


def steadiness_text(growth: FittedGrowth, confidence: float) -> str:
    """Whether the counts refuse a steady rate, by the square of time added to the fit.

    >>> from frontledger.analysis.drones.growth import Curvature
    >>> months, rates = (date(2024, 5, 1), date(2024, 8, 1)), Interval(0.2, 0.7)
    >>> bent = FittedGrowth("log-linear", *months, 4, 0.26, 0.7, rates, 9.0, Curvature(-0.1, 0.003))
    >>> steadiness_text(bent, 0.95), steadiness_text(bent, 0.999)
    ('refused, slows (p = 0.003)', 'not refused (p = 0.003)')
    """
    bend = growth.curvature
    if bend is None:
        return "no test"
    if not bend.clear(confidence):
        return f"not refused ({p_text(bend.p_value)})"
    return f"refused, {'slows' if bend.change < 0 else 'quickens'} ({p_text(bend.p_value)})"


def dispersion_text(growth: FittedGrowth) -> str:
    """The variance over the mean about the fit: one decimal below ten, none above.

    >>> rates = Interval(0.2, 0.7)
    >>> months = date(2024, 5, 1), date(2024, 8, 1)
    >>> dispersion_text(FittedGrowth("log-linear", *months, 4, 0.3, 1, rates, 24.6, None))
    '25'
    """
    if growth.dispersion < 0.05:
        return "under 0.1"
    return count(growth.dispersion, 1 if growth.dispersion < 9.95 else 0)


def span_text(first: date, last: date) -> str:
    """From one month to another, the year once where both share it.

    >>> span_text(date(2024, 5, 1), date(2024, 11, 1)), span_text(date(2022, 10, 1), date(2026, 5, 1))
    ('May to November 2024', 'October 2022 to May 2026')
    """
    if first == last:
        return month(first)
    start = month(first).split()[0] if first.year == last.year else month(first)
    return f"{start} to {month(last)}"


def hedged(number: float, qualifier: str, digits: int = 0) -> str:
    """A number with the hedge it was stated with.

    >>> hedged(2500, "nearly"), hedged(1300, "at_least"), hedged(15.7, "exact", 1)
    ('nearly 2,500', 'at least 1,300', '15.7')
    """
    words = count(number, digits)
    return words if qualifier in ("exact", "between") else f"{qualifier.replace('_', ' ')} {words}"


def change_word(growth: Growth) -> str:
    """Halving for a fall, doubling for growth."""
    return "halving" if growth.falling else "doubling"
