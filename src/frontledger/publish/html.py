"""A document as one HTML file that needs nothing else: no script, no network, its own fonts and style."""

from __future__ import annotations

import base64
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from frontledger.present import fragments
from frontledger.present.drawing.typefaces import FONTS
from frontledger.present.words.numbers import date_words
from frontledger.publish import prose
from frontledger.publish.document import (
    Code,
    Document,
    Failure,
    Heading,
    Output,
    Part,
    Prose,
    ReportDetails,
    Table,
)

TEMPLATES = Path(__file__).parent / "templates"

_FACES = (
    ("Source Sans 3", "source-sans-3-latin-400-normal", 400, "normal"),
    ("Source Sans 3", "source-sans-3-latin-600-normal", 600, "normal"),
    ("Source Serif 4", "source-serif-4-latin-400-normal", 400, "normal"),
    ("Source Serif 4", "source-serif-4-latin-400-italic", 400, "italic"),
    ("Source Serif 4", "source-serif-4-latin-600-normal", 600, "normal"),
)


def render(document: Document, details: ReportDetails) -> str:
    """The page of a report; the same document and details always give the same text."""
    claims = {claim for table in document.of(Table) if table.key == "claims_used" for claim in table.claims}
    failures = document.of(Failure)
    return (
        environment()
        .get_template("page.html")
        .render(
            title=details.title or document.title,
            details=details,
            as_of=date_words(details.as_of),
            style=style(),
            headline=document.headline,
            known_claims=claims,
            failure=failures[0] if failures else None,
            contents=[part for part in document.of(Heading) if part.level == 2],
            sections=_sections(document, claims),
            record=machine_readable(details),
        )
    )


def machine_readable(details: ReportDetails) -> str:
    """What made the report, as JSON."""
    record = {
        "title": details.title,
        "notebook": details.notebook,
        "as_of": details.as_of,
        "parameters": {name: value for name, value, _ in details.parameters},
        "provenance": {section: dict(entries) for section, entries in details.provenance.items()},
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1)


@cache
def environment() -> Environment:
    """The templates of pages and of the blocks on them."""
    return fragments.environment(TEMPLATES)


@cache
def style() -> Markup:
    """The whole style sheet of a page, fonts included."""
    faces = (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{slant};font-display:swap;"
        f"src:url(data:font/woff2;base64,{_base64(FONTS / f'{name}.woff2')}) format('woff2')}}"
        for family, name, weight, slant in _FACES
    )
    page = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return Markup("\n".join([*faces, fragments.sheet(), page]))


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _sections(document: Document, claims: set[str]) -> list[dict[str, Any]]:
    """The parts as HTML, cut at headings of the second level; the first section has no heading."""
    sections: list[dict[str, Any]] = [{"heading": None, "parts": []}]
    taken: dict[str, int] = {}
    for part in document.body:
        if isinstance(part, Heading) and part.level == 2:
            sections.append({"heading": part, "parts": []})
        else:
            sections[-1]["parts"].append(Markup(_part(part, claims, taken)))
    return sections


def _part(part: Part, claims: set[str], taken: dict[str, int]) -> str:
    match part:
        case Heading():
            heading = Markup('<h{0} id="{1}">{2}</h{0}>')
            return str(heading.format(part.level, part.anchor, fragments.typeset(part.text)))
        case Prose():
            return f'<div class="prose">{prose.to_html(part.markdown)}</div>'
        case Code():
            return (
                environment()
                .get_template("code.html")
                .render(code=_coloured(part.source), folded=part.folded)
            )
        case Output():
            return environment().get_template("output.html").render(text=part.text)
        case Failure():
            return environment().get_template("failure.html").render(failure=part)
        case _:
            anchor = fragments.anchor_of(part)
            taken[anchor] = taken.get(anchor, 0) + 1
            copy = f"-{taken[anchor]}" if taken[anchor] > 1 else ""
            return fragments.html(part, anchor + copy, claims)


@lru_cache(maxsize=512)
def _coloured(source: str) -> Markup:
    return Markup(highlight(fragments.visible(source), PythonLexer(), HtmlFormatter(nowrap=True)))
