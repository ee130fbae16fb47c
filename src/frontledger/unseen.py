"""What a reader of a text does not see, or does not see as what it is."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Unicode's categories of what is not seen: controls, formats, surrogates, private use, line and paragraph ends."""

_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point, but for the joiners, as Unicode 16.0's DerivedCoreProperties.txt lists it.

Python has no such property, and many of these are marks or letters by their category: variation selectors, fillers of
Hangul, vowels of Khmer that are not written.
"""

_BLANK_OR_BROKEN = "\u2800\ufffd"
"""The sign of Braille without a dot, and what stands for a character that could not be read."""

_HIDDEN = re.compile(f"[{_IGNORABLE}{_BLANK_OR_BROKEN}]")


def first_unseen(text: str) -> str:
    r"""The code of the first character that is not seen or broken, or nothing.

    What joins two letters is part of some scripts, and is let through between them only.

    >>> first_unseen("fifty\u202etsixty"), first_unseen("4\ufe0f"), first_unseen("fifty")
    ('U+202E', 'U+FE0F', '')
    """
    if text.isascii() and text.isprintable():
        return ""
    for place, character in enumerate(text):
        if character in JOINERS and 0 < place < len(text) - 1:
            continue
        if unicodedata.category(character) in _CATEGORIES or _HIDDEN.match(character):
            return f"U+{ord(character):04X}"
    return ""
