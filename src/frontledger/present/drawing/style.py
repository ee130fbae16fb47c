"""The house style of figures: how a drawing is opened, and how it becomes an SVG.

Title, units and source are not drawn: the block carries them and the page sets them as text. Colours are in
`palette`, axes and labels in `marks`; both are reached from here, so that a chart needs one import.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from frontledger.present.drawing.axes import HouseAxes, settled
from frontledger.present.drawing.canvas import Canvas
from frontledger.present.drawing.labels import LineLabel, label_lines
from frontledger.present.drawing.marks import count_axis, date_axis, whisker
from frontledger.present.drawing.palette import (
    ACCENT,
    BAND,
    GRID,
    INK,
    MARKERS,
    MUTED,
    PAPER,
    SERIES,
    colour_of,
    marker_of,
    text_colour_of,
)
from frontledger.present.drawing.svg_text import lean
from frontledger.present.drawing.typefaces import FONTS

__all__ = [
    "ACCENT",
    "BAND",
    "GRID",
    "INK",
    "MARKERS",
    "MUTED",
    "PAPER",
    "SERIES",
    "LineLabel",
    "colour_of",
    "count_axis",
    "date_axis",
    "drawing",
    "label_lines",
    "lay_out",
    "marker_of",
    "panels",
    "svg",
    "text_colour_of",
    "whisker",
]

WIDTHS = {"page": 6.7, "half": 3.3}
"""Inches; 6.7 is 170 mm, the text width of an A4 page with 20 mm margins."""

_HERE = Path(__file__).parent


@contextmanager
def drawing(width: Literal["page", "half"] = "page", height: float = 3.4) -> Iterator[tuple[Figure, Axes]]:
    """A figure with one axes in the house style; `height` in inches.

    >>> with drawing(height=2.5) as (figure, axes):
    ...     line = axes.plot([1, 2], [3000, 11000], color=colour_of("nis"), marker=marker_of("nis"))
    >>> "</svg>" in svg(figure)
    True
    """
    with panels(1, width=width, height=height) as (figure, grid):
        yield figure, grid[0]


@contextmanager
def panels(
    rows: int,
    columns: int = 1,
    *,
    width: Literal["page", "half"] = "page",
    height: float = 5.0,
    share_x: bool = True,
    share_y: bool = False,
) -> Iterator[tuple[Figure, list[Axes]]]:
    """A figure of several axes in the house style, given row by row; `height` of the whole in inches."""
    with mpl.rc_context(_settings()):
        figure = Figure(figsize=(WIDTHS[width], height))
        Canvas(figure)
        grid = figure.subplots(
            rows, columns, sharex=share_x, sharey=share_y, squeeze=False, subplot_kw={"axes_class": HouseAxes}
        )
        yield figure, list(np.ravel(grid))


def lay_out(figure: Figure) -> None:
    """Brings the axes to their places, so that words can be set where there is room."""
    layout = figure.get_layout_engine()
    if not isinstance(figure.canvas, Canvas) or layout is None:
        raise TypeError("the figure is none that drawing or panels opened")
    with mpl.rc_context(_settings()), settled(figure):
        layout.execute(figure)


def svg(figure: Figure) -> str:
    """The figure as SVG text: the same figure always gives the same bytes, and its words stay words."""
    canvas, layout = figure.canvas, figure.get_layout_engine()
    if not isinstance(canvas, Canvas) or layout is None:
        raise TypeError("the figure is none that drawing or panels opened")
    with mpl.rc_context(_settings()), settled(figure):
        # Figure.savefig would draw everything once more, unseen, only to have the layout made.
        layout.execute(figure)
        figure.set_layout_engine("none")
        written = canvas.written()
    return lean(written)


@cache
def _settings() -> mpl.RcParams:
    for name in ("SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf"):
        fontManager.addfont(FONTS / name)
    return mpl.rc_params_from_file(_HERE / "frontledger.mplstyle", use_default_template=True)
