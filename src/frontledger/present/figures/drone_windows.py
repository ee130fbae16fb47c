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
    """A class of doubling times: those below `months`, and how they are shown.

    Strength of one colour tells classes of growth apart on light and dark pages and in print without colour;
    what is no growth has a shape of its own.
    """

    months: float
    words: str
    colour: str
    opacity: float = 1.0
    width: float = 1.0
    height: float = 1.0


_GROWTH = style.SERIES[0]
_CLASSES = (
    _Class(2, "doubles in under 2 months", _GROWTH),
    _Class(3, "in 2 to 3 months", _GROWTH, 0.76),
    _Class(6, "in 3 to 6 months", _GROWTH, 0.54),
    _Class(12, "in 6 to 12 months", _GROWTH, 0.35),
    _Class(float("inf"), "in 12 months or more", _GROWTH, 0.19),
)
_UNCLEAR = _Class(0, "growth or fall not clear", style.MUTED, 0.8, 0.26, 0.26)
_FALL = _Class(0, "clear fall", style.ACCENT, 1.0, 0.8, 0.3)


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
    """A shape for every cell, but one for all neighbours of a row that fill theirs with the same shade."""
    shapes: dict[_Class, list[list[tuple[float, float]]]] = {}
    for window in windows.windows:
        shown, (x, y) = _class_of(window), _corner(window, origin)
        outlines = shapes.setdefault(shown, [])
        outline = _outline(shown, x + 0.5, y + 0.5)
        if outlines and shown.width == 1 and outlines[-1][1] == outline[0]:
            outlines[-1][1:3] = outline[1:3]
        else:
            outlines.append(outline)
    for shown, outlines in shapes.items():
        path = Path.make_compound_path_from_polys(np.array(outlines, float))
        axes.add_patch(PathPatch(path, facecolor=shown.colour, alpha=shown.opacity, linewidth=0))
    _rules(axes, windows, origin)


def _rules(axes: Axes, windows: WindowMap, origin: date) -> None:
    """Paper between the cells, drawn over the runs."""
    far = max(_corner(window, origin)[0] for window in windows.windows) + 1
    lines = [[(place, 0), (place, far)] for place in range(far + 1)]
    lines += [[(0, place), (far, place)] for place in range(far + 1)]
    path = Path(np.array(lines, float).reshape(-1, 2), [Path.MOVETO, Path.LINETO] * len(lines))
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=style.PAPER, linewidth=0.55))


def _outline(shown: _Class, x: float, y: float) -> list[tuple[float, float]]:
    """The corners of a cell of this class about its middle."""
    right, up = shown.width / 2, shown.height / 2
    return [(x - right, y - up), (x + right, y - up), (x + right, y + up), (x - right, y + up)]


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
        wide, high = 0.034 * one.width, 0.034 * one.height
        corner = (0.036 - wide / 2, y - high / 2)
        key = Rectangle(corner, wide, high, transform=axes.transAxes, facecolor=one.colour, linewidth=0)
        key.set_alpha(one.opacity)
        axes.add_patch(key)
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
        f"Map of {plural(len(windows.windows), 'window')} by start and end month, shaded by doubling "
        f"time ({classes}). The chosen window {time_text(study.log_linear)} months."
    )


def _csv(windows: WindowMap) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(("first", "last", "rate", "rate_lower", "rate_upper", "dispersion", "curvature_p"))
    for one in windows.windows:
        rates = (one.rate, one.rates.lower, one.rates.upper)
        tests = (f"{one.dispersion:.3g}", f"{one.curvature.p_value:.2g}" if one.curvature else "")
        table.writerow(
            (f"{one.first:%Y-%m}", f"{one.last:%Y-%m}", *(f"{rate:.3f}" for rate in rates), *tests)
        )
    return stream.getvalue()
