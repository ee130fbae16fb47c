"""An executed notebook read back: nothing lost that is ours, nothing taken that is not."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from frontledger.present.blocks import MIME, Finding, Note, to_json
from frontledger.publish.document import Code, Document, Failure, Heading, Output, Prose, read

FINDING = Finding("sent", "At least 10,000 were sent.")


def shown(block):
    return new_output("display_data", data={MIME: to_json(block), "text/html": "<b>x</b>", "text/plain": "x"})


def read_cells(*cells):
    return read(new_notebook(cells=list(cells)))


def test_title_prose_code_and_blocks_keep_their_order():
    document = read_cells(
        new_markdown_cell("# How many were sent?\n\nThe *question*."),
        new_code_cell("as_of = 'latest'", metadata={"tags": ["parameters"]}),
        new_code_cell("as_of = '2025-03-27'", metadata={"tags": ["injected-parameters"]}),
        new_markdown_cell("## In all\n\nA count.\n\n## In Kursk"),
        new_code_cell("findings.sent(sent)", outputs=[shown(FINDING)]),
    )
    assert document.title == "How many were sent?"
    assert document.blocks == (
        Prose("The *question*."),
        Code("as_of = 'latest'\n\nas_of = '2025-03-27'"),
        Heading(2, "In all", "in-all"),
        Prose("A count."),
        Heading(2, "In Kursk", "in-kursk"),
        Code("findings.sent(sent)"),
        FINDING,
    )
    assert document.of(Finding) == [FINDING]


def test_the_headline_is_not_said_twice_in_the_opening():
    note, heading = Note("n", "Before."), Heading(2, "A", "a")
    early = Document("T", (note, FINDING, heading, FINDING))
    late = Document("T", (note, heading, FINDING))
    assert early.headline == late.headline == FINDING
    assert early.body == late.body == (note, heading, FINDING)
    assert Document("T", (note,)).headline is None
    assert Document("T", (note,)).body == (note,)


def test_headings_skip_no_level_and_share_no_anchor():
    document = read_cells(
        new_markdown_cell(
            "# Title\n#### Deep\n## Same\n### Same\n###### Very deep\n# Another *first* `level` #\n"
        ),
    )
    assert [(part.level, part.text, part.anchor) for part in document.blocks] == [
        (2, "Deep", "deep"),
        (2, "Same", "same"),
        (3, "Same", "same-2"),
        (4, "Very deep", "very-deep"),
        (2, "Another first level", "another-first-level"),
    ]


def test_a_heading_inside_a_code_fence_is_none():
    document = read_cells(new_markdown_cell("# Title\n\n```\n# a comment\n```\n\nWords.\n\n## \u97d3\u570b"))
    assert document.blocks == (
        Prose("```\n# a comment\n```\n\nWords."),
        Heading(2, "\u97d3\u570b", "section"),
    )


def test_only_our_blocks_and_plain_text_are_taken():
    document = read_cells(
        new_code_cell(
            "x",
            outputs=[
                new_output("stream", name="stdout", text="one\n"),
                new_output("stream", name="stderr", text="\x1b[31mtwo\x1b[0m\x00\r\n"),
                new_output("display_data", data={"text/html": "<script>alert(1)</script>"}),
                new_output(
                    "display_data", data={"image/svg+xml": "<svg onload='x'/>", "text/plain": "<Figure>"}
                ),
                new_output("execute_result", data={MIME: {"type": "script"}}, execution_count=1),
            ],
        )
    )
    code, output = document.blocks
    assert code == Code("x")
    assert isinstance(output, Output)
    assert output.text.startswith("one\ntwo\n<Figure>\nThis output cannot be shown: a block of type 'script'")
    assert "alert" not in output.text


def test_a_failure_names_its_cell_and_keeps_the_traceback():
    error = new_output(
        "error",
        ename="LedgerError",
        evalue="2 faults",
        traceback=["\x1b[0;31mTraceback\x1b[0m", "LedgerError: 2 faults"],
    )
    document = read_cells(
        new_markdown_cell(
            '<span id="papermill-error-cell">An exception</span>',
            metadata={"tags": ["papermill-error-cell-tag"]},
        ),
        new_markdown_cell("# Title"),
        new_code_cell("fine = 1"),
        new_code_cell("load()", outputs=[error]),
    )
    assert document.title == "Title"
    assert document.of(Failure) == [
        Failure(2, "load()", "LedgerError", "2 faults", "Traceback\nLedgerError: 2 faults")
    ]
    assert document.of(Prose) == []


@pytest.mark.parametrize(
    "cells", [[], [new_code_cell("")], [new_markdown_cell("")], [new_markdown_cell("words")]]
)
def test_a_notebook_without_a_title_is_still_a_document(cells):
    assert read_cells(*cells).title == "Untitled report"


def test_every_kind_of_output_of_one_cell_is_kept():
    document = read_cells(
        new_code_cell("show(a, b)", outputs=[shown(FINDING), shown(Note("gap", "Silence."))])
    )
    assert document.blocks[1:] == (FINDING, Note("gap", "Silence."))
