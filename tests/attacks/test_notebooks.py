"""Notebooks from elsewhere, once somebody has allowed them: what they show is shown as text or not at all.

What such a notebook does while it runs is beyond us: it can do whatever its author likes. What it leaves in the page
is not, nor that it may choose its kernel or have old outputs taken for new.
"""

import json
import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from frontledger.publish import document, html, pdf, prose
from frontledger.publish.document import ReportDetails
from frontledger.publish.errors import CellFailedError
from frontledger.publish.execute import execute
from frontledger.publish.record import published

from .looting import formulas, in_page, in_pdf

DETAILS = ReportDetails("T", "evil", "2025-03-27", (), {})
MIME = "application/vnd.frontledger.block+json"
SECRET = "SECRET-4711"

PROSE = (
    "<script>top.loot=1</script>", "<img src=x onerror=top.loot=1>", "[x](javascript:top.loot=1)",
    "[x](JaVaScRiPt&colon;top.loot=1)", "[x](data:text/html,loot)", "[x]: javascript:loot\n\n[x]",
    "<javascript:loot>", "![x](https://evil.example/x.png)", "![x](attachment:secret.png)", "![x](file:///etc/passwd)",
    "[x](https://evil.example\" onclick=\"loot)", "[x](//evil.example)", "[x](\\\\evil.example\\c$)",
    "[x](file:///etc/passwd)",
    "<svg/onload=loot>", "<details open ontoggle=loot>", "<style>*{background:url(https://evil.example)}</style>",
    "```{=html}\n<script>loot</script>\n```", "$$\\href{javascript:loot}{x}$$", "\\input{/etc/passwd}",
    "#read(\"report.typ\") #eval(\"1\") @ref <label>", "x\u202ey\x1b[31m",
)  # fmt: skip


def drawn(*cells, metadata=None):
    """Both editions of an executed notebook of these cells."""
    node = new_notebook(cells=[new_markdown_cell("# T"), *cells], metadata=metadata or {})
    return html.render(document.read(node), DETAILS), pdf.render(document.read(node), DETAILS)


def shown(**data):
    return new_code_cell(
        "1", outputs=[new_output("display_data", {name.replace("__", "/"): it for name, it in data.items()})]
    )


@pytest.mark.slow
def test_no_prose_acts_loads_or_leads_away():
    page, printed = drawn(*(new_markdown_cell(text) for text in PROSE))
    assert in_page(page, {"https://evil.example"}) == [] and in_pdf(printed, {"https://evil.example"}) == []
    assert "\x1b" not in page and "\u202e" not in page and "U+202E" in page


@pytest.mark.parametrize(
    "text",
    ["[" * 20_000, "> " * 5_000, "*" * 20_000, "![" * 10_000, "`" * 20_000, "- " * 3_000, "<" * 20_000, "#" * 20_000,
     "\n".join(" " * n + "- x" for n in range(400)), "[x](" * 10_000, "&" * 20_000],
    ids=range(11),
)  # fmt: skip
def test_prose_made_to_exhaust_its_reader_is_read(text):
    assert isinstance(prose.to_html(text), str) and isinstance(prose.to_tree(text), list)


OUTPUTS = {
    "text__html": "<script>top.loot=1</script>LOOT",
    "application__javascript": "top.loot=1;LOOT",
    "image__svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='top.loot=1'><text>LOOT</text></svg>",
    "text__latex": "\\href{javascript:loot}{LOOT}",
    "text__markdown": "[x](javascript:LOOT)",
    "image__png": "TE9PVA==",
    "application__pdf": "TE9PVA==",
    "application__vnd.jupyter.widget-view+json": {"model_id": "LOOT", "version_major": 2},
    "application__vnd.plotly.v1+json": {"data": ["LOOT"]},
}


def test_only_blocks_and_plain_text_are_shown():
    page, printed = drawn(shown(**OUTPUTS), shown(**OUTPUTS, text__plain="plain words"))
    assert in_page(page, set()) == [] and in_pdf(printed, set()) == []
    assert "LOOT" not in page.replace("TE9PVA==", "LOOT") and "plain words" in page


TABLE = {"type": "table", "key": "k", "title": "t", "columns": [{"label": "l"}]}
BLOCKS = (
    5, [1], None, "x", {}, {"type": ["note"]}, {"type": "note", "key": "k", "text": 5}, {"type": "note", "x": "x"},
    {"type": "finding", "key": "k", "sentence": "s", "value": 10**400},
    TABLE | {"columns": [{"label": "l", "align": "loot"}], "rows": [["x"]]},
    TABLE | {"rows": [[{"text": "x", "tone": "' onclick='"}]]},
    TABLE | {"rows": [["x", "y"]]},
    {"type": "figure", "key": "k", "title": "t", "units": "", "alt": "a", "source": "", "svg": "<svg onload='x'/>"},
)  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_block_that_is_none_is_told_and_stops_nothing(block):
    page, _ = drawn(shown(**{MIME: block}))
    assert "This output cannot be shown: " in page and in_page(page, set()) == []


@pytest.mark.slow
def test_hostile_words_of_blocks_stay_words():
    words = " ".join(PROSE)
    cell = {"text": words, "href": "javascript:loot", "tone": "bad"}
    blocks = [
        {"type": "note", "key": words, "text": words},
        {"type": "finding", "key": words, "sentence": words, "doubt": words, "unit": words, "claims": [words]},
        TABLE | {"key": words, "title": words, "columns": [{"label": words}], "rows": [[cell]], "note": words},
        TABLE | {"key": "claims_used", "title": words, "rows": [[cell]], "claims": [words]},
        {"type": "figure", "key": f"../../{words}", "title": words, "units": words, "alt": words, "source": words,
         "svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M 0 0"/></svg>',
         "data_csv": f'"{words.replace(chr(34), "")}",=1+1\n@x,2\n', "claims": [words]},
    ]  # fmt: skip
    page, printed = drawn(*(shown(**{MIME: block}) for block in blocks))
    assert in_page(page, set()) == [] and in_pdf(printed, set()) == []
    links = BeautifulSoup(page, "html.parser").find_all("a", href=re.compile("^data:text/csv"))
    saved = [unquote(link["href"].partition(",")[2]) for link in links]
    assert len(saved) == 1 and formulas(saved[0]) == []


def test_terminal_codes_a_cell_prints_are_gone():
    stream = new_output("stream", name="stdout", text="\x1b[31mred\x1b]0;LOOT\x07\x9b1m\r\n\x08")
    page, _ = drawn(new_code_cell("1", outputs=[stream]))
    assert not {"\x1b", "\x07", "\x08", "\x9b"} & set(page) and "red" in page


@pytest.mark.slow
def test_a_notebook_chooses_no_kernel_and_its_old_outputs_are_never_taken_for_new(tmp_path, monkeypatch):
    spec = tmp_path / "kernels" / "evil"
    spec.mkdir(parents=True)
    loot = tmp_path / "loot"
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["/usr/bin/touch", str(loot)], "display_name": "x", "language": "evil"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    old = new_output("stream", name="stdout", text="a lie\n")
    error = new_output("error", ename="Lie", evalue="a lie", traceback=["a lie"])
    cells = [
        new_code_cell("as_of = 'latest'", id="a", metadata={"tags": ["parameters"]}, outputs=[old, error]),
        new_code_cell("print('true')", id="b", outputs=[old], metadata={"papermill": {"exception": True}}),
        new_code_cell("", id="c", outputs=[old]),
    ]
    metadata = {
        "kernelspec": {"name": "evil", "display_name": "x", "language": "evil"},
        "language_info": {"name": "evil"},
        "papermill": {"input_path": "/etc/passwd", "exception": True},
    }
    run = execute(new_notebook(cells=cells, metadata=metadata), "evil", {"as_of": "2025-03-27"}, 300)
    text = json.dumps(run)
    assert "a lie" not in text and "true" in text and not loot.exists()


@pytest.mark.slow
def test_a_parameter_is_a_value_in_the_cell_and_never_code():
    hostile = "'''\"\"\"\\'); import os; os.abort() #\n{0.__class__}%(x)s\ud7ff"
    cells = [
        new_code_cell("ledger = ''", metadata={"tags": ["parameters"]}),
        new_code_cell("print(ascii(ledger))"),
    ]
    run = execute(new_notebook(cells=cells, metadata={}), "evil", {"ledger": hostile}, 300)
    assert run.cells[-1].outputs[0].text.strip() == ascii(hostile)


@pytest.mark.slow
def test_more_output_than_a_report_may_have_fails_its_cell_and_is_not_kept(monkeypatch):
    from frontledger.publish import metered

    monkeypatch.setattr(metered, "OUTPUT_LIMIT", 100_000)
    cells = [
        new_code_cell("print('x' * 99_000)"),
        new_code_cell("for _ in range(50):\n    print('y' * 99_000, flush=True)"),
    ]
    with pytest.raises(
        CellFailedError, match="more than 100,000 characters of output; print or show less"
    ) as failed:
        execute(new_notebook(cells=cells, metadata={}), "loud", {}, 300)
    assert failed.value.error == "OutputLimitError"


def test_a_page_that_tells_of_a_hostile_failure_is_harmless(tmp_path):
    words = " ".join(PROSE)
    page = document.Document("T", (document.Failure(1, words, words, words, words),))
    text, printed = html.render(page, DETAILS), pdf.render(page, DETAILS)
    assert in_page(text, set()) == [] and in_pdf(printed, set()) == []
    (tmp_path / "report.pdf").write_bytes(printed)
    with pytest.raises(Exception, match="its provenance has no section"):
        published(tmp_path / "report.pdf")
