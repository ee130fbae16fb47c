"""Days of the week, and the days of massed attack, from the imported daily table."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.ticker import FuncFormatter

from frontledger.analysis.drones.salvos import FACTOR, TRAILING
from frontledger.analysis.drones.structure import LaunchStructure
from frontledger.analysis.drones.weekdays import WeekdayTest
from frontledger.present.blocks import Figure, Table
from frontledger.present.drawing import style
from frontledger.present.drawing.csv_text import csv_text
from frontledger.present.figures.drones import columns
from frontledger.present.tables.drone_sources import daily_line
from frontledger.present.tables.drone_structure import years_table
from frontledger.present.words.growth import p_text
from frontledger.present.words.numbers import count, day, percent, plural
from frontledger.present.words.structure import WEEKDAYS

SHOWN_DAYS = 182


def rhythm_blocks(structure: LaunchStructure) -> tuple[Figure | Table, ...]:
    """Single days, weekdays and years, as far as an imported daily table tells them; without one, none."""
    if structure.daily is None or structure.massed is None or not structure.years:
        return ()
    days = massed_chart(structure, structure.daily, structure.massed)
    weekdays = (weekdays_chart(structure),) if structure.weekdays else ()
    return (days, *weekdays, years_table(structure))


def massed_chart(structure: LaunchStructure, daily: pd.Series, massed: pd.Series) -> Figure:
    """The last half year day by day, massed attacks marked."""
    shown = daily.iloc[-SHOWN_DAYS:]
    is_massed = massed.reindex(shown.index, fill_value=False).astype(bool)
    with style.drawing(height=2.3) as (figure, axes):
        _days(axes, shown[~is_massed], style.SERIES[0], 0.5)
        _days(axes, shown[is_massed], style.ACCENT, 1.0)
        axes.set_xlim(float(date2num(shown.index[0])) - 1, float(date2num(shown.index[-1])) + 1)
        axes.set_ylim(0, 1.12 * max(float(shown.max()), 1.0))
        _name_largest(axes, shown)
        style.count_axis(axes)
        style.date_axis(axes)
        drawn = style.svg(figure)
    days, launched = int(is_massed.sum()), float(shown[is_massed].sum())
    share = launched / float(shown.sum()) if shown.sum() else 0.0
    span = f"{day(shown.index[0].date())} to {day(shown.index[-1].date())}"
    return Figure(
        key="drone_massed",
        title=f"{plural(days, 'massed attack')} in {count(len(shown))} days carried {percent(share)} of the drones",
        units="Drones launched a day, by the day the reported window ended",
        alt=(
            f"Column chart of drones launched a day, {span}: {plural(days, 'day')} of massed attack in a strong "
            f"colour carried {count(launched)} of {count(float(shown.sum()))} drones; the most on one day, "
            f"{count(float(shown.max()))}, on {day(shown.idxmax().date())}."
        ),
        source=daily_line(structure.study.ledger),
        svg=drawn,
        note=(
            f"Strong colour: at least {FACTOR} times the median of the attack days of the {TRAILING} days before."
        ),
        data_csv=csv_text(
            ("day", "launched", "massed"),
            ((at.date(), number, str(is_massed[at]).lower()) for at, number in shown.items()),
        ),
    )


def weekdays_chart(structure: LaunchStructure) -> Figure:
    """Launches by the day of the week, the whole table and its last year."""
    with style.drawing(height=2.5) as (figure, axes):
        for number, test in enumerate(structure.weekdays):
            _factors(axes, test, number)
        axes.axhline(1, color=style.INK, linewidth=0.7)
        axes.set_xticks(range(7), list(WEEKDAYS))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"×{count(value, 1)}"))
        axes.set_xlim(-0.5, 6.5)
        drawn = style.svg(figure)
    whole = structure.weekdays[0]
    clear = whole.p_value < 1 - structure.study.confidence
    most = max(whole.factors, key=lambda one: one.factor)
    return Figure(
        key="drone_weekdays",
        title=(
            f"{WEEKDAYS[most.weekday]} mornings end the largest nights: {count(most.factor, 2)} times a typical one"
            if clear
            else f"Weekdays do not clearly differ ({p_text(whole.p_value)})"
        ),
        units="Launches over those of a typical day, the month's level allowed for",
        alt=f"Points with intervals for each day of the week. {'; '.join(map(_in_words, structure.weekdays))}.",
        source=daily_line(structure.study.ledger),
        svg=drawn,
        note=(
            f"{percent(structure.study.confidence)} intervals of a negative binomial model, as if days were "
            "independent. A night counts for the day it ended on."
        ),
        data_csv=csv_text(
            ("first", "last", "weekday", "factor", "lower", "upper"),
            (
                (
                    test.first,
                    test.last,
                    WEEKDAYS[one.weekday],
                    one.factor,
                    one.interval.lower,
                    one.interval.upper,
                )
                for test in structure.weekdays
                for one in test.factors
            ),
        ),
    )


def _days(axes: Axes, days: pd.Series, colour: str, opacity: float) -> None:
    tall = days[days > 0]
    look = {"facecolor": colour, "alpha": opacity, "linewidth": 0}
    columns(axes, date2num(tall.index), tall.to_list(), 0.84, **look)


def _name_largest(axes: Axes, shown: pd.Series) -> None:
    at = shown.idxmax()
    left = at > shown.index[len(shown) // 2]
    axes.annotate(
        f"{count(float(shown[at]))} on {day(at.date())}",
        (float(date2num(at)), float(shown[at])),
        xytext=(-4 if left else 4, 2),
        textcoords="offset points",
        ha="right" if left else "left",
        color=style.INK,
    )


def _factors(axes: Axes, test: WeekdayTest, number: int) -> None:
    colour, shift = (style.SERIES[0], -0.12) if number == 0 else (style.SERIES[3], 0.12)
    for one in test.factors:
        at = one.weekday + shift
        axes.plot(
            [at, at], [one.interval.lower, one.interval.upper], color=colour, linewidth=2.2, alpha=0.55,
            solid_capstyle="butt",
        )  # fmt: skip
    axes.plot(
        [one.weekday + shift for one in test.factors],
        [one.factor for one in test.factors],
        color=colour,
        marker="o" if number == 0 else "s",
        linestyle="none",
    )
    named = max(test.factors, key=lambda one: one.factor)
    axes.annotate(
        "last year" if number else "whole table",
        (named.weekday + shift, named.interval.upper),
        xytext=(5 if number else -5, 0),
        textcoords="offset points",
        ha="left" if number else "right",
        va="top",
        color=colour,
    )


def _in_words(test: WeekdayTest) -> str:
    factors = ", ".join(f"{WEEKDAYS[one.weekday]} {count(one.factor, 2)}" for one in test.factors)
    return f"{day(test.first)} to {day(test.last)} ({p_text(test.p_value)}): {factors}"
