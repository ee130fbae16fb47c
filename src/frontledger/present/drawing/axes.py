"""Axes that find and measure their ticks once for each place, where matplotlib does it for every use.

In each pass of the layout an axis is asked for its ticks and the room of their words some five times: for itself,
its label and the title. The drawing asks again. Between two moves of finished axes the answer is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick, XAxis, YAxis
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

Boxes = tuple[list[Bbox], list[Bbox]]


class HouseAxes(Axes):
    """The axes of our figures; while they are `settled` only their place may change, nothing they show."""

    settled = False

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = _XAxis(self, clear=False), _YAxis(self, clear=False)
        for name, axis in (
            ("bottom", self.xaxis),
            ("top", self.xaxis),
            ("left", self.yaxis),
            ("right", self.yaxis),
        ):
            self.spines[name].register_axis(axis)

    def forget(self) -> None:
        """Keeps nothing of what was found, since it may change."""
        for axis in (self.xaxis, self.yaxis):
            vars(axis).pop("_found", None)


@contextmanager
def settled(figure: Figure) -> Iterator[None]:
    """For the time in which a figure is laid out and drawn, and nothing is added to it."""
    ours = [axes for axes in figure.axes if isinstance(axes, HouseAxes)]
    for axes in ours:
        axes.settled = True
    try:
        yield
    finally:
        for axes in ours:
            axes.settled = False
            axes.forget()


@dataclass
class _Found:
    """What an axis shows at a place: its ticks, the room of their words, and its own room with them.

    The last is by whether it is asked for the layout.
    """

    place: tuple[float, ...]
    ticks: list[Tick]
    boxes: Boxes | None = None
    room: dict[bool, Bbox | None] = field(default_factory=dict)


class _Measured(Axis):
    """The part of an axis that is the same along both directions."""

    axes: HouseAxes
    _found: _Found | None = None

    def _update_ticks(self) -> list[Tick]:
        if not self.axes.settled:
            return super()._update_ticks()  # type: ignore[misc]
        place = (*self.axes.bbox.bounds, *self.get_view_interval())
        if self._found is None or self._found.place != place:
            self._found = _Found(place, super()._update_ticks())  # type: ignore[misc]
        return self._found.ticks

    def _copy_tick_props(self, src: Tick | None, dest: Tick | None) -> None:
        """Only the gridline, for what it is cut to; all else `tick_params` has told the new tick already."""
        if src is not None and dest is not None:
            dest.gridline.update_from(src.gridline)

    def _get_ticklabel_bboxes(self, ticks: list[Tick], renderer: RendererBase) -> Boxes:
        found = self._found
        if found is None or ticks is not found.ticks:
            return super()._get_ticklabel_bboxes(ticks, renderer)  # type: ignore[misc]
        if found.boxes is None:
            found.boxes = super()._get_ticklabel_bboxes(ticks, renderer)  # type: ignore[misc]
        return found.boxes

    def get_tightbbox(self, renderer: Any = None, *, for_layout_only: bool = False) -> Bbox | None:
        self._update_ticks()
        if self._found is None:
            return super().get_tightbbox(renderer, for_layout_only=for_layout_only)
        room = self._found.room
        if for_layout_only not in room:
            room[for_layout_only] = super().get_tightbbox(renderer, for_layout_only=for_layout_only)
        return room[for_layout_only]


class _XAxis(_Measured, XAxis):
    __name__ = "xaxis"


class _YAxis(_Measured, YAxis):
    __name__ = "yaxis"
