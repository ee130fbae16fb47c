"""Rows on a logarithmic axis: a row a claim or a war, its bounds as a bar, its words beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter, NullLocator

from frontledger.ledger import Interval
from frontledger.present.drawing import style

_ROW_INCHES = 0.185
_POINTS_A_LETTER = 4.2
_NOISE_BELOW = 0.33
"""How far under its bar the line of counting noise lies, in rows."""


@dataclass(frozen=True)
class Mark:
    """One number on a row: `bounds` drawn as a bar, `best` as a marker, `noise` as a thin line on the bar.

    A mark that is `thin` is there to compare with: a thin dark bar in no one's colour.
    """

    bounds: Interval
    best: float | None = None
    noise: Interval | None = None
    thin: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its name, the words at its end, whose it is (the key of its colour), and what is drawn."""

    name: str
    words: str
    key: str
    marks: tuple[Mark, ...]
    strong: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under a heading; a heading of nothing takes no room."""

    heading: str
    rows: tuple[Row, ...] = field(default_factory=tuple)


def height(groups: Sequence[Group], row_inches: float = _ROW_INCHES) -> float:
    """Inches a drawing of these groups needs."""
    lines = sum(len(group.rows) + (1.5 if group.heading else 0.3) for group in groups if group.rows)
    return row_inches * lines + 0.5


def draw(axes: Axes, groups: Sequence[Group], within: Interval | None = None) -> None:
    """Draw the groups from the top; the axis takes in every finite end, and `within` where given."""
    share = _words_share(groups)
    _scale(axes, _reach(groups, within), share)
    y, ticks, names = 0.0, [], []
    for group in groups:
        if group.rows and group.heading:
            _heading(axes, y, group.heading)
            y -= 1
        for row in group.rows:
            _row(axes, y, row, share)
            ticks.append(y)
            names.append(row.name)
            y -= 1
        y -= 0.4 if group.rows else 0
    axes.set_yticks(ticks, names)
    axes.tick_params(axis="y", pad=7)
    axes.set_ylim(y + 0.5, 0.8)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")


def shade(axes: Axes, band: Interval, band_words: str, line: float, line_words: str) -> None:
    """Shade a range of the axis and mark one value on it, behind all else, and name both at the top."""
    axes.axvspan(band.lower, band.upper, color=style.BAND, alpha=0.6, zorder=0)
    axes.axvline(line, color=style.MUTED, linewidth=0.9, zorder=0.5)
    for place, words in ((math.sqrt(band.lower * band.upper), band_words), (line, line_words)):
        axes.text(
            place, 1, words, transform=axes.get_xaxis_transform(), ha="center", va="bottom", color=style.MUTED
        )


def in_words(groups: Sequence[Group]) -> str:
    """Every row's name and words, for those who cannot see the drawing."""
    return " ".join(
        (f"{group.heading}: " if group.heading else "")
        + "; ".join(f"{row.name}, {row.words}" for row in group.rows)
        + "."
        for group in groups
        if group.rows
    )


def _reach(groups: Sequence[Group], within: Interval | None) -> Interval:
    ends = [
        end
        for group in groups
        for row in group.rows
        for mark in row.marks
        for end in (mark.bounds.lower, mark.bounds.upper, mark.best)
        if end is not None and 0 < end < math.inf
    ]
    ends += [within.lower, within.upper] if within else []
    return Interval(min(ends) / 1.25, max(ends) * 1.25)


def _words_share(groups: Sequence[Group]) -> float:
    """The part of the axis to be kept free at the right for the words of the rows."""
    rows = [row for group in groups for row in group.rows]
    names = max([len(row.name) for row in rows] + [len(group.heading) for group in groups])
    width = 72 * style.WIDTHS["page"] - _POINTS_A_LETTER * names - 12
    return min(0.6, (_POINTS_A_LETTER * max(len(row.words) for row in rows) + 14) / width)


def _scale(axes: Axes, reach: Interval, share: float) -> None:
    axes.set_xscale("log")
    words = (reach.upper / reach.lower) ** (share / (1 - share))
    axes.set_xlim(reach.lower, reach.upper * words)
    axes.xaxis.set_major_locator(FixedLocator(_ticks(reach)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: f"{number:,g}"))


def _ticks(reach: Interval) -> list[float]:
    """Round numbers inside the reach: three a decade, two where there are many decades.

    >>> _ticks(Interval(0.3, 25))
    [0.5, 1.0, 2.0, 5.0, 10.0, 20.0]
    """
    first, last = math.floor(math.log10(reach.lower)), math.ceil(math.log10(reach.upper))
    steps = (1, 2, 5) if reach.upper / reach.lower < 100 else (1, 3)
    ticks = [step * 10.0**decade for decade in range(first, last + 1) for step in steps]
    return [tick for tick in ticks if reach.lower <= tick <= reach.upper]


def _heading(axes: Axes, y: float, words: str) -> None:
    across = axes.get_yaxis_transform()
    axes.annotate(
        words,
        (0, y),
        xycoords=across,
        xytext=(-7, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontweight="semibold",
    )


def _row(axes: Axes, y: float, row: Row, share: float) -> None:
    for mark in row.marks:
        _mark(axes, y, mark, "" if mark.thin else row.key, share)
    colour = style.text_colour_of(row.key) if row.key else style.INK
    axes.text(
        1,
        y,
        row.words,
        transform=axes.get_yaxis_transform(),
        ha="right",
        va="center",
        color=colour,
        fontweight="semibold" if row.strong else "normal",
    )


def _mark(axes: Axes, y: float, mark: Mark, key: str, share: float) -> None:
    left, right = axes.get_xlim()
    right /= (right / left) ** share
    colour = style.colour_of(key) if key else style.MUTED
    low, high = max(mark.bounds.lower, left), min(mark.bounds.upper, right)
    (bar,) = axes.plot([low, high], [y, y], color=colour, linewidth=3.2, alpha=0.4, solid_capstyle="butt")
    if mark.thin:
        bar.set(color=style.INK, linewidth=1.4, alpha=1, zorder=2.5)
    for end, open_end, arrow in (
        (low, mark.bounds.lower <= 0, "<"),
        (high, math.isinf(mark.bounds.upper), ">"),
    ):
        if open_end:
            axes.plot([end], [y], marker=arrow, color=colour, markersize=4.5, linestyle="none", clip_on=False)
    if mark.noise:
        below = y - _NOISE_BELOW
        axes.plot([mark.noise.lower, mark.noise.upper], [below, below], color=style.INK, linewidth=1)
    if mark.best is not None and 0 < mark.best < math.inf:
        shape = style.marker_of(key) if key else "o"
        axes.plot(
            [mark.best],
            [y],
            marker=shape,
            markersize=5.4,
            markeredgewidth=0.5,
            color=colour,
            markeredgecolor=style.PAPER,
            linestyle="none",
        )
