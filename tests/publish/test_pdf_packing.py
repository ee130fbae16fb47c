"""Packing a PDF: every object is as it was, the file is smaller, and what is no such PDF is refused."""

import io
import re

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import StreamObject

from frontledger.publish.pdf_packing import UnreadablePdfError, packed

MARKUP = """
#set document(title: "Counts")
#set text(lang: "en")
= Who said what
#for n in range(150) [#link("https://example.org/")[Claim #n], about #(n * 7). #parbreak()]
#table(columns: 2, table.header[Who][What], ..range(120).map(n => [cell #n]))
"""


@pytest.fixture(scope="module")
def made() -> bytes:
    return typst.compile(MARKUP.encode(), format="pdf", pdf_standards=["ua-1", "a-3a"], timestamp=0)


def plain(value: object) -> object:
    """An object as text, its stream as data; references without the address of the reader they belong to."""
    text = re.sub(r"IndirectObject\((\d+), 0, \d+\)", r"\1 R", repr(value))
    return (text, value._data) if isinstance(value, StreamObject) else text


def test_every_object_is_as_it_was(made: bytes) -> None:
    before, after = PdfReader(io.BytesIO(made)), PdfReader(io.BytesIO(packed(made)), strict=True)
    numbers = sorted(before.xref[0])
    assert len(numbers) > 500
    for number in numbers:
        assert plain(after.get_object(number)) == plain(before.get_object(number)), number
    for key in ("/ID", "/Root", "/Info"):
        assert plain(after.trailer.raw_get(key)) == plain(before.trailer.raw_get(key))
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]


def test_it_is_less_than_half_as_large_and_the_same_each_time(made: bytes) -> None:
    assert len(packed(made)) < 0.5 * len(made)
    assert packed(made) == packed(made)


@pytest.mark.parametrize("spoilt", [b"", b"%PDF-1.7 and no more", b"trailer<<>>startxref 0 %%EOF"])
def test_what_is_no_such_pdf_is_refused(spoilt: bytes) -> None:
    with pytest.raises(UnreadablePdfError):
        packed(spoilt)


def test_a_packed_one_is_not_packed_again(made: bytes) -> None:
    with pytest.raises(UnreadablePdfError, match="does not end with a table"):
        packed(packed(made))
