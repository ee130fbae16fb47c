"""Where two files that should be the same differ: in what is said, in a line of the page, on a page of the PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import zip_longest

from frontledger.publish.diff.compare import compare
from frontledger.publish.diff.words import lines
from frontledger.publish.record import Published

_SHOWN = 160


def where(given: Published, again: Published) -> Iterator[str]:
    """Lines that say where the file given departs from the one made again."""
    found = compare(given.record, again.record)
    if not found.is_empty:
        yield "its record differs (before: in the file; after: made again)"
        yield from lines(found)
    yield from _in_pdf(given, again) if given.kind == "pdf" else _in_html(given, again)


def _in_html(given: Published, again: Published) -> Iterator[str]:
    pairs = zip_longest(*(file.data.decode("utf-8", "replace").split("\n") for file in (given, again)))
    for number, (before, after) in enumerate(pairs, 1):
        if before != after:
            yield f"first at line {number:,}:"
            yield f"  in the file: {_around(before, after)}"
            yield f"  made again:  {_around(after, before)}"
            return


def _around(text: str | None, other: str | None) -> str:
    """The part of a line where it departs from the other."""
    if text is None:
        return "(nothing)"
    pairs = enumerate(zip_longest(text, other or ""))
    start = max(0, next((place for place, (a, b) in pairs if a != b), 0) - _SHOWN // 4)
    return ("…" if start else "") + text[start : start + _SHOWN]


def _in_pdf(given: Published, again: Published) -> Iterator[str]:
    try:
        texts = [_pages(file.data) for file in (given, again)]
    except Exception:  # a broken PDF makes pypdf raise whatever it stumbles over
        yield "its pages cannot be read"
        return
    for number, (before, after) in enumerate(zip_longest(*texts, fillvalue=""), 1):
        if before != after:
            yield f"first on page {number}:"
            yield f"  in the file: {_around(before, after)}"
            yield f"  made again:  {_around(after, before)}"
            return
    yield "the words on its pages are the same; a drawing, the layout or what surrounds the pages differs"


def _pages(data: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and only a PDF needs it

    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
