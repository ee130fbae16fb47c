"""The shipped monthly series, added up again from the published daily table where a copy is at hand."""

from pathlib import Path

import pandas as pd
import pytest

from frontledger.ledger import load

TABLE = Path(__file__).parents[2].parent / "shared" / "published" / "missile_attacks_daily_to_2026-05-17.csv"
COLUMNS = ["launched", "destroyed", "neutralised"]

pytestmark = pytest.mark.skipif(
    not TABLE.is_file(), reason="the published daily table may not be shipped (CC BY-NC-SA 4.0)"
)


@pytest.fixture(scope="module")
def rows():
    table = pd.read_csv(TABLE)
    table = table[table["model"] == "Shahed-136/131"].copy()
    for column in ("time_start", "time_end"):
        table[column] = pd.to_datetime(table[column].str.strip(), format="mixed")
    table["neutralised"] = table["destroyed"] + table["not_reach_goal"].fillna(0)
    return table


def shipped(series_id):
    launches = load().drone_launches
    launches = launches[(launches["series_id"] == series_id) & launches["complete"]]
    return launches.set_index(launches["month"].dt.to_period("M"))


def assert_equal(added, series_id, columns):
    own = shipped(series_id)
    months = [month for month in own.index if month < pd.Period("2026-05")]
    assert len(months) == 43
    pd.testing.assert_frame_equal(
        added.loc[months, columns].astype(float), own.loc[months, columns], check_names=False
    )


def test_the_main_series_counts_by_the_end_and_drops_regional_rows_from_august_2024(rows):
    command = rows["source"].str.lower().str.startswith("pvk") & (rows["target"] != "Ukraine")
    repeated = command & (rows["launched"] == rows["destroyed"]) & (rows["time_end"] >= "2024-08-01")
    assert (repeated.sum(), rows.loc[repeated, "launched"].sum()) == (17, 205)
    kept = rows[~repeated]
    assert_equal(
        kept.groupby(kept["time_end"].dt.to_period("M")).sum(numeric_only=True), "air_force_end_date", COLUMNS
    )


def test_the_other_computed_series_keep_every_row(rows):
    by_end = rows.groupby(rows["time_end"].dt.to_period("M")).sum(numeric_only=True)
    by_start = rows.groupby(rows["time_start"].dt.to_period("M")).sum(numeric_only=True)
    assert_equal(by_end, "air_force_end_date_all_rows", ["launched", "destroyed"])
    assert_equal(by_start, "air_force_start_date", ["launched", "destroyed"])


def test_a_reader_that_coerces_the_mixed_dates_would_be_caught(rows):
    table = pd.read_csv(TABLE)
    table = table[table["model"] == "Shahed-136/131"]
    dates = pd.to_datetime(table["time_start"], errors="coerce", format="%Y-%m-%d %H:%M")
    assert table.loc[dates.isna(), "launched"].sum() > 7000
