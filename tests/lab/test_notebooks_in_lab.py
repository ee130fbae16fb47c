"""Every notebook in JupyterLab as a person uses it: open, Run All, read, change a parameter, run again."""

import re

import pytest
from playwright.sync_api import expect

from frontledger.notebook.parameters import REGISTRY

from .desk import OURS

NOTEBOOKS = sorted(REGISTRY)
TRACEBACK = re.compile(r"Traceback|File .+, line \d+|Cell In\[|---->")


def shown(cells):
    """The blocks that cells show, in order."""
    return [
        output["data"][OURS] for cell in cells for output in cell["outputs"] if OURS in output.get("data", {})
    ]


def words(text):
    """The letters and digits alone: spaces, quotes and dashes are set otherwise on the page than in the sentence."""
    return "".join(char for char in text if char.isalnum())


def headline(cells):
    return next(block["sentence"] for block in shown(cells) if block["type"] == "finding")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_run_all_finishes_every_cell_and_shows_every_block_to_everyone(desk, name):
    desk.open(name)
    cells = desk.run_all()
    for cell in cells:
        assert cell["execution_count"], cell["source"]
        unwanted = [output for output in cell["outputs"] if output["output_type"] in ("error", "stream")]
        assert not unwanted, cell["source"]
    blocks = shown(cells)
    assert len(blocks) == sum(len(cell["outputs"]) for cell in cells), "a cell shows what is no block"

    figures = [block for block in blocks if block["type"] == "figure"]
    drawn = desk.page.locator(".jp-OutputArea-output .fl-drawing")
    expect(drawn).to_have_count(len(figures))
    for place, figure in enumerate(figures):
        assert drawn.nth(place).locator("svg[role=img]").bounding_box()["width"] > 200
        place_of_words = drawn.nth(place).get_attribute("aria-describedby")
        assert desk.page.locator(f"#{place_of_words}").first.text_content() == figure["alt"]
    tables = [block for block in blocks if block["type"] == "table"]
    assert desk.page.locator(".jp-OutputArea-output table").count() >= len([t for t in tables if t["rows"]])
    read = [words(text) for text in desk.page.locator(".fl-finding").all_text_contents()]
    findings = [block for block in blocks if block["type"] == "finding"]
    assert len(read) == len(findings)
    assert all(words(finding["sentence"]) in text for finding, text in zip(findings, read, strict=True))


@pytest.mark.parametrize(
    ("name", "parameter", "new"),
    [
        ("brief", "as_of", 'as_of: str = "2024-12-31"'),
        ("drone_growth", "window_end", 'window_end: str = "2025-03"'),
    ],
)
def test_a_changed_parameter_changes_the_headline(desk, name, parameter, new):
    desk.open(name)
    before = headline(desk.run_all())
    desk.type_over(parameter, new)
    after = headline(desk.run_all())
    assert after != before
    assert words(after) in words(desk.page.locator(".fl-finding").first.inner_text())


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ('as_of: str = "27/03/2025"', "brief: as_of: '27/03/2025' is not a date; give an ISO date such as"),
        ("as_of: int = 20250327", "brief: as_of: 20250327 is not a date"),
    ],
)
def test_a_bad_parameter_gives_one_readable_line(desk, new, told):
    desk.open("brief")
    desk.type_over("as_of", new)
    cells = desk.run_all()
    errors = [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
    assert len(errors) == 1
    (line,) = errors[0]["traceback"]
    assert line.startswith(told)
    seen = desk.page.locator(".jp-OutputArea-output").filter(has_text=told)
    expect(seen).to_have_count(1)
    assert not TRACEBACK.search(seen.inner_text())
