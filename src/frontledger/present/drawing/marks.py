"""What every chart draws alike: date axes, count axes, and whiskers for what a claim allows."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache
from typing import Any, Literal

import matplotlib.dates as mdates
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import Formatter, FuncFormatter, Locator, MaxNLocator

from frontledger.ledger.intervals import Interval
from frontledger.present.drawing.palette import colour_of, marker_of

_TICK_ROOM = 34
"""Points a date needs along its axis."""


def count_axis(axes: Axes, which: Literal["x", "y"] = "y") -> None:
    """Counts along an axis: from zero, with thousands separators, few ticks, gridlines across.

    Call it when everything is drawn, since zero is where the axis starts only if nothing lies below.
    """
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10], integer=True))
    axis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,.0f}".replace("-", "\N{MINUS SIGN}")))
    axes.grid(visible=True, axis=which)
    axes.grid(visible=False, axis="x" if which == "y" else "y")
    limits, lowest = (
        (axes.get_ylim(), axes.dataLim.y0) if which == "y" else (axes.get_xlim(), axes.dataLim.x0)
    )
    if lowest >= 0:
        change = axes.set_ylim if which == "y" else axes.set_xlim
        change(0, limits[1], auto=None)


def date_axis(axes: Axes) -> None:
    """Dates along the bottom: months by name, the year once beneath its first tick."""
    axes.xaxis_date()
    axes.xaxis.set_major_locator(_MonthLocator())
    axes.xaxis.set_major_formatter(_MonthFormatter())


class _MonthLocator(Locator):
    """Ticks on days, months or years, about six to nine of them, chosen by the span shown."""

    def __call__(self) -> Any:
        return self.tick_values(*self.axis.get_view_interval())  # type: ignore[union-attr]

    def tick_values(self, vmin: float, vmax: float) -> Any:
        most = max(2, min(9, self.axis.axes.bbox.width / self._room()))  # type: ignore[union-attr]
        return np.array(_month_ticks(vmin, vmax, most))

    def _room(self) -> float:
        return _TICK_ROOM * self.axis.get_figure(root=True).dpi / 72  # type: ignore[union-attr]


@lru_cache(maxsize=256)
def _month_ticks(vmin: float, vmax: float, most: float) -> tuple[float, ...]:
    """At most about so many ticks; kept, because one drawing asks for the same a dozen times."""
    start, end = mdates.num2date(vmin), mdates.num2date(vmax)
    days = vmax - vmin
    if days <= 75:
        inner: Locator = mdates.DayLocator(interval=max(1, round(days / most)))
    else:
        step = next((step for step in (1, 2, 3, 6) if days / 30.4 / step <= most), 12)
        inner = mdates.MonthLocator(bymonth=range(1, 13, step)) if step < 12 else mdates.YearLocator()
    return tuple(inner.tick_values(start, end))


class _MonthFormatter(Formatter):
    """Months with the year beneath the first tick and each January; years alone where ticks are years."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return _month_word(mdates.num2date(x), None)

    def format_ticks(self, values: Any) -> list[str]:
        low, high = self.axis.get_view_interval()  # type: ignore[union-attr]
        return list(_month_words(tuple(values), low, high))


@lru_cache(maxsize=256)
def _month_words(values: tuple[float, ...], low: float, high: float) -> tuple[str, ...]:
    """The words at these ticks where the axis runs from low to high; kept as the ticks are."""
    dates = [mdates.num2date(value) for value in values]
    before: dt.datetime | None = None
    words = []
    yearly = len(dates) > 1 and all((date.month, date.day) == (1, 1) for date in dates)
    for value, date in zip(values, dates, strict=True):
        shown = low <= value <= high
        words.append(str(date.year) if yearly else _month_word(date, before))
        before = date if shown else before
    return tuple(words)


def _month_word(date: dt.datetime, before: dt.datetime | None) -> str:
    name = f"{date:%b}" if date.day == 1 else f"{date.day} {date:%b}"
    return name if before and before.year == date.year else f"{name}\n{date.year}"


def whisker(
    axes: Axes,
    at: Any,
    interval: Interval,
    key: str,
    *,
    best: float | None = None,
    along: Literal["x", "y"] = "y",
) -> None:
    """What one claim allows: a bar over its interval, an arrow where it has no upper bound, a marker.

    `at` is the place on the other axis; `best` the stated value, where the marker of `key`
    is drawn; without one it is drawn at the lower bound of an open interval and not at all on a closed one.
    """
    colour = colour_of(key)
    is_open = math.isinf(interval.upper)
    tip = interval.lower if is_open else interval.upper
    bar = [interval.lower, tip]
    same = [at, at]
    xs, ys = (same, bar) if along == "y" else (bar, same)
    axes.plot(xs, ys, color=colour, linewidth=2.2, alpha=0.55, solid_capstyle="butt", zorder=1.9)
    if is_open:
        start = (at, tip) if along == "y" else (tip, at)
        move = (0, 16) if along == "y" else (16, 0)
        axes.annotate(
            "",
            xy=start,
            xytext=move,
            textcoords="offset points",
            arrowprops={
                "arrowstyle": "<|-,head_width=0.18,head_length=0.35",
                "color": colour,
                "linewidth": 1.2,
            },
        )
    value = interval.lower if best is None and is_open else best
    if value is not None:
        x, y = (at, value) if along == "y" else (value, at)
        axes.plot([x], [y], marker=marker_of(key), color=colour, markeredgecolor="white", linestyle="none")
