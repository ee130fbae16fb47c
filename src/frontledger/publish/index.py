"""The page that lists the reports of a batch: a plain table that one small script can filter and sort."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

from frontledger.present.words.numbers import count, join_names, plural
from frontledger.publish.document import IndexEntry
from frontledger.publish.html import TEMPLATES, environment, style

FILE = "index.html"

STATES = ("failed", "done", "unchanged")
"""In the order of how much they want looking at."""


def render(title: str, entries: Sequence[IndexEntry], comparison: str = "") -> str:
    """The page; the same entries always give the same text. Without the script the table is still there.

    `comparison` is the name of the file beside it that compares them, where there is one.
    """
    script = (TEMPLATES / "index.js").read_text(encoding="utf-8")
    states = Counter(entry.state for entry in entries)
    shown = sorted(states, key=lambda state: (STATES.index(state) if state in STATES else len(STATES), state))
    summary = join_names([f"{count(states[state])} {state}" for state in shown])
    return (
        environment()
        .get_template("index.html")
        .render(
            title=title,
            entries=entries,
            summary=f"{plural(len(entries), 'report')}: {summary}." if entries else "No reports.",
            style=style(more="index.css"),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            local_link=local_link,
            comparison=comparison,
        )
    )


def local_link(address: str) -> str:
    """The address if it leads to a file beside or below the page, else nothing.

    >>> [local_link(address) for address in ("flows.html", "//example.org/x", "../secret", "data:,x")]
    ['flows.html', '', '', '']
    """
    parts = urlsplit(address)
    inside = not (parts.scheme or parts.netloc) and re.fullmatch(r"[\w.~%+=,@/-]+", parts.path)
    return address if inside and not address.startswith("/") and ".." not in parts.path.split("/") else ""
