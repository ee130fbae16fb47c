"""The study of a ledger: which counts are forecast, when none is, and what published forecasts were worth."""

from dataclasses import replace
from datetime import date

import forecast_coverage
import pandas as pd
import pytest

from frontledger.analysis.drones.series import UnknownSeriesError
from frontledger.analysis.forecast.pace import COVERAGES, MONTHLY, WEEKLY
from frontledger.analysis.forecast.published import PublishedForecast
from frontledger.analysis.forecast.series import forecast_series
from frontledger.analysis.forecast.study import forecast_study
from frontledger.ledger import load
from frontledger.notebook.project import ROOT


@pytest.fixture(scope="module")
def monthly(shipped):
    return forecast_study(replace(shipped, drone_import=None))


@pytest.fixture(scope="module")
def weekly(daily_ledger):
    return forecast_study(load(daily_ledger))


def test_without_a_daily_table_the_months_are_forecast(monthly):
    assert monthly.series.pace is MONTHLY
    assert (monthly.series.ends[0], monthly.series.ends[-1]) == (date(2022, 10, 1), date(2026, 5, 1))
    assert monthly.series.counts[-1] == 8150
    assert [step.end for step in monthly.tried.steps] == [date(2026, month, 1) for month in (6, 7, 8)]


@pytest.mark.slow
def test_with_it_the_weeks_are(weekly):
    assert weekly.series.pace is WEEKLY
    assert (weekly.series.ends[0], weekly.series.ends[-1]) == (date(2022, 10, 9), date(2026, 5, 17))
    assert weekly.series.counts[-1] == 2505  # the largest week of the stored table
    assert [step.end for step in weekly.tried.steps][::12] == [date(2026, 5, 24), date(2026, 8, 16)]


def test_shipped_intervals_hold_their_shares_of_the_weeks(weekly):
    for one in weekly.tried.best.score.horizons:
        assert one.origins >= 130
        assert [one.coverage(level) for level in COVERAGES] == pytest.approx(COVERAGES, abs=0.1)
        assert abs(one.coverage(0.8) - 0.8) <= 0.04 and abs(one.coverage(0.95) - 0.95) <= 0.04


def test_shipped_intervals_may_hold_their_shares_of_the_months(monthly):
    for one in monthly.tried.best.score.horizons:
        assert one.coverages(0.8).lower <= 0.8 <= one.coverages(0.8).upper
        assert one.coverages(0.95).lower <= 0.95 <= one.coverages(0.95).upper


def test_months_are_not_clearly_foretold_and_weeks_are(monthly, weekly):
    assert not monthly.tried.beats_last_value
    assert weekly.tried.beats_last_value
    assert weekly.tried.best.score.at(4).skill > 0


@pytest.mark.slow
def test_a_forecast_of_an_earlier_day_knows_nothing_later(shipped):
    whole = replace(shipped, drone_import=None)
    early = forecast_study(whole.view(date(2025, 9, 15)))
    assert early.series.ends[-1] == date(2025, 8, 1)
    late = forecast_study(whole)
    origin = late.series.ends.index(date(2025, 8, 1))
    for one, other in zip(early.tried.test.candidates, late.tried.test.candidates, strict=True):
        assert one.quantiles[-1].tolist() == other.quantiles[origin].tolist()
    assert early.tried.since == ()


def test_counts_published_for_the_months_forecast_are_found(monthly):
    assert {(one.name, one.month.month, one.launched) for one in monthly.tried.since} == {
        ("ISIS", 6, 5749),
        ("ISIS", 7, 4891),
    }


@pytest.mark.parametrize(("as_of", "counts"), [(date(2024, 11, 30), 26), (date(2024, 12, 31), 27)])
def test_too_few_counts_give_no_forecast(shipped, as_of, counts):
    study = forecast_study(replace(shipped, drone_import=None).view(as_of))
    assert len(study.series.counts) == counts
    assert study.fewest == 27
    assert (study.tried is None) == (counts < study.fewest)


def test_a_gap_cuts_off_what_lies_before_it(shipped):
    launches = shipped.drone_launches
    gap = (launches["series_id"] == "air_force_end_date") & (launches["month"] == "2024-03-01")
    ledger = replace(shipped, drone_import=None, drone_launches=launches[~gap])
    assert forecast_series(ledger, "air_force_end_date").ends[0] == date(2024, 4, 1)


def test_an_unknown_series_is_refused(shipped):
    with pytest.raises(UnknownSeriesError, match="air_force_end_date"):
        forecast_study(shipped, "nobody")


def by_id(study) -> dict[str, PublishedForecast]:
    return {one.figure.figure_id: one for one in study.published}


def test_the_published_forecasts_did_not_come(weekly):
    isw = by_id(weekly)["DF032"]
    assert (isw.figure.best, isw.verdict) == (2000, "fell_short")
    assert (isw.night.launched, isw.night.when) == (810, date(2025, 9, 7))
    assert (isw.later_day.launched, isw.later_day.when) == (948, date(2026, 3, 24))
    assert {one.verdict for one in weekly.published} == {"fell_short"}
    assert isw.own.last_known == date(2025, 7, 20)
    assert isw.own.per_day.upper < 2000
    assert isw.own.per_day.lower < isw.own.came < isw.own.per_day.upper


def test_without_nights_they_cannot_be_scored(monthly):
    assert {one.verdict for one in monthly.published} == {"cannot_be_scored"}
    isw = by_id(monthly)["DF032"]
    assert isw.night is None and (isw.month.launched, isw.month.when) == (6297, date(2025, 7, 1))
    assert isw.own.last_known == date(2025, 6, 1)


def test_a_night_beyond_a_whole_months_total_did_not_come(shipped):
    figures = shipped.drone_figures.copy()
    figures.loc[figures["figure_id"] == "DF032", "best"] = 20000.0
    ledger = replace(shipped, drone_import=None, drone_figures=figures)
    assert by_id(forecast_study(ledger))["DF032"].verdict == "fell_short"


@pytest.mark.parametrize(
    ("best", "due", "verdict"),
    [(800, "2025-11-30", "came_true"), (500, "2025-11-30", "exceeded"), (2000, "2027-01-31", "open")],
)
def test_a_forecast_is_judged_by_its_interval_and_its_time(daily_ledger, best, due, verdict):
    ledger = load(daily_ledger)
    figures = ledger.drone_figures.copy()
    row = figures["figure_id"] == "DF032"
    figures.loc[row, "best"] = float(best)
    figures.loc[row, "period_end"] = pd.Timestamp(due)
    study = forecast_study(replace(ledger, drone_figures=figures), "isis")
    assert by_id(study)["DF032"].verdict == verdict


@pytest.mark.slow
def test_a_forecast_not_yet_due_is_open(daily_ledger):
    early = forecast_study(load(daily_ledger).view(date(2025, 8, 31)))
    assert {one.verdict for one in early.published} == {"open"}
    assert by_id(early)["DF032"].own.came is None


@pytest.mark.parametrize("pace", ["weekly", "monthly"])
def test_the_page_prints_what_the_benchmark_finds(request, pace):
    test = request.getfixturevalue(pace).tried.test
    page = (ROOT / "docs" / "forecasts.md").read_text(encoding="utf-8")
    assert forecast_coverage.shipped(test) in page
    assert forecast_coverage.scores(test) in page
