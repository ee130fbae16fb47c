"""The PDF: tagged, whole, the same each time, and deaf to what its text would have it do."""

import datetime as dt
import io

import pytest
from pypdf import PdfReader

from frontledger.present.blocks import Cell, Column, Figure, Finding, Note, Table
from frontledger.publish import pdf
from frontledger.publish.document import Code, Document, Failure, Heading, Output, Prose, ReportDetails
from frontledger.publish.typst_blocks import printable

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 482 200"><path d="M 0 0 L 400 100" '
    'style="stroke: #004dab"/><text x="9" y="99" '
    "style=\"font-size: 8.5px;font-family: 'Source Sans 3', sans-serif\">"
    "Words drawn</text></svg>"
)
DETAILS = ReportDetails(
    "How many were sent?",
    "troop_flows",
    "2025-03-27",
    (("as_of", "2025-03-27", "What had been said by then."),),
    {"Data": {"claims.csv": "0" * 64}},
)


def report(*parts):
    return PdfReader(io.BytesIO(pdf.render(Document(DETAILS.title, parts), DETAILS)))


def text_of(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader):
    """Every structure element of the tag tree, as (kind, dictionary)."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        item = waiting.pop(0)
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            waiting[:0] = list(item)
        elif isinstance(item, dict):
            if "/S" in item:
                found.append((item["/S"], item))
            if "/K" in item:
                waiting[:0] = [item["/K"]]
    return found


ALL = (
    Prose("The *question*, see [methods](https://example.org/methods).\n\n- one\n- two\n\n> said\n\n`code`"),
    Code("begin()"),
    Heading(2, "In all", "in-all"),
    Finding("sent", "At least 10,000 were sent.", "Nobody counted them.", claims=("T001", "T009")),
    Figure(
        "sent",
        "Ten thousand and more",
        "People",
        "A line that rises.",
        "NIS.",
        SVG,
        "A note.",
        claims=("T001",),
    ),
    Heading(3, "By body", "by-body"),
    Table(
        "t", "Two bodies", (Column("Who"), Column("How many", "right")), (("NIS", Cell("300", tone="good")),)
    ),
    Note("gap", "The ledger is silent."),
    Output("printed\n"),
    Table(
        "claims_used",
        "The claim used",
        (Column("Claim"), Column("Where")),
        (("T001", Cell("Yonhap", href="https://en.yna.co.kr/view/1")),),
        claims=("T001",),
    ),
)


@pytest.fixture(scope="module")
def whole():
    return report(*ALL)


def test_it_claims_the_standards_and_carries_title_language_and_date(whole):
    root = whole.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>3</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert whole.metadata.title == DETAILS.title
    assert whole.metadata.creation_date.date() == dt.date(2025, 3, 27)


def test_everything_but_the_code_is_said(whole):
    words = text_of(whole)
    for part in (
        "As known on 27 March 2025",
        "At least 10,000 were sent. Nobody counted them.",
        "The question, see methods.",
        "Ten thousand and more",
        "Words drawn",
        "The ledger is silent.",
        "What had been said by then.",
        "0" * 8,
        "How this report was made",
    ):
        assert part in words
    assert "begin()" not in words


def test_it_has_bookmarks(whole):
    def titles(outline):
        return [titles(item) if isinstance(item, list) else item.title for item in outline]

    assert titles(whole.outline) == [
        "In all",
        ["By body"],
        "How this report was made",
        ["Parameters", "Data"],
    ]


def test_figures_have_words_and_tables_have_header_cells(whole):
    tags = structure(whole)
    assert [str(item["/Alt"]) for kind, item in tags if kind == "/Figure"] == ["A line that rises."]
    kinds = [kind for kind, _ in tags]
    assert kinds.count("/TH") == 2 + 3 + 3
    assert {"/H1", "/H2", "/L", "/Table", "/Link", "/Caption"} <= set(kinds)


def test_links_lead_to_web_pages_and_to_claims(whole):
    annotations = [note.get_object() for page in whole.pages for note in page.get("/Annots", [])]
    addresses = [note["/A"]["/URI"] for note in annotations if "/A" in note and "/URI" in note["/A"]]
    assert sorted(set(addresses)) == ["https://en.yna.co.kr/view/1", "https://example.org/methods"]
    from_notes_to_rows, from_rows_to_notes = 3, 3
    assert len(annotations) - len(addresses) == from_notes_to_rows + from_rows_to_notes


def test_fonts_are_ours_and_embedded(whole):
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in whole.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert all(name.startswith(("SourceSans3", "SourceSerif4", "DejaVuSansMono")) for name in fonts)


def test_the_same_report_gives_the_same_bytes():
    document = Document(DETAILS.title, ALL)
    assert pdf.render(document, DETAILS) == pdf.render(document, DETAILS)


HOSTILE = (
    '#eval("1+1") #import "x.typ" #panic() #sys.inputs',
    "$x^2$ *bold* _it_ `raw` @ref <label> = Heading\n== Other",
    ']} ) " \\ #{ // comment /* x */ ~ --- ...',
    "<script>alert(1)</script>",
    "\u202edesrever \x07 \ud55c\uad6d\uc5b4 \U0001f600",
    "x" * 300,
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(text):
    details = ReportDetails(text or "x", text, text, ((text, text, text),), {text or "x": {text: text}})
    parts = (
        Prose(text),
        Heading(2, text or "x", "x"),
        Finding("f", text, text, claims=(text,)),
        Figure("g", text, text, text or "alt", text, SVG, text, claims=(text,)),
        Table("t", text, (Column(text), Column(text)), ((text, Cell(text, href=text)),) * 2, text, text),
        Table("claims_used", text, (Column(text),), ((text,),), claims=(text,)),
        Note("n", text),
        Output(text),
        Failure(1, text, text, text, text),
    )
    reader = PdfReader(io.BytesIO(pdf.render(Document(text, parts), details)))
    squeezed = "".join(text_of(reader).split()).replace("\u200b", "")
    wanted = "".join(printable(text).split()).replace("\u200b", "")
    assert not wanted or squeezed.count(wanted[:60]) >= 8


def test_a_long_address_is_not_broken():
    address = "http://world.kbs.co.kr/service/news_view.htm?lang=e&Seq_Code=188550&and=a-long-tail-of-it"
    reader = report(
        Table("t", "T", (Column("Where"),), ((Cell(address, href=address),),)), Prose(f"[x]({address})")
    )
    notes = [note.get_object() for page in reader.pages for note in page["/Annots"]]
    assert {note["/A"]["/URI"] for note in notes} == {address}


def test_only_web_addresses_become_links():
    rows = tuple(
        (Cell("x", href=href),) for href in ("javascript:alert(1)", "file:///etc/passwd", "//example.org")
    )
    reader = report(
        Table("t", "T", (Column("Where"),), rows), Prose("[x](javascript:alert(1)) [y](file:///x)")
    )
    assert not [note for page in reader.pages for note in page.get("/Annots", [])]


def test_a_long_table_repeats_its_header_and_loses_no_row():
    rows = tuple(
        (f"T{number:03}", "NIS (South Korea), in a long sentence that takes its room")
        for number in range(300)
    )
    reader = report(Table("t", "Long", (Column("Claim number"), Column("Who")), rows))
    assert len(reader.pages) > 4
    words = text_of(reader)
    assert all(row[0] in words for row in rows)
    assert all("Claim number" in page.extract_text() for page in reader.pages[:5])


def test_words_with_broad_letters_and_very_long_numbers_stay_in_their_columns():
    """Three links side by side in each row: none may reach into the next."""
    web = "https://example.org/"
    row = (
        "4 September 2024",
        "Friedrich Naumann Foundation (Germany), with a spokesman of the Ministry of Defence",
        "Ballistic missiles fired, Ukraine, as of 30 November 2024, in a report to parliament",
        Cell("1,700,000,000–5,500,000,000 US dollars", href=web + "many"),
        Cell("Yonhap relay (myanmarnewsgazette)", href=web + "where"),
        Cell("1, 2, 3, 5, 8, 13, 21, 34, 55, 89", href=web + "notes"),
    )
    columns = tuple(map(Column, ("Said on", "Who", "What", "How many", "Where", "In notes")))
    reader = report(Table("t", "T", columns, (row,) * 3))
    edges: dict[str, list[float]] = {"many": [], "where": [], "notes": []}
    for note in reader.pages[0]["/Annots"]:
        annotation = note.get_object()
        edges[annotation["/A"]["/URI"].removeprefix(web)] += (annotation["/Rect"][0], annotation["/Rect"][2])
    assert max(edges["many"]) < min(edges["where"])
    assert max(edges["where"]) < min(edges["notes"])
    assert max(edges["many"]) - min(edges["many"]) < 80  # points; in one line the number alone takes 110


def test_an_empty_document_and_a_failure_are_documents():
    assert "How this report was made" in text_of(report())
    words = text_of(report(Failure(3, "load()", "LedgerError", "2 faults", "Traceback\nline")))
    assert "This report is not complete. It stopped at code cell 3 with LedgerError" in words
    assert "Here the report stopped" in words


def test_a_date_that_is_none_gives_a_fixed_one():
    details = ReportDetails("T", "n", "latest", (), {})
    made = PdfReader(io.BytesIO(pdf.render(Document("T", ()), details))).metadata.creation_date
    assert made.date() == dt.date(2000, 1, 1)


def test_words_in_a_drawing_that_no_font_of_ours_holds_are_printed_by_their_codes():
    svg = SVG.replace("Words", "\uae40 \U0001f680")
    figure = Figure("drawn", "A drawing", "", "Words", "Claims.", svg)
    assert "[U+AE40] [U+1F680]" in text_of(report(figure))
