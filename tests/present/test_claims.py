"""The claims behind a block, on the shipped ledger."""

import re
from datetime import date

import pytest

from frontledger.ledger import load
from frontledger.present.claims import ClaimNotFoundError, claims_table, source_line


@pytest.fixture(scope="module")
def ledger():
    return load()


def row_of(table, claim):
    row = next(row for row in table.rows if row[0] == claim)
    return [cell if isinstance(cell, str) else cell.text for cell in row], row[-1].href


def test_a_row_says_who_what_when_how_many_how_good_and_where(ledger):
    table = claims_table(ledger, ["T062", "T047"])
    assert table.claims == ("T047", "T062")
    words, link = row_of(table, "T062")
    assert words[:3] == ["T062", "13 January 2025", "NIS (South Korea)"]
    assert words[3] == "Killed, Kursk, as of 13 January 2025"
    assert words[4] == "about 300 (270–330)"
    assert re.fullmatch("[A-F][1-6]", words[5])
    assert link.startswith("http")
    assert row_of(table, "T047")[0][4] in ("at least 100", "more than 100")


def test_claims_without_a_number_and_flags_are_said(ledger):
    table = claims_table(ledger, ["T100", "T106"])
    assert row_of(table, "T100")[0][4] == "no number"
    assert row_of(table, "T106")[0][3].endswith("set aside")
    assert "T106: Early wire variant" in table.note


def test_a_claim_said_after_the_cut_is_refused(ledger):
    view = ledger.view(as_of=date(2025, 3, 27))
    with pytest.raises(ClaimNotFoundError, match=r"T130.*27 March 2025"):
        claims_table(view, ["T130"])


def test_the_source_line_names_bodies_and_dates(ledger):
    assert source_line(ledger, ["T047", "T062", "T130"]) == (
        "Claims of NIS (South Korea), reported 19 December 2024 to 2 September 2025."
    )
    assert source_line(ledger, ["T062"]).endswith("reported on 13 January 2025.")
    assert source_line(ledger, []) == "No claim had been made by then."
    assert re.search(r"and \d+ others, reported", source_line(ledger, ledger.claims["claim_id"]))
