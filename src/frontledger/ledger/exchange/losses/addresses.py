"""The column `source_url`: the web address that stands in it, and other words as plain text."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from frontledger.ledger.cells import first_unseen, read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.tables.spec import URL_PATTERN

_URL = re.compile(URL_PATTERN)


def address_of(text: str, remarks: list[str]) -> tuple[str, str]:
    """The web address at the start of the cell, and the other words of it, as plain text."""
    found = _URL.match(text)
    url = found[0] if found else ""
    try:
        if url:
            read_cell("url", url)
            read_cell("text", host_of(url))
    except RefusedError:
        url = ""
    words = plain_words(text.removeprefix(url))
    if text and not url:
        remarks.append("no_address")
    elif words:
        remarks.append("address_cut")
    return url, words


def host_of(url: str) -> str:
    """The host of a web address without its www, or the address itself where it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or url


def plain_words(text: str) -> str:
    r"""The text on one line, accents in one character, without characters that are not seen, cut where it is long.

    >>> plain_words("cafe\u0301\u00a0\u3164 and\n\ufffd more")
    'café and more'
    """
    composed = unicodedata.normalize("NFC", text)
    seen = (" " if unicodedata.category(one)[0] in "CZ" or first_unseen(one) else one for one in composed)
    return " ".join("".join(seen).split())[:300]
