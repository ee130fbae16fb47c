"""How the pages of this folder become the site; `make docs` builds it.

Nothing is fetched, when the site is built or when it is read: formulas become MathML here, and fonts, scripts
and styles come with the theme.
"""

from __future__ import annotations

import os
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils.math.latex2mathml import tex2mathml
from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx
from sphinx.highlighting import lexers
from sphinx.util.docutils import SphinxDirective

import frontledger

ROOT = Path(__file__).resolve().parent.parent

project = "Frontledger"
author = "the Frontledger contributors"
copyright = "2026 the Frontledger contributors"
release = version = frontledger.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 4
exclude_patterns = ["_static"]
nitpicky = True
# Types of other libraries have their pages elsewhere, and nothing is asked of another site.
nitpick_ignore_regex = [(r"py:.*", r".*")]

suppress_warnings = ["ref.python"]  # a name that two modules give to different things
lexers["csv"] = TextLexer()
OUTSIDE = {
    "../examples/invented/README.md": "invented.md",
    "../SECURITY.md": "security.md",
    "../CHANGELOG.md": "changelog.md",
}
"""Pages that lie elsewhere in the repository, and the page here that takes each in."""
REPORTS = '<p><a href="reports/index.html">The standard reports</a>, as rendered from the same commit.</p>'
"""Only where the reports are published beside the site, as the workflow does."""

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True

html_theme = "furo"
html_title = "Frontledger"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_use_index = False
toc_object_entries = False  # a thousand functions in the list beside every page
html_show_sphinx = False
html_math_renderer = "mathml"
html_theme_options = {"navigation_with_keys": False}


def visit_inline(self: Any, node: nodes.math) -> None:
    """A formula within a line, as MathML."""
    self.body.append(tex2mathml(node.astext(), as_block=False))
    raise nodes.SkipNode


def visit_block(self: Any, node: nodes.math_block) -> None:
    """A formula on a line of its own, as MathML, which scrolls where the page is narrow."""
    formula = tex2mathml(node.astext(), as_block=True)
    self.body.append(f'<div class="formula" tabindex="0" role="group" aria-label="formula">{formula}</div>')
    raise nodes.SkipNode


class Modules(SphinxDirective):
    """Every public module of a package, in a section each, with what its docstrings say."""

    required_arguments = 1
    has_content = False

    def run(self) -> list[nodes.Node]:
        """Sections with an automodule in each."""
        package = import_module(self.arguments[0])
        found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        # What a package passes on is described in the module it comes from.
        text = "".join(
            f"{name}\n{'-' * len(name)}\n\n.. automodule:: {name}\n   :members:\n   :ignore-module-all:\n\n"
            for _, name, _ in found
        )
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def unlisted(app: Sphinx, docname: str, source: list[str]) -> None:
    """Pages that the start page names nowhere are listed at its end, so that a new page is never left out."""
    if docname == "index":
        named = set(re.findall(r"^[\w/-]+$", source[0], re.MULTILINE))
        others = sorted(page for page in app.env.found_docs - named - {"index"} if "/" not in page)
        listed = "```{toctree}\n:caption: Further pages\n\n" + "\n".join(others) + "\n```" if others else ""
        reports = REPORTS if os.environ.get("REPORTS_BESIDE") else ""
        source[0] = source[0].replace("<!-- further pages -->", listed).replace("<!-- reports -->", reports)


def readable_links(app: Sphinx, docname: str, source: list[str]) -> None:
    """Links to pages elsewhere lead to those that take them in; a page named by its file gets its title."""
    for outside, page in OUTSIDE.items():
        source[0] = source[0].replace(f"]({outside})", f"]({page})")
    source[0] = re.sub(r"\[[\w./-]+\.md\]\(([\w./-]+\.md)\)", r"[](\1)", source[0])


def as_restructured(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Docstrings mark code with one backtick, as this project's pages do."""
    text = re.sub(r"(?<!`)`([^`]+)`(?!`)(\w?)", _literal, "\n".join(lines))
    lines[:] = text.split("\n")


def _literal(found: re.Match[str]) -> str:
    code, after = found.groups()
    return f"``{code}``\\ {after}" if after else f"``{code}``"


def for_the_keyboard(app: Sphinx, fault: Exception | None) -> None:
    """What the theme leaves out: the level of the headings over its lists, and code that scrolls by the keyboard."""
    for path in Path(app.outdir).rglob("*.html") if fault is None else ():
        text = path.read_text(encoding="utf-8")
        text = text.replace('class="caption" role="heading"', 'class="caption" role="heading" aria-level="2"')
        path.write_text(text.replace("<pre>", '<pre tabindex="0">'), encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Tell Sphinx of the above."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.add_directive("modules", Modules)
    app.connect("source-read", unlisted)
    app.connect("source-read", readable_links)
    app.connect("autodoc-process-docstring", as_restructured)
    app.connect("build-finished", for_the_keyboard)
