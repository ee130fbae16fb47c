"""Identifiers made of names, for rows that have none of their own yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 48


def slug(text: str) -> str:
    """An id made of a name; "" where it holds no letter or digit that an id may hold.

    >>> slug("Dong-A Ilbo 2024-10-24")
    'dong_a_ilbo_2024_10_24'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LONGEST].strip("_")


def free(text: str, taken: Collection[str]) -> str:
    """An id made of a name that is not taken yet.

    >>> free("The Page", {"the_page"})
    'the_page_2'
    """
    wanted, number = slug(text) or "unnamed", 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}_{number}", number + 1
    return found
