"""The brief: the newest claim of each total, what excludes it, and a headline of every subject on any day."""

from __future__ import annotations

from datetime import date

import pytest

from frontledger.analysis.brief import KEY_MEASURES, key_figures, newest_month
from frontledger.ledger import Ledger
from frontledger.present.blocks import Finding, Note, Table
from frontledger.present.findings.brief import headline, subject_headlines
from frontledger.present.tables.brief import headlines_table, key_figures_table


def test_the_newest_claim_is_that_of_the_last_day_counted(shipped: Ledger) -> None:
    found = {one.measure: one for one in key_figures(shipped)}
    rows = shipped.select("killed")
    assert found["killed"].newest.as_of == rows["period_end"].max().date()
    assert found["killed"].bodies == rows["claimant_id"].nunique()


def test_a_lower_newer_total_excludes_an_older_higher_one(shipped: Ledger) -> None:
    """On 27 March 2025 the newest count of killed was 400; 1,000 and 4,000 had been claimed for January."""
    view = shipped.view(as_of=date(2025, 3, 27))
    killed = next(one for one in key_figures(view) if one.measure == "killed")
    assert killed.newest.best == 400
    assert {claim.best for claim in killed.excluded} == {1000, 4000}
    assert 300 in set(view.select("killed")["best"]) and killed.bodies == 4


def test_the_table_has_a_row_for_each_total_and_one_for_drones(shipped: Ledger) -> None:
    figures, month = key_figures(shipped), newest_month(shipped)
    table = key_figures_table(figures, month, shipped)
    assert isinstance(table, Table) and month is not None
    assert len(table.rows) == len(figures) + 1 and len(figures) <= len(KEY_MEASURES)
    assert set(table.claims) >= {one.newest.claim_id for one in figures}


@pytest.mark.parametrize(
    "day", [None, date(2025, 3, 27), date(2024, 10, 31), date(2023, 10, 31), date(2022, 3, 1)]
)
def test_every_subject_has_a_headline_on_any_day(shipped: Ledger, day: date | None) -> None:
    view = shipped.view(as_of=day)
    told = subject_headlines(view)
    assert len(told) == 5 and all(isinstance(found, Finding | Note) for _, found in told)
    assert len(headlines_table(told).rows) == 5
    assert key_figures_table(key_figures(view), newest_month(view), view)
    assert headline(view)


def test_the_headline_names_the_newest_claims(shipped: Ledger) -> None:
    told = headline(shipped)
    assert isinstance(told, Finding)
    assert told.claims == tuple(one.newest.claim_id for one in key_figures(shipped)[:3])
    assert "about 15,000 sent to Russia (NIS, 30 April 2025)" in told.sentence
