"""A chart with a row for every claim, in groups: a name, a bar over what it allows, and its words beside it.

Claims crowd together in some weeks and are months apart in others; a row each keeps every one legible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from frontledger.ledger import Interval
from frontledger.present.drawing import style

_ROW_INCHES = 0.185
_LETTER_POINTS = 4.5
_MOST_WORDS = 0.6
"""Share of the width words may take at most."""

_SHORTEST_DAYS = 28


@dataclass(frozen=True)
class Row:
    """A row's name, the words beside its mark, whose it is, and what is drawn: counts, or days as numbers."""

    name: str
    words: str
    key: str
    bounds: Interval
    best: float | None = None
    strong: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one heading; a group without rows is not drawn."""

    heading: str
    rows: tuple[Row, ...]


def draw_counts(groups: list[Group]) -> str:
    """The rows against a count axis from nought, as SVG."""
    with style.drawing(height=_height(groups)) as (figure, axes):
        _draw(axes, groups)
        style.count_axis(axes, "x")
        reach = _reach(groups, 0)
        axes.set_xlim(-0.012 * reach, reach)
        return style.svg(figure)


def draw_days(groups: list[Group]) -> str:
    """The rows against a date axis, as SVG; bounds are days as matplotlib numbers them."""
    with style.drawing(height=_height(groups)) as (figure, axes):
        _draw(axes, groups)
        first = min(row.bounds.lower for group in groups for row in group.rows)
        reach = max(_reach(groups, first), first + _SHORTEST_DAYS)
        axes.set_xlim(first - 0.02 * (reach - first), reach)
        style.date_axis(axes)
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        return style.svg(figure)


def _draw(axes: Axes, groups: list[Group]) -> None:
    y, ticks, names = 0.0, [], []
    for group in groups:
        if not group.rows:
            continue
        axes.text(
            0, y, group.heading, transform=axes.get_yaxis_transform(), va="center", fontweight="semibold"
        )
        for row in group.rows:
            y -= 1
            _draw_row(axes, y, row)
            ticks.append(y)
            names.append(row.name)
        y -= 1.4
    axes.set_yticks(ticks, names, va="center")
    axes.set_ylim(y + 0.8, 0.7)
    axes.spines["left"].set_visible(False)


def _draw_row(axes: Axes, y: float, row: Row) -> None:
    style.whisker(axes, y, row.bounds, row.key, best=row.best, along="x")
    axes.annotate(
        row.words,
        (_tip(row), y),
        xytext=(_gap(row), 0),
        textcoords="offset points",
        va="center",
        color=style.text_colour_of(row.key),
        fontweight="semibold" if row.strong else "normal",
    )


def _reach(groups: list[Group], start: float) -> float:
    """Where the axis must end for every row's words to stand inside it, in the axis's own units."""
    rows = [row for group in groups for row in group.rows]
    width = style.WIDTHS["page"] * 72 - _LETTER_POINTS * max(len(row.name) for row in rows)
    shares = [min((_gap(row) + _LETTER_POINTS * len(row.words)) / width, _MOST_WORDS) for row in rows]
    return max(start + (_tip(row) - start) / (1 - share) for row, share in zip(rows, shares, strict=True))


def _gap(row: Row) -> float:
    return 22 if math.isinf(row.bounds.upper) else 6


def _tip(row: Row) -> float:
    return row.bounds.lower if math.isinf(row.bounds.upper) else row.bounds.upper


def _height(groups: list[Group]) -> float:
    lines = sum(len(group.rows) + 2.4 for group in groups if group.rows)
    return _ROW_INCHES * lines + 0.45


def in_words(groups: list[Group]) -> str:
    """Every row in words, for the text that stands for the chart."""
    parts = [
        f"{group.heading}: " + "; ".join(f"{row.name}, {row.words}" for row in group.rows)
        for group in groups
        if group.rows
    ]
    return ". ".join(parts) + "."
