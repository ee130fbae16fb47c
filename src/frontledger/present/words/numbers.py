"""Numbers, intervals, dates and lists as they are written in sentences, tables and labels."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from collections.abc import Sequence

from frontledger.ledger.intervals import Interval

NOT_STATED = "not stated"

_PERIOD = re.compile(r"(\d{4}(?:-\d\d){0,2}(?=/)|\d{4})[-/](\d{4}(?:-\d\d){0,2})")

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def count(number: float, digits: int = 0) -> str:
    """A count or ratio with thousands separated, rounded to `digits` decimals.

    >>> count(4000), count(6.8333, 1), count(-120)
    ('4,000', '6.8', '\N{MINUS SIGN}120')
    """
    _refuse_unknown(number)
    words = f"{number:,.{digits}f}"
    if float(words.replace(",", "")) == 0:
        words = words.removeprefix("-")
    return words.replace("-", "\N{MINUS SIGN}")


def percent(share: float, digits: int = 0) -> str:
    """A share between 0 and 1 in percent.

    >>> percent(0.4), percent(0.1277, 1)
    ('40%', '12.8%')
    """
    return f"{count(100 * share, digits)}%"


def interval_text(interval: Interval | None, digits: int = 0) -> str:
    """An interval in words; None, and the whole range, say that nothing was stated.

    >>> interval_text(Interval(3600, 4400)), interval_text(Interval(3000, math.inf))
    ('3,600–4,400', 'at least 3,000')
    >>> interval_text(Interval(0, 8000)), interval_text(Interval(600, 600)), interval_text(None)
    ('up to 8,000', '600', 'not stated')
    """
    if interval is None:
        return NOT_STATED
    if math.isinf(interval.upper):
        return NOT_STATED if interval.lower <= 0 else f"at least {count(interval.lower, digits)}"
    low, high = count(interval.lower, digits), count(interval.upper, digits)
    if low == high:
        return low
    if interval.lower == 0:
        return f"up to {high}"
    return f"{low} to {high}" if interval.lower < 0 else f"{low}–{high}"


def day(date: dt.date) -> str:
    """A date in full.

    >>> day(dt.date(2025, 3, 27))
    '27 March 2025'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month(date: dt.date) -> str:
    """The month of a date.

    >>> month(dt.date(2025, 3, 1))
    'March 2025'
    """
    return f"{MONTHS[date.month - 1]} {date.year}"


def date_words(iso: str) -> str:
    """An ISO date in words, at the precision it has; what is no date stays as it is.

    >>> date_words("2023-09-07"), date_words("2023-09"), date_words("2023"), date_words("latest")
    ('7 September 2023', 'September 2023', '2023', 'latest')
    """
    for pattern, words in (("%Y-%m-%d", day), ("%Y-%m", month)):
        with contextlib.suppress(ValueError):
            return words(dt.datetime.strptime(iso, pattern))
    return iso


def period_words(period: str) -> str:
    """A period as the ledger writes it, two ISO dates with a slash or a hyphen between, in words.

    >>> period_words("1861-1865"), period_words("2022-02/2024-12-08"), period_words("2001-2004-11-16")
    ('1861–1865', 'February 2022 to 8 December 2024', '2001 to 16 November 2004')
    >>> period_words("July 1943"), period_words("2001-2017 early to late"), period_words("")
    ('July 1943', '2001–2017 early to late', '')
    """
    ends = _PERIOD.fullmatch(period)
    if ends is None or (len(ends[1]), len(ends[2])) == (4, 4):
        return dashed(period)
    return f"{date_words(ends[1])} to {date_words(ends[2])}"


def dashed(text: str) -> str:
    """The text with en dashes between the numbers of a range.

    >>> dashed("1940s-1990s"), dashed("170,000-180,000"), dashed("pre-21st century")
    ('1940s–1990s', '170,000–180,000', 'pre-21st century')
    """
    return re.sub(r"(?<=\d)(s?)-(?=\d)", r"\1–", text)


def join_names(names: Sequence[str], most: int | None = None) -> str:
    """Names as a list in a sentence; beyond `most` the rest are counted, not named.

    >>> join_names(["NIS", "HUR", "MSMT"])
    'NIS, HUR and MSMT'
    >>> join_names(["NIS", "HUR", "MSMT", "JCS"], most=2)
    'NIS, HUR and 2 others'
    """
    shown = list(names)
    if most is not None and len(shown) > most + 1:
        shown = [*shown[:most], f"{len(shown) - most} others"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def plural(number: int, singular: str, many: str = "") -> str:
    """A counted noun; `many` is the plural where adding an s does not make it.

    >>> plural(1, "claim"), plural(1200, "claim"), plural(2, "body", "bodies")
    ('1 claim', '1,200 claims', '2 bodies')
    """
    return f"{count(number)} {singular if number == 1 else many or singular + 's'}"


def curly(text: str) -> str:
    r"""The text with typographic quotation marks and apostrophes.

    >>> print(curly('"About" is the speaker\'s word ("at least" is not).'))
    “About” is the speaker’s word (“at least” is not).
    """
    for straight, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        text = re.sub(rf"(?:(?<=[\s(\[{{–—“])|^){straight}(?=\S)", opening, text)
        text = text.replace(straight, closing)
    return text


def _refuse_unknown(number: float) -> None:
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be written as a number; write what is not known in words")
