"""From a number to its claims and back: the few words of a claim, and the notes that number what rests on it."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from frontledger.present.blocks import Column, Figure, Finding, Note, Table
from frontledger.present.claims import claims_table
from frontledger.publish import html, pdf
from frontledger.publish.document import Document, Heading, ReportDetails
from frontledger.publish.trace import TOLD, trace

DETAILS = ReportDetails("How many?", "troop_flows", "2026-09-30", (), {})
FEW, MANY = ("T105", "T130"), 30


@pytest.fixture(scope="module")
def many(shipped):
    return tuple(shipped.claims["claim_id"].iloc[:MANY])


@pytest.fixture(scope="module")
def document(shipped, many):
    used = tuple(dict.fromkeys([*FEW, *many]))
    return Document(
        DETAILS.title,
        (
            Finding("in_all", "About 15,000 were sent.", claims=FEW),
            Heading(2, "Part", "part"),
            Note("gap", "Nobody counted."),
            Table("t", "Two bodies", (Column("Who"),), (("NIS",),), claims=("T130", "UNLISTED")),
            Finding("second", "Many were.", claims=many),
            Finding("bare", "Rests on nothing."),
            claims_table(shipped, used),
        ),
    )


def test_a_claim_is_told_in_few_words(document):
    words = trace(document).words
    assert "".join(words["T105"]) == "NIS, 30 April 2025: sent to Russia, about 15,000 (13,500–16,500), C3"
    assert "".join(words["T130"]) == "NIS, 2 September 2025: killed, about 2,000 (1,800–2,200), C3"


def test_every_column_that_is_told_is_in_the_table(shipped):
    assert set(TOLD) < {column.label for column in claims_table(shipped, FEW).columns}


def test_notes_are_numbered_in_the_order_of_the_page(document, many):
    traced = trace(document)
    assert (traced.headline, traced.notes) == (1, (0, 0, 2, 3, 0, 0))
    behind = [(1, "T105"), (1, "T130"), (2, "T130"), *((3, claim) for claim in many)]
    assert {(note, claim) for claim, notes in traced.used_in.items() for note in notes} == set(behind)


def test_a_headline_said_again_below_is_a_note_of_its_own():
    finding = Finding("f", "Said.", claims=("T1",))
    listing = Table("claims_used", "Claims", (Column("Claim"),), (("T1",),), claims=("T1",))
    traced = trace(Document("T", (Heading(2, "Part", "part"), finding, listing)))
    assert (traced.headline, traced.notes, traced.used_in) == (1, (0, 2, 0), {"T1": (1, 2)})


def test_a_document_without_claims_has_no_notes():
    traced = trace(Document("T", (Note("n", "Nothing."),)))
    assert (traced.words, traced.headline, traced.notes, traced.used_in) == ({}, 0, (0,), {})


def test_a_number_in_html_opens_who_said_it_when_and_how_good_it_is(document):
    page = BeautifulSoup(html.render(document, DETAILS), "html.parser")
    opened = page.select_one(".headline details.fl-claims")
    lines = [item.get_text() for item in opened.select("li")]
    assert lines[0] == "T105 NIS, 30 April 2025: sent to Russia, about 15,000 (13,500–16,500), C3"
    for link in page.select("details.fl-claims a"):
        row = page.find(id=link["href"].removeprefix("#"))
        assert row.find("th").get_text() == link.get_text()
        assert row.find("a", href=re.compile("^https?://"))


def test_more_claims_than_can_be_told_are_listed_by_body(document, many):
    page = BeautifulSoup(html.render(document, DETAILS), "html.parser")
    items = page.select("#finding-second details.fl-claims li")
    assert 1 < len(items) < MANY
    assert {link.get_text() for item in items for link in item.select("a")} == set(many)
    assert all(re.match(r"[^:]+: \w", item.get_text()) for item in items)


def test_a_claim_that_is_not_listed_stays_a_number(document):
    page = BeautifulSoup(html.render(document, DETAILS), "html.parser")
    assert [item.get_text() for item in page.select("#table-t li")][1:] == ["UNLISTED"]
    assert len(page.select("#table-t details a")) == 1


def test_the_pdf_alone_says_who_claimed_the_number_on_page_one(document):
    reader = PdfReader(io.BytesIO(pdf.render(document, DETAILS)))
    first = " ".join(reader.pages[0].extract_text().split())
    assert "Note 1. Claims T105 NIS, 30 April 2025: sent to Russia, about 15,000 (13,500–16,500), C3" in first
    assert "and 6 more, whose rows name this note" in first


def test_links_of_the_pdf_lead_both_ways(document):
    *first, listing = document.blocks
    filling = [Note(f"filling_{number}", "Words that fill a page. " * 40) for number in range(12)]
    longer = Document(document.title, (*first, *filling, listing))
    reader = PdfReader(io.BytesIO(pdf.render(longer, DETAILS)))
    inside = [
        (number, reader.get_page_number(note["/Dest"][0].get_object()))
        for number, page in enumerate(reader.pages)
        for note in (entry.get_object() for entry in page.get("/Annots", []))
        if "/Dest" in note
    ]
    rows = next(number for number, page in enumerate(reader.pages) if "In notes" in page.extract_text())
    assert any(start < rows <= end for start, end in inside)
    assert any(end < rows <= start for start, end in inside)


def test_the_pdf_carries_the_data_of_each_figure():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 482 200"><path d="M 0 0 L 9 9"/></svg>'
    figures = [
        Figure("sent", "T", "U", "A.", "S.", svg, data_csv=f"who,n\n=1+1,{number}\n") for number in (1, 2)
    ]
    reader = PdfReader(io.BytesIO(pdf.render(Document("T", tuple(figures)), DETAILS)))
    assert reader.attachments["figure-sent.csv"] == [b"who,n\n'=1+1,1\n"]
    assert reader.attachments["figure-sent-2.csv"] == [b"who,n\n'=1+1,2\n"]
