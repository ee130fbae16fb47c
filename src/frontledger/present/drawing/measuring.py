"""How much room words take: as matplotlib finds it, but each word is measured once.

Measuring is dear, for the outline of every letter is read anew each time, and most words of a report stand in
several of its figures. What is kept are whole numbers that depend on the type face and the word alone.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import FontPath, FontProperties, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import TextToPath

_PARTS = 64.0
"""Parts of a pixel that type faces count in."""
_WORD = re.compile(r" |[^ ]+")


def extent(text: str, prop: FontProperties) -> tuple[float, float, float] | None:
    """Width, height and descent of a line of text in points; None where our face lacks one of its letters.

    The widths of words add up to that of the line, since our faces move no letter for a blank beside it.
    """
    face = _face(prop)
    if not _letters(face).issuperset(text):
        return None
    words = [_word(face, word) for word in _WORD.findall(text)]
    width = sum(word[0] for word in words)
    up, down = (max((word[place] for word in words), default=0) for place in (1, 2))
    scale = prop.get_size_in_points() / TextToPath.FONT_SCALE
    return width / _PARTS * scale, (up + down) / _PARTS * scale, down / _PARTS * scale


def line_metrics(prop: FontProperties) -> tuple[float, float, float]:
    """Ascent, descent and the gap between lines of a face in points, as its designer gave them."""
    units, *metrics = _designed(_face(prop))
    scale = 1 / units * prop.get_size_in_points()
    ascent, descent, gap = (number * scale for number in metrics)
    return ascent, descent, gap


def _face(prop: FontProperties) -> FontPath:
    meant = tuple(mpl.rcParams["font.sans-serif"])  # what a family of that name stands for
    return _found(meant, tuple(prop.get_family()), prop.get_style(), prop.get_weight())


@cache
def _found(_meant: tuple[str, ...], family: tuple[str, ...], style: Any, weight: str | int) -> FontPath:
    return fontManager.findfont(FontProperties(family=list(family), style=style, weight=weight))


@cache
def _letters(face: FontPath) -> frozenset[str]:
    return frozenset(map(chr, get_font(face).get_charmap()))


@cache
def _designed(face: FontPath) -> tuple[int, int, int, int]:
    """Units of the em, ascent, descent and line gap, in units."""
    font = get_font(face)
    units, table = font.units_per_EM, font.get_sfnt_table("OS/2")
    if table is None:
        raise ValueError(f"{face.path} has no table of line heights")
    return units, table["sTypoAscender"], -table["sTypoDescender"], table["sTypoLineGap"]


@lru_cache(maxsize=8192)
def _word(face: FontPath, word: str) -> tuple[int, int, int]:
    """How far on, up and down a word or a blank goes, in parts of a pixel, at the size matplotlib measures in."""
    font = get_font(face)
    font.set_size(TextToPath.FONT_SCALE, TextToPath.DPI)
    font.set_text(word, 0.0, flags=LoadFlags.NO_HINTING)
    width, height = font.get_width_height()
    down = font.get_descent()
    return width, height - down, down
