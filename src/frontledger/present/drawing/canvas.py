"""The canvas figures are drawn on: one renderer both measures and draws."""

from __future__ import annotations

import io
from typing import Literal

from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG
from matplotlib.font_manager import FontProperties

from frontledger.present.drawing.measuring import extent, line_metrics


class Canvas(FigureCanvasSVG):
    """A canvas with one renderer, where matplotlib would set one up whenever words are measured."""

    _renderer: _Renderer | None = None

    def get_renderer(self) -> _Renderer:
        """What matplotlib asks when it has to know the size of words before the drawing is made."""
        if self._renderer is None:
            self.figure.dpi = self.fixed_dpi
            self._renderer = _Renderer(*self.figure.get_size_inches() * self.fixed_dpi)
        return self._renderer

    def written(self) -> str:
        """The figure as matplotlib writes it in SVG, with its axes where they are."""
        renderer = self.get_renderer()
        self._renderer = None
        self.figure.draw(renderer)
        renderer.finalize()
        return renderer.stream.getvalue()


class _Renderer(RendererSVG):
    def __init__(self, width: float, height: float) -> None:
        self.stream = io.StringIO()
        super().__init__(width, height, self.stream, metadata={"Date": None, "Creator": None})

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        found = extent(s, prop)
        return found or super().get_text_width_height_descent(s, prop, ismath)

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        # Asked for every line of text; without an answer matplotlib reads the tables of the font file.
        return line_metrics(prop)
