"""What a report's file says of itself to a program: written into every HTML and PDF, and read back from one.

The record holds what made the report, each finding with its number and claims, and each claim used in words,
so that `verify` can make the report again and `diff` can set two beside each other. In HTML the words of the
claims are those of the page's own closing table and are not said twice. What is read back was written by
whoever gave us the file: it is checked to be such a record and nothing more, never believed.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Annotated

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints, ValidationError

from frontledger.present import fragments
from frontledger.present.words.numbers import curly
from frontledger.publish.document import Document, Finding, ReportDetails, Table
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.provenance import SECTIONS

ATTACHMENT = "provenance.json"
LARGEST_FILE = 64_000_000
LARGEST_RECORD = 4_000_000
"""Bytes; a standard report has a million at most, its record 50,000."""

_OPENING, _CLOSING = b'<pre id="provenance-json" hidden>', b"</pre>"
_TAG = re.compile(r"<[^<>]*>")
_REMEDY = "give an HTML or PDF report as frontledger wrote it"

Text = Annotated[str, StringConstraints(max_length=1_000_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class FindingRecord(_Strict):
    """A finding: its words, its number with its bounds in `unit` (None where there is none), its claims."""

    key: Text
    sentence: Text
    value: FiniteFloat | None
    low: FiniteFloat | None
    high: FiniteFloat | None
    unit: Text
    claims: list[Text] = Field(max_length=10_000)


class Record(_Strict):
    """What a report says of itself; `claims` holds each claim used in words, by its id."""

    title: Text
    notebook: Text
    as_of: Text
    provenance: dict[Text, dict[Text, Text]]
    findings: list[FindingRecord] = Field(max_length=1_000)
    claims: dict[Text, Text]


@dataclass(frozen=True)
class Published:
    """A report's file as it was found: its bytes, its kind (html or pdf) and the record in it."""

    name: str
    data: bytes
    kind: str
    record: Record


def written(document: Document, details: ReportDetails, *, claims: bool = True) -> str:
    """The record as JSON in ASCII; the same document and details always give the same text.

    Without the claims for a page that lists them.
    """
    record: dict[str, object] = {
        "title": details.title,
        "notebook": details.notebook,
        "as_of": details.as_of,
        "provenance": {section: dict(entries) for section, entries in details.provenance.items()},
        "findings": [_finding(finding) for finding in document.of(Finding)],
    }
    if claims:
        record["claims"] = _claims(document)
    return json.dumps(record, separators=(",", ":"))


def hidden(text: str) -> Markup:
    """The record as an element of a page that is not shown."""
    return Markup(f"{_OPENING.decode()}{escape(text, quote=False)}{_CLOSING.decode()}")


def published(path: Path) -> Published:
    """The report in the file; ReportRefusedError where the file is no report, or its record cannot be used."""
    data = _bytes(path)
    kind = "pdf" if data.startswith(b"%PDF-") else "html"
    try:
        record = read(_in_pdf(data)) if kind == "pdf" else read(_in_html(data), _listed(data))
        return Published(path.name, data, kind, record)
    except ReportRefusedError as error:
        raise ReportRefusedError(f"{path}: {error}") from None


def read(text: bytes, listed: Mapping[str, str] | None = None) -> Record:
    """The record in the JSON text; ReportRefusedError where it is none, or too large to be one.

    `listed` are the claims where the text leaves them to the page.
    """
    if len(text) > LARGEST_RECORD:
        raise ReportRefusedError(f"its record has {len(text):,} bytes, far more than any report's; {_REMEDY}")
    try:
        found = json.loads(text, parse_int=_number, object_pairs_hook=_single)
        if listed is not None and isinstance(found, dict):
            found = {"claims": dict(listed)} | found
        record = Record.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))[:80] or "the whole"
        raise ReportRefusedError(
            f"its record is not one this version writes ({place!a}: {first['msg']}); check out the commit that "
            "made the report, or make it again"
        ) from None
    except (ValueError, RecursionError):
        raise ReportRefusedError(f"its record cannot be read as JSON; {_REMEDY}") from None
    missing = [section for section in SECTIONS if section not in record.provenance]
    unknown = [section for section in record.provenance if section not in SECTIONS]
    if missing or unknown:
        fault = f"has no section {missing[0]!a}" if missing else f"has a section {unknown[0][:80]!a}"
        raise ReportRefusedError(f"its provenance {fault}; check out the commit that made the report")
    return record


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such path"
        raise ReportRefusedError(f"{path}: cannot be read ({reason}); {_REMEDY}") from None
    if len(data) > LARGEST_FILE:
        raise ReportRefusedError(f"{path}: is larger than {LARGEST_FILE:,} bytes, as no report is; {_REMEDY}")
    return data


def _in_html(data: bytes) -> bytes:
    if data.count(_OPENING) != 1:
        found = "has no record of what made it" if _OPENING not in data else "has more than one record"
        raise ReportRefusedError(f"{found}; {_REMEDY}")
    text, closing, _ = data.partition(_OPENING)[2].partition(_CLOSING)
    if not closing:
        raise ReportRefusedError(f"breaks off inside its record; {_REMEDY}")
    return unescape(text.decode("utf-8", errors="replace")).encode()


def _listed(data: bytes) -> dict[str, str]:
    """The claims of the page's table in the words of its rows, as `_claims` has them."""
    _, *rows = data.decode("utf-8", errors="replace").split('<tr id="c-')
    listed: dict[str, str] = {}
    for row in rows:
        claim, _, rest = row.partition('">')
        cells = rest.partition("</tr>")[0].partition("</th>")[2].split("</td>")
        if unescape(claim) in listed:
            raise ReportRefusedError(f"lists the claim {claim[:80]!a} twice; {_REMEDY}")
        listed[unescape(claim)] = _joined(unescape(_TAG.sub("", cell)) for cell in cells)
    return listed


def _in_pdf(data: bytes) -> bytes:
    from pypdf import PdfReader  # noqa: PLC0415 - slow to import, and only a PDF needs it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(ATTACHMENT, [])
    except Exception:  # a broken PDF makes pypdf raise whatever it stumbles over
        raise ReportRefusedError(f"is a PDF that cannot be read; {_REMEDY}") from None
    if len(found) != 1:
        raise ReportRefusedError(f"has {len(found) or 'no'} attachment {ATTACHMENT}; {_REMEDY}")
    return bytes(found[0])


def _single(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose names come once; of two the reader could believe either."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _number(digits: str) -> float:
    return float(digits)


def _finding(finding: Finding) -> Mapping[str, object]:
    numbers = {name: _float(getattr(finding, name)) for name in ("value", "low", "high")}
    return {
        "key": finding.key,
        "sentence": finding.sentence,
        "unit": finding.unit,
        "claims": finding.claims,
    } | numbers


def _float(number: float | None) -> float | None:
    return None if number is None else float(number)


def _claims(document: Document) -> dict[str, str]:
    """Each claim of the closing table in the words of its row."""
    listed = next((table for table in document.of(Table) if fragments.lists_claims(table)), None)
    if listed is None:
        return {}
    return {
        claim: _joined(fragments.text_of(cell) for cell in row[1:])
        for claim, row in zip(listed.claims, listed.rows, strict=True)
    }


def _joined(cells: Iterable[str]) -> str:
    """The words of a row as a page sets them, but for blanks that do not break."""
    words = (" ".join(curly(fragments.visible(cell)).split()) for cell in cells)
    return "; ".join(word for word in words if word)
