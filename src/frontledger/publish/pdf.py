"""A document as a tagged PDF (PDF/UA-1 and PDF/A-2a), set by Typst from the same blocks as the HTML page."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import typst

from frontledger.present.drawing.typefaces import FONTS
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.typst_blocks import content

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"

_UNDATED = dt.date(2000, 1, 1)


def render(document: Document, details: ReportDetails) -> bytes:
    """The PDF of a report; the same document and details always give the same bytes.

    The text goes to the template as values, so none of it can be read as markup. The date inside the file is
    the day as of which the report speaks, never the clock's.
    """
    record = content(document, details)
    return _compiler().compile(  # type: ignore[return-value]
        format="pdf",
        sys_inputs={"content": json.dumps(record, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=_timestamp(details.as_of),
    )


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


def _timestamp(as_of: str) -> int:
    try:
        date = dt.date.fromisoformat(as_of)
    except ValueError:
        date = _UNDATED
    return int(dt.datetime.combine(date, dt.time(), dt.UTC).timestamp())
