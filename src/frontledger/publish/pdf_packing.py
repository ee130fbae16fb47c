"""A PDF made small: the objects that say how it is built go together into compressed streams.

Typst writes every element of the tag tree and every link as an object of its own, in plain text. PDF 1.5 and
later may hold objects that are no streams inside a compressed object stream, found through a cross-reference
stream (ISO 32000-1, 7.5.7 and 7.5.8); PDF/A-2 and later and PDF/UA allow both. Nothing but the packing changes.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

MOST_TOGETHER = 200
"""Objects in one stream; a reader unpacks a stream whole."""

_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_HEAD = re.compile(rb"\s*(\d+) 0 obj\s*")
_STREAM = re.compile(rb">>\s*stream\r?\n")


class UnreadablePdfError(ValueError):
    """The bytes are not a PDF as Typst writes one: objects of generation nought and one plain table of them."""


@dataclass(frozen=True)
class _Object:
    number: int
    body: bytes

    @property
    def is_stream(self) -> bool:
        return _STREAM.search(self.body) is not None and self.body.endswith(b"endstream")


def packed(pdf: bytes) -> bytes:
    """The same document with its plain objects in compressed streams; the same input gives the same bytes.

    Raises UnreadablePdfError for a PDF that is built otherwise than Typst builds one.
    """
    trailer = _TRAILER.search(pdf)
    if trailer is None:
        raise UnreadablePdfError("the PDF does not end with a table of its objects and a trailer")
    objects = _objects(pdf, int(trailer[2]))
    plain = [one for one in objects if not one.is_stream]
    out = bytearray(pdf[: _starts(pdf, int(trailer[2]))[0]])
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    for one in objects:
        if one.is_stream:
            places[one.number] = (1, len(out), 0)
            out += _written(one.number, one.body)
    number = max(one.number for one in objects)
    for first in range(0, len(plain), MOST_TOGETHER):
        number += 1
        together = plain[first : first + MOST_TOGETHER]
        places[number] = (1, len(out), 0)
        places |= {one.number: (2, number, place) for place, one in enumerate(together)}
        out += _written(number, _together(together))
    number += 1
    places[number] = (1, len(out), 0)
    start = len(out)
    rest = re.sub(rb"/Size \d+", b"", trailer[1])
    out += _written(number, _table(places, number + 1, rest))
    return bytes(out) + b"startxref\n%d\n%%%%EOF" % start


def _objects(pdf: bytes, table: int) -> list[_Object]:
    """The objects by number, from the plain table at this place."""
    starts, found = _starts(pdf, table), []
    for start, end in zip(starts, [*starts[1:], table], strict=True):
        head = _HEAD.match(pdf, start)
        body = pdf[start:end].rstrip()
        if head is None or not body.endswith(b"endobj"):
            raise UnreadablePdfError(f"the table of the PDF's objects names no object at byte {start}")
        found.append(_Object(int(head[1]), pdf[head.end() : start + len(body) - len(b"endobj")].rstrip()))
    return sorted(found, key=lambda one: one.number)


def _starts(pdf: bytes, table: int) -> list[int]:
    starts = sorted(int(place) for place, _, used in _ENTRY.findall(pdf, table) if used == b"n")
    if not starts:
        raise UnreadablePdfError("the table of the PDF's objects is empty")
    return starts


def _written(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n" % number + body + b"\nendobj\n"


def _together(objects: list[_Object]) -> bytes:
    bodies = b"\n".join(one.body for one in objects)
    index, offset = [], 0
    for one in objects:
        index.append(b"%d %d" % (one.number, offset))
        offset += len(one.body) + 1
    head = b" ".join(index) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + bodies)


def _table(places: dict[int, tuple[int, int, int]], size: int, rest: bytes) -> bytes:
    rows = [places.get(number, (0, 0, 65535)) for number in range(size)]
    data = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + order.to_bytes(2, "big")
        for kind, place, order in rows
    )
    return _stream(b"/Type/XRef/W[1 4 2]/Size %d" % size + rest, data)


def _stream(entries: bytes, data: bytes) -> bytes:
    small = zlib.compress(data, 9)
    return (
        b"<<" + entries + b"/Filter/FlateDecode/Length %d>>\nstream\n" % len(small) + small + b"\nendstream"
    )
