"""Breaks of level, ways of looking for them, and the days of the week in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from frontledger.analysis.drones.changepoints import SETTINGS, Break, Setting
from frontledger.present.words.numbers import day, month

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_COSTS = {"squares": "squares of logs", "kernel": "kernel on logs", "counts": "likelihood of counts"}


def break_text(one: Break, step: Literal["week", "month"]) -> str:
    """When a level changed, at the precision of the counts.

    >>> found = Break(date(2024, 8, 25), date(2024, 9, 1), SETTINGS)
    >>> break_text(found, "week"), break_text(found, "month")
    ('after the week ending 25 August 2024', 'in September 2024')
    """
    return (
        f"after the week ending {day(one.last_before)}" if step == "week" else f"in {month(one.first_after)}"
    )


def period_text(first: date, last: date, step: Literal["week", "month"]) -> str:
    """The periods from one to another, both counted.

    >>> period_text(date(2024, 9, 1), date(2025, 2, 2), "week")
    'weeks ending 1 September 2024 to 2 February 2025'
    >>> period_text(date(2024, 9, 1), date(2025, 2, 1), "month")
    'September 2024 to February 2025'
    """
    if step == "week":
        return f"weeks ending {day(first)} to {day(last)}"
    return f"{month(first)} to {month(last)}"


def days_text(first: date, last: date) -> str:
    """A span of days, by the month where it is a whole one.

    >>> days_text(date(2025, 6, 1), date(2025, 6, 30)), days_text(date(2025, 7, 24), date(2025, 7, 31))
    ('June 2025', '24 to 31 July 2025')
    >>> days_text(date(2025, 5, 18), date(2026, 5, 17))
    '18 May 2025 to 17 May 2026'
    """
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first)} to {day(last)}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    return month(first) if whole else f"{first.day} to {day(last)}"


def families() -> dict[str, tuple[Setting, ...]]:
    """The settings by way of search and cost, in words.

    >>> next(iter(families()))
    'Penalty, squares of logs'
    """
    found: dict[str, tuple[Setting, ...]] = {}
    for one in SETTINGS:
        name = f"{one.search.capitalize()}, {_COSTS[one.cost]}"
        found[name] = (*found.get(name, ()), one)
    return found
