"""Names set at the ends of lines: beside the end where there is room, else in a column at the right edge."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.cbook import STEP_LOOKUP_MAP
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from frontledger.present.drawing.palette import MUTED, PAPER, text_colour_of

_LINE_HEIGHT = 1.18
"""Least distance of two names' middles, in heights of a line of text."""

_BESIDE = ((7.0, 0.0), (6.0, 8.0), (6.0, -8.0), (-7.0, 0.0), (-6.0, 8.0), (-6.0, -8.0))
"""Where beside its end a name is tried, in points: to the right, above and below that; then to the left."""

_VEIL = {"facecolor": PAPER, "linewidth": 0, "pad": 0.8}
"""Behind a name, so that no gridline strikes it through."""

_COLUMN = 10.0
"""Points from the right edge of the axes to the column of names."""


@dataclass(frozen=True)
class LineLabel:
    """Words for the end of a line: where the line ends (data units), the words, and whose line it is."""

    x: Any
    y: float
    text: str
    key: str


def label_lines(axes: Axes, items: Iterable[LineLabel]) -> None:
    """Names lines at their ends; names without room there stand at the right edge, joined to their ends.

    No name covers another or a line. Call it once per axes, when everything is drawn; the layout makes the
    room.
    """
    labels = list(items)
    if labels:
        axes.add_artist(_EndLabels(axes, labels)).set_clip_on(False)


class _EndLabels(Artist):
    """The names of one axes; where they go is found when drawn, since only then the scale is known."""

    def __init__(self, axes: Axes, labels: list[LineLabel]) -> None:
        super().__init__()
        self._home = axes
        self.set_zorder(5)
        self._labels = labels
        self._texts = [
            Text(
                text=label.text,
                color=text_colour_of(label.key),
                va="center",
                bbox=_VEIL,
                figure=axes.get_figure(),
            )
            for label in labels
        ]
        self._beside: list[tuple[float, float] | None] | None = None

    def get_window_extent(self, renderer: RendererBase | None = None) -> Bbox:
        self._place(renderer)
        return Bbox.union([text.get_window_extent(renderer) for text in self._texts])

    def get_tightbbox(self, renderer: RendererBase | None = None) -> Bbox:
        return self.get_window_extent(renderer)

    def draw(self, renderer: RendererBase) -> None:
        offsets = self._place(renderer)
        for end, offset, text in zip(self._ends(), offsets, self._texts, strict=True):
            if offset is None:
                self._leader(end, text.get_position(), renderer)
            text.draw(renderer)

    def _leader(self, end: tuple[float, float], place: tuple[float, float], renderer: RendererBase) -> None:
        edge, start = self._home.bbox.x1, end[0] + 4 * self._point
        if place[0] - start > 14 * self._point or abs(place[1] - end[1]) > 3 * self._point:
            corner = min(max(start, edge), place[0] - 2)
            path = [min(start, corner), corner, place[0] - 2], [end[1], end[1], place[1]]
            line = Line2D(*path, color=MUTED, linewidth=0.5, figure=self.get_figure())
            line.set_dashes((1, 1.5))
            line.draw(renderer)

    @property
    def _point(self) -> float:
        return self.get_figure(root=True).dpi / 72  # type: ignore[union-attr]

    def _ends(self) -> list[tuple[float, float]]:
        points = [(self._home.convert_xunits(label.x), label.y) for label in self._labels]
        return [tuple(self._home.transData.transform(point)) for point in points]

    def _place(self, renderer: RendererBase | None) -> list[tuple[float, float] | None]:
        """Moves every name to its place; which stand beside their ends is decided once, before the layout."""
        ends = self._ends()
        if self._beside is None:
            self._beside = self._find_room(ends, renderer)
        column = [place for place, offset in enumerate(self._beside) if offset is None]
        heights = [_height(self._texts[place]) * self._point for place in column]
        heights_at = dict(
            zip(
                column, spread([ends[place][1] for place in column], heights, self._home.bbox.y0), strict=True
            )
        )
        for place, (offset, end) in enumerate(zip(self._beside, ends, strict=True)):
            if offset is None:
                self._texts[place].set_position(
                    (self._home.bbox.x1 + _COLUMN * self._point, heights_at[place])
                )
            else:
                self._move(self._texts[place], end, offset)
        return self._beside

    def _move(self, text: Text, end: tuple[float, float], offset: tuple[float, float]) -> None:
        text.set_position((end[0] + offset[0] * self._point, end[1] + offset[1] * self._point))
        text.set_horizontalalignment("left" if offset[0] > 0 else "right")

    def _find_room(
        self, ends: list[tuple[float, float]], renderer: RendererBase | None
    ) -> list[tuple[float, float] | None]:
        frame = self._home.bbox
        paths = [_drawn_path(line) for line in self._home.lines]
        taken = [text.get_window_extent(renderer) for text in self._home.texts if _shows(text)]
        taken += [box for line in self._home.lines for box in _marks(line, self._point)]
        taken += [patch.get_window_extent(renderer) for patch in self._home.patches]
        found: list[tuple[float, float] | None] = []
        for end, text in zip(ends, self._texts, strict=True):
            found.append(None)
            for offset in _BESIDE:
                self._move(text, end, offset)
                box = text.get_window_extent(renderer)
                inside = (
                    frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
                )
                if (
                    inside
                    and not box.count_overlaps(taken)
                    and not any(p.intersects_bbox(box, filled=False) for p in paths)
                ):
                    found[-1] = offset
                    taken.append(box)
                    break
            else:
                text.set_horizontalalignment("left")
        return found


def _shows(text: Text) -> bool:
    """Whether a text has words, or is the carrier of an arrow."""
    return bool(text.get_text()) or getattr(text, "arrow_patch", None) is not None


def _marks(line: Line2D, point: float) -> list[Bbox]:
    """The boxes of a line's markers, in display units."""
    if line.get_marker() in (None, "", " ", "None", "none"):
        return []
    half = float(line.get_markersize()) * point / 2
    return [
        Bbox([[x - half, y - half], [x + half, y + half]])
        for x, y in np.asarray(_drawn_path(line).vertices, dtype=float)
    ]


def _drawn_path(line: Line2D) -> Path:
    """A line as it is drawn, steps and all, in display units."""
    x, y = STEP_LOOKUP_MAP[line.get_drawstyle()](*np.asarray(line.get_xydata(), dtype=float).T)
    return Path(line.get_transform().transform(np.column_stack([x, y])))


def _height(text: Text) -> float:
    return float(text.get_fontsize()) * _LINE_HEIGHT * (text.get_text().count("\n") + 1)


def spread(ends: list[float], heights: list[float], floor: float = -math.inf) -> list[float]:
    """Middles for names of these heights, near their ends, in the order of the ends, none overlapping.

    Names that would overlap form a group centred on the mean of its ends; groups that meet are joined.

    >>> spread([0.0, 1.0, 50.0], [10.0, 10.0, 10.0])
    [-4.5, 5.5, 50.0]
    """
    groups: list[list[int]] = []
    for place in sorted(range(len(ends)), key=lambda i: (ends[i], i)):
        groups.append([place])
        while len(groups) > 1 and _top(groups[-2], ends, heights, floor) > _bottom(
            groups[-1], ends, heights, floor
        ):
            groups[-2:] = [groups[-2] + groups[-1]]
    middles = [0.0] * len(ends)
    for group in groups:
        y = _bottom(group, ends, heights, floor)
        for place in group:
            middles[place] = y + heights[place] / 2
            y += heights[place]
    return middles


def _bottom(group: list[int], ends: list[float], heights: list[float], floor: float) -> float:
    middle = sum(ends[place] for place in group) / len(group)
    return max(middle - sum(heights[place] for place in group) / 2, floor - heights[group[0]] / 2)


def _top(group: list[int], ends: list[float], heights: list[float], floor: float) -> float:
    return _bottom(group, ends, heights, floor) + sum(heights[place] for place in group)
