"""Blocks keep their content through the notebook file, and refuse what is not theirs."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.present import blocks
from frontledger.present.blocks import MIME, Cell, Column, Figure, Finding, NotABlockError, Note, Table

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 482 200"><path d="M 0 0 L 1 1" id="a"/></svg>'

ALL = (
    Finding("sent", "At least 10,000.", "Nobody counted.", 10000, 10000, None, "people", ("T001", "T002")),
    Figure(
        "sent", "Ten thousand", "People", "A line.", "NIS.", SVG, "A note.", "date,count\n2024,1\n", ("T001",)
    ),
    Table("sent", "Two", (Column("Who"), Column("How many", "right")), (("NIS", Cell("1", tone="good")),)),
    Note("gap", "Nothing is known."),
)


@pytest.mark.parametrize("block", ALL, ids=lambda block: type(block).__name__)
def test_a_block_survives_the_notebook_file(block):
    record = json.loads(json.dumps(blocks.to_json(block), allow_nan=False))
    assert blocks.from_json(record) == block


@given(st.text(), st.text(), st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False)))
def test_any_text_survives(sentence, doubt, value):
    finding = Finding("key", sentence, doubt, value)
    assert blocks.from_json(json.loads(json.dumps(blocks.to_json(finding)))) == finding


def test_numbers_of_numpy_become_plain():
    record = blocks.to_json(Finding("key", "s", value=np.float64(1.5), low=np.int64(1)))  # type: ignore[arg-type]
    assert json.dumps([record["value"], record["low"]]) == "[1.5, 1]"


@pytest.mark.parametrize("block", ALL, ids=lambda block: type(block).__name__)
def test_a_notebook_shows_record_html_and_text(block):
    bundle = block._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"}
    assert bundle[MIME]["type"] == type(block).__name__.lower()


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"type": "script", "key": "x"},
        {"type": "note", "key": "x"},
        {"type": "note", "key": "x", "text": "y", "onload": "z"},
        {"type": "note", "key": "x", "text": {"not": "text"}},
        {"type": "table", "key": "x", "title": "y", "columns": [{"label": "a"}], "rows": [["1", "2"]]},
        {
            "type": "figure",
            "key": "x",
            "title": "",
            "units": "",
            "alt": "",
            "source": "",
            "svg": "<svg><script/></svg>",
        },
    ],
)
def test_what_is_no_block_is_refused(record):
    with pytest.raises(NotABlockError):
        blocks.from_json(record)


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_bound_that_is_not_there_is_none(number):
    with pytest.raises(ValueError, match="give None"):
        Finding("key", "s", high=number)


def test_a_row_has_a_cell_for_every_column():
    with pytest.raises(ValueError, match="row 1 has 2 cells for 1 columns"):
        Table("t", "T", (Column("a"),), (("1", "2"),))
