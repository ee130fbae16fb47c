"""Markdown prose made safe: as HTML for the page, as a tree of words for the PDF.

HTML inside the Markdown is shown as text, links lead to web pages or into the page, pictures are their words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import mistune
import nh3

from frontledger.present.fragments import safe_link, visible
from frontledger.present.words.numbers import curly

_TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "code", "pre", "blockquote", "br", "hr"} | {
    f"h{level}" for level in range(2, 7)
}
_HARMFUL = "#harmful-link"
"""What the Markdown reader makes of an address it refuses."""

_DEEPEST = 12
"""Nesting beyond this is left out, so that no text can exhaust the compiler's stack."""


class _Renderer(mistune.HTMLRenderer):
    def text(self, text: str) -> str:
        return super().text(curly(text))


_to_html = mistune.create_markdown(renderer=_Renderer(escape=True))
_to_tree = mistune.create_markdown(renderer="ast")


@lru_cache(maxsize=512)
def to_html(markdown: str) -> str:
    r"""Markdown as clean HTML.

    >>> to_html("*Who* says so? <script>alert(1)</script>")
    '<p><em>Who</em> says so? &lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    """
    return nh3.clean(
        str(_to_html(visible(markdown))),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        link_rel="noreferrer",
        attribute_filter=_only_safe_links,
    )


def _only_safe_links(_tag: str, name: str, value: str) -> str | None:
    inside = value.startswith("#") and value != _HARMFUL
    return value if name != "href" or inside or safe_link(value) else None


def to_tree(markdown: str) -> list[dict[str, Any]]:
    r"""Markdown as nested records: a `kind`, and `text`, `children`, `href`, `level` or `ordered` as needed.

    >>> to_tree("**Who?**")
    [{'kind': 'paragraph', 'children': [{'kind': 'strong', 'children': [{'kind': 'text', 'text': 'Who?'}]}]}]
    """
    return _nodes(_to_tree(visible(markdown)), 0)


_KINDS = {
    "paragraph": "paragraph",
    "block_text": "block",
    "heading": "heading",
    "list": "list",
    "list_item": "item",
    "block_quote": "quote",
    "emphasis": "emph",
    "strong": "strong",
    "link": "link",
    "image": "group",
}
_LEAVES = {
    "text": "text",
    "codespan": "code",
    "block_code": "code_block",
    "inline_html": "text",
    "block_html": "text",
}


def _nodes(tokens: Any, depth: int) -> list[dict[str, Any]]:
    nodes = (_node(token, depth) for token in tokens)
    return [node for node in nodes if node]


def _node(token: dict[str, Any], depth: int) -> dict[str, Any] | None:
    kind = token["type"]
    if kind in ("softbreak", "linebreak"):
        return {"kind": "text", "text": " "} if kind == "softbreak" else {"kind": "linebreak"}
    if kind == "thematic_break":
        return {"kind": "rule"}
    if kind in _LEAVES:
        text = token["raw"].rstrip("\n")
        return {"kind": _LEAVES[kind], "text": curly(text) if kind == "text" else text}
    if kind not in _KINDS:
        return None
    node: dict[str, Any] = {"kind": _KINDS[kind]}
    node["children"] = _nodes(token["children"], depth + 1) if depth < _DEEPEST else []
    details = token.get("attrs", {})
    if kind == "link":
        node["href"] = safe_link(details["url"])
    elif kind == "heading":
        node["level"] = details["level"]
    elif kind == "list":
        node["ordered"] = details["ordered"]
    return node
