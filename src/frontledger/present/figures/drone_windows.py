"""A map of doubling times: one cell for every window, by the month it starts and the month it ends."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from frontledger.analysis.drones.growth import FittedGrowth, months_between
from frontledger.analysis.drones.growth_windows import WindowMap
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Figure
from frontledger.present.drawing import style
from frontledger.present.tables.drone_sources import source_line
from frontledger.present.words.growth import months_text, time_text
from frontledger.present.words.numbers import count, percent, plural


@dataclass(frozen=True)
class _Class:
    """A class of doubling times: those below `months`, and how they are shown."""

    months: float
    words: str
    colour: str


_CLASSES = (
    _Class(2, "doubles in under 2 months", "#0b2f66"),
    _Class(3, "in 2 to 3 months", "#2a60a8"),
    _Class(6, "in 3 to 6 months", "#6296cf"),
    _Class(12, "in 6 to 12 months", "#a4c4e6"),
    _Class(float("inf"), "in 12 months or more", "#d8e6f4"),
)
_UNCLEAR = _Class(0, "growth or fall not clear", "#d9d5cb")
_FALL = _Class(0, "clear fall", "#d98c7c")


def windows_map(study: GrowthStudy) -> Figure:
    """The doubling time over every window of the series, the chosen window and the article's marked."""
    months = [one.month for one in study.series.complete]
    with style.drawing(height=5.0) as (figure, axes):
        _cells(axes, study.windows, months[0])
        _frame(axes, months)
        _key(axes, study.windows)
        _marks(axes, study, months[0])
        drawn = style.svg(figure)
    return Figure(
        key="drone_windows_map",
        title=_title(study.windows),
        units=f"Doubling time of monthly launches; windows of at least {study.windows.minimum_months} months",
        alt=_alt(study),
        source=source_line(study),
        svg=drawn,
        note=f"Not clear: the {percent(study.confidence)} interval of the growth includes no change.",
        data_csv=_csv(study.windows),
    )


def _class_of(window: FittedGrowth) -> _Class:
    if not window.sign_is_clear:
        return _UNCLEAR
    return _FALL if window.falling else next(one for one in _CLASSES if window.time < one.months)


def _corner(window: FittedGrowth, origin: date) -> tuple[int, int]:
    return months_between(origin, window.last), months_between(origin, window.first)


def _cells(axes: Axes, windows: WindowMap, origin: date) -> None:
    squares: dict[str, list[list[tuple[int, int]]]] = {}
    for window in windows.windows:
        x, y = _corner(window, origin)
        square = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        squares.setdefault(_class_of(window).colour, []).append(square)
    for colour, cells in squares.items():
        path = Path.make_compound_path_from_polys(np.array(cells, float))
        axes.add_patch(PathPatch(path, facecolor=colour, edgecolor="white", linewidth=0.3))


def _frame(axes: Axes, months: list[date]) -> None:
    span = months_between(months[0], months[-1]) + 1
    axes.set_xlim(0, span)
    axes.set_ylim(0, span)
    axes.set_aspect("equal")
    axes.grid(visible=False)
    step = 3 if span <= 30 else 6
    ticks = [place for place in range(span) if _month_at(months[0], place).month % step == 1]
    names = [f"{_month_at(months[0], place):%b %Y}" for place in ticks]
    axes.set_xticks([place + 0.5 for place in ticks], names, rotation=45, ha="right", rotation_mode="anchor")
    axes.set_yticks([place + 0.5 for place in ticks], names)
    axes.set_xlabel("Window ends")
    axes.set_ylabel("Window starts")


def _month_at(origin: date, place: int) -> date:
    number = 12 * origin.year + origin.month - 1 + place
    return date(number // 12, number % 12 + 1, 1)


def _key(axes: Axes, windows: WindowMap) -> None:
    shown = [
        one
        for one in (*_CLASSES, _UNCLEAR, _FALL)
        if any(_class_of(window) == one for window in windows.windows)
    ]
    for row, one in enumerate(shown):
        y = 0.965 - 0.05 * row
        axes.add_patch(Rectangle((0.02, y - 0.016), 0.032, 0.032, transform=axes.transAxes, color=one.colour))
        axes.text(0.066, y, one.words, transform=axes.transAxes, va="center", color=style.INK)


def _marks(axes: Axes, study: GrowthStudy, origin: date) -> None:
    pair = study.article
    named = {study.windows.at(study.log_linear.first, study.log_linear.last): "chosen window"}
    if pair:
        article = study.windows.at(pair.first.month, pair.last.month)
        named[article] = ", ".join([*([named[article]] if article in named else []), "the article's months"])
    marked = sorted((window for window in named if window), key=lambda window: window.first, reverse=True)
    for window, height in zip(marked, (0.50, 0.37), strict=False):
        _mark(axes, window, origin, named[window].capitalize(), height)


def _mark(axes: Axes, window: FittedGrowth, origin: date, words: str, height: float) -> None:
    x, y = _corner(window, origin)
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor="none", edgecolor=style.ACCENT, linewidth=1.6, zorder=4))
    line = {"arrowstyle": "-", "color": style.ACCENT, "linewidth": 0.7, "shrinkB": 1, "relpos": (1, 0.5)}
    axes.annotate(
        f"{words}:\n{time_text(window)} months",
        (x, y + 0.5),
        xytext=(0.02, height),
        textcoords="axes fraction",
        va="center",
        color=style.ACCENT,
        arrowprops=line,
    )


def _title(windows: WindowMap) -> str:
    clear = windows.growing
    if not clear:
        return f"In none of {plural(len(windows.windows), 'window')} is growth clear"
    low, high = months_text(clear[0].time), months_text(clear[-1].time)
    return f"Doubling in {low} months or in {high}: the window decides, the series does not"


def _alt(study: GrowthStudy) -> str:
    windows = study.windows
    number = {
        one.words: sum(_class_of(window) == one for window in windows.windows)
        for one in (*_CLASSES, _UNCLEAR, _FALL)
    }
    classes = "; ".join(f"{words}: {count(cells)}" for words, cells in number.items() if cells)
    return (
        f"Map of {plural(len(windows.windows), 'window')} by start and end month, coloured by doubling "
        f"time ({classes}). The chosen window {time_text(study.log_linear)} months."
    )


def _csv(windows: WindowMap) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("first", "last", "rate", "rate_lower", "rate_upper"))
    for one in windows.windows:
        rates = (one.rate, one.rates.lower, one.rates.upper)
        table.writerow((f"{one.first:%Y-%m}", f"{one.last:%Y-%m}", *(f"{rate:.6f}" for rate in rates)))
    return stream.getvalue()
