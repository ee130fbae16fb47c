"""A document as plain records for the PDF template: nothing in them is markup, whatever it looks like."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from frontledger.present import fragments
from frontledger.present.blocks import Cell, Column, Figure, Finding, Note, Table
from frontledger.present.drawing import inline_svg
from frontledger.present.drawing.typefaces import drawn
from frontledger.present.words.numbers import curly, date_words
from frontledger.publish import prose
from frontledger.publish.document import Code, Document, Failure, Heading, Output, Part, Prose, ReportDetails
from frontledger.publish.trace import Trace, closing_table, trace

_LONG_WORD = re.compile(r"\S{40,}")
_WIDE_WORD = 16
"""Characters beyond which a word in a table may be broken: after a dash or a slash, else with a hyphen."""

_WIDE = re.compile(rf"\S{{{_WIDE_WORD + 1},}}")
_JOINT = re.compile(r"(?<=[–/-])(?=\w)")
_WIDE_LETTERS = re.compile(rf"[^\W\d_]{{{_WIDE_WORD + 1},}}")
_TEN = re.compile(r"(\w{10})(?=\w{4})")
_BROAD = re.compile("[mw]", re.IGNORECASE)
_LINE = 125
"""Characters of a table's type that fit across the page."""

_NOTES = 16
"""Characters for the notes a claim stands behind."""

_SHORT = 18
"""Characters up to which a column keeps its words on one line if it can: a date in full."""

_LONG = 30
"""Characters beyond which a column's words count less and less for its width."""

_PADDING = 2.5
"""Characters that would fit into the space between two columns."""

_RUNNING = 90
"""Most characters of the title at the head of a page."""

_KEPT = ("svg", "href", "csv", "attachment", "words")
"""Values that are not read but used as they are."""

_BREAK, _HYPHEN = "\u200b", "\u00ad"


def content(document: Document, details: ReportDetails) -> dict[str, Any]:
    """Everything the template draws, in order; code is left out."""
    traced = trace(document)
    listed = closing_table(document)
    failures = document.of(Failure)
    title = curly(details.title or document.title)
    record = {
        "title": title,
        "running_title": textwrap.shorten(title, _RUNNING, placeholder=" …"),
        "as_of": date_words(details.as_of),
        "notebook": details.notebook,
        "headline": _finding(document.headline) | {"note": traced.headline} if document.headline else None,
        "failure": _failure(failures[0]) if failures else None,
        "parameters": [list(parameter) for parameter in details.parameters],
        "provenance": [
            {"name": name, "entries": [[term, value] for term, value in entries.items()]}
            for name, entries in details.told.items()
        ],
        "parts": [
            _listing(part, traced) if part is listed else _part(part) | {"note": note}
            for part, note in zip(document.body, traced.notes, strict=True)
            if not isinstance(part, Code)
        ],
        "data": list(_data(document)),
        "claims": {claim: "".join(words) for claim, words in traced.words.items()},
    }
    return _printable(record)


def _part(part: Part) -> dict[str, Any]:
    return {"kind": type(part).__name__.lower()} | _RECORDS[type(part)](part)


def _listing(table: Table, traced: Trace) -> dict[str, Any]:
    """The closing table with a column more: the notes each claim stands behind."""
    notes = [traced.used_in[claim] for claim in table.claims]
    texts = [", ".join(map(str, numbers)) for numbers in notes]
    rows = tuple((*row, text) for row, text in zip(table.rows, texts, strict=True))
    wider = replace(table, columns=(*table.columns, Column("In notes")), rows=rows)
    record = _part(wider) | {"anchors": list(table.claims), "claims": [], "note": 0}
    record["widths"] = [*_widths(table, _LINE - _NOTES), _NOTES]
    for row, numbers in zip(record["rows"], notes, strict=True):
        row[-1]["notes"] = list(numbers)
    return record


def _data(document: Document) -> Iterator[dict[str, str]]:
    """The data of each figure as a file of its own, under a name no other has."""
    taken: Counter[str] = Counter()
    for figure in document.of(Figure):
        if figure.data_csv:
            name = fragments.anchor_of(figure)
            taken[name] += 1
            copy = f"-{taken[name]}" if taken[name] > 1 else ""
            yield {
                "attachment": f"{name}{copy}.csv",
                "title": figure.title,
                "csv": fragments.safe_csv(figure.data_csv),
            }


def _heading(heading: Heading) -> dict[str, Any]:
    return {"level": heading.level - 1, "text": curly(heading.text)}


def _prose(part: Prose) -> dict[str, Any]:
    return {"nodes": prose.to_tree(part.markdown)}


def _output(output: Output) -> dict[str, Any]:
    return {"text": output.text.rstrip()}


def _note(note: Note) -> dict[str, Any]:
    return {"text": curly(note.text)}


def _finding(finding: Finding) -> dict[str, Any]:
    first, rest = fragments.lead(finding.sentence)
    return {
        "sentence": curly(first),
        "rest": curly(rest),
        "doubt": curly(finding.doubt),
        "claims": list(finding.claims),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    inline_svg.check(figure.svg)
    return {
        "title": curly(figure.title),
        "units": curly(figure.units),
        "alt": figure.alt or figure.title,
        "svg": _drawable(figure.svg),
        "half": inline_svg.is_half(figure.svg),
        "foot": [curly(text) for text in (figure.note, figure.source) if text],
        "claims": list(figure.claims),
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": curly(table.title),
        "columns": [{"label": curly(column.label), "align": column.align} for column in table.columns],
        "widths": _widths(table),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "anchors": [],
        "foot": [curly(text) for text in (table.note, table.source) if text],
        "claims": list(table.claims),
    }


def _cell(cell: str | Cell) -> dict[str, str]:
    words = breakable(printable(curly(fragments.text_of(cell))))
    if isinstance(cell, str):
        return {"words": words, "href": "", "tone": ""}
    return {"words": words, "href": fragments.safe_link(cell.href), "tone": cell.tone}


def breakable(text: str) -> str:
    r"""The text with a place to break after each dash or slash inside a very long word, else a hyphen for need.

    >>> breakable("1,700,000,000–5,500,000,000 or 90–110")
    '1,700,000,000–\u200b5,500,000,000 or 90–110'
    >>> breakable("(thenationalgazette)")
    '(thenationa\xadlgazette)'
    """
    joined = _WIDE.sub(lambda word: _JOINT.sub(_BREAK, word[0]), text)
    return _WIDE_LETTERS.sub(lambda word: _TEN.sub(rf"\1{_HYPHEN}", word[0]), joined)


def _widths(table: Table, line: float = _LINE) -> list[float]:
    """Shares of the page: short columns get what their words need, the others divide what is left."""
    texts = [[column.label, *map(fragments.text_of, cells)] for column, cells in _columns(table)]
    longest = [_PADDING + max(map(len, column)) for column in texts]
    words = [_PADDING + max(map(_longest_word, column)) for column in texts]
    is_short = [length <= _SHORT + _PADDING for length in longest]
    wishes = [
        max(word, min(length, _LONG) + max(0.0, length - _LONG) ** 0.7)
        for word, length in zip(words, longest, strict=True)
    ]
    left = line - sum(length for length, short in zip(longest, is_short, strict=True) if short)
    fitted = iter(
        _fitted(
            [(word, wish) for word, wish, short in zip(words, wishes, is_short, strict=True) if not short],
            left,
        )
    )
    return [length if short else next(fitted) for length, short in zip(longest, is_short, strict=True)]


def _longest_word(text: str) -> float:
    """Characters of the longest piece that stays on one line, an m or w counted as the two thirds more it takes."""
    pieces = breakable(text).replace(_BREAK, " ").replace(_HYPHEN, "- ").split()
    return max((len(piece) + 2 / 3 * len(_BROAD.findall(piece)) for piece in pieces), default=0)


def _fitted(columns: list[tuple[float, float]], line: float) -> list[float]:
    """The line divided by what columns wish, none below its longest word while there is room for those.

    >>> _fitted([(12, 20.0), (5, 60.0)], 40)
    [12, 28.0]
    """
    floors: dict[int, float] = {}
    while True:
        free = {place: wish for place, (_, wish) in enumerate(columns) if place not in floors}
        left = line - sum(floors.values())
        scale = left / sum(free.values()) if free and left > 0 else 1.0
        tight = {place: columns[place][0] for place, wish in free.items() if wish * scale < columns[place][0]}
        if not tight:
            return [floors.get(place, wish * scale) for place, (_, wish) in enumerate(columns)]
        floors |= tight


def _columns(table: Table) -> Iterator[tuple[Column, tuple[str | Cell, ...]]]:
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return zip(table.columns, cells, strict=True)


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "cell": str(failure.cell),
        "source": failure.source,
        "error": failure.error,
        "message": failure.message,
        "traceback": failure.traceback,
    }


_RECORDS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Heading: _heading,
    Prose: _prose,
    Output: _output,
    Note: _note,
    Failure: _failure,
    Finding: _finding,
    Figure: _figure,
    Table: _table,
}


def _printable(item: Any) -> Any:
    if isinstance(item, str):
        return printable(item)
    if isinstance(item, Mapping):
        return {name: inner if name in _KEPT else _printable(inner) for name, inner in item.items()}
    if isinstance(item, Sequence):
        return [_printable(inner) for inner in item]
    return item


def printable(text: str) -> str:
    r"""The text with what our fonts cannot draw shown by its code, and long words given places to break.

    >>> printable("Kim \u0001 \uae40")
    'Kim [U+0001] [U+AE40]'
    """
    shown = _drawable(fragments.visible(text))
    return _LONG_WORD.sub(lambda found: re.sub(r"(.{8})(?=.)", rf"\1{_BREAK}", found[0]), shown)


def _drawable(text: str) -> str:
    known = drawn()
    return "".join(char if char in "\n\t" or ord(char) in known else f"[U+{ord(char):04X}]" for char in text)
