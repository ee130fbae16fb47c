"""The index page: complete without its script, and with no script but its own."""

import base64
import hashlib
import shutil
import time
from statistics import median

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright

from frontledger.present.words.numbers import curly
from frontledger.publish import index
from frontledger.publish.document import IndexEntry

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""

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


def _thousand():
    for number in range(1000):
        day = f"202{5 + number % 2}-{1 + number % 12:02}-{1 + number % 28:02}"
        given = {
            "as_of": day,
            "claimants": "all",
            "ledger": "the shipped one",
            "strength": str(9000 + number),
        }
        headline = (
            f"Of {9000 + number:,} soldiers sent, 3,600–4,400 were killed or wounded, as told by {day}."
        )
        parameters = tuple((name, value, "What it means, in a sentence.") for name, value in given.items())
        stem = f"casualty_ratios.as_of-{day}+strength-{9000 + number}"
        links = (("HTML", f"{stem}.html"), ("PDF", f"{stem}.pdf"))
        yield IndexEntry("Casualty ratios", "casualty_ratios", parameters, "done", headline, links)


TYPED = """async words => {
  const field = document.getElementById("filter"), begun = performance.now();
  field.value = words;
  field.dispatchEvent(new Event("input"));
  document.body.offsetHeight;
  await new Promise(requestAnimationFrame);
  const left = [...document.querySelectorAll("tbody tr")].filter(row => row.offsetHeight).length;
  return [performance.now() - begun, left, document.getElementById("shown").textContent];
}"""


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)")
def test_a_thousand_reports_open_at_once_and_are_filtered_by_parameter_and_headline(tmp_path):
    entries = list(_thousand())
    index.render("Warm", entries[:1])
    begun = time.perf_counter()
    text = index.render("A thousand reports", entries)
    drawn = time.perf_counter() - begun
    path = tmp_path / "index.html"
    path.write_text(text, encoding="utf-8")
    opened, typed = [], []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for _ in range(5):
            begun = time.perf_counter()
            page.goto(path.as_uri())
            page.evaluate("() => new Promise(shown => requestAnimationFrame(() => setTimeout(shown)))")
            opened.append(time.perf_counter() - begun)
            for words, left in (
                ("strength 9123", 1),
                ("2025-01-01 killed", 12),
                ("9,007 soldiers", 1),
                ("", 1000),
            ):
                took, rows, told = page.evaluate(TYPED, words)
                assert rows == left and told == (f"{left} of 1000" if words else "")
                typed.append(took / 1000)
        browser.close()
    print(
        f"\n{len(text.encode()):,} bytes, written in {drawn:.2f} s, opened in {median(opened):.2f} s "
        f"(slowest {max(opened):.2f} s), filtered in {median(typed):.3f} s (slowest {max(typed):.3f} s)"
    )
    assert median(opened) < 1 and max(typed) < 0.5
