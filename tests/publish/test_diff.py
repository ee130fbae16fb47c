"""Two reports set beside each other: what was planted is told, and what a file smuggles in is not shown."""

import itertools

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.present.blocks import Column, Figure, Finding, Table
from frontledger.publish import html, pdf
from frontledger.publish.diff.compare import FindingPair, compare, figure
from frontledger.publish.diff.page import render
from frontledger.publish.diff.words import headline, lines, number
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.provenance import SECTIONS
from frontledger.publish.record import FindingRecord, published

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 482 200">'
    '<defs><path id="e0" d="M 0 0 L 9 {end}" style="stroke: #004dab"/></defs>'
    '<use xlink:href="#e0" clip-path="url(#e0)"/><text>A &lt; B &amp; C</text></svg>'
)
CLAIMS = {"T001": "about 300", "T002": "about 4,000"}


def report(folder, name, *, kind="html", findings=(), claims=None, figures=("sent",), end=9, **parameters):
    claims = CLAIMS if claims is None else claims
    made = {name: {} for name in SECTIONS} | {"parameters": {"as_of": '"latest"'} | parameters}
    details = ReportDetails("Flows", "troop_flows", "2025-03-27", (), made)
    listed = Table(
        "claims_used",
        "Claims",
        (Column("Claim"), Column("How many")),
        tuple(claims.items()),
        claims=tuple(claims),
    )
    drawn = [
        Figure(key, f"Title of {key} & more", "people", "It rises.", "NIS.", SVG.format(end=end))
        for key in figures
    ]
    document = Document("Flows", (*findings, *drawn, listed))
    data = pdf.render(document, details) if kind == "pdf" else html.render(document, details).encode()
    path = folder / f"{name}.{kind}"
    path.write_bytes(data)
    return path


def sent(value, words="Sent.", **more):
    return Finding("sent", words, value=value, unit="people", **more)


@pytest.fixture
def pair(tmp_path):
    old = report(
        tmp_path, "old", findings=(sent(10_000, "Ten.", low=9_000, high=11_000), Finding("gone", "G."))
    )
    new = report(
        tmp_path,
        "new",
        findings=(sent(12_000, "Twelve.", low=9_000), Finding("fresh", "F.", value=0.5)),
        claims={"T002": "about 5,000", "T003": "at least 7"},
        figures=("sent", "more"),
        end=8,
        as_of='"2025-03-27"',
        calibre='"any"',
    )
    return old, new


TOLD = """\
parameters
  as_of: latest → 2025-03-27
  calibre: – → any
findings: 0 of 3 the same
  sent: 10,000 (9,000–11,000) people → 12,000 (at least 9,000) people (+2,000, +20.0%)
    before: Ten.
    after:  Twelve.
  fresh: – → 0.5
    after:  F.
  gone: no number → –
    before: G.
claims: 1 added, 1 withdrawn, 1 changed
  + T003: at least 7
  − T001: about 300
  ~ T002: about 4,000 → about 5,000
"""


def call(*arguments):
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.mark.slow
def test_the_command_tells_all_that_was_planted(pair, tmp_path):
    done = call(*pair)
    assert (done.exit_code, done.output) == (0, TOLD)
    assert call(pair[0], pair[0]).output == "the same parameters, findings and claims\n"


def test_html_and_pdf_are_compared_alike(tmp_path):
    findings = (sent(10_000),)
    old = report(tmp_path, "old", kind="pdf", findings=findings)
    new = report(tmp_path, "new", findings=findings)
    assert call(old, new).output == "the same parameters, findings and claims\n"
    assert "Before" in render(published(old), published(new))


def test_what_is_no_report_ends_the_command(tmp_path, pair):
    done = call(pair[0], tmp_path / "nothing")
    assert done.exit_code == 2 and "cannot be read" in done.output
    done = call(*pair, "--html", tmp_path / "no" / "such" / "folder.html")
    assert done.exit_code == 1 and "cannot be written" in done.output
    assert "give another file with --html" in done.output and "--out" not in done.output


def test_the_page_says_what_the_terminal_says_and_shows_the_figures(pair, tmp_path):
    target = tmp_path / "diff.html"
    assert call(*pair, "--html", target).output == f"{TOLD}{target}\n"
    first = target.read_bytes()
    call(*pair, "--html", target)
    assert target.read_bytes() == first
    page = BeautifulSoup(first.decode(), "html.parser")
    text = " ".join(page.get_text().split())
    for words in (
        "10,000 (9,000–11,000) people",
        "+2,000, +20.0%",
        "Ten.",
        "T003",
        "about 5,000",
        "1 claim added",
    ):
        assert words in text
    titles = [figure.figcaption.get_text(" ", strip=True) for figure in page.find_all("figure")]
    assert titles == [
        "Before Title of sent & more",
        "After Title of sent & more",
        "Before No such figure",
        "After Title of more & more",
    ]
    assert [svg["aria-label"] for svg in page.find_all("svg")] == ["It rises."] * 3
    assert page.find("svg").find("text").get_text() == "A < B & C"


def test_the_page_is_whole_and_every_id_is_used_once(pair):
    page = BeautifulSoup(render(*map(published, pair)), "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for tag in page.find_all(["use", "a"]):
        assert tag["href"].startswith("#") and tag["href"][1:] in ids
    for tag in page.find_all(attrs={"clip-path": True}):
        assert tag["clip-path"].removeprefix("url(#").removesuffix(")") in ids
    assert not page.find_all(["script", "img", "link", "iframe", "object"])
    assert "http" not in page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"][8:]
    levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3"])]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_figures_that_are_the_same_stand_there_once(tmp_path):
    old, new = (report(tmp_path, name, figures=("a", "b")) for name in ("old", "new"))
    page = BeautifulSoup(render(published(old), published(new)), "html.parser")
    assert [tag.get_text() for tag in page.select("figure .label")] == ["Before and after"] * 2


@pytest.mark.parametrize(
    "evil",
    [
        b"<svg><script>alert(1)</script></svg>",
        b"<svg onload='alert(1)'></svg>",
        b"<svg><a href='javascript:alert(1)'/></svg>",
        b"<svg><image href='https://example.org/x.png'/></svg>",
        b"<svg><style>@import 'https://example.org'</style></svg>",
        b"<svg><foreignObject/></svg>",
        b'<svg viewBox="a b c d"></svg>',
        b'<svg viewBox="1"></svg>',
        b"<svg><g></svg>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><svg>&b;</svg>',
        b"<p>nothing</p>",
        b"</figure><svg></svg>",
    ],
)
def test_a_figure_that_is_more_than_a_drawing_is_not_shown(tmp_path, evil):
    path = report(tmp_path, "old")
    data = path.read_bytes()
    start, end = data.index(b"<svg"), data.index(b"</svg>") + 6
    path.write_bytes(data[:start] + evil + data[end:])
    if b"<!" in evil:
        path.write_bytes(data[:start] + evil.replace(b"<svg>", b"<svg><!--x-->") + data[end:])
    with pytest.raises(ReportRefusedError, match=r"old\.html"):
        render(published(path), published(path))


def test_an_anchor_that_breaks_out_is_refused(tmp_path):
    path = report(tmp_path, "old")
    path.write_bytes(path.read_bytes().replace(b'id="figure-sent"', b"id=\"x' onload='alert(1)\"", 1))
    with pytest.raises(ReportRefusedError, match="not as frontledger writes"):
        render(published(path), published(path))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "\x1b[31m\u202e", "{{ 7*7 }}", "</svg></style>"]
)
def test_hostile_words_stay_words(tmp_path, text):
    old = report(tmp_path, "old", findings=(Finding(text, text, value=1, unit=text),), claims={text: text})
    new = report(tmp_path, "new", claims={}, **{text: text})
    page = BeautifulSoup(render(published(old), published(new)), "html.parser")
    assert not page.find_all(["script", "img"])
    assert text == "\x1b[31m\u202e" or text in page.find("main").get_text()
    output = call(old, new).output
    assert "\x1b" not in output and "\u202e" not in output


def test_words_with_line_breaks_stay_on_their_line(tmp_path):
    old = report(tmp_path, "old", findings=(sent(1, "One.\nclaims: 0 added"),))
    new = report(tmp_path, "new", findings=(sent(2, "Two."),))
    assert "    before: One. claims: 0 added\n" in call(old, new).output


def record(value=1.0, low=None, high=None, unit="people"):
    return FindingRecord(key="k", sentence="S.", value=value, low=low, high=high, unit=unit, claims=[])


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        (record(100), record(50), "−50, −50.0%"),
        (record(0), record(50), "+50"),
        (record(-10), record(10), "+20"),
        (record(1.0), record(0.99999999), ""),
        (record(5), record(6, unit="days"), ""),
        (record(None), record(6), ""),
        (None, record(6), ""),
    ],
)
def test_how_far_a_number_moved(before, after, move):
    assert FindingPair("k", before, after).move == move


def test_numbers_in_words():
    assert number(record(low=0.5)) == "1 (at least 0.5) people"
    assert number(record(high=2)) == "1 (at most 2) people"
    assert number(record(unit="")) == "1"
    assert [figure(value) for value in (-120.4, 0.0, 99.996, 1e-7)] == ["−120", "0", "100", "1e-07"]
    assert headline(FindingPair("k", record(), record())) == "in other words"


def test_findings_with_one_key_are_matched_in_turn(tmp_path):
    old = published(report(tmp_path, "old", findings=(sent(1), sent(2)))).record
    new = published(report(tmp_path, "new", findings=(sent(1), sent(3), sent(4)))).record
    pairs = compare(old, new).findings
    assert [(p.before and p.before.value, p.after.value) for p in pairs] == [(1, 1), (2, 3), (None, 4)]
    assert "findings: 1 of 3 the same" in list(lines(compare(old, new)))
