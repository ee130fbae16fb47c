"""The colours and markers of the house, and which series has which.

A series keeps its colour and its marker in every figure, so that neither has to carry the meaning alone. The
eight colours were chosen by search for the largest smallest difference (CIE76, at least 19) between any two
of them as seen with normal sight and with simulated protanopia, deuteranopia and tritanopia (matrices of
Machado, Oliveira and Fernandes, 2009, doi:10.1109/TVCG.2009.113); each has a contrast of at least 3:1 with
white, its text shade 4.5:1.
"""

from __future__ import annotations

import zlib

INK = "#1d2126"
MUTED = "#5b626b"
GRID = "#d9dad6"
PAPER = "#ffffff"
ACCENT = "#a8321e"
BAND = "#dde3ea"

SERIES = ("#004dab", "#d44f3a", "#4c876b", "#bd8900", "#7f4989", "#1d9cdf", "#89262a", "#4d555c")
"""Blue, vermilion, green, ochre, purple, sky, crimson, slate."""

SERIES_TEXT = ("#004dac", "#b83a27", "#3b7459", "#8a6300", "#7f498a", "#0b6fa6", "#89262b", "#4d555d")
"""The shade of each series in which words can be set on white."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")

VARIABLES = (
    {INK: "ink", MUTED: "muted", GRID: "grid", PAPER: "paper", ACCENT: "accent", BAND: "band"}
    | {colour: f"series-{number}" for number, colour in enumerate(SERIES, 1)}
    | {colour: f"word-{number}" for number, colour in enumerate(SERIES_TEXT, 1)}
)
"""The name each colour has in style sheets, where a dark page gives it another value."""

_BLUE, _VERMILION, _GREEN, _OCHRE, _PURPLE, _SKY, _CRIMSON, _SLATE = range(8)

_ASSIGNED = {
    "nis": (_BLUE, "o"),
    "rok_dia": (_BLUE, "D"),
    "jcs": (_SKY, "^"),
    "rok_mnd": (_SKY, "s"),
    "rok_presidential_office": (_SKY, "D"),
    "rok_military_officials": (_SKY, "X"),
    "hur": (_OCHRE, "s"),
    "ukraine_sof": (_OCHRE, "^"),
    "ukraine_mod": (_OCHRE, "o"),
    "ukrainian_intelligence": (_OCHRE, "v"),
    "ukraine_ccd": (_OCHRE, "D"),
    "zelensky": (_VERMILION, "D"),
    "general_staff": (_VERMILION, "P"),
    "ukraine_prosecutor_general": (_VERMILION, "v"),
    "us_dod": (_SLATE, "h"),
    "us_state": (_SLATE, "o"),
    "white_house_nsc": (_SLATE, "^"),
    "us_officials": (_SLATE, "X"),
    "uk_mod": (_PURPLE, "P"),
    "western_officials": (_PURPLE, "o"),
    "msmt": (_GREEN, "v"),
    "osc": (_GREEN, "s"),
    "rusi": (_GREEN, "D"),
    "c4ads": (_GREEN, "X"),
    "fnf": (_GREEN, "P"),
    "russia_security_council": (_CRIMSON, "X"),
    "dprk_state_media": (_CRIMSON, "o"),
    "dprk_leadership": (_CRIMSON, "s"),
    "air_force_end_date": (_BLUE, "s"),
    "air_force_end_date_all_rows": (_SKY, "o"),
    "air_force_start_date": (_SLATE, "D"),
    "air_force_statements": (_BLUE, "^"),
    "afp": (_GREEN, "o"),
    "isis": (_OCHRE, "X"),
    "kyiv_independent": (_CRIMSON, "D"),
    "shahed_tracker": (_CRIMSON, "^"),
    "morning_bulletins": (_PURPLE, "h"),
    "overnight_only": (_SLATE, "v"),
    "agentstvo": (_SKY, "h"),
    "abc_news": (_GREEN, "h"),
}
"""Series that meet in one figure: a country's bodies share a family of colours, each has its marker."""


def colour_of(key: str) -> str:
    """The colour of a claimant or series, the same in every figure.

    >>> colour_of("nis") == colour_of("nis")
    True
    """
    return SERIES[_place(key)[0]]


def text_colour_of(key: str) -> str:
    """The shade of `colour_of(key)` in which words are legible."""
    return SERIES_TEXT[_place(key)[0]]


def marker_of(key: str) -> str:
    """The marker of a claimant or series, the same in every figure."""
    return _place(key)[1]


def _place(key: str) -> tuple[int, str]:
    if key in _ASSIGNED:
        return _ASSIGNED[key]
    number = zlib.crc32(key.encode())
    return number % len(SERIES), MARKERS[number // len(SERIES) % len(MARKERS)]
