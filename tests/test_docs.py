"""The pages say what the code does: the table of qualifiers, links inside the docs, and rooms that exist."""

import re
from pathlib import Path

import pytest

from frontledger.ledger.intervals import RULES

ROOT = Path(__file__).resolve().parent.parent
OUTER = [ROOT / name for name in ("README.md", "CHANGELOG.md", "SECURITY.md", "examples/invented/README.md")]
PAGES = [*OUTER, *sorted((ROOT / "docs").rglob("*.md"))]


def test_methods_print_the_table_of_qualifiers():
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    printed = text[text.index("<!-- qualifiers -->") : text.index("<!-- /qualifiers -->")]
    rows = [
        f"| {rule.qualifier} x | {rule.lower_words} to {rule.upper_words} | {rule.meaning} |"
        for rule in RULES
    ]
    assert printed.splitlines()[3:] == rows


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_inside_the_project_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_modules_named_in_the_docs_exist(page):
    text = page.read_text(encoding="utf-8")
    rooms = r"`((?:ledger|analysis|present|notebook|publish)/[\w/]+(?:\.\w+|/))`"
    named = re.findall(rooms, text)
    assert [name for name in named if not (ROOT / "src" / "frontledger" / name).exists()] == []


def test_the_limitations_are_as_long_as_the_methods_without_their_formulas():
    methods, limits = (
        (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("methods", "limitations")
    )
    assert len(limits.split()) >= len(re.sub(r"^\$\$.*\$\$$", "", methods, flags=re.MULTILINE).split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_line_is_a_comment_to_the_sites_reader_of_markdown(page):
    assert not re.search(r"^\s*%", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_picture_of_the_readme_is_small_enough_to_keep():
    picture = ROOT / "docs" / "images" / "casualty_ratios.png"
    assert 10_000 < picture.stat().st_size < 400_000
