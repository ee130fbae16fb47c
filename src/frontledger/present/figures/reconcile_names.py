"""Words beside marks in a crowded panel: each where there is room near its mark, the most important first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from frontledger.present.drawing import style

_NEAR = ((7, 0), (-7, 0), (6, 9), (-6, 9), (6, -9), (-6, -9))
_FAR = (
    (18, 0), (-18, 0), (16, 14), (-16, 14), (30, 8), (-30, 8), (12, 22), (-12, 22), (40, 20), (48, 0), (-48, 6),
    (24, 28), (60, 24), (75, 4), (75, 16), (30, -16), (60, -14), (100, 10), (100, 24), (130, 6), (130, 20),
)  # fmt: skip
"""Where words are tried, in points from the mark; those further off are joined to it by a thin line."""

_MARK = 4.0
_POINTS = 60
"""Points at least that are looked at along a line: one of few corners has long stretches between them."""

_LEADER = {
    "arrowstyle": "-",
    "color": style.MUTED,
    "linewidth": 0.5,
    "linestyle": (0, (1, 1.5)),
    "shrinkB": 4,
}


@dataclass(frozen=True)
class Name:
    """Words for a mark: where it stands, the words, whose it is, and whether to set it further off if need be."""

    x: float
    y: float
    words: str
    key: str
    must: bool


def set_names(axes: Axes, names: list[Name]) -> None:
    """Sets each name where it covers no other name and no mark; one without such room is left out.

    Names come most important first. The axes must have their final size.
    """
    taken = _marks(axes)
    for name in names:
        tried = _annotate(axes, name, _NEAR[0])
        for offset in (*_NEAR, *_FAR) if name.must else _NEAR:
            box = _box(tried, offset)
            if _fits(axes, box, taken):
                taken.append(box)
                _annotate(axes, name, offset, joined=offset in _FAR)
                break
        tried.remove()


def _box(text: Annotation, offset: tuple[int, int]) -> Bbox:
    """The room the words alone would take there; a line to the mark would cost more to set than the words."""
    text.set(position=offset, horizontalalignment=_side(offset))
    text.get_window_extent()  # moves the words to their place
    return Text.get_window_extent(text).padded(1.0)


def _side(offset: tuple[int, int]) -> Literal["left", "right"]:
    return "left" if offset[0] > 0 else "right"


def _annotate(axes: Axes, name: Name, offset: tuple[int, int], *, joined: bool = False) -> Annotation:
    return axes.annotate(
        name.words,
        (name.x, name.y),
        xytext=offset,
        textcoords="offset points",
        ha=_side(offset),
        va="center",
        color=style.text_colour_of(name.key),
        fontweight="semibold" if name.must else "normal",
        arrowprops=_LEADER | {"relpos": (0 if offset[0] > 0 else 1, 0.5)} if joined else None,
        annotation_clip=False,
        zorder=6,
    )


def _fits(axes: Axes, box: Bbox, taken: list[Bbox]) -> bool:
    """Whether the words alone, without the line that joins them to the mark, stand free inside the axes."""
    frame = axes.bbox
    inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
    return inside and not box.count_overlaps(taken)


def _marks(axes: Axes) -> list[Bbox]:
    """The room every mark, whisker and point of the path takes, in display units."""
    point = axes.get_figure(root=True).dpi / 72  # type: ignore[union-attr]
    boxes = []
    for line in axes.lines:
        places = axes.transData.transform(line.get_xydata())
        reach = (_MARK if line.get_marker() not in ("None", None, "") else 0.7) * point
        if len(places) == 2:
            low, high = places.min(axis=0), places.max(axis=0)
            boxes.append(Bbox([low - reach, high + reach]))
        else:
            between = np.asarray(Path(places).interpolated(-(-_POINTS // len(places))).vertices)
            boxes += [Bbox([place - reach, place + reach]) for place in between]
    for text in axes.texts:
        if isinstance(text, Annotation) and text.arrow_patch is not None:
            text.get_window_extent()  # brings the arrow to its place
            boxes.append(text.arrow_patch.get_window_extent())
    return boxes
