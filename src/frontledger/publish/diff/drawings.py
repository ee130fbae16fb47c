"""The drawings in a published HTML page, taken out to be set beside those of another.

The page may come from anybody: a drawing is let through only if it is nothing but one (see
`present.drawing.inline_svg`).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html import unescape

from frontledger.present.drawing import inline_svg
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.record import Published

_FIGURE = '<figure class="fl-figure" id="'
_TITLE = re.compile(r'<p class="fl-title">([^\n]*)</p>')
_TAG = re.compile(r"<[^<>]*>")
_WORDS = re.compile(r'-words">([^\n]*)</p>')
_OURS = ("role", "aria-label")


@dataclass(frozen=True)
class Drawing:
    """A figure's title, its drawing as plain SVG, and the words for those who cannot see it."""

    title: str
    svg: str
    alt: str


def drawings(report: Published) -> dict[str, Drawing]:
    """The figures of an HTML report by their id, in order; none of a PDF.

    Raises ReportRefusedError where one holds more than a drawing.
    """
    if report.kind != "html":
        return {}
    _, *chunks = report.data.decode("utf-8", "replace").split(_FIGURE)
    return {chunk.partition('"')[0]: _drawing(chunk, report.name) for chunk in chunks}


def _drawing(chunk: str, name: str) -> Drawing:
    anchor = chunk.partition('"')[0]
    body = chunk.partition("</figure>")[0]
    title = _TITLE.search(body)
    start, end = body.find("<svg"), body.find("</svg>")
    if not re.fullmatch(r"[a-z0-9-]{1,200}", anchor) or title is None or not 0 <= start < end:
        raise ReportRefusedError(f"{name}: a figure of it is not as frontledger writes them")
    try:
        svg, alt = _plain(body[start : end + len("</svg>")])
    except (ValueError, IndexError, SyntaxError, RecursionError):
        raise ReportRefusedError(f"{name}: {anchor} holds more than a drawing; it is not shown") from None
    words = _WORDS.search(body)
    return Drawing(unescape(_TAG.sub("", title[1])), svg, unescape(words[1]) if words else alt)


def _plain(svg: str) -> tuple[str, str]:
    """The drawing without what the page added, checked, and its alternative text."""
    if "<!" in svg or "<?" in svg:
        raise ValueError("a declaration")
    root = ET.fromstring(svg)
    role, alt = (root.attrib.pop(name, "") for name in _OURS)
    plain = ET.tostring(root, encoding="unicode")
    inline_svg.check(plain)
    inline_svg.is_half(plain)
    return plain, alt or role
