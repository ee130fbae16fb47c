"""Every page opened from disk: it shows everything, asks nobody for anything, and does nothing it is told to."""

import pytest

from frontledger.present.blocks import Cell, Column, Figure, Finding, Note, Table
from frontledger.publish import html
from frontledger.publish.document import (
    Code,
    Document,
    Failure,
    Heading,
    IndexEntry,
    Output,
    Prose,
    ReportDetails,
)
from frontledger.publish.index import render as render_index

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 482 200"><text x="9" y="99" style="font-size: 8px">'
    "Words drawn</text></svg>"
)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=https://example.org/x onerror=alert(1)>',
    "</style></pre></details></table><iframe src='https://example.org'></iframe>",
    "<svg onload=alert(1)><a href='javascript:alert(1)'>x</a></svg>",
    "[x](javascript:alert(1)) ![x](https://example.org/x.png)",
    '=HYPERLINK("https://example.org")\u202etxet\u2066',
    "javascript:alert(1)",
)


def watched(opened, path, **options):
    """The page, and a list of everything it asks for or says: requests, messages, errors, dialogues, windows."""
    heard = []
    page = opened(path, **options)
    page.context.set_offline(True)
    page.on("request", lambda request: heard.append(f"asks for {request.url}"))
    page.on("console", lambda message: heard.append(f"says {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"fails: {error}"))
    page.on("dialog", lambda dialog: (heard.append(f"opens a dialogue: {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda other: heard.append(f"opens {other.url}"))
    page.reload()
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    own = f"asks for {path.as_uri()}"
    return page, [word for word in heard if word != own and not word.startswith("asks for data:font/woff")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_asks_for_nothing_and_says_nothing(page_file, scheme, opened):
    page, heard = watched(opened, page_file, color_scheme=scheme)
    assert heard == []
    states = page.evaluate("() => [...document.fonts].map(face => face.status)")
    assert "loaded" in states
    assert set(states) <= {"loaded", "unloaded"}  # a face is only read where the page has words set in it


def test_what_is_asked_for_would_be_heard(folder, tmp_path, opened):
    page = (folder / "failed.html").read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(
        page.replace("<main", '<script>alert(1)</script><img src="https://example.org/x"><main')
    )
    _, heard = watched(opened, spoilt)
    assert any("inline script violates" in word for word in heard)  # the page's own policy stops both
    assert any("img-src data:" in word for word in heard)


def test_every_link_inside_a_page_leads_somewhere(page_file, opened):
    page = opened(page_file)
    lost = page.evaluate(
        "() => [...document.querySelectorAll('a[href^=\"#\"]')].map(each => each.hash.slice(1))"
        ".filter(name => !document.getElementById(name))"
    )
    assert lost == []


def test_links_lead_to_web_pages_only(page_file, opened):
    page = opened(page_file)
    schemes = page.evaluate("() => [...new Set([...document.links].map(each => each.protocol))]")
    assert set(schemes) <= {"http:", "https:", "file:", "data:"}
    data = page.evaluate(
        "() => [...document.links].map(each => each.href).filter(each => each.startsWith('data:'))"
    )
    assert all(address.startswith("data:text/csv;") for address in data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_words_wherever_it_stands(text, tmp_path, opened):
    shown = (
        Prose(text),
        Finding("first", text, text, claims=("T001",)),
        Heading(2, text, "part"),
        Code(text),
        Output(text),
        Note("note", text),
        Figure("figure", text, text, text, text, SVG, text, f"a\n{text}\n", ("T001",)),
        Table("table", text, (Column(text),), ((Cell(text, href=text),), (text,)), text, text),
        Table("claims_used", text, (Column(text),) * 7, ((text,) * 7,), text, text, claims=("T001",)),
        Failure(1, text, text, text, text),
    )
    details = ReportDetails(text, text, text, ((text, text, text),), {text: {text: text}})
    entry = IndexEntry(text, text, ((text, text, text),), "done", text, ((text, text),))
    pages = {"report": html.render(Document(text, shown), details), "index": render_index(text, [entry])}
    for name, words in pages.items():
        path = tmp_path / f"{name}.html"
        path.write_text(words, encoding="utf-8")
        page, heard = watched(opened, path)
        page.evaluate(
            "() => document.querySelectorAll('a[href^=\"#\"], summary').forEach(each => each.click())"
        )
        assert heard == []
        assert (
            page.evaluate(
                "() => document.querySelectorAll('iframe, img, object, [onload], [onerror]').length"
            )
            == 0
        )
