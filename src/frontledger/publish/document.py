"""An executed notebook read back into what a page is made of, and the details a page needs beside it.

Only two kinds of output are used: our own blocks, from their structured record, and plain text. Whatever else
an output offers (HTML, images, scripts) is left where it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import mistune
from nbformat import NotebookNode

from frontledger.present.blocks import MIME, Block, Figure, Finding, NotABlockError, Note, Table, from_json

__all__ = [
    "Code",
    "Document",
    "Failure",
    "Figure",
    "Finding",
    "Heading",
    "HeadlineNumber",
    "IndexEntry",
    "Note",
    "Output",
    "Part",
    "Prose",
    "ReportDetails",
    "Table",
    "read",
]

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Heading:
    """A heading of the prose; the title of the document is not among them."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Prose:
    """Markdown between two headings, still as written."""

    markdown: str


@dataclass(frozen=True)
class Code:
    """The source of a cell."""

    source: str
    folded: bool = True


@dataclass(frozen=True)
class Output:
    """Plain text a cell wrote."""

    text: str


@dataclass(frozen=True)
class Failure:
    """The cell that stopped the notebook, by its place in it (from 1), and what it said."""

    cell: int
    source: str
    error: str
    message: str
    traceback: str


_Kind = TypeVar("_Kind")

Part = Heading | Prose | Code | Output | Failure | Block


@dataclass(frozen=True)
class Document:
    """A report as a reader meets it: a title and its parts in order."""

    title: str
    blocks: tuple[Part, ...]

    def of(self, kind: type[_Kind]) -> list[_Kind]:
        """The parts of one kind, in order."""
        return [part for part in self.blocks if isinstance(part, kind)]

    @property
    def headline(self) -> Finding | None:
        """The first finding, which a page says under the title."""
        return next(iter(self.of(Finding)), None)

    @property
    def headline_number(self) -> HeadlineNumber | None:
        """The number of the headline; None where it says none."""
        found = self.headline
        if found is None or found.value is found.low is found.high is None:
            return None
        value, low, high = (
            None if one is None else float(one) for one in (found.value, found.low, found.high)
        )
        return HeadlineNumber(found.key, value, low, high, found.unit)

    @property
    def body(self) -> tuple[Part, ...]:
        """The parts without the headline, where it would otherwise be said twice before the first heading."""
        for place, part in enumerate(self.blocks):
            if isinstance(part, Finding):
                return self.blocks[:place] + self.blocks[place + 1 :]
            if isinstance(part, Heading):
                break
        return self.blocks


@dataclass(frozen=True)
class ReportDetails:
    """What a page says of itself: ISO date, parameters as (name, value, meaning), provenance by section."""

    title: str
    notebook: str
    as_of: str
    parameters: tuple[tuple[str, str, str], ...]
    provenance: Mapping[str, Mapping[str, str]]

    @property
    def told(self) -> dict[str, Mapping[str, str]]:
        """The provenance a reader is shown: without the parameters, told elsewhere, and the marks of rows."""
        return {name: told for name, told in self.provenance.items() if name not in ("parameters", "rows")}


@dataclass(frozen=True)
class HeadlineNumber:
    """The number a report's headline says, with its bounds in `unit`; None where there is none or no bound."""

    key: str
    value: float | None
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True)
class IndexEntry:
    """A line of the index page: `state` is done, failed or unchanged; links are (label, address)."""

    title: str
    notebook: str
    parameters: tuple[tuple[str, str, str], ...]
    state: str
    headline: str
    links: tuple[tuple[str, str], ...]
    number: HeadlineNumber | None = None


def read(notebook: NotebookNode) -> Document:
    """The document in an executed notebook: its first heading is the title, the rest keep their order.

    Cells that papermill adds to point at a failure are left out, since the failure itself is shown.
    """
    parts: list[Part] = []
    number = 0
    for cell in notebook.cells:
        if "papermill-error-cell-tag" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            parts += _prose_parts(cell.source)
        elif cell.cell_type == "code" and cell.source.strip():
            number += 1
            parts.append(Code(cell.source))
            parts += _output_parts(cell, number)
    heading = next((part for part in parts if isinstance(part, Heading)), None)
    rest = [part for part in parts if part is not heading]
    return Document(heading.text if heading else "Untitled report", tuple(_levelled(_merged(rest))))


def _merged(parts: list[Part]) -> list[Part]:
    """With neighbouring pieces of code, and of output, made one."""
    merged: list[Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        if isinstance(part, Code) and isinstance(before, Code):
            merged[-1] = Code(f"{before.source}\n\n{part.source}")
        elif isinstance(part, Output) and isinstance(before, Output):
            merged[-1] = Output(before.text + part.text)
        else:
            merged.append(part)
    return merged


def _levelled(parts: list[Part]) -> Iterator[Part]:
    """With headings below the title, no level skipped on the way down, and every anchor used once."""
    taken: dict[str, int] = {}
    level = 1
    for part in parts:
        if isinstance(part, Heading):
            level = min(max(part.level, 2), level + 1)
            taken[part.anchor] = taken.get(part.anchor, 0) + 1
            copy = f"-{taken[part.anchor]}" if taken[part.anchor] > 1 else ""
            yield Heading(level, part.text, part.anchor + copy)
        else:
            yield part


def _prose_parts(markdown: str) -> Iterator[Part]:
    lines: list[str] = []
    fence = ""
    for line in markdown.splitlines():
        mark = re.match(r" {0,3}(```+|~~~+)", line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        found = None if fence else re.match(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line)
        text = plain_text(found[2]) if found else ""
        if found and text:
            yield from _prose(lines)
            yield Heading(len(found[1]), text, _slug(text))
            lines = []
        else:
            lines.append(line)
    yield from _prose(lines)


def _prose(lines: list[str]) -> Iterator[Prose]:
    text = "\n".join(lines).strip()
    if text:
        yield Prose(text)


def plain_text(markdown: str) -> str:
    """The words of a line of Markdown without its marks."""
    tokens = mistune.create_markdown(renderer="ast")(markdown)
    return "".join(_words(tokens)).strip()


def _words(tokens: Any) -> Iterator[str]:
    for token in tokens:
        if "raw" in token:
            yield token["raw"]
        yield from _words(token.get("children", ()))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


def _output_parts(cell: NotebookNode, number: int) -> Iterator[Part]:
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            trace = _clean("\n".join(output.traceback))
            yield Failure(number, cell.source, output.ename, _clean(output.evalue), trace)
        elif output.output_type == "stream":
            yield Output(_clean(output.text))
        elif MIME in output.data:
            yield _block(output.data)
        elif output.data.get("text/plain"):
            yield Output(_clean(output.data["text/plain"]) + "\n")


def _block(data: Mapping[str, Any]) -> Part:
    try:
        return from_json(data[MIME])
    except NotABlockError as problem:
        return Output(f"This output cannot be shown: {problem}\n")


def _clean(text: str) -> str:
    return _CONTROL.sub("", _ANSI.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
