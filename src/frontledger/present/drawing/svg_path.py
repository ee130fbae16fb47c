"""Path data made short: no point that says nothing, no digit that nobody sees, no letter that goes without saying."""

from __future__ import annotations

import re
from functools import lru_cache

_PART = re.compile(r"([MLQCZz])|(-?\d+(?:\.\d+)?(?:e-?\d+)?)")
_LENGTHS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
_SMALL = 10.0
_STRAIGHT = 0.02
"""How far, in points, a corner may lie off the straight line between its neighbours and be left out."""

Step = tuple[str, tuple[float, ...]]


def short_path(data: str) -> str:
    """The same outline to a tenth of a point, to a hundredth in the small marks where that is seen.

    >>> short_path("M 10 20 L 30 20 L 50 20 L 50 40.04 L 0.5 0.28 z ")
    'M10 20H50V40L.5.3z'
    >>> short_path("M 0 2.5 C 0.663 2.5 1.299 2.237 1.768 1.768 z")
    'M0 2.5c.66 0 1.3-.26 1.77-.73z'
    >>> short_path("M 105.7 500.9 Q 105.7 505.6 105.7 511.6")
    'M105.7 500.9v10.7'
    """
    steps = _steps(data)
    small = all(abs(number) < _SMALL for _, numbers in steps for number in numbers)
    digits = 2 if small else 1
    plain = _straightened(_unbent(steps))
    return min((_joined(plain, digits, relative=relative) for relative in (False, True)), key=len)


def _steps(data: str) -> list[Step]:
    steps: list[Step] = []
    letter, numbers = "", list[float]()
    for found in _PART.finditer(data):
        if found[1]:
            letter, numbers = found[1].upper(), []
        else:
            numbers.append(float(found[2]))
        if len(numbers) == _LENGTHS[letter]:
            steps.append((letter, tuple(numbers)))
            numbers = []
    return steps


def _unbent(steps: list[Step]) -> list[Step]:
    """Curves whose handle lies on the way to their end as straight lines."""
    unbent: list[Step] = []
    for name, numbers in steps:
        bent = name == "Q" and not _on_the_way(unbent[-1][1][-2:], numbers[:2], numbers[2:])
        unbent.append((name, numbers) if bent or name != "Q" else ("L", numbers[2:]))
    return unbent


def _straightened(steps: list[Step]) -> list[Step]:
    """Without the points on the way of a straight line that goes on."""
    kept: list[Step] = []
    for number, step in enumerate(steps):
        after = steps[number + 1] if number + 1 < len(steps) else ("", ())
        if kept and step[0] == after[0] == "L" and _on_the_way(kept[-1][1][-2:], step[1], after[1]):
            continue
        kept.append(step)
    return kept


def _on_the_way(start: tuple[float, ...], point: tuple[float, ...], end: tuple[float, ...]) -> bool:
    if len(start) < 2:
        return False
    across, up = end[0] - start[0], end[1] - start[1]
    right, rise = point[0] - start[0], point[1] - start[1]
    length = (across**2 + up**2) ** 0.5
    along = right * across + rise * up
    return abs(right * up - rise * across) <= _STRAIGHT * length and 0 <= along <= length**2


def _joined(steps: list[Step], digits: int, *, relative: bool) -> str:
    """The steps as path data, with places or with the ways from place to place."""
    pieces: list[str] = []
    at, start, before = (0, 0), (0, 0), ""
    for name, numbers in steps:
        places = [round(number * 10**digits) for number in numbers]
        letter, words, from_ = name, places, at if relative and pieces else (0, 0)
        if places:
            end = (places[-2], places[-1])
            if name == "L" and end == at:
                continue
            words = [place - from_[number % 2] for number, place in enumerate(places)]
            if name == "L" and at[0] == end[0]:
                letter, words = "V", words[1:]
            elif name == "L" and at[1] == end[1]:
                letter, words = "H", words[:1]
            at, start = end, end if name == "M" else start
        else:
            at = start
        letter = letter.lower() if name == "Z" or (relative and pieces) else letter
        if letter != before or name == "M":
            pieces.append(letter)
        for word in words:
            text = _short(word, digits)
            pieces.append(_apart(pieces[-1], text) + text)
        before = letter
    return "".join(pieces)


def _apart(last: str, word: str) -> str:
    """A blank where two numbers would run together."""
    joins = last.isalpha() or word.startswith("-") or (word.startswith(".") and "." in last)
    return "" if joins else " "


@lru_cache(maxsize=16_384)
def _short(number: int, digits: int) -> str:
    text = f"{number / 10**digits:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("-0", "-", "") else text
