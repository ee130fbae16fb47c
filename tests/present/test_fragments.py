"""Fragments show everything as text, whatever it looks like."""

from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from frontledger.present import fragments
from frontledger.present.blocks import Cell, Column, Figure, Finding, Note, Table
from frontledger.present.drawing import inline_svg
from frontledger.present.drawing.inline_svg import UnsafeDrawingError
from frontledger.present.fragments import ClaimInBrief
from frontledger.present.words.numbers import curly

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</p></div></details><iframe src=https://example.org>",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert(1)",
    "\u202egnol\u202c and \u200eleft",
    "&lt;b&gt; &amp; <b>",
    "]]> --> <!-- <![CDATA[",
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="482pt" '
    'height="200pt" viewBox="0 0 482 200"><defs><clipPath id="e1"><rect x="0" y="0" width="9" height="9"/>'
    '</clipPath><path id="e2" d="M 0 0"/></defs><g id="e3" clip-path="url(#e1)"><use xlink:href="#e2" '
    'style="fill: #004dab;stroke: #123456"/><text>Kim &amp; &lt;Putin&gt;</text></g></svg>'
)


def blocks_of(text):
    return (
        Finding(text, text, text, claims=(text,)),
        Figure(text, text, text, text, text, SVG, text, f'a,b\n"{text.replace(chr(34), "")}",1\n', (text,)),
        Table(
            text, text, (Column(text), Column(text)), ((text, Cell(text, href=text)),), text, text, (text,)
        ),
        Note(text, text),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    for block in blocks_of(text):
        plain = BeautifulSoup(
            fragments.html(blocks_of("harmless text")[blocks_of(text).index(block)]), "html.parser"
        )
        page = BeautifulSoup(fragments.html(block), "html.parser")
        assert {tag.name for tag in page.find_all()} <= {tag.name for tag in plain.find_all()} | {
            "details",
            "summary",
        }
        assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
        for tag in page.find_all(href=True):
            assert tag["href"].startswith(("#", "https://", "data:text/csv"))
        assert curly(fragments.visible(text)) in curly(page.get_text())
        assert "\u202e" not in fragments.html(block) + fragments.plain(block)


def test_only_web_addresses_become_links():
    def link(address):
        table = Table("t", "T", (Column("Where"),), ((Cell("Yonhap", href=address),),))
        return BeautifulSoup(fragments.html(table), "html.parser").find("a")

    assert (
        link("https://en.yna.co.kr/view/AEN2024?x=1&y=2")["href"]
        == "https://en.yna.co.kr/view/AEN2024?x=1&y=2"
    )
    for address in (
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "//example.org",
        "file:///etc/passwd",
    ):
        assert link(address) is None
    for address in (
        "https://",
        "https://a b",
        'https://a"b',
        "https://example.org/\u202ex",
        "http://[bad",
        "",
    ):
        assert link(address) is None


def test_claims_lead_to_their_rows():
    listing = Table(
        "claims_used", "Claims", (Column("Claim"),), (("T001",), ("T002",)), claims=("T001", "T002")
    )
    rows = BeautifulSoup(fragments.html(listing), "html.parser").find_all("tr", id=True)
    assert [row["id"] for row in rows] == ["c-T001", "c-T002"]
    known = {"T001": ClaimInBrief("NIS", ", 9 May 2025: about 300, C3")}
    finding = fragments.html(Finding("f", "S.", claims=("T001", "T009")), known_claims=known)
    assert "</a> NIS, 9 May 2025: about 300, C3</li><li>T009</li>" in finding
    assert [a["href"] for a in BeautifulSoup(finding, "html.parser").find_all("a")] == ["#c-T001"]
    assert "Rests on 2 claims" in finding


def test_a_table_is_one_for_those_who_hear_it():
    table = Table(
        "t", "Takeaway", (Column("Who"), Column("How many", "right")), (("NIS", "300"), ("HUR", "400"))
    )
    page = BeautifulSoup(fragments.html(table), "html.parser")
    assert page.caption.get_text() == "Takeaway"
    assert [th["scope"] for th in page.find_all("th")] == ["col", "col", "row", "row"]
    assert page.find("div", class_="fl-scroll")["tabindex"] == "0"
    assert [td["class"] for td in page.find_all("td")] == [["fl-right"], ["fl-right"]]


def test_a_figure_has_title_units_alt_and_its_data():
    figure = Figure(
        "sent", "Takeaway", "People", "A line that rises.", "NIS.", SVG, data_csv='who,n\n=1+1,-2\n"a,b",3\n'
    )
    page = BeautifulSoup(fragments.html(figure), "html.parser")
    assert page.figcaption.get_text(" ", strip=True) == "Takeaway People"
    assert page.svg["aria-label"] == "Takeaway"
    assert page.find(id=page.find(role="group")["aria-describedby"]).get_text() == "A line that rises."
    assert page.svg["role"] == "img"
    assert [td.get_text() for td in page.find_all("td")] == ["=1+1", "-2", "a,b", "3"]
    saved = unquote(page.find("a", download=True)["href"].split(",", 1)[1])
    assert saved == 'who,n\n\'=1+1,-2\n"a,b",3\n'


def test_a_drawing_takes_the_ids_and_colours_of_the_page():
    drawing = inline_svg.inline(SVG, "figure-sent", "alt <text>")
    assert 'id="figure-sent-e1"' in drawing
    assert "url(#figure-sent-e1)" in drawing
    assert 'href="#figure-sent-e2"' in drawing
    assert "fill: var(--fl-series-1);stroke: #123456" in drawing
    assert "Kim &amp; &lt;Putin&gt;" in drawing
    assert "<svg xmlns" not in drawing
    assert 'height="200pt"' not in drawing


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        '<path d="" onload="alert(1)"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<a href="#x"><text>x</text></a>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>*{fill:url(https://example.org)}</style>",
        '<path d="" style="fill:url(https://example.org/#a)"/>',
        '<path d="" style="fill:\\75rl(x)"/>',
        '<path d="" fill="url(//example.org)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<!-- <script> -->",
        "<![CDATA[<script>]]>",
        '<?xml-stylesheet href="x"?>',
        "<svg/>",
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        "<b>",
    ],
)
def test_a_drawing_that_is_more_than_one_is_refused(inside):
    with pytest.raises(UnsafeDrawingError):
        inline_svg.check(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def test_entities_cannot_be_declared():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    with pytest.raises(UnsafeDrawingError, match="declaration"):
        inline_svg.check(bomb)


def test_a_figure_without_words_for_it_is_refused():
    with pytest.raises(ValueError, match="alt is empty"):
        Figure("k", "T", "U", " ", "S", SVG)


def test_plain_text_of_a_table_is_in_columns():
    table = Table(
        "t",
        "Takeaway",
        (Column("Who"), Column("How many")),
        (("NIS (South Korea)", "300"), ("HUR", Cell("4"))),
    )
    assert fragments.plain(table).splitlines() == [
        "Takeaway",
        "Who                How many",
        "NIS (South Korea)  300",
        "HUR                4",
    ]
