"""The exploring notebook: its controls are there, and moving one draws sentence and chart again."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from .desk import MINUTE

SECTIONS = 3


@pytest.fixture(scope="module")
def exploring(desk):
    desk.open("explore")
    cells = desk.run_all()
    assert not [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
    panels = desk.page.locator(".jp-OutputArea:has(> .jp-OutputArea-child .widget-vbox)")
    expect(panels).to_have_count(SECTIONS)
    expect(desk.page.locator(".jp-OutputArea-output figure svg").nth(SECTIONS)).to_be_visible(timeout=MINUTE)
    return panels


def sentence(panel):
    return panel.locator(".fl-finding").first


def test_each_section_has_controls_with_names_and_shows_a_chart(exploring):
    for panel in exploring.all():
        assert panel.locator(".widget-label").count() >= 2
        assert all(label.strip() for label in panel.locator(".widget-label").all_inner_texts())
        assert panel.locator("figure svg[role=img]").count() >= 1


def test_moving_the_day_changes_what_was_known(exploring):
    troops = exploring.nth(0)
    before = sentence(troops).inner_text()
    handle = troops.locator(".noUi-handle").first
    handle.focus()
    for _ in range(60):
        handle.press("ArrowLeft")
    day = datetime.strptime(troops.locator(".widget-readout").first.inner_text(), "%d %b %Y")
    expect(sentence(troops)).to_contain_text(f"By {day.day} {day:%B %Y} ", timeout=2 * MINUTE)
    assert sentence(troops).inner_text() != before
    assert troops.locator(".jp-RenderedText[data-mime-type*=stderr]").count() == 0


def test_another_base_changes_the_shares_in_the_table(exploring):
    casualties = exploring.nth(1)
    shares = casualties.locator("table").first
    before = shares.inner_text()
    base = casualties.locator("input[type=number]").first
    base.fill("20000")
    base.press("Enter")
    expect(shares).not_to_have_text(before, use_inner_text=True, timeout=MINUTE)
    expect(shares).to_contain_text("20,000")


def test_another_window_changes_the_growth(exploring):
    growth = exploring.nth(2)
    before = sentence(growth).inner_text()
    upper = growth.locator(".noUi-handle-upper").first
    upper.focus()
    for _ in range(3):
        upper.press("ArrowRight")
    expect(sentence(growth)).not_to_have_text(before, use_inner_text=True, timeout=MINUTE)


def test_choosing_one_body_leaves_the_others_out(exploring):
    troops = exploring.nth(0)
    before = troops.locator("figure").first.inner_text()
    troops.locator("select[multiple]").select_option(
        label="National Intelligence Service of the Republic of Korea"
    )
    expect(troops.locator("figure").first).not_to_have_text(before, use_inner_text=True, timeout=MINUTE)
