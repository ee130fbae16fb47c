"""The main series of a ledger, carried on by an imported daily table, and what a reader is told of both."""

from dataclasses import replace
from datetime import date

import pytest

from frontledger.analysis.drones.daily import NoDailyTableError
from frontledger.analysis.drones.series import (
    UnknownSeriesError,
    later_months,
    main_series,
    monthly_series,
)
from frontledger.analysis.drones.sources import counts_by_source
from frontledger.analysis.drones.study import growth_study
from frontledger.analysis.forecast.series import forecast_series
from frontledger.ledger import load
from frontledger.ledger.daily import DroneImport
from frontledger.present.findings.drones import headline
from frontledger.present.tables.drone_sources import sources_table
from frontledger.present.words.drone_import import caution

COMPUTED = ("air_force_end_date", "air_force_end_date_all_rows", "air_force_start_date")


@pytest.fixture(scope="module")
def imported(daily_ledger):
    return load(daily_ledger)


@pytest.fixture(scope="module")
def shortened(imported):
    """The ledger as if its computed counts had ended in January 2026, with a part of February."""
    rows = imported.drone_launches
    late = rows["series_id"].isin(COMPUTED) & (rows["month"] > "2026-02-01")
    rows = rows[~late].copy()
    rows.loc[rows["series_id"].isin(COMPUTED) & (rows["month"] == "2026-02-01"), ["launched", "complete"]] = [
        9,
        False,
    ]
    return replace(imported, drone_launches=rows)


def counts(ledger, series=""):
    return {one.month: one.launched for one in monthly_series(ledger, series).complete}


def test_the_main_series_is_named_by_the_ledger_alone(shipped):
    assert main_series(shipped) == "air_force_end_date" == monthly_series(shipped).series_id
    series = shipped.drone_series.assign(main=shipped.drone_series["series_id"] == "isis")
    other = replace(shipped, drone_series=series)
    assert monthly_series(other).series_id == "isis" == forecast_series(other).monthly.series_id
    with pytest.raises(UnknownSeriesError, match="holds no drone series"):
        main_series(replace(shipped, drone_series=series.head(0)))


@pytest.mark.parametrize("series", COMPUTED)
def test_the_imported_months_carry_a_computed_series_on_as_it_went_on(series, imported, shortened, shipped):
    known = {month: count for month, count in counts(shipped, series).items() if month < date(2026, 5, 1)}
    assert counts(shortened, series) == known
    assert counts(imported, series) == counts(shipped, series)
    assert len(later_months(shortened)) == 9 and later_months(imported).empty


def test_every_reader_of_the_counts_takes_the_later_months(shortened):
    study = growth_study(shortened, window=(date(2025, 11, 1), date(2026, 4, 1)))
    assert study.window.launched == (5445, 5131, 4452, 5059, 6462, 6583)
    assert {one.month for one in counts_by_source(shortened) if one.series_id == COMPUTED[0]} >= {
        date(2026, 4, 1)
    }
    assert "February to April 2026 of the computed series come from it." in str(sources_table(study).rows[-1])


def test_a_view_takes_no_month_that_was_not_over(shortened):
    assert max(counts(shortened.view(date(2026, 3, 30)))) == date(2026, 2, 1)
    assert max(counts(shortened.view(date(2026, 3, 31)))) == date(2026, 3, 1)


def test_a_published_series_is_never_carried_on(shortened, shipped):
    assert counts(shortened, "isis") == counts(shipped, "isis")


def test_without_a_daily_table_there_is_nothing_to_carry_on(shipped):
    with pytest.raises(NoDailyTableError):
        later_months(replace(shipped, drone_import=None))


def test_the_ledgers_day_is_that_of_the_imported_table_where_it_is_later(imported):
    later = replace(imported.drone_import, last_day=date(2027, 1, 5))
    assert replace(imported, drone_import=later).as_of == date(2027, 1, 5)
    assert imported.as_of > imported.drone_import.last_day


def differing(ledger, *months):
    found = DroneImport(
        "Table", "https://example.org", "Licence; more", "f.csv", "0", *[date(2025, 6, 30)] * 2, 1, 1, ()
    )
    return replace(ledger, drone_import=replace(found, differing=months))


def test_months_that_differ_are_told_beside_the_headline(shipped):
    assert caution(shipped) == "" == caution(differing(shipped))
    ledger = differing(shipped, date(2025, 2, 1), date(2025, 3, 1))
    assert "gives February 2025 and March 2025 otherwise" in caution(ledger)
    study = growth_study(shipped)
    assert "Caution" not in headline(study).doubt
    assert headline(replace(study, ledger=ledger)).doubt.endswith(caution(ledger))


def test_a_month_that_was_not_over_is_not_told_of(shipped):
    view = replace(differing(shipped, date(2025, 2, 1), date(2025, 3, 1)), cut=date(2025, 3, 30))
    assert "gives February 2025 otherwise" in caution(view)
    assert "March" in caution(replace(view, cut=date(2025, 3, 31)))
