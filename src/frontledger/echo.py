"""What somebody else wrote, as a message repeats it: on one line, commanding no terminal, no longer than helps."""

from __future__ import annotations

from typing import Any

MOST_REPEATED = 80
"""Characters of a value that a message repeats; a reader finds the rest where it stands."""


def on_one_line(text: str) -> str:
    r"""The text with what would break the line, hide or command a terminal shown by its code.

    >>> on_one_line("a\nb\x1b[31m")
    'a\\nb\\x1b[31m'
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )


def in_short(text: str, most: int = MOST_REPEATED) -> str:
    """The text on one line, its end left out where it is long.

    >>> in_short("a" * 10_000).replace("a" * 80, "aaa")
    'aaa… (9,920 more characters)'
    """
    more = len(text) - most
    return on_one_line(text[:most]) + (f"… ({more:,} more characters)" if more > 0 else "")


def quoted(value: Any) -> str:
    """The value as Python writes it, its end left out where it is long.

    >>> quoted("27/03/2025"), quoted(7)
    ("'27/03/2025'", '7')
    """
    return in_short(repr(value))
