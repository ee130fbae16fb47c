"""Counts from the daily table: the figures published of it, and what is not there."""

import pickle
from datetime import date

import numpy as np
import pandas as pd
import pytest

from frontledger.analysis.drones.daily import (
    NoDailyTableError,
    daily_counts,
    has_daily,
    monthly_counts,
    weekly_counts,
)
from frontledger.ledger import load


@pytest.fixture(scope="module")
def ledger(daily_ledger):
    return load(daily_ledger)


def test_without_an_import_the_remedy_is_told(copy_of_data):
    bare = load(copy_of_data)
    assert not has_daily(bare)
    for counts in (daily_counts, weekly_counts, monthly_counts):
        with pytest.raises(NoDailyTableError, match="frontledger import drones FILE") as refused:
            counts(bare)
        assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)


def test_months_by_both_conventions(ledger):
    by_end = monthly_counts(ledger, regional_rows="included")
    by_start = monthly_counts(ledger, convention="start_date", regional_rows="included")
    assert len(by_end) == 43 and by_end.index[0] == pd.Timestamp("2022-10-01")
    assert (by_end["2025-06-01"], by_start["2025-06-01"]) == (5446, 5026)
    assert monthly_counts(ledger)["2025-06-01"] == 5438
    assert by_end[:"2022-12-31"].sum() + daily_counts(ledger)[:"2022-09-30"].sum() == 409


def test_years_weeks_and_largest_days(ledger):
    days = daily_counts(ledger)
    assert days["2024"].sum() == 10970 - 1  # the regional row of 2 August
    assert daily_counts(ledger, regional_rows="included")["2025"].sum() == 54702
    assert daily_counts(ledger)["2025"].sum() == 54585
    assert (days.max(), days.idxmax()) == (948, pd.Timestamp("2026-03-24"))
    assert daily_counts(ledger, windows="night")["2025"].max() == 810
    weeks = weekly_counts(ledger)
    assert weeks.index[0] == pd.Timestamp("2022-10-09") and (weeks.index.day_of_week == 6).all()
    assert weeks.index[-1] == pd.Timestamp("2026-05-17") and len(weeks) == 189
    assert weeks.nlargest(3).tolist() == [2505, 2316, 2246]
    assert (weeks["2025-02-23"], weeks["2025-03-02"]) == (1240, 1182)


def test_daytime_unknown_and_strike_drones(ledger):
    nights = daily_counts(ledger, windows="night")
    assert (daily_counts(ledger) - nights)["2026-05"].sum() == 1711
    assert (daily_counts(ledger) - nights)["2026-05-13"].sum() == 753
    unknown = monthly_counts(ledger, weapon_class="unknown_uav")
    assert unknown["2026-03-01":"2026-04-01"].tolist() == [1133, 1589] and unknown["2024-02-01"] <= 5
    strike = monthly_counts(ledger, column="strike_drones")
    assert strike["2025-11-01":"2025-12-01"].tolist() == [3355, 3065] and np.isnan(strike["2025-06-01"])


def test_shares_stopped_and_days_in_a_row(ledger):
    share = monthly_counts(ledger, column="neutralised") / monthly_counts(ledger)
    assert [round(100 * value, 1) for value in share["2025-07-01":"2025-08-01"]] == [88.4, 83.4]
    naive = monthly_counts(ledger, column="destroyed") / monthly_counts(ledger)
    assert [round(100 * value) for value in naive["2025-07-01":"2025-08-01"]] == [56, 83]
    assert round(daily_counts(ledger)["2024-09"].mean(), 1) == 44.5
    every_row = daily_counts(ledger, regional_rows="included")
    assert every_row["2025-01-01":"2025-07-09"].sum() == 24779


def test_a_view_is_shorter_and_no_different(ledger):
    view = ledger.view(as_of=date(2025, 3, 27))
    assert daily_counts(view).equals(daily_counts(ledger)[:"2025-03-27"])
    by_start = daily_counts(view, convention="start_date")
    assert by_start.equals(daily_counts(ledger, convention="start_date")[:"2025-03-26"])
    assert weekly_counts(view).index[-1] == pd.Timestamp("2025-03-23")
    assert monthly_counts(view).index[-1] == pd.Timestamp("2025-02-01")
    assert not has_daily(ledger.view(as_of=date(2022, 9, 1)))


def test_a_view_of_a_few_days_has_days_but_no_week_or_month(ledger):
    view = ledger.view(as_of=date(2022, 9, 30))
    assert len(daily_counts(view)) == 2
    assert weekly_counts(view).empty and monthly_counts(view).empty
