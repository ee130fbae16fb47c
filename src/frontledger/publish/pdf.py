"""A document as a tagged PDF (PDF/UA-1 and PDF/A-3a), set by Typst from the same blocks as the HTML page.

PDF/A-3 rather than PDF/A-2, because the file carries its own record as an attachment.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path

import typst

from frontledger.present.drawing.typefaces import FONTS
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.pdf_packing import packed
from frontledger.publish.record import written
from frontledger.publish.typst_blocks import content

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"

_UNDATED = dt.date(2000, 1, 1)


def render(document: Document, details: ReportDetails) -> bytes:
    """The PDF of a report; the same document and details always give the same bytes.

    The text goes to the template as values, so none of it can be read as markup. The date inside the file is
    the day as of which the report speaks, never the clock's.
    """
    values = {
        "content": json.dumps(content(document, details), ensure_ascii=False),
        "record": written(document, details),
    }
    made = _compiler().compile(
        format="pdf",
        sys_inputs=values,
        pdf_standards=["ua-1", "a-3a"],
        timestamp=_timestamp(details.as_of),
    )
    return packed(made)  # type: ignore[arg-type]


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
