"""The tables and the data of figures on a published HTML page, read back from its elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

_DATA = "data:text/csv;charset=utf-8,"


@dataclass
class PageTable:
    """A table of the page as it is shown: its anchor, title and rows of words, the headings first."""

    anchor: str
    title: str = ""
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class PageFigure:
    """A figure of the page: its anchor, title, units, the text for those who cannot see it, and its data as CSV."""

    anchor: str
    title: str = ""
    units: str = ""
    alt: str = ""
    data: str = ""


def page_content(page: str) -> tuple[list[PageTable], list[PageFigure]]:
    """The tables and figures of the page, in its order."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.tables, reader.figures


class _Reader(HTMLParser):
    """Walks the page; words go to `_into` from an element's beginning to the end of the tag `_until`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.figures: list[PageFigure] = []
        self._table: PageTable | None = None
        self._figure: PageFigure | None = None
        self._depth = 0
        self._until, self._into = "", ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a part of one whose words are wanted."""
        given = {name: value or "" for name, value in attrs}
        if self._table is not None:
            self._depth += tag == "div"
            if tag == "tr":
                self._table.rows.append([])
            if tag in ("caption", "th", "td"):
                self._want(tag, "title" if tag == "caption" else "cell")
        elif self._figure is not None:
            self._in_figure(self._figure, tag, given)
        elif tag == "figure" and given.get("class") == "fl-figure":
            self._figure = PageFigure(given.get("id", ""))
            self.figures.append(self._figure)
        elif tag == "div" and given.get("class") == "fl-table":
            self._table, self._depth = PageTable(given.get("id", "")), 1
            self.tables.append(self._table)

    def handle_endtag(self, tag: str) -> None:
        """Words are complete, or the block is."""
        if self._until == tag:
            self._put(" ".join("".join(self._words).split()))
            self._until = ""
        if self._table is not None and tag == "div":
            self._depth -= 1
            if not self._depth:
                self._table = None
        elif tag == "figure":
            self._figure = None

    def handle_data(self, data: str) -> None:
        """Words, kept while any are wanted."""
        if self._until:
            self._words.append(data)

    def _in_figure(self, figure: PageFigure, tag: str, given: dict[str, str]) -> None:
        if tag == "a" and given.get("href", "").startswith(_DATA):
            figure.data = unquote(given["href"].removeprefix(_DATA))
        elif tag == "p":
            into = {"fl-title": "title", "fl-units": "units"}.get(given.get("class", ""), "")
            self._want(tag, "alt" if given.get("id") == f"{figure.anchor}-words" else into)

    def _want(self, tag: str, into: str) -> None:
        if into and not self._until:
            self._until, self._into, self._words = tag, into, []

    def _put(self, words: str) -> None:
        if self._table is not None and self._into == "cell":
            if self._table.rows:
                self._table.rows[-1].append(words)
        elif block := self._table or self._figure:
            setattr(block, self._into, words)
