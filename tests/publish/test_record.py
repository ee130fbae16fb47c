"""What a file says of itself: the claims of a page are read from its own closing table, and nothing is said twice."""

import json

import pytest

from frontledger.present.blocks import Cell, Column, Finding, Table
from frontledger.publish import html, record
from frontledger.publish.document import Document, ReportDetails
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.provenance import SECTIONS

DETAILS = ReportDetails("A title", "good", "2025-03-27", (), {name: {} for name in SECTIONS})
IDS = tuple(f"T{number:03}" for number in range(1, 61))


def document() -> Document:
    """Two findings on the same sixty claims, and the table that lists these."""
    columns = tuple(map(Column, ("Claim", "Said on", "Who", "What", "How many")))
    said = 'sent to "the front" & <Kursk>, 1–2 May'
    rows = tuple((one, "17 October 2024", "", Cell(said), "3,600–4,400") for one in IDS)
    findings = (Finding("first", "Sent.", claims=IDS), Finding("second", "Gone.", claims=IDS))
    return Document("A title", (*findings, Table("claims_used", "Claims", columns, rows, claims=IDS)))


def page_file(folder, text):
    path = folder / "x.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_page_and_a_pdf_tell_the_same_of_their_claims(tmp_path):
    read = record.published(page_file(tmp_path, html.render(document(), DETAILS))).record
    assert read == record.read(record.written(document(), DETAILS).encode())
    words = "17 October 2024; sent to “the front” & <Kursk>, 1–2 May; 3,600–4,400"
    assert read.claims == dict.fromkeys(IDS, words)


def test_a_page_says_its_claims_once():
    page = html.render(document(), DETAILS)
    assert "claims" not in json.loads(record.written(document(), DETAILS, claims=False))
    assert page.count("17&nbsp;October 2024") + page.count("17\u00a0October 2024") == len(IDS)


def test_a_long_list_of_claims_that_comes_again_is_a_link_to_the_first():
    page = html.render(document(), DETAILS)
    assert page.count('<a href="#c-T001">') == 1
    assert page.count('id="rests-1"') == page.count('<a href="#rests-1">') == 1


def test_a_page_that_lists_a_claim_twice_is_refused(tmp_path):
    page = html.render(document(), DETAILS).replace('id="c-T002"', 'id="c-T001"')
    with pytest.raises(ReportRefusedError, match="lists the claim 'T001' twice"):
        record.published(page_file(tmp_path, page))
