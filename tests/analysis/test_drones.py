"""Monthly counts, shipped and planted: growth, windows, spreads, the status of figures, shares."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from frontledger.analysis.drones.article import article_figures, article_pair
from frontledger.analysis.drones.growth import WindowError, per_month
from frontledger.analysis.drones.neutralised import (
    DEFINITIONS,
    about_break,
    neutralised_shares,
    share_of_period,
)
from frontledger.analysis.drones.series import UnknownSeriesError, monthly_series, window_of
from frontledger.analysis.drones.sources import counts_by_source, figure_status, spread_by_month
from frontledger.analysis.drones.study import growth_study
from frontledger.ledger import Interval, load

WHOLE = load()
MAY, NOVEMBER = date(2024, 5, 1), date(2024, 11, 1)


def day(text):
    return date.fromisoformat(f"{text}-01")


def planted(*rows, basis=("computed", "published")):
    """A ledger whose only counts are these: month, series number, launched, qualifier, complete."""
    series = WHOLE.drone_series.head(2).assign(
        series_id=["air_force_end_date", "other"],
        name=["Main", "Other"],
        basis=list(basis),
        main=[True, False],
    )
    frame = pd.DataFrame(rows, columns=["month", "series", "launched", "qualifier", "complete"])
    launches = pd.DataFrame(
        {
            "month": pd.to_datetime(frame["month"]),
            "series_id": [["air_force_end_date", "other"][number] for number in frame["series"]],
            "launched": frame["launched"].astype(float),
            "destroyed": np.floor(frame["launched"].astype(float) / 4),
            "neutralised": np.floor(frame["launched"].astype(float) / 2),
            "qualifier": frame["qualifier"],
            "complete": frame["complete"],
            "source_id": "kaggle_undated",
        }
    )
    return replace(WHOLE, drone_series=series, drone_launches=launches)


PRINTED = {
    ("2024-05", "2024-11"): "7 log-linear 45.1 [31.1, 60.6] R2 0.947 1.86; quasi 46.0; ends 37.6 2.17 x6.80",
    ("2024-06", "2024-11"): "6 log-linear 53.7 [41.6, 66.9] R2 0.981 1.61; quasi 49.9; ends 49.3 1.73 x7.42",
    (
        "2024-05",
        "2025-07",
    ): "15 log-linear 22.9 [17.5, 28.5] R2 0.883 3.37; quasi 18.4; ends 22.7 3.38 x17.59",
    ("2022-10", "2024-07"): "22 log-linear 9.0 [4.9, 13.2] R2 0.525 8.04; quasi 6.7; ends 2.5 27.94 x1.68",
    ("2022-10", "2026-05"): "44 log-linear 12.3 [11.0, 13.7] R2 0.902 5.95; quasi 10.0; ends 8.4 8.58 x32.21",
}


@pytest.mark.parametrize("window", PRINTED)
def test_growth_of_the_shipped_series(window):
    study = growth_study(WHOLE, window=(day(window[0]), day(window[1])))
    line, pair = study.log_linear, study.endpoints
    rates = (line.rate, line.rates.lower, line.rates.upper, study.quasi_poisson.rate, pair.rate)
    best, low, high, quasi, ends = (100 * per_month(rate) for rate in rates)
    found = (
        f"{line.months} log-linear {best:.1f} [{low:.1f}, {high:.1f}] R2 {line.fit:.3f} {line.time:.2f}; "
        f"quasi {quasi:.1f}; ends {ends:.1f} {pair.time:.2f} x{pair.fit:.2f}"
    )
    assert found == PRINTED[window]


def test_the_article_against_the_shipped_ledger():
    pair = article_pair(WHOLE, monthly_series(WHOLE))
    own = pair.series_growth
    assert (round(pair.growth.fit, 1), round(100 * per_month(pair.growth.rate), 1)) == (6.6, 36.9)
    assert (round(pair.growth.time, 2), round(own.time, 2)) == (2.20, 2.17)
    assert (round(own.fit, 1), round(100 * per_month(own.rate), 1)) == (6.8, 37.6)
    assert pair.rates.upper == pytest.approx(pair.growth.rate)
    assert pair.rates.lower < pair.growth.rate
    assert (pair.first.status.status, pair.last.status.status) == ("no_source", "matches")
    assert pair.first.status.same_count_elsewhere == (date(2024, 2, 1),)
    assert {count.launched for count in pair.first.status.computed} == {358}
    assert pair.first.status.published == ()


def test_the_article_is_unknown_before_its_day():
    before = WHOLE.view(date(2025, 3, 26))
    assert article_figures(before) == ()
    assert article_pair(before, monthly_series(before)) is None
    assert len(article_figures(WHOLE.view(date(2025, 3, 27)))) == 2


def test_a_view_knows_no_later_month():
    series = monthly_series(WHOLE.view(date(2025, 3, 27)))
    assert series.complete[-1].month == date(2025, 2, 1)
    assert monthly_series(WHOLE.view(date(2025, 3, 31))).complete[-1].month == date(2025, 3, 1)


def test_claimants_choose_published_series_and_leave_the_computed():
    counts = counts_by_source(WHOLE.view(claimants=["isis"]))
    assert {count.claimant_id for count in counts if count.basis == "published"} == {"isis"}
    assert "air_force_end_date" in {count.series_id for count in counts}


def test_partial_months_are_left_out_and_named():
    window = window_of(monthly_series(WHOLE), date(2022, 9, 1), date(2026, 6, 1))
    assert window.partial == (date(2022, 9, 1), date(2026, 6, 1))
    assert (window.months[0], window.months[-1], len(window.months)) == (day("2022-10"), day("2026-05"), 44)
    assert not window.shortened


def test_a_window_that_outruns_the_day_is_shortened():
    window = window_of(monthly_series(WHOLE.view(date(2024, 9, 15))), MAY, NOVEMBER)
    assert window.shortened
    assert window.months[-1] == date(2024, 8, 1)


@pytest.mark.parametrize(
    ("as_of", "start", "end", "words"),
    [
        (None, "2021-01", "2024-11", "window_start 2021-01 is outside"),
        (None, "2030-01", "2030-06", "window_start 2030-01 is outside"),
        (None, "2024-05", "2030-06", "window_end 2030-06 is outside"),
        (None, "2024-11", "2024-05", "window_end 2024-05 is before window_start 2024-11"),
        (None, "2024-05", "2024-06", "leaves 2 complete month"),
        ("2024-04-15", "2024-05", "2024-11", "window_start 2024-05 is outside"),
        ("2024-06-30", "2024-05", "2024-11", "leaves 2 complete month"),
        ("2022-09-30", "2024-05", "2024-11", "has no complete month by this day"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused_with_a_remedy(as_of, start, end, words):
    view = WHOLE.view(date.fromisoformat(as_of)) if as_of else WHOLE
    with pytest.raises(WindowError, match=words) as error:
        window_of(monthly_series(view), day(start), day(end))
    assert "choose" in str(error.value) or "give" in str(error.value)


def test_an_unknown_series_is_refused_with_the_known_ones():
    with pytest.raises(UnknownSeriesError, match=r"'kaggle'.*air_force_end_date"):
        monthly_series(WHOLE, "kaggle")


@pytest.mark.parametrize(
    ("figure", "status"),
    [
        (Interval(358, 358), "matches"),
        (Interval(340, 360), "matches"),
        (Interval(375, 375), "within_spread"),
        (Interval(379, 379), "within_spread"),
        (Interval(401, 401), "no_source"),
        (Interval(300, 357), "no_source"),
    ],
)
def test_the_status_of_a_figure_between_planted_counts(figure, status):
    ledger = planted(("2024-05", 0, 358, "exact", True), ("2024-05", 1, 400, "about", True))
    assert figure_status(ledger, MAY, figure).status == status


def test_a_bound_or_a_part_of_a_month_supports_nothing():
    ledger = planted(("2024-05", 0, 379, "exact", False), ("2024-05", 1, 379, "at_least", True))
    found = figure_status(ledger, MAY, Interval(379, 379))
    assert (found.status, found.spread.range) == ("no_source", None)
    assert [count.qualifier for count in found.published] == ["at_least"]


def test_the_same_count_in_another_month_is_found_for_points_only():
    rows = [("2024-02", 0, 379, "exact", True), ("2024-03", 1, 379, "exact", True)]
    ledger = planted(*rows, ("2024-04", 1, 379, "about", True), ("2024-05", 0, 358, "", True))
    found = figure_status(ledger, MAY, Interval(379, 379))
    assert found.same_count_elsewhere == (date(2024, 2, 1), date(2024, 3, 1))
    assert figure_status(ledger, MAY, Interval(370, 380)).same_count_elsewhere == ()


def test_a_month_nobody_counted_has_no_source():
    found = figure_status(WHOLE, date(2021, 1, 1), Interval(10, 10))
    assert (found.status, found.computed, found.published) == ("no_source", (), ())


def test_the_spread_leaves_bounds_out():
    ledger = planted(("2024-05", 0, 400, "exact", True), ("2024-05", 1, 300, "at_least", True))
    assert spread_by_month(counts_by_source(ledger), (MAY,))[0].range == Interval(400, 400)
    november = spread_by_month(counts_by_source(WHOLE), (NOVEMBER,))[0]
    assert november.range == Interval(2300, 2576)
    assert november.share == pytest.approx(2576 / 2300 - 1)


def test_a_planted_rate_comes_back_through_the_ledger():
    months = [f"{2024 + i // 12}-{i % 12 + 1:02}" for i in range(9)]
    ledger = planted(*[(month, 0, 100 * 2**i, "exact", True) for i, month in enumerate(months)])
    study = growth_study(ledger, window=(day(months[0]), day(months[-1])), minimum_months=4)
    for growth in (study.log_linear, study.quasi_poisson, study.negative_binomial, study.endpoints):
        assert growth.time == pytest.approx(1, abs=1e-6)
    assert {round(window.time, 6) for window in study.windows.windows} == {1.0}


def test_shares_stay_within_one_definition():
    shares = {share.first: share for share in neutralised_shares(WHOLE)}
    assert shares[date(2024, 6, 1)].definition == DEFINITIONS[0]
    assert not shares[date(2024, 6, 1)].definition.comparable
    assert (shares[date(2024, 7, 1)].definition, shares[date(2024, 7, 1)].mixed) == (DEFINITIONS[1], True)
    assert (shares[date(2025, 7, 1)].definition, shares[date(2025, 7, 1)].mixed) == (DEFINITIONS[2], True)
    assert not shares[date(2025, 8, 1)].mixed
    assert [month for month, share in shares.items() if share.mixed] == [date(2024, 7, 1), date(2025, 7, 1)]


@pytest.mark.parametrize(
    ("month", "printed"),
    # https://thisisbeirut.com.lb/articles/1324293/, https://www.mycentraloregon.com/2026/01/01/
    [("2025-07", 88.4), ("2025-08", 83.4), ("2025-12", 81.1)],
)
def test_published_shares_are_met(month, printed):
    shares = {share.first: share for share in neutralised_shares(WHOLE)}
    assert round(100 * shares[day(month)].share, 1) == printed


def test_shares_about_the_break_are_those_next_to_it_and_wholly_of_their_own_side():
    before, after = about_break(neutralised_shares(WHOLE))
    assert (before.first, after.first) == (date(2025, 6, 1), date(2025, 8, 1))
    assert [round(100 * one.destroyed_share) for one in (before, after)] == [50, 83]
    assert [round(100 * one.share) for one in (before, after)] == [86, 83]
    assert about_break(neutralised_shares(WHOLE.view(date(2025, 7, 1)))) is None


def test_the_share_of_a_period_is_that_of_its_sums():
    months = [("2024-08", 0, 100, "exact", True), ("2024-09", 0, 301, "exact", True)]
    shares = neutralised_shares(planted(*months))
    assert share_of_period(shares, DEFINITIONS[1]) == pytest.approx(200 / 401)
    with pytest.raises(ValueError, match="choose a later as_of"):
        share_of_period(shares, DEFINITIONS[2])
