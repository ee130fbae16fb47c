"""A document as one HTML file that needs nothing else: no script, no network, its own fonts and style."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from frontledger.present import fragments
from frontledger.present.drawing.typefaces import beyond_basic, woff
from frontledger.present.words.numbers import date_words
from frontledger.publish import prose, record
from frontledger.publish.document import (
    Code,
    Document,
    Failure,
    Heading,
    Output,
    Part,
    Prose,
    ReportDetails,
)
from frontledger.publish.trace import claim_words

TEMPLATES = Path(__file__).parent / "templates"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_UNREAD = re.compile(r"<(code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)
"""What of a page is not set in our faces, and what is no text."""

_CLAIMS = re.compile(r'<details class="fl-claims">(\n<summary>[^<]*</summary>\n)(<(p|ul)>.*?</\3>)')
_LONG_LIST = 600
"""Letters of HTML."""

_MARK = re.compile(r" ?([{;]) ?|(?<=[a-z])(:) (?=[^{]*[;}])")
_CLOSING = re.compile(r";? ?}")
_PLAIN_CODE = re.compile(r'<span class="(?:nn?|nb|p|o|w)">([^<]*)</span>')
"""What of a program our style sheet gives no colour."""

_FACES = (
    ("Source Sans 3", "SourceSans3-Regular.ttf", 400, "normal"),
    ("Source Sans 3", "SourceSans3-SemiBold.ttf", 600, "normal"),
    ("Source Serif 4", "SourceSerif4-Regular.ttf", 400, "normal"),
    ("Source Serif 4", "SourceSerif4-Italic.ttf", 400, "italic"),
    ("Source Serif 4", "SourceSerif4-SemiBold.ttf", 600, "normal"),
)


def render(document: Document, details: ReportDetails) -> str:
    """The page of a report; the same document and details always give the same text."""
    claims = claim_words(document)
    failures = document.of(Failure)
    sections = _sections(document, claims)
    words = "".join(str(part) for section in sections for part in section["parts"])
    if document.headline:
        words += f"{document.headline.sentence} {document.headline.doubt}"
    return _spare_lists(
        environment()
        .get_template("page.html")
        .render(
            title=details.title or document.title,
            details=details,
            as_of=date_words(details.as_of),
            style=style(beyond_basic(unescape(_UNREAD.sub(" ", words)))),
            headline=document.headline,
            known_claims=claims,
            failure=failures[0] if failures else None,
            contents=[part for part in document.of(Heading) if part.level == 2],
            sections=sections,
            record=record.hidden(record.written(document, details, claims=not claims)),
        )
    )


@cache
def environment() -> Environment:
    """The templates of pages and of the blocks on them."""
    return fragments.environment(TEMPLATES)


@lru_cache(maxsize=16)
def style(further: frozenset[str] = frozenset(), more: str = "") -> Markup:
    """The whole style sheet of a page, fonts included, with some further characters in them.

    `more` names the sheet of a page that is no report.
    """
    faces = (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{slant};font-display:swap;"
        f"src:url(data:font/woff;base64,{base64.b64encode(woff(name, further)).decode()}) format('woff')}}"
        for family, name, weight, slant in _FACES
    )
    names = ["page.css", *([more] if more else [])]
    sheets = [fragments.sheet(), *((TEMPLATES / name).read_text(encoding="utf-8") for name in names)]
    return Markup("\n".join([*faces, _short("\n".join(sheets))]))


def _short(sheet: str) -> str:
    r"""The style sheet without comments and the blanks around its marks.

    >>> _short('/* All. */\n  a { color: red; font: 1em/1.5 serif; }\n')
    'a{color:red;font:1em/1.5 serif}'
    """
    lines = (line.strip() for line in _COMMENT.sub("", sheet).splitlines())
    return _CLOSING.sub(
        "}", _MARK.sub(lambda found: found[1] or found[2], "\n".join(line for line in lines if line))
    )


def _spare_lists(page: str) -> str:
    """The page with each long list of claims once; where it comes again, a link leads to the first."""
    times = Counter(found[1] for found in _CLAIMS.findall(page))
    places: dict[str, str] = {}

    def spared(found: re.Match[str]) -> str:
        summary, claims = found[1], found[2]
        if times[claims] == 1 or len(claims) < _LONG_LIST:
            return found[0]
        if claims in places:
            again = f'<p>The same as <a href="#{places[claims]}">those listed before</a>.</p>'
            return f'<details class="fl-claims">{summary}{again}'
        places[claims] = f"rests-{len(places) + 1}"
        return f'<details class="fl-claims" id="{places[claims]}">{summary}{claims}'

    return _CLAIMS.sub(spared, page)


def _sections(document: Document, claims: Mapping[str, fragments.ClaimInBrief]) -> list[dict[str, Any]]:
    """The parts as HTML, cut at headings of the second level; the first section has no heading."""
    sections: list[dict[str, Any]] = [{"heading": None, "parts": []}]
    taken: dict[str, int] = {}
    for part in document.body:
        if isinstance(part, Heading) and part.level == 2:
            sections.append({"heading": part, "parts": []})
        else:
            sections[-1]["parts"].append(Markup(_part(part, claims, taken)))
    return sections


def _part(part: Part, claims: Mapping[str, fragments.ClaimInBrief], taken: dict[str, int]) -> str:
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
    coloured = highlight(fragments.visible(source), PythonLexer(), HtmlFormatter(nowrap=True))
    return Markup(_PLAIN_CODE.sub(r"\1", coloured))
