"""Reports from strangers, given to `verify` and `diff`: PDFs that swell or go in circles, drawings without end."""

import io
import json
import time
import zlib

import pytest

from frontledger.publish.diff.drawings import drawings
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.record import ATTACHMENT, Published, published, read

FEW_SECONDS = 30


def pdf(*objects, trailer=b""):
    """A PDF of these objects, numbered from 1, the first of which is its catalogue."""
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(data)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + rows
    data += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)
    return bytes(data)


def stream(data, entries=b""):
    return b"<<%s/Length %d>>\nstream\n" % (entries, len(data)) + data + b"\nendstream"


def swollen(times=1, size=300_000_000):
    data = zlib.compress(b"\0" * size, 9)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 3 0 R>>>>"
PAGES = b"<</Type/Pages/Kids[]/Count 0>>"
LEAF = b"<</Names[(%s) 4 0 R]>>" % ATTACHMENT.encode()
SPEC = b"<</Type/Filespec/F(%s)/EF<</F 5 0 R>>>>" % ATTACHMENT.encode()
FLATE = b"/Filter/FlateDecode"
HOSTILE = {
    "an attachment that swells": lambda: pdf(CATALOGUE, PAGES, LEAF, SPEC, stream(swollen(), FLATE)),
    "packed again and again": lambda: pdf(
        CATALOGUE, PAGES, LEAF, SPEC, stream(swollen(6), b"/Filter[" + b"/FlateDecode " * 6 + b"]")
    ),
    "filters without end": lambda: pdf(
        CATALOGUE, PAGES, LEAF, SPEC, stream(b"x", b"/Filter[" + b"/ASCIIHexDecode " * 100_000 + b"]")
    ),
    "run lengths that swell": lambda: pdf(
        CATALOGUE, PAGES, LEAF, SPEC, stream(b"\x81\0" * 5_000_000, b"/Filter/RunLengthDecode")
    ),
    "names in a circle": lambda: pdf(CATALOGUE, PAGES, b"<</Kids[3 0 R]>>", SPEC, stream(b"{}")),
    "names that double": lambda: pdf(
        CATALOGUE,
        PAGES,
        *(b"<</Kids[%d 0 R %d 0 R]>>" % (place + 1, place + 1) for place in range(3, 60)),
        PAGES,
    ),
    "nesting without end": lambda: pdf(CATALOGUE, PAGES, b"[" * 100_000, SPEC, stream(b"{}")),
    "a table of objects in a circle": lambda: pdf(
        CATALOGUE, PAGES, LEAF, SPEC, stream(b"{}"), trailer=b"/Prev 9"
    ),
    "objects in a stream that swells": lambda: pdf(
        CATALOGUE, PAGES, LEAF, SPEC, stream(swollen(), b"/Type/ObjStm/N 1/First 0" + FLATE)
    ),
    "a size that lies": lambda: pdf(CATALOGUE, PAGES, LEAF, SPEC, stream(b"{}", b"/DL 99999999999")),
    "no object at all": lambda: b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
}


@pytest.mark.slow
@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_pdf_made_to_exhaust_its_reader_is_refused_in_seconds(tmp_path, made):
    path = tmp_path / "report.pdf"
    path.write_bytes(made())
    started = time.process_time()
    with pytest.raises(ReportRefusedError, match=r"report\.pdf: "):
        published(path)
    assert time.process_time() - started < FEW_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 1_000_000, b'{"title":' * 100_000, b"9" * 3_000_000, b'{"a":1,"a":2}', b"\xff\xfe", b"1e999", b"NaN",
        b'{"claims": {"T1": "\\ud800"}}', b'{"__proto__": {}, "__class__": {}}', b'"' + b"\\" * 100_000,
    ],
    ids=range(10),
)  # fmt: skip
def test_a_record_made_to_exhaust_its_reader_is_refused_in_seconds(text):
    started = time.process_time()
    with pytest.raises(ReportRefusedError):
        read(text)
    assert time.process_time() - started < FEW_SECONDS


def page(svg):
    figure = f'<figure class="fl-figure" id="figure-a"><p class="fl-title">T</p>{svg}</figure>'
    return Published("evil.html", figure.encode(), "html", None)


@pytest.mark.parametrize(
    "inside",
    [
        "<g>" * 50_000 + "</g>" * 50_000,
        "<script>1</script>", "<foreignObject/>", '<image href="x"/>', '<a href="https://evil.example"><g/></a>',
        '<g onload="1"/>', '<use href="https://evil.example#x"/>', '<g style="fill:url(https://evil.example)"/>',
        '<set attributeName="href" to="javascript:1"/>', '<!DOCTYPE x [<!ENTITY e "x">]>', "<style>*{}</style>",
    ],
    ids=range(11),
)  # fmt: skip
def test_a_drawing_that_is_more_than_one_is_refused(inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(ReportRefusedError, match="more than a drawing"):
        drawings(page(svg))


def test_parts_that_use_parts_that_use_parts_do_not_multiply():
    """Ten parts, each of which uses the one before ten times, would be drawn ten thousand million times."""
    parts = "".join(f'<g id="p{n}">' + f'<use href="#p{n - 1}"/>' * 10 + "</g>" for n in range(1, 11))
    inside = f'<defs><path id="p0" d="M 0 0"/>{parts}</defs>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(ReportRefusedError, match="more than a drawing"):
        drawings(page(svg))


def test_what_a_record_says_of_places_opens_none(tmp_path):
    from frontledger.publish.report import Desk
    from frontledger.publish.verify import Checker

    secret = tmp_path / "claims.csv"
    secret.write_text("SECRET-4711")
    sections = {"code": {}, "software": {}, "ledger": {}, "rows": {}}
    for name, ledger in (
        ("../../secret", ""),
        ("brief", str(tmp_path)),
        ("brief", "../../../.."),
        ("brief\n", ""),
    ):
        made_from = {"notebook": {"name": name}, "parameters": {"ledger": json.dumps(ledger)}} | sections
        record = {
            "title": "",
            "notebook": "",
            "as_of": "",
            "provenance": made_from,
            "findings": [],
            "claims": {},
        }
        path = tmp_path / "report.html"
        path.write_text(f'<pre id="provenance-json" hidden>{json.dumps(record)}</pre>')
        with pytest.raises(ReportRefusedError) as refused:
            Checker(Desk()).verify(path)
        assert "SECRET" not in str(refused.value)


def test_the_pdfs_above_are_read_when_they_are_honest(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(CATALOGUE, PAGES, LEAF, SPEC, stream(zlib.compress(b"{}"), FLATE)))
    with pytest.raises(ReportRefusedError, match="its record is not one this version writes"):
        published(path)
    from pypdf import PdfReader

    assert PdfReader(io.BytesIO(path.read_bytes())).attachments[ATTACHMENT] == [b"{}"]
