"""What people, spreadsheets and attackers write into a cell or a parameter: by kind of value, each under its name."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping

Change = str | Callable[[str], str]

UNSEEN = {
    "zero-width space": "\u200b",
    "a lone zero-width joiner": "\u200d",
    "a lone zero-width non-joiner": "\u200c",
    "a blank of Braille": "\u2800",
    "a Hangul filler": "\u3164",
    "a variation selector after": lambda text: f"{text}\ufe0f",
    "a variation selector inside": lambda text: f"{text[:1]}\U000e0100{text[1:]}",
    "a grapheme joiner": lambda text: f"{text[:1]}\u034f{text[1:]}",
    "a no-break space": "\u00a0",
    "an ideographic space": "\u3000",
    "a soft hyphen": "\u00ad",
    "a lone combining mark": "\u0301",
    "blanks": "   ",
    "a tab": "\t",
    "a line break": "\n",
    "a lone carriage return": "a\rb",
    "a byte order mark inside": lambda text: f"{text[:1]}\ufeff{text[1:]}",
    "a right-to-left override": lambda text: f"{text}\u202e",
    "a replacement character": lambda text: f"{text}\ufffd",
    "a private character": lambda text: f"{text}\ue000",
    "a line separator": lambda text: f"{text}\u2028",
    "an escape sequence": lambda text: f"{text}\x1b[2J",
    "a bell": lambda text: f"{text}\x07",
    "a space before": lambda text: f" {text}",
    "a space after": lambda text: f"{text} ",
    "a no-break space after": lambda text: f"{text}\u00a0",
    "a line break after": lambda text: f"{text}\n",
    "a zero-width joiner after": lambda text: f"{text}\u200d",
}
FORMULAS = {
    "a formula": "=1+1",
    "a formula that calls": "=cmd|' /C calc'!A0",
    "a formula by plus": "+1+1",
    "a formula by minus": "-1+1",
    "a formula by at": "@SUM(A1)",
    "a formula behind a tab": "\t=1+1",
    "a formula in full width": "\uff1d1+1",
}
LETTERS = {
    "other case": str.swapcase,
    "capitals": str.upper,
    "a Cyrillic look-alike": lambda text: text.translate(str.maketrans("aeopcxy", "аеорсху")),
    "full-width letters": lambda text: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    ),
    "decomposed accents": lambda text: unicodedata.normalize("NFD", f"{text}é"),
    "a word nobody knows": "no_such_word",
    "twice over": lambda text: text + text,
    "quotes": lambda text: f'"{text}"',
    "a path": "../../etc/passwd",
    "markup": "<script>alert(1)</script>",
    "a template": "{0.__class__}",
}
EMPTY = {
    "blank": "",
    "NULL": "NULL",
    "None": "None",
    "n/a": "n/a",
    "an error of a spreadsheet": "#REF!",
    "a dash": "-",
    "a question mark": "?",
}
LONG = {
    "a hundred thousand letters": "x" * 100_000,
    "two hundred thousand letters": "x" * 200_000,
    "forty thousand quotes": '"' * 40_000,
}
NUMBERS = {
    "not a number": "NaN",
    "infinity": "inf",
    "minus infinity": "-Infinity",
    "beyond a double": "1e309",
    "an exponent": "1e3",
    "a vanishing exponent": "1e-400",
    "minus nought": "-0",
    "negative": lambda text: f"-{text or 5}",
    "a minus sign of typesetters": "\u22125",
    "hexadecimal": "0x10",
    "binary": "0b11",
    "underscores": "1_000",
    "thousands commas": "1,000",
    "thousands points": "1.000.000",
    "thousands apostrophes": "1'000",
    "thousands narrow spaces": "1\u202f000",
    "a decimal comma": "3,5",
    "percent": "12%",
    "full-width digits": "\uff11\uff12",
    "Arabic digits": "\u0661\u0662",
    "Devanagari digits": "\u0967\u0968",
    "a superscript": "5\u00b2",
    "a fraction": "\u00bd",
    "a leading plus": "+5",
    "leading noughts": "007",
    "four hundred digits": "9" * 400,
    "sixteen digits": "1234567890123456",
    "many decimals": "0.3000000000000000444",
    "a point without a nought": ".5",
    "a point at the end": "5.",
    "two points": "1.2.3",
    "thousands by letter": "4k",
    "a hedge in words": "about 300",
    "a range": "300-400",
    "a currency": "$5",
    "a unit": "5 people",
    "a type suffix": "5L",
    "true": "true",
    "a date for a number": "2025-01-13",
    "a fraction of people": "0.5",
    "a number and a space": "5 000",
}
DATES = {
    "31 February": "2025-02-31",
    "29 February of no leap year": "2025-02-29",
    "month 13": "2025-13",
    "month 0": "2025-00",
    "day 0": "2025-01-00",
    "the year 1899": "1899-12-31",
    "the year 1900": "1900-01-01",
    "the year 1925": "1925-01-13",
    "the year 2101": "2101-01-01",
    "the year 2099": "2099-12-31",
    "the year 9999": "9999-12-31",
    "the year 0": "0000-01-01",
    "a year before Christ": "-2025-01-01",
    "a spreadsheet's serial": "45670",
    "a spreadsheet's serial with hours": "45670.5",
    "a date with a time": "2025-01-13 00:00:00",
    "a timestamp": "2025-01-13T00:00:00Z",
    "day first with points": "13.01.2025",
    "month first with slashes": "01/13/2025",
    "either with slashes": "03/04/2025",
    "year first with slashes": "2025/01/13",
    "no separators": "20250113",
    "one-digit parts": "2025-1-3",
    "full-width digits of a date": "\uff12\uff10\uff12\uff15-01-13",
    "Arabic digits of a date": "\u0662\u0660\u0662\u0665-\u0660\u0661-\u0661\u0663",
    "an en dash": "2025\u201301\u201313",
    "a month's name": "Jan 2025",
    "American words": "January 13, 2025",
    "a week": "2025-W03",
    "a day of the year": "2025-013",
    "today": "today",
    "a two-digit year": "25-01-13",
    "an interval": "2025-01-13/2025-01-20",
    "a doubtful year": "2025?",
}
FLAGS = {
    "TRUE": "TRUE",
    "True": "True",
    "yes": "yes",
    "one": "1",
    "nought": "0",
    "on": "on",
    "a German truth": "wahr",
    "the other flag": lambda text: {"true": "false", "false": "true"}.get(text, "true"),
}
SIGNS = {
    "no sign": "1",
    "two": "+2",
    "nought with a sign": "+0",
    "a sign alone": "+",
    "a minus sign of typesetters": "\u22121",
    "the other sign": lambda text: {"+1": "-1", "-1": "+1"}.get(text, "+1"),
}
ADDRESSES = {
    "no scheme": "example.org/page",
    "another scheme": "ftp://example.org/",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<b>",
    "a file": "file:///etc/passwd",
    "a scheme alone": "https://",
    "no host": "https:///page",
    "a host with a space": "https://exa mple.org/",
    "an open bracket": "https://[::1/",
    "a backslash": "https://example.org\\@evil.org/",
    "a quote": 'https://example.org/"onclick=',
    "an angle": "https://example.org/<b>",
    "capitals of the scheme": "HTTPS://EXAMPLE.ORG/",
    "a look-alike host": "https://еxample.org/",
    "a port that is none": "https://example.org:99999/",
    "a name and a password": "https://user:secret@example.org/",
}
BY_KIND: Mapping[str, tuple[Mapping[str, Change], ...]] = {
    "number": (NUMBERS,),
    "count": (NUMBERS,),
    "sign": (SIGNS, NUMBERS),
    "flag": (FLAGS,),
    "date": (DATES, {"a count": "17"}),
    "month": (DATES, {"a day for a month": "2025-01-13", "a year for a month": "2025"}),
    "url": (ADDRESSES,),
    "id": ({"a slash": lambda text: f"{text}/x", "a leading dash": lambda text: f"-{text}"},),
}
FOR_ALL = (UNSEEN, FORMULAS, LETTERS, EMPTY, LONG)


def changes(kind: str) -> Iterator[tuple[str, Change]]:
    """What can be done to a cell or parameter of this kind, each under its name."""
    for group in (*BY_KIND.get(kind, ()), *FOR_ALL):
        yield from group.items()


def changed(text: str, change: Change) -> str:
    """The text after the change."""
    return change if isinstance(change, str) else change(text)


def wrong(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Other texts for a cell or parameter of this kind that now holds `text`, each once, with what is done to it."""
    seen = {text}
    for name, change in changes(kind):
        other = changed(text, change)
        if other not in seen:
            seen.add(other)
            yield name, other
