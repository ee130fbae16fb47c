"""The index page: complete without its script, and with no script but its own."""

import base64
import hashlib

import pytest
from bs4 import BeautifulSoup

from frontledger.present.words.numbers import curly
from frontledger.publish import index
from frontledger.publish.document import IndexEntry

PARAMETERS = (("as_of", "2025-03-27", "What had been said by then."),)
ENTRIES = [
    IndexEntry(
        "Sent", "troop_flows", PARAMETERS, "done", "At least 10,000.", (("HTML", "a.html"), ("PDF", "a.pdf"))
    ),
    IndexEntry("Ratios", "casualty_ratios", PARAMETERS, "unchanged", "3–10.", (("HTML", "b.html"),)),
    IndexEntry("Drones", "drone_growth", PARAMETERS, "failed", "Stopped.", (("HTML", "c.html"),)),
]


def page_of(entries, title="Standard reports"):
    return BeautifulSoup(index.render(title, entries), "html.parser")


def test_every_report_is_listed_with_its_state_and_links():
    page = page_of(ENTRIES)
    assert page.find("p", class_="summary").get_text() == "3 reports: 1 failed, 1 done and 1 unchanged."
    rows = [row.get_text(" ", strip=True) for row in page.tbody.find_all("tr")]
    assert rows[0] == "Sent At least 10,000. as_of 2025-03-27 done HTML PDF"
    assert [a["href"] for a in page.tbody.find_all("a")] == ["a.html", "a.pdf", "b.html", "c.html"]
    assert page.find("p", class_="filter").has_attr("hidden")


def test_only_our_script_may_run():
    page = page_of(ENTRIES)
    (script,) = page.find_all("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode()).digest()).decode()
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "</" not in script.string
    assert "innerHTML" not in script.string


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "../../etc/passwd",
    ],
)
def test_hostile_text_stays_text(text):
    page = page_of([IndexEntry(text, text, ((text, text, text),), text, text, ((text, text),))], text)
    assert len(page.find_all("script")) == 1
    assert not page.find_all("img")
    assert not page.tbody.find_all("a")
    assert page.h1.get_text() == curly(text)


def test_no_reports_and_the_same_bytes():
    assert "No reports." in page_of([]).get_text()
    assert index.render("T", ENTRIES) == index.render("T", list(ENTRIES))


def test_a_comparison_is_linked_where_there_is_one():
    page = BeautifulSoup(index.render("T", ENTRIES, "compare.html"), "html.parser")
    assert page.find("p", class_="summary").a["href"] == "compare.html"
    assert page_of(ENTRIES).find("p", class_="summary").a is None
