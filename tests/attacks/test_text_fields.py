"""Every text of every table made an attack, and every report read for what it would have done.

What a cell may hold at all is strict: what is not seen is refused with its code. What may be there is text, and stays
it, in the page, in the PDF, and in the data that a spreadsheet opens.
"""

import csv
import io
from itertools import cycle
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from frontledger.ledger import LedgerError, load
from frontledger.ledger.tables import TABLES
from frontledger.publish import batch
from frontledger.publish.batch import Desk
from frontledger.publish.junit import render as junit

from .looting import formulas, in_page, in_pdf, words_of_pdf

ATTACKS = (
    "<script>top.loot=1</script>",
    "<img src=x onerror=top.loot=1>",
    '"><svg onload=top.loot=1>',
    "' onmouseover='top.loot=1",
    "[x](javascript:top.loot=1) ![x](https://evil.example/x.png)",
    '<a href="data:text/html,loot">x</a>',
    "</pre></style></title></textarea><script>top.loot=1</script>",
    "{{ 7*7 }}{% raw %} {0.__class__.__mro__}%(loot)s ${loot}",
    '#read("report.typ") #eval("1+1") #import "x.typ": * #image("report.typ")',
    "$ sum_loot $ `raw` ```typ #loot```",
    "\\u{41} \\ [unbalanced ] ) } { <label> @ref // /* loot",
    "url(https://evil.example/x.png) expression(alert(1))",
    "https://evil.example/loot",
    "<!-- --><![CDATA[ ]]>&amp;&lt;&#60;script&#62;",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'loot'>]>",
    "W" * 300,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639 mixed",
    "$\\frac{1}{0}$ ^{x} _{y}",
    "`'*_~|> # - + 1. | a | b |",
    "a,\"=HYPERLINK(\"\"https://evil.example\"\")\",@SUM(1+1)",
)  # fmt: skip
KEYS = {("corrections", "target_id"), ("corrections", "value"), ("corrections", "expect")}
"""Texts that must be what another table holds."""

NOTEBOOKS = (
    "brief", "troop_flows", "casualty_ratios", "who_is_believed", "drone_growth", "drone_forecast", "arms_transfers",
    "claims_audit",
)  # fmt: skip


def texts():
    """The columns that hold free text."""
    return [
        (table, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.kind == "text" and not column.pattern and (table.name, column.name) not in KEYS
    ]


def planted(folder, attacks=ATTACKS):
    """The ledger with an attack behind every text; the addresses in it are known."""
    attack, known = cycle(attacks), set()
    for table in TABLES.values():
        path = folder / table.file
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        wanted = [name for one, name in texts() if one is table]
        for row in rows:
            row |= {name: f"{row[name]} {next(attack)}" for name in wanted if row[name]}
            known |= {row[column.name] for column in table.columns if column.kind == "url"}
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, table.names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return known


def attached(data):
    """The tables in a PDF."""
    files = PdfReader(io.BytesIO(data)).attachments.items()
    return [held[0].decode() for name, held in files if name.endswith(".csv")]


def linked(page):
    """The tables that a page's links save."""
    links = page.find_all("a", href=lambda address: address and address.startswith("data:text/csv"))
    return [unquote(link["href"].partition(",")[2]) for link in links]


@pytest.mark.slow
def test_no_text_of_any_table_is_more_than_text_in_any_report(copy_of_data, tmp_path):
    known, out, desk = planted(copy_of_data), tmp_path / "out", Desk()
    title = " ".join(ATTACKS)
    requests = [desk.request(name, {"ledger": str(copy_of_data)}, out=out, title=title) for name in NOTEBOOKS]
    results, index = batch.run_plan(title, requests, out, jobs=2, fresh=False)
    assert [result.message for result in results if result.state != "done"] == []
    names, pages, tables = {path.name for path in out.iterdir()}, "", []
    for path in sorted(out.glob("*.html")):
        text = path.read_text(encoding="utf-8")
        page = BeautifulSoup(text, "html.parser")
        is_list = path.name in ("index.html", "compare.html")
        assert in_page(text, known | (names if is_list else set()), scripts=path == index) == [], path.name
        pages += page.get_text() + " ".join(str(tag.get("aria-label", "")) for tag in page.find_all("svg"))
        tables += linked(page)
    printed = ""
    for path in sorted(out.glob("*.pdf")):
        assert in_pdf(path.read_bytes(), known) == [], path.name
        tables += attached(path.read_bytes())
        printed += words_of_pdf(path)
    assert [attack for attack in ATTACKS if attack not in pages] == [], "planted, and never shown"
    drawn = [attack for attack in ATTACKS if attack.isascii()]
    assert [attack for attack in drawn if "".join(attack.split()) not in printed] == []
    assert len(tables) > 20 and [formulas(table) for table in tables if formulas(table)] == []
    assert b"<script" not in junit(title, results)


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\ue000"]
)
def test_what_a_reader_does_not_see_is_refused_in_every_text(copy_of_data, code):
    planted(copy_of_data, [f"calm{code}[31mloot"])
    with pytest.raises(LedgerError) as refused:
        load(copy_of_data)
    told = str(refused.value)
    assert all(char.isprintable() or char == "\n" for char in told)
    for table, name in texts():
        text = (copy_of_data / table.file).read_text(encoding="utf-8")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        if any(row[name] for row in rows):
            assert f"{table.file}:" in told and f" {name}: it holds the unseen or broken character" in told, (
                name
            )


@pytest.mark.parametrize("first", "=+-@＝＋－＠\t")
def test_no_cell_of_saved_data_is_a_formula(first):
    from frontledger.present.fragments import safe_csv

    rows = list(csv.reader(io.StringIO(safe_csv(f'who,n\n"{first}cmd|calc",-2\n'))))
    assert rows[1] == [f"'{first}cmd|calc", "-2"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>1</script>", "<p onclick=x>", '<a href="https://evil.example">', '<a href="javascript:1">',
        "<img src=x>", "<iframe></iframe>", '<p style="background:url(http://x)">', '<meta http-equiv="refresh">',
    ],
)  # fmt: skip
def test_loot_in_a_page_is_found(hostile):
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
    assert in_page(policy, set()) == []
    assert in_page(policy + hostile, set())


def test_loot_in_a_pdf_is_found():
    from pypdf import PdfWriter
    from pypdf.annotations import Link
    from pypdf.generic import DictionaryObject, Fit, NameObject, TextStringObject

    script = DictionaryObject({NameObject("/JS"): TextStringObject("app.alert(1)")})

    def written(change):
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        change(writer)
        stream = io.BytesIO()
        writer.write(stream)
        return stream.getvalue()

    assert in_pdf(written(lambda writer: None), set()) == []
    box = (0, 0, 1, 1)
    for change in (
        lambda writer: writer.root_object.update({NameObject("/OpenAction"): script}),
        lambda writer: writer.add_attachment("loot.exe", b""),
        lambda writer: writer.add_annotation(0, Link(rect=box, url="https://evil.example", fit=Fit.fit())),
    ):
        assert in_pdf(written(change), set())
