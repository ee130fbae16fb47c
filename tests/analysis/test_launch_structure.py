"""Nights, weekdays and kinds of drone: planted rhythms come back, and so do published figures."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from frontledger.analysis.drones.composition import composition
from frontledger.analysis.drones.daily import daily_counts
from frontledger.analysis.drones.neutralised import neutralised_shares
from frontledger.analysis.drones.overdispersion import variance_over_mean
from frontledger.analysis.drones.salvos import massed, period, years
from frontledger.analysis.drones.structure import NEAR_DAYS, launch_structure
from frontledger.analysis.drones.study import growth_study
from frontledger.analysis.drones.weekdays import weekday_test
from frontledger.ledger import load


@pytest.fixture(scope="module")
def imported(daily_ledger):
    return load(daily_ledger)


def days(counts, start="2024-01-01"):
    return pd.Series(np.asarray(counts, float), pd.date_range(start, periods=len(counts)))


def test_a_massed_attack_stands_out_from_the_days_before_and_from_no_day_after():
    calm = [100] * 40
    found = massed(days([*calm, 200, 199, *calm]))
    assert found[found].index.tolist() == [pd.Timestamp("2024-02-10")]
    assert massed(days([*calm, 200, 900, 900, 900]))["2024-02-10"]


def test_quiet_days_neither_count_nor_lower_the_threshold():
    counts = [0, 100] * 30
    found = massed(days([*counts, 0, 150]))
    assert not found.any()
    assert not found.index.isin(days(counts)[::2].index).any()


def test_the_first_attacks_cannot_be_told():
    assert massed(days([10] * 7)).empty
    assert len(massed(days([10] * 8))) == 1


def test_a_period_by_hand():
    found = period(days([10, 0, 0, 10, 30, 0, 10, 10]), date(2024, 1, 1), date(2024, 1, 8))
    assert (found.days, found.attack_days, found.launched, found.longest_pause) == (8, 5, 70, 2)
    assert found.following == pytest.approx(2 / 5)
    assert found.busiest == pytest.approx(30 / 70)
    assert found.largest == (date(2024, 1, 5), 30)
    assert period(days([0, 0]), date(2024, 1, 1), date(2024, 1, 2)) is None


def test_an_unknown_day_is_neither_attack_nor_pause():
    counts = days([10, 10, np.nan, 10])
    found = period(counts, date(2024, 1, 1), date(2024, 1, 4))
    assert (found.attack_days, found.longest_pause, found.launched) == (3, 0, 30)


def test_a_planted_weekday_comes_back_through_a_rise_of_level():
    random, index = np.random.default_rng(1), pd.date_range("2023-01-01", periods=500)
    level = 20 * np.exp(0.005 * np.arange(500)) * np.where(index.day_of_week == 4, 2.0, 1.0)
    found = weekday_test(pd.Series(random.negative_binomial(4, 4 / (4 + level)), index), 0.95)
    friday = found.factors[4]
    assert found.p_value < 1e-6
    # Twice as many on one day of seven: 2 over the geometric mean of the week.
    assert friday.interval.lower < 2 ** (6 / 7) < friday.interval.upper
    assert np.prod([one.factor for one in found.factors]) == pytest.approx(1)


@pytest.mark.slow
def test_days_without_a_rhythm_are_refused_as_rarely_as_they_should_be():
    # A level that rises a hundredfold: the last months alone must not decide.
    random, index = np.random.default_rng(14), pd.date_range("2023-01-01", periods=240)
    level = 10 * np.exp(0.02 * np.arange(240))
    worlds = [pd.Series(random.negative_binomial(2, 2 / (2 + level)), index) for _ in range(120)]
    refused = sum(weekday_test(world, 0.95).p_value < 0.05 for world in worlds)
    assert refused <= 14


def test_too_few_days_give_no_weekday_test():
    assert weekday_test(days([5] * 55), 0.95) is None
    assert weekday_test(days([0] * 400), 0.95) is None


def test_the_share_of_attack_days_that_follow_an_attack_day(imported):
    # CSIS, quoted second-hand in May 2025: about 75% of launches on consecutive days, 2022-09 to 2025-03
    counts = daily_counts(imported, regional_rows="included")
    found = period(counts, date(2022, 9, 1), date(2025, 3, 31))
    assert round(100 * found.following, 1) == 75.1
    pause = counts["2024-12-09":"2024-12-13"] > 0
    assert pause.tolist() == [True, False, False, False, True]


def test_the_largest_days_and_the_scatter_of_single_months(imported):
    counts = daily_counts(imported)
    largest = {one.first.year: one.largest for one in years(counts)}
    assert largest[2025] == (date(2025, 9, 7), 810)
    assert largest[2026] == (date(2026, 3, 24), 948)
    scatter = [variance_over_mean(counts[month]) for month in ("2024-05", "2024-11", "2025-07")]
    assert scatter == pytest.approx([13, 24, 174], abs=0.5)


def test_strike_drones_are_those_isis_counted(imported):
    found = {one.month: one for one in composition(imported)}
    assert found[date(2025, 11, 1)].strike == 3355
    assert found[date(2025, 12, 1)].strike == 3065
    assert found[date(2025, 12, 1)].launched == 5131
    assert found[date(2026, 3, 1)].unknown_uav == 1133
    assert all(one.strike + one.decoy_or_unknown == one.told <= one.launched for one in found.values())
    assert all(0 < one.strike_share < 1 and 0 < one.coverage <= 1 for one in found.values())


def test_a_month_is_cut_where_the_bulletins_changed_what_they_count(imported):
    shares = [one for one in neutralised_shares(imported) if one.first >= date(2025, 7, 1)][:3]
    spans = [(one.first, one.last) for one in shares]
    assert spans[0] == (date(2025, 7, 1), date(2025, 7, 23))
    assert spans[1] == (date(2025, 7, 24), date(2025, 7, 31))
    assert sum(one.launched for one in shares[:2]) == 6297
    assert shares[0].destroyed_share < 0.5
    assert shares[0].share > 0.85
    assert not any(one.mixed for one in shares)


def test_months_beyond_the_imported_table_come_from_the_ledger(imported, shipped):
    own = {one.first: one for one in neutralised_shares(shipped)}
    found = {one.first: one for one in neutralised_shares(imported)}
    assert found[date(2026, 5, 1)] == own[date(2026, 5, 1)]
    assert found[date(2025, 10, 1)] == own[date(2025, 10, 1)]


def test_without_a_daily_table_breaks_are_told_in_months_and_the_rest_not_at_all(shipped):
    found = launch_structure(growth_study(shipped))
    assert found.breaks.step == "month"
    assert (found.daily, found.massed, found.weekdays, found.years, found.composition) == (
        None,
        None,
        (),
        (),
        (),
    )


@pytest.mark.slow
def test_with_one_they_are_told_in_weeks_but_not_for_another_series(imported):
    assert launch_structure(growth_study(imported)).breaks.step == "week"
    window = (date(2025, 1, 1), date(2025, 12, 1))
    assert launch_structure(growth_study(imported, series="isis", window=window)).breaks.step == "month"


def test_events_stand_beside_a_break_by_their_date_alone(shipped):
    found = launch_structure(growth_study(shipped))
    for one, events in zip(found.breaks.lasting, found.events, strict=True):
        for event in events:
            assert abs(event.day - one.first_after) <= timedelta(days=NEAR_DAYS)


@pytest.mark.slow
def test_a_view_knows_no_later_day(imported):
    found = launch_structure(growth_study(imported.view(date(2025, 3, 27))))
    assert found.daily.index[-1].date() <= date(2025, 3, 27)
    assert found.breaks.periods[-1] <= date(2025, 3, 27)
    assert found.composition == ()
