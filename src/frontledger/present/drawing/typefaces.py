"""Our type faces: where they are, and which characters they can draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matplotlib.ft2font import FT2Font

FONTS = Path(__file__).parent.parent / "fonts"

_READ = ("SourceSans3-Regular.ttf", "SourceSerif4-Regular.ttf")


@cache
def drawn() -> frozenset[int]:
    """The code points that both the sans and the serif can draw.

    >>> ord("–") in drawn(), ord("한") in drawn()
    (True, False)
    """
    return frozenset(set.intersection(*(set(FT2Font(str(FONTS / face)).get_charmap()) for face in _READ)))
