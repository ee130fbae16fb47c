"""The HTML page: whole in itself, readable by all, and deaf to what its text would have it do."""

import itertools
import json
import re

import pytest
from bs4 import BeautifulSoup

from frontledger.present.blocks import Cell, Column, Figure, Finding, Note, Table
from frontledger.publish import html, prose
from frontledger.publish.document import Code, Document, Failure, Heading, Output, Prose, ReportDetails

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 482 200">'
    '<path id="e0" d="M 0 0" style="stroke: #004dab"/></svg>'
)
DETAILS = ReportDetails(
    "How many were sent?",
    "troop_flows",
    "2025-03-27",
    (("as_of", "2025-03-27", "What had been said by then."), ("ledger", "", "The folder.")),
    {"Code": {"commit": "abc"}, "Data": {"claims.csv": "0" * 64}},
)


def sample(text="At least 10,000 were sent."):
    return Document(
        DETAILS.title,
        (
            Prose(text),
            Code("begin()"),
            Heading(2, text, "in-all"),
            Finding("sent", text, text, claims=("T001",)),
            Figure("sent", text, text, text, text, SVG, text, "a,b\n1,2\n", ("T001",)),
            Figure("sent", text, text, text, text, SVG),
            Heading(3, text, "part"),
            Table("t", text, (Column(text),), ((Cell(text, href=text),),), text, text),
            Note("n", text),
            Output(text),
            Table("claims_used", "Claims", (Column("Claim"),), (("T001",),), claims=("T001",)),
        ),
    )


def page_of(document, details=DETAILS):
    return BeautifulSoup(html.render(document, details), "html.parser")


def test_the_page_needs_nothing_else_and_runs_nothing():
    text = html.render(sample(), DETAILS)
    page = BeautifulSoup(text, "html.parser")
    assert not page.find_all(
        ["script", "iframe", "object", "embed", "link", "base", "form", "img", "foreignobject"]
    )
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    addresses = re.findall(r"url\(([^)]*)\)", "".join(style.get_text() for style in page.find_all("style")))
    assert addresses
    assert all(address.startswith("data:font/woff;base64,") for address in addresses)
    assert "@import" not in text
    assert not page.find_all(src=True)
    assert len(text.encode()) < 200_000


def test_the_same_report_gives_the_same_bytes():
    assert html.render(sample(), DETAILS) == html.render(sample(), DETAILS)


def test_the_page_is_one_for_those_who_hear_it():
    page = page_of(sample())
    assert page.html["lang"] == "en-GB"
    assert [heading.get_text() for heading in page.find_all("h1")] == ["How many were sent?"]
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    assert page.find("a", class_="skip")["href"] == "#report"
    for link in page.find_all("a", href=re.compile("^#")):
        assert link["href"][1:] in ids
    for named in page.find_all(attrs={"aria-labelledby": True}):
        assert named["aria-labelledby"] in ids
    assert all(image["aria-label"] for image in page.find_all("svg", role="img"))
    assert [time["datetime"] for time in page.find_all("time")] == ["2025-03-27"]
    assert "As known on 27 March 2025" in page.get_text()


def test_code_is_folded_but_there():
    code = page_of(sample()).find("details", class_="code")
    assert not code.has_attr("open")
    assert code.pre.get_text().strip() == "begin()"


def test_the_headline_is_the_first_finding():
    assert page_of(sample("Nobody knows.")).find("div", class_="headline").p.get_text() == "Nobody knows."


def test_what_made_the_report_can_be_read_by_a_machine():
    record = json.loads(page_of(sample()).find("pre", id="provenance-json").get_text())
    assert record == {
        "title": "How many were sent?",
        "notebook": "troop_flows",
        "as_of": "2025-03-27",
        "provenance": {"Code": {"commit": "abc"}, "Data": {"claims.csv": "0" * 64}},
        "findings": [
            {
                "key": "sent",
                "sentence": "At least 10,000 were sent.",
                "unit": "",
                "claims": ["T001"],
                **dict.fromkeys(("value", "low", "high")),
            }
        ],
    }


HOSTILE = (
    "<script>alert(1)</script><style>*{}</style>",
    "</style></title></pre></div><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg>",
    "[x](javascript:alert(1)) ![x](https://example.org/x.png) <https://example.org>",
    "\u202etxet\u2066",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing_wherever_it_stands(text):
    details = ReportDetails(text, text, text, ((text, text, text),), {text: {text: text}})
    failure = Failure(1, text, text, text, text)
    document = sample(text)
    document = Document(text, (*document.blocks, failure))
    source = html.render(document, details)
    page = BeautifulSoup(source, "html.parser")
    assert not page.find_all(["script", "iframe", "object", "img", "link", "base", "form"])
    assert len(page.find_all("style")) == 1
    assert len(page.find_all("svg")) == 2
    assert not [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")]
    for link in page.find_all("a", href=True):
        assert link["href"].startswith(("#", "https://example.org", "data:text/csv"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", source)
    assert "49" not in page.find("h1").get_text()


def test_prose_is_markdown_with_only_safe_links():
    page = BeautifulSoup(
        prose.to_html(
            "*a* **b** `c` [d](https://example.org/x) [e](#part) [f](data:x) [g](//a.org)\n\n- h\n\n1. i"
        ),
        "html.parser",
    )
    assert [a.get("href") for a in page.find_all("a")] == ["https://example.org/x", "#part", None, None]
    assert {tag.name for tag in page.find_all()} == {"p", "em", "strong", "code", "a", "ul", "ol", "li"}


def test_deep_nesting_is_survived():
    assert prose.to_html("> " * 500 + "x")
    assert prose.to_tree("> " * 500 + "x")


def test_a_failed_report_says_so_at_the_top_and_shows_where():
    failure = Failure(4, "figures.sent(sent)", "ValueError", "no <claims>", "Traceback\n  line 1")
    page = page_of(Document("T", (failure,)))
    assert "It stopped at code cell 4 with ValueError" in " ".join(
        page.find("p", class_="stopped").get_text().split()
    )
    section = page.find("section", id="failure")
    assert "ValueError: no <claims>" in section.get_text()
    assert "Traceback" in section.get_text()


def test_an_empty_document_is_a_page():
    page = page_of(Document("T", ()), ReportDetails("", "n", "latest", (), {}))
    assert page.h1.get_text() == "T"
    assert "As known on latest" in page.get_text()
