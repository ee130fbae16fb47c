"""Published drone figures, ways of counting and verdicts in words."""

from __future__ import annotations

import math

from frontledger.analysis.drones.published import FigureCheck
from frontledger.analysis.drones.published_counts import Convention
from frontledger.analysis.drones.published_figures import PublishedFigure
from frontledger.present.words.audit import time_words
from frontledger.present.words.growth import hedged
from frontledger.present.words.numbers import count, day, interval_text, plural

_OF = {
    "launched": "launched",
    "destroyed": "shot down",
    "neutralised": "shot down or lost",
    "largest_night": "in the largest night",
    "longest_pause": "days in a row without a launch",
    "launched_per_day": "a day",
    "launched_per_week": "a week",
    "growth_percent": "more",
    "fall_percent": "fewer",
    "growth_percent_per_month": "more each month",
    "share_destroyed": "shot down",
    "share_neutralised": "shot down or lost",
    "hit_share": "not stopped",
    "attack_days_following_share": "of attack days after another",
}
_WEAPONS = {
    "attack_drones": "",
    "all_drones": ", drones of every type",
    "drones_and_missiles": ", drones and missiles together",
}
_WHOLE = ("launched", "destroyed", "neutralised", "largest_night", "longest_pause")
_RATES = ("launched_per_day", "launched_per_week")


def figure_text(figure: PublishedFigure) -> str:
    """The figure as it was published: "about 130 a week", "37% more than in May 2025"."""
    digits = max(0, -math.floor(math.log10(figure.last_digit)))
    number = hedged(figure.best, figure.qualifier, digits)
    if figure.qualifier == "between":
        number = interval_text(figure.stated, digits)
    link = "since" if figure.quantity == "growth_percent_per_month" else "than in"
    than = f" {link} {time_words(*figure.compared)}" if figure.compared else ""
    return f"{number}{_unit(figure)} {_OF[figure.quantity]}{than}{_WEAPONS[figure.weapons]}"


def value_text(figure: PublishedFigure, value: float) -> str:
    """What the counts give for the figure: whole drones or days, means to two decimals, percentages to one."""
    digits = 0 if figure.quantity in _WHOLE else 2 if figure.quantity in _RATES else 1
    return f"{count(value, digits)}{_unit(figure)}"


def off_text(check: FigureCheck) -> str:
    """How far the counts lie from the number printed: "53 fewer", "1.3 points more"; "" where nowhere."""
    figure, size = check.figure, abs(check.off)
    digits = 0 if figure.quantity in _WHOLE else 1
    points = " points" if _unit(figure) else ""
    words = count(size, digits)
    if float(words.replace(",", "")) == 0:
        return ""
    return f"{words}{points} {'more' if check.off > 0 else 'less' if points else 'fewer'}"


def convention_text(convention: Convention) -> str:
    """A way of counting: "by day of launch, with regional rows, night windows only".

    >>> convention_text(Convention()), convention_text(Convention("start_date", "included", "night"))
    ('by day of bulletin', 'by day of launch, with regional rows, night windows only')
    """
    words = ["by day of bulletin" if convention.date == "end_date" else "by day of launch"]
    words += ["with regional rows"] * (convention.regional_rows == "included")
    return ", ".join(words + ["night windows only"] * (convention.windows == "night"))


def others_text(check: FigureCheck) -> str:
    """The first other way of counting under which the counts give the figure, and how many more there are."""
    first, *more = [convention_text(one) for one in check.others]
    return f"{first}, or in {plural(len(more), 'other way')}" if more else first


def remark(check: FigureCheck) -> str:
    """What else a reader must know of the check: the later beginning, the body's own counts, the note."""
    words = []
    if check.first and check.first.since:
        words.append(f"Counted from {day(check.first.since)} on.")
    if check.own_agrees and check.verdict != "agrees":
        words.append("The body's own monthly counts give it.")
    return " ".join([*words, check.figure.note]).strip()


def _unit(figure: PublishedFigure) -> str:
    return "" if figure.quantity in (*_WHOLE, *_RATES) else "%"
