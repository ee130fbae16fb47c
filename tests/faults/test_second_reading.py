"""Any text in a cell of any column: taken where the public schema and the data dictionary allow it, else refused."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from faults.cells import PACKAGE
from faults.legal import fields, is_legal
from faults.values import wrong
from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError
from frontledger.ledger.tables import TABLES

COLUMNS = sorted((name, column.name) for name, table in TABLES.items() for column in table.columns)
NEAR = st.sampled_from(
    [text for kind in ("number", "date", "url", "flag", "sign", "id") for _, text in wrong(kind, "a1")]
)
TEXTS = st.one_of(
    NEAR,
    st.text(max_size=12),
    st.text("0123456789.,-+eE ", max_size=9),
    st.from_regex(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True),
)


def taken(table, name, text):
    """Whether the loader takes the text for a cell of the column, whatever stands beside it."""
    column = TABLES[table].column(name)
    if not text:
        return not column.required
    try:
        value = read_cell(column.kind, text)
    except RefusedError:
        return False
    return (
        (not column.words or text in column.words)
        and (not column.pattern or re.fullmatch(column.pattern, text) is not None)
        and (column.least is None or value >= column.least)
        and (column.most is None or value <= column.most)
        and len(text) <= 131_072
    )


@settings(max_examples=300, deadline=None)
@given(place=st.sampled_from(COLUMNS), text=TEXTS)
@example(("claims", "note"), "\u200d")
@example(("claims", "note"), "\u2800")
@example(("claims", "note"), "\u0301a")
@example(("claims", "note"), "a\ufe0f")
@example(("claims", "note"), "a\U000e01efb")
@example(("offices", "person"), "Kim\u034f")
@example(("offices", "person"), "Jose\u0301")
@example(("sources", "url"), "https://example.org:99999/")
@example(("claims", "best"), "\uff11\uff12")
def test_the_loader_and_the_schema_agree(place, text):
    assert taken(*place, text) == is_legal(fields(PACKAGE)[place], text)
