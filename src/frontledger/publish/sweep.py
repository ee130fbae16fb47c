"""What a sweep shows: how far each parameter moves a notebook's headline number while the others are held."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from frontledger.publish.document import HeadlineNumber, IndexEntry

Held = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """Numbers along one parameter, all others held: (place of the value in `Panel.values`, number)."""

    held: Held
    points: tuple[tuple[int, HeadlineNumber], ...]

    @property
    def move(self) -> float | None:
        """How far the number goes along the line; of numbers without a central value, either bound.

        None where the parameter has one value only.
        """
        if len({place for place, _ in self.points}) < 2:
            return None
        numbers = [number for _, number in self.points]
        return max(_range(one.value for one in numbers) or _ends(numbers), default=None)

    @property
    def move_of_bounds(self) -> float:
        """How far either bound goes; 0 where a bound is not on every point."""
        return max(_ends([number for _, number in self.points]), default=0.0)


@dataclass(frozen=True)
class Panel:
    """A swept parameter: its values in order, and a line for each combination of the others; the longest first."""

    parameter: str
    meaning: str
    values: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def moves(self) -> tuple[float, ...]:
        """How far the number goes along each line that has more than one value."""
        return tuple(line.move for line in self.lines if line.move is not None)

    @property
    def most(self) -> float | None:
        """The furthest the parameter alone moves the number; None where it never changes alone."""
        return max(self.moves, default=None)

    @property
    def usual(self) -> float | None:
        """The median of how far it moves the number."""
        return median(self.moves) if self.moves else None

    @property
    def most_of_bounds(self) -> float:
        """The furthest it moves either bound."""
        return max((line.move_of_bounds for line in self.lines), default=0.0)


@dataclass(frozen=True)
class Sweep:
    """The reports of one notebook under several parameters; `panels` has the parameter that moves most first.

    `unit` is that of the number drawn; `drawn` are the reports that say it, `entries` all.
    """

    title: str
    unit: str
    entries: tuple[IndexEntry, ...]
    drawn: tuple[IndexEntry, ...]
    panels: tuple[Panel, ...]


def sweeps(entries: Sequence[IndexEntry]) -> tuple[Sweep, ...]:
    """A sweep for each notebook with several reports that differ in a parameter, in the order of the entries."""
    names = dict.fromkeys(entry.notebook for entry in entries)
    groups = ([entry for entry in entries if entry.notebook == name] for name in names)
    return tuple(_sweep(group) for group in groups if _swept(group))


def ordered(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once: numbers and dates by size, `latest` after every date, words as they come.

    >>> ordered(["10", "9.5", "10"]), ordered(["latest", "2025-03-27"]), ordered(["b", "a"])
    (('9.5', '10'), ('2025-03-27', 'latest'), ('b', 'a'))
    """
    found = tuple(dict.fromkeys(values))
    for size in (float, _day):
        try:
            return tuple(sorted(found, key=size))
        except ValueError:
            continue
    return found


def _sweep(entries: Sequence[IndexEntry]) -> Sweep:
    swept = _swept(entries)
    told = Counter((one.number.key, one.number.unit) for one in entries if one.number)
    # Of reports whose headlines speak of different quantities, those of the commonest can be compared.
    chosen = told.most_common(1)[0][0] if told else ("", "")
    drawn = tuple(one for one in entries if one.number and (one.number.key, one.number.unit) == chosen)
    panels = [_panel(name, meaning, drawn, swept) for name, meaning in swept.items()] if drawn else []
    panels.sort(key=lambda panel: -1.0 if panel.most is None else panel.most, reverse=True)
    return Sweep(entries[0].title, chosen[1], tuple(entries), drawn, tuple(panels))


def _swept(entries: Sequence[IndexEntry]) -> dict[str, str]:
    """The parameters that are not the same in all entries, with their meanings."""
    values: dict[str, set[str]] = {}
    for entry in entries:
        for name, value, _ in entry.parameters:
            values.setdefault(name, set()).add(value)
    return {name: meaning for name, _, meaning in entries[0].parameters if len(values[name]) > 1}


def _panel(name: str, meaning: str, entries: Sequence[IndexEntry], swept: Mapping[str, str]) -> Panel:
    values = ordered(_given(entry)[name] for entry in entries)
    lines: dict[Held, list[tuple[int, HeadlineNumber]]] = {}
    for entry in entries:
        given = _given(entry)
        held = tuple((other, given[other]) for other in swept if other != name)
        if entry.number:
            lines.setdefault(held, []).append((values.index(given[name]), entry.number))
    made = [Line(held, tuple(sorted(points, key=lambda point: point[0]))) for held, points in lines.items()]
    return Panel(name, meaning, values, tuple(sorted(made, key=lambda line: -len(line.points))))


def _given(entry: IndexEntry) -> dict[str, str]:
    return {name: value for name, value, _ in entry.parameters}


def _ends(numbers: Sequence[HeadlineNumber]) -> list[float]:
    return [*_range(number.low for number in numbers), *_range(number.high for number in numbers)]


def _range(numbers: Iterable[float | None]) -> list[float]:
    """The range of the numbers, where all are there; else nothing. What arithmetic alone leaves is no range."""
    found = list(numbers)
    there = [number for number in found if number is not None]
    if not there or len(there) < len(found):
        return []
    span = max(there) - min(there)
    return [span if span > 1e-9 * max(map(abs, there)) else 0.0]


def _day(value: str) -> dt.date:
    return (
        dt.date.max
        if value == "latest"
        else dt.date.fromisoformat(f"{value}-01" if len(value) == 7 else value)
    )
