"""The table of the central estimate says what the analysis says, and a word where there is nothing."""

from datetime import date

import pytest

from frontledger.analysis.central import central
from frontledger.ledger import Ledger
from frontledger.present.blocks import Note, Table
from frontledger.present.reconciled import Together, people
from frontledger.present.tables.central import central_table
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count


@pytest.fixture(scope="module")
def whole(shipped: Ledger) -> Together:
    return people(shipped.view(date(2025, 3, 27)))


def test_every_row_is_the_estimate_for_the_day(whole):
    found = central(whole.found)
    table = central_table(whole, found, date(2025, 1, 21))
    assert isinstance(table, Table)
    assert "21 January 2025" in table.title
    rows = {row[0].text: row for row in table.rows}
    told = found.foretell("killed", date(2025, 1, 21))
    assert rows["Killed (Kursk)"][1] == count(rounded(told.estimate))
    assert count(rounded(told.interval.upper)) in rows["Killed (Kursk)"][3]
    assert rows["Killed (Kursk)"][1] != rows["Killed (Kursk)"][4]
    assert set(table.claims) == set(whole.claims)


def test_what_one_claim_alone_counts_has_no_row(whole):
    table = central_table(whole, central(whole.found))
    assert "Assigned to combat units (Kursk)" not in [row[0].text for row in table.rows]


def test_before_any_claim_there_is_a_word_instead(whole):
    assert isinstance(central_table(whole, central(whole.found), date(2024, 1, 1)), Note)


@pytest.mark.parametrize(
    ("day", "bodies"),
    [("2023-12-01", ()), ("2024-10-16", ()), ("2024-11-01", ()), ("2026-09-30", ("uk_mod",))],
)
def test_any_view_has_a_table_or_a_word(shipped, day, bodies):
    view = people(shipped.view(date.fromisoformat(day), bodies))
    assert isinstance(central_table(view, central(view.found)), Table | Note)
