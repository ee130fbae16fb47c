"""Our type faces: where they are, which characters they can draw, and cut to those a page needs."""

from __future__ import annotations

import io
import string
from functools import cache, lru_cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "fonts"

BASIC = frozenset(string.printable) - frozenset(string.whitespace) | frozenset(" \u00a0–—‘’“”…×−±≥≤·→")
"""What nearly every page needs: one set, so that a face is cut once for many pages."""

SELDOM = frozenset("#$*<>@[\\]^_`{|}~")
"""What of the basic set prose hardly ever has: the serif is cut with it only where a page's text does."""

FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "lnum", "tnum")
"""What our style sheets ask of a face beyond plain letters."""

_READ = ("SourceSans3-Regular.ttf", "SourceSerif4-Regular.ttf")


@cache
def drawn() -> frozenset[int]:
    """The code points that both the sans and the serif can draw.

    >>> ord("–") in drawn(), ord("한") in drawn()
    (True, False)
    """
    return frozenset(set.intersection(*map(_code_points, _READ)))


@lru_cache(maxsize=64)
def woff(face: str, further: frozenset[str] = frozenset()) -> bytes:
    """A face as a web font of the basic characters and some further ones; the same each time.

    >>> len(woff("SourceSans3-Regular.ttf")) < 12_000
    True
    """
    options = Options(layout_features=list(FEATURES), hinting=False, name_IDs=[], notdef_outline=True)
    options.drop_tables += ["BASE", "STAT"]
    basic = BASIC - SELDOM if "Serif" in face else BASIC
    with TTFont(FONTS / face, recalcTimestamp=False, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord(character) for character in sorted(basic | further)])
        subsetter.subset(font)
        font.flavor = "woff"
        stream = io.BytesIO()
        font.save(stream)
    return stream.getvalue()


def beyond_basic(text: str) -> frozenset[str]:
    """The characters of a text that no face is sure to have otherwise, and that ours can draw.

    >>> sorted(beyond_basic("Łódź, $4–5 한"))
    ['$', 'ó', 'Ł', 'ź']
    """
    return frozenset(one for one in set(text) - (BASIC - SELDOM) if ord(one) in drawn() and not one.isspace())


def _code_points(face: str) -> set[int]:
    with TTFont(FONTS / face, lazy=True) as font:
        return set(font.getBestCmap())
