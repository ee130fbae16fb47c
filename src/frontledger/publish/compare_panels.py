"""Where the marks of a sweep's panels stand: a row for each value of a parameter, the number along it.

All lengths are in the units of the drawing's view box, about a pixel on a wide screen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from frontledger.present.words.numbers import join_names, plural
from frontledger.publish.diff.compare import figure, signed
from frontledger.publish.document import HeadlineNumber
from frontledger.publish.sweep import Line, Panel, Sweep

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 680.0, 180.0, 660.0, 6.0, 24.0
_TALLEST, _LABEL, _LETTERS = 900.0, 15.0, 28
_DODGE = 6.0

MOST_COLOURED = 4
"""Lines told apart; of more, the first is drawn strongly and the rest faintly."""


@dataclass(frozen=True)
class Scale:
    """From numbers to places along a row."""

    low: float
    high: float

    def at(self, number: float) -> float:
        """The place of a number."""
        return round(LEFT + (RIGHT - LEFT) * (number - self.low) / (self.high - self.low), 1)

    def ticks(self) -> list[float]:
        """Up to seven round numbers in the range.

        >>> Scale(0.0, 10.0).ticks()
        [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        """
        rough = (self.high - self.low) / 6
        size = 10.0 ** math.floor(math.log10(rough))
        step = next(size * times for times in (1, 2, 2.5, 5, 10) if size * times >= rough * (1 - 1e-9))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [float(f"{place * step:.10g}") for place in range(first, last + 1)]


def scale_of(numbers: Iterable[HeadlineNumber]) -> Scale:
    """A scale with room for every number and bound."""
    ends = [end for one in numbers for end in (one.value, one.low, one.high) if end is not None]
    low, high = min(ends), max(ends)
    room = 0.04 * (high - low) or 0.1 * abs(high) or 1.0
    return Scale(low - room, high + room)


def drawing(panel: Panel, sweep: Sweep) -> dict[str, Any]:
    """What the template draws for a panel; every panel of a sweep has the same scale."""
    scale = scale_of(entry.number for entry in sweep.drawn if entry.number)
    told_apart = len(panel.lines) <= MOST_COLOURED
    room = max(26.0, _DODGE * len(panel.lines) + 10) if told_apart else 26.0
    pitch = round(min(room, max(3.0, _TALLEST / len(panel.values))), 2)
    height = TOP + pitch * len(panel.values)
    lines = [_line(line, place, panel, pitch, scale) for place, line in enumerate(panel.lines)]
    return {
        "width": WIDTH,
        "height": round(height + BOTTOM, 1),
        "left": LEFT,
        "top": TOP,
        "floor": round(height, 1),
        "ticks": [(scale.at(tick), signed(figure(tick))) for tick in scale.ticks()],
        "rows": list(_rows(panel.values, pitch)),
        "lines": lines if told_apart else lines[:1],
        "faint": [] if told_apart else _joined(lines[1:]),
        "others": "" if told_apart else plural(len(lines) - 1, "other combination"),
        "alt": _alt(panel, sweep),
    }


def _rows(values: Sequence[str], pitch: float) -> Iterator[tuple[float, str]]:
    """The places of the rows' labels, thinned where they would touch."""
    every = math.ceil(_LABEL / pitch)
    for place in range(0, len(values), every):
        label = values[place] or "not set"
        short = label if len(label) <= _LETTERS else f"{label[: _LETTERS - 1].rstrip(' ,')}…"
        yield _row(place, pitch), short


def _row(place: int, pitch: float) -> float:
    return round(TOP + pitch * (place + 0.5), 1)


def _line(line: Line, order: int, panel: Panel, pitch: float, scale: Scale) -> dict[str, str]:
    """A line as paths: through its points, a dot each, and the bars from bound to bound."""
    count = len(panel.lines)
    aside = (order - (count - 1) / 2) * _DODGE if count <= MOST_COLOURED and pitch > _DODGE * count else 0.0
    marks = [(number, round(_row(place, pitch) + aside, 1)) for place, number in line.points]
    dots = [f"{scale.at(number.value)} {row}" for number, row in marks if number.value is not None]
    return {
        "held": ", ".join(f"{name} {value or 'not set'}" for name, value in line.held),
        "through": "M" + "L".join(dots) if len(dots) > 1 else "",
        "dots": "".join(f"M{dot}h0" for dot in dots),
        "bars": "".join(_bar(number, row, scale) for number, row in marks),
    }


def _bar(number: HeadlineNumber, row: float, scale: Scale) -> str:
    """From bound to bound, each with a cap; to the edge where one is missing, nothing where both are."""
    if number.low is None and number.high is None:
        return ""
    low = scale.at(number.low) if number.low is not None else LEFT
    high = scale.at(number.high) if number.high is not None else RIGHT
    closed = [low] * (number.low is not None) + [high] * (number.high is not None)
    caps = [f"M{end} {round(row - 3, 1)}v6" for end in closed]
    return f"M{low} {row}H{high}{''.join(caps)}"


def _joined(lines: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Many faint lines as one, without bars."""
    return [{name: "".join(line[name] for line in lines) for name in ("through", "dots")}]


def _alt(panel: Panel, sweep: Sweep) -> str:
    numbers = [(place, number) for line in panel.lines[:1] for place, number in line.points]
    told = [f"{_said(number)} at {panel.values[place] or 'not set'}" for place, number in numbers]
    first = panel.lines[0].held
    held = f" with {join_names([f'{name} {value}' for name, value in first])}" if first else ""
    shown = join_names(told) if len(told) <= 8 else f"{told[0]} to {told[-1]}"
    return f"The headline number in {sweep.unit or 'its unit'} by {panel.parameter}{held}: {shown}."


def _said(number: HeadlineNumber) -> str:
    if number.value is not None:
        return signed(figure(number.value))
    low, high = ("open" if end is None else signed(figure(end)) for end in (number.low, number.high))
    return f"{low} to {high}"
