"""Every page by WCAG 2.2 AA in a real browser: axe-core, the keyboard alone, zoomed, on a phone, printed."""

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]

OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"

# The shade that tells that more lies to the side keeps axe-core from judging the contrast of what is on it.
FLAT = ".fl-scroll, .fl-drawing { background: none !important }"

# What can be reached, each by a number of its own that it keeps.
REACHABLE = """() => [...document.querySelectorAll('a[href], summary, button, input, [tabindex="0"]')]
  .map((each, place) => { each.dataset.place ??= place; return each })
  .filter(each => each.checkVisibility({visibilityProperty: true}))
  .map(each => [each.dataset.place, each.outerHTML.slice(0, 120)])"""

FOCUSED = """() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getClientRects()[0]
  const within = (number, most) => Math.min(Math.max(number, 0), most - 1)
  const top = document.elementFromPoint(
    within((box.left + box.right) / 2, innerWidth), within((box.top + box.bottom) / 2, innerHeight))
  return {
    place: here.dataset.place, words: here.outerHTML.slice(0, 120),
    closed: here.tagName === 'SUMMARY' && !here.parentElement.open,
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    shown: Boolean(top) && (here.contains(top) || top.contains(here)),
  }
}"""

# What a narrow screen would lose: words beyond the edge, cut off, or in a part only a mouse can scroll.
LOST = """() => {
  const faults = [], edge = document.documentElement.clientWidth
  const note = (fault, each) => faults.push(fault + ': ' + (each.outerHTML || each).slice(0, 120))
  if (document.documentElement.scrollWidth > edge) note('the page scrolls sideways', String(edge))
  for (const each of document.querySelectorAll('body *:not(svg *, .skip)')) {
    if (!each.checkVisibility()) continue
    const box = each.getBoundingClientRect(), style = getComputedStyle(each)
    const apart = each.parentElement.closest('.fl-scroll, .fl-drawing, pre')
    if (!apart && (box.right > edge + 1 || box.left < -1)) note('beyond the edge', each)
    if (each.scrollWidth <= each.clientWidth + 1 || style.overflowX === 'visible') continue
    if (!['auto', 'scroll'].includes(style.overflowX)) note('cut off', each)
    if (each.tabIndex < 0) note('only a mouse scrolls it', each)
  }
  for (const each of document.querySelectorAll('svg text')) {
    const drawing = each.closest('.fl-drawing')
    if (!each.checkVisibility() || !each.textContent.trim()) continue
    const left = drawing.getBoundingClientRect().left - drawing.scrollLeft
    if (each.getBoundingClientRect().left < left - 1) note('cut off at the left', each)
  }
  return faults
}"""


# How each text of a drawing stands out from the page, by the formula of WCAG 1.4.3.
CONTRAST = """() => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
    const [red, green, blue] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
  }
  const paper = light(getComputedStyle(document.body).backgroundColor)
  return [...document.querySelectorAll('svg text')].map(each => {
    const ink = light(getComputedStyle(each).fill)
    return [Math.max(ink, paper) / Math.min(ink, paper), each.textContent]
  })
}"""


def found_by_axe(page, rules):
    """What breaks a rule, and whose contrast axe-core cannot judge for another reason than what lies near it.

    The contrast of the words in drawings is for `CONTRAST` to judge.
    """
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations", "incomplete"]}).response
    told = [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]
    unsure = [rule["nodes"] for rule in found["incomplete"] if rule["id"] == "color-contrast"]
    told += [
        ("contrast not known", node["html"])
        for nodes in unsure
        for node in nodes
        if node["any"][0]["data"]["messageKey"] != "bgOverlap"
    ]
    return [(rule, words) for rule, words in told if not words.startswith("<text")]


@pytest.mark.parametrize(
    ("scheme", "rules"),
    [pytest.param("light", RULES, id="light"), pytest.param("dark", RULES_OF_COLOUR, id="dark")],
)
def test_axe_finds_nothing(page_file, scheme, rules, opened):
    page = opened(page_file, color_scheme=scheme)
    page.evaluate(OPEN_ALL)
    page.add_style_tag(content=FLAT)
    assert found_by_axe(page, rules) == []
    assert [words for contrast, words in page.evaluate(CONTRAST) if contrast < 4.5] == []


def test_axe_finds_what_is_planted(folder, opened):
    page = opened(folder / "failed.html")
    page.evaluate("() => { document.querySelector('h1').style.color = '#999' }")
    assert [rule for rule, _ in found_by_axe(page, RULES_OF_COLOUR)] == ["color-contrast"]
    page.evaluate("() => { document.querySelector('h1').remove() }")
    assert [rule for rule, _ in found_by_axe(page, RULES)] == ["page-has-heading-one"]


def test_the_keyboard_alone_reaches_and_opens_everything(page_file, opened):
    page = opened(page_file)
    page.evaluate(REACHABLE)
    seen, faults = set(), []
    while True:
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here["place"] is None or here["place"] in seen:
            break
        seen.add(here["place"])
        if not (here["marked"] and here["shown"]):
            faults.append(here)
        if here["closed"]:
            page.keyboard.press("Enter")
            assert page.evaluate("() => document.activeElement.parentElement.open")
    assert [words for place, words in page.evaluate(REACHABLE) if place not in seen] == []
    assert faults == []


@pytest.mark.parametrize(
    ("width", "scale"),
    [
        pytest.param(640, 2, id="zoomed to 200%"),
        pytest.param(360, 3, id="phone"),
        pytest.param(320, 1, id="400%"),
    ],
)
def test_a_narrow_screen_loses_nothing(page_file, width, scale, opened):
    page = opened(page_file, width=width, device_scale_factor=scale)
    assert page.evaluate(LOST) == []
    page.evaluate(OPEN_ALL)
    assert page.evaluate(LOST) == []


def test_wider_spacing_of_text_loses_nothing(page_file, opened):
    """WCAG 1.4.12: a reader may space lines, paragraphs, letters and words further apart; a drawing is a picture."""
    page = opened(page_file)
    page.add_style_tag(
        content=":not(svg, svg *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
    )
    page.evaluate(OPEN_ALL)
    assert page.evaluate(LOST) == []


def test_print_is_black_on_white_and_within_the_paper(page_file, opened):
    page = opened(page_file, width=643, color_scheme="dark")  # what A4 leaves between margins of 20 mm
    page.emulate_media(media="print")
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 643
    shown = page.evaluate(
        "() => [...document.querySelectorAll('h1, h2, .fl-sentence, .fl-figure, .fl-table, .fl-note')]"
        ".every(each => each.checkVisibility())"
    )
    assert shown
    assert not page.locator(".skip, .contents, .code, .fl-more").filter(visible=True).count()
