"""Published drone figures: planted counts give planted answers, and the published file gives the published ones."""

import math
from calendar import monthrange
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from frontledger.analysis.drones import published_counts
from frontledger.analysis.drones.published import check_published
from frontledger.analysis.drones.published_counts import (
    CONVENTIONS,
    Convention,
    DailyCounts,
    MonthlyCounts,
    value_of,
)
from frontledger.analysis.drones.published_figures import PublishedFigure, _printed, published_figures
from frontledger.ledger import Interval, load
from frontledger.ledger.intervals import interval_of
from frontledger.ledger.tables.drones import FIGURE_UNITS

USUAL, ALL_ROWS = Convention(), Convention(regional_rows="included")
NIGHTS = Convention(windows="night")

SECTION_THREE = {
    "DF007": (USUAL, 44.5, "agrees"),
    "DF016": (ALL_ROWS, 24_779, "agrees"),
    "DF015": (USUAL, 35.8, "agrees_otherwise"),
    "DF019": (USUAL, 15.8, "agrees"),
    "DF020": (USUAL, 34.4, "agrees"),
    "DF021": (USUAL, 88.4, "agrees"),
    "DF022": (USUAL, 83.4, "agrees"),
    "DF023": (USUAL, 81.1, "agrees"),
    "DF024": (USUAL, 23.8, "agrees"),
    "DF025": (USUAL, 2.7, "agrees_otherwise"),
    "DF026": (USUAL, 15.3, "disagrees"),
    "DF027": (USUAL, 17.8, "agrees"),
    "DF028": (USUAL, 20.0, "disagrees"),
    "DF029": (USUAL, 16.5, "disagrees"),
    "DF013": (ALL_ROWS, 75.1, "agrees"),
    "DF009": (ALL_ROWS, 14_486, "begins_earlier"),
    "DF018": (USUAL, 25.4, "disagrees"),
    "DF030": (NIGHTS, 810, "disagrees"),
    "DF031": (NIGHTS, 810, "disagrees"),
    "DF032": (NIGHTS, 810, "disagrees"),
}
"""What the published daily table gives for the published figures, counted apart from this code; DF018 is the
geometric mean of +35.8% and +15.8%."""

CONFLICTS = {
    "DF001": (USUAL, 1_602, "begins_earlier"),
    "DF004": (USUAL, 2_234, "disagrees"),
    "DF005": (USUAL, 1_967, "disagrees"),
    "DF008": (USUAL, 52.4, "agrees_otherwise"),
    "DF010": (USUAL, 69.8, "disagrees"),
    "DF012": (USUAL, 947.9, "disagrees"),
    "DF014": (USUAL, 3, "disagrees"),
}

MONTHS = {
    ("2024-07/agentstvo", USUAL): (426, "agrees"),
    ("2024-08/agentstvo", ALL_ROWS): (790, "agrees_otherwise"),
    ("2024-09/agentstvo", USUAL): (1_334, "disagrees"),
    ("2025-06/afp", USUAL): (5_438, "agrees"),
    ("2025-07/afp", USUAL): (6_297, "agrees"),
    ("2025-08/afp", USUAL): (4_132, "agrees"),
    ("2025-12/abc_news", USUAL): (5_131, "agrees"),
    ("2026-05/air_force_statements", USUAL): (8_150, "agrees"),
    ("2025-06/isis", USUAL): (5_438, "agrees"),
    ("2025-01/isis", USUAL): (2_629, "agrees"),
}


@pytest.fixture(scope="module")
def imported(daily_ledger):
    return load(daily_ledger)


@pytest.fixture(scope="module")
def checked(imported):
    check = check_published(imported)
    assert check.daily
    return {one.figure.figure_id: one for one in (*check.figures, *check.monthly)}


def reading(one, convention):
    (found,) = [each for each in one.readings if each.convention == convention]
    return found


@pytest.mark.parametrize("name", [*SECTION_THREE, *CONFLICTS])
def test_a_published_figure_on_the_published_file(checked, name):
    convention, value, verdict = (SECTION_THREE | CONFLICTS)[name]
    found = reading(checked[name], convention)
    assert found.value == pytest.approx(value, abs=0.051 if isinstance(value, float) else 0)
    assert checked[name].verdict == verdict


@pytest.mark.parametrize(("name", "convention"), MONTHS)
def test_a_published_month_on_the_published_file(checked, name, convention):
    value, verdict = MONTHS[name, convention]
    assert reading(checked[name], convention).value == value
    assert checked[name].verdict == verdict


def test_every_row_of_the_table_is_checked(checked, imported):
    assert set(imported.drone_figures["figure_id"]) <= set(checked)
    assert sum("/" in name for name in checked) == len(checked) - len(imported.drone_figures)


def test_the_largest_day_and_the_largest_night_differ(imported):
    year = (date(2025, 12, 1), date(2026, 4, 30))
    days = value_of(DailyCounts(imported, "attack_drones", USUAL), "largest_night", year, None)
    nights = value_of(DailyCounts(imported, "attack_drones", NIGHTS), "largest_night", year, None)
    assert days == 948
    assert nights < days


SPANS = [
    ("growth_percent_per_month", "2025-07-01", "2025-07-31", ("2025-04-01", "2025-04-30"), 36.5),
    ("growth_percent", "2025-06-01", "2025-06-30", ("2025-05-01", "2025-05-31"), 35.8),
    ("launched_per_week", "2025-02-24", "2025-03-30", None, 1003),
    ("launched_per_week", "2024-01-01", "2024-08-31", None, 100),
    ("launched_per_week", "2024-08-01", "2024-08-31", None, 178),
    ("launched", "2022-02-24", "2024-02-21", None, 4149),
    ("launched", "2022-02-24", "2022-12-31", None, 409),
    ("launched", "2023-01-01", "2023-12-31", None, 3107),
    ("launched", "2025-01-01", "2025-12-31", None, 54_585),
    ("largest_night", "2025-01-01", "2025-12-31", None, 810),
]


@pytest.mark.parametrize(("quantity", "start", "end", "compared", "value"), SPANS)
def test_other_spans_of_the_published_file(imported, quantity, start, end, compared, value):
    period = (date.fromisoformat(start), date.fromisoformat(end))
    earlier = compared and tuple(map(date.fromisoformat, compared))
    found = value_of(DailyCounts(imported, "attack_drones", USUAL), quantity, period, earlier)
    assert found == pytest.approx(value, abs=0.051 if isinstance(value, float) else 0.5)


def test_the_body_itself_gives_its_percentages(checked):
    """AFP's growth and ISIS's hit rates follow from their own months, whatever the table says."""
    assert checked["DF015"].own == pytest.approx(100 * (5438 / 3974 - 1))
    assert {name for name, one in checked.items() if one.own_agrees} == {
        "DF015", "DF019", "DF020", "DF025", "DF027", "DF028", "DF029",
    }  # fmt: skip


def test_without_the_daily_table_only_whole_months_can_be_told(shipped):
    check = check_published(replace(shipped, drone_import=None))
    assert not check.daily
    single = ("largest_night", "longest_pause", "attack_days_following_share")
    for one in check.figures:
        start, end = one.figure.period
        whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
        needs_days = not whole or one.figure.quantity in single or one.figure.weapons == "all_drones"
        assert (one.verdict == "unchecked") is needs_days, one.figure.figure_id
        assert all(each.table == "monthly" for each in one.readings)


def test_months_alone_and_days_agree_where_both_can_tell(checked, shipped):
    bare = check_published(replace(shipped, drone_import=None))
    told = [one for one in bare.figures if one.first and not one.first.since]
    assert len(told) > 15
    for one in told:
        assert checked[one.figure.figure_id].first.value == pytest.approx(one.first.value), one.figure


# planted


def figure(quantity="launched", best=100.0, qualifier="exact", digit=1.0, period=None, **more):
    facts = {
        "figure_id": "P1", "name": "Body", "claimant_id": "afp", "source_id": "page", "weapons": "attack_drones",
        "compared": None, "convention": "not_stated", "kind": "estimate", "note": "",
    }  # fmt: skip
    stated = interval_of(qualifier, best=best)
    period = period or (date(2024, 1, 1), date(2024, 1, 31))
    return PublishedFigure(
        **(facts | more), quantity=quantity, period=period, qualifier=qualifier, best=best, stated=stated,
        last_digit=digit,
    )  # fmt: skip


ALLOWED = [
    (figure(best=5438), Interval(5437.5, 5438.5)),
    (figure("hit_share", 15.7, digit=0.1), Interval(15.65, 15.75)),
    (figure(best=24_000, qualifier="more_than", digit=1000), Interval(24_000, math.inf)),
    (figure("longest_pause", 2, "up_to"), Interval(0, 2)),
    (figure("share_neutralised", 81, "nearly"), Interval(72.9, 81.5)),
    (figure("launched_per_week", 130, "about", 10), Interval(117, 143)),
    (figure("launched_per_week", 200, "about", 100), Interval(150, 250)),
]


@pytest.mark.parametrize(
    ("one", "allowed"), ALLOWED, ids=[f"{one.qualifier} {one.best}" for one, _ in ALLOWED]
)
def test_what_a_figure_allows(one, allowed):
    assert (one.allowed.lower, one.allowed.upper) == pytest.approx((allowed.lower, allowed.upper))


class Planted:
    """Counts whose days are known: ten launched every day but two, of which nine are stopped."""

    first = date(2024, 1, 1)
    quiet = ("2024-01-10", "2024-01-11")

    def days(self, period):
        days = pd.Series(10.0, index=pd.date_range(*period))
        days[days.index.isin(pd.to_datetime(self.quiet))] = 0
        days[days.index == "2024-02-05"] = 31
        return days

    def total(self, column, period):
        return {"launched": 1.0, "neutralised": 0.9, "destroyed": 0.6}[column] * self.days(period).sum()


JANUARY, FEBRUARY = (date(2024, 1, 1), date(2024, 1, 31)), (date(2024, 2, 1), date(2024, 2, 29))
TRUTHS = [
    ("launched", JANUARY, 290),
    ("destroyed", JANUARY, 174),
    ("neutralised", JANUARY, 261),
    ("share_destroyed", JANUARY, 60),
    ("share_neutralised", JANUARY, 90),
    ("hit_share", JANUARY, 10),
    ("launched_per_day", JANUARY, 290 / 31),
    ("launched_per_week", JANUARY, 290 / 31 * 7),
    ("growth_percent", FEBRUARY, 100 * (311 / 290 - 1)),
    ("fall_percent", FEBRUARY, -100 * (311 / 290 - 1)),
    ("growth_percent_per_month", FEBRUARY, 100 * (311 / 290 - 1)),
    ("largest_night", FEBRUARY, 31),
    ("longest_pause", JANUARY, 2),
    ("longest_pause", FEBRUARY, 0),
    ("attack_days_following_share", JANUARY, 100 * 27 / 29),
]


@pytest.mark.parametrize(("quantity", "period", "truth"), TRUTHS)
def test_every_quantity_gives_the_planted_answer(quantity, period, truth):
    assert value_of(Planted(), quantity, period, JANUARY) == pytest.approx(truth)


def test_no_quantity_of_the_table_is_without_a_planted_answer():
    assert {quantity for quantity, *_ in TRUTHS} == set(FIGURE_UNITS)


def test_growth_over_several_months_is_the_steady_rate():
    months = MonthlyCounts(
        pd.DataFrame(
            {"launched": [100.0, 500.0, 200.0, 800.0]},
            index=pd.date_range("2024-01-01", periods=4, freq="MS"),
        )
    )
    april = (date(2024, 4, 1), date(2024, 4, 30))
    assert value_of(months, "growth_percent_per_month", april, JANUARY) == pytest.approx(100)


def test_counts_that_do_not_hold_the_period_tell_nothing():
    months = MonthlyCounts(
        pd.DataFrame({"launched": [100.0, math.nan]}, index=pd.to_datetime(["2024-01-01", "2024-02-01"]))
    )
    assert months.total("launched", JANUARY) == 100
    for period in (FEBRUARY, (date(2024, 1, 1), date(2024, 1, 30)), (date(2024, 1, 2), date(2024, 1, 31))):
        assert months.total("launched", period) is None
    assert months.total("launched", (date(2024, 1, 1), date(2024, 3, 31))) is None
    assert value_of(months, "launched", (date(2023, 1, 1), date(2023, 1, 31)), None) is None
    assert value_of(months, "largest_night", JANUARY, None) is None


def test_a_day_that_is_not_known_is_not_taken_for_zero(shipped, monkeypatch):
    def counts(ledger, *, weapon_class, column, **way):
        days = pd.Series(5.0, index=pd.date_range("2024-01-01", "2024-03-31"))
        days["2024-02-10"] = math.nan
        return days if weapon_class == "shahed" else days * 2

    monkeypatch.setattr(published_counts, "daily_counts", counts)
    drones, everything = (DailyCounts(shipped, one, USUAL) for one in ("attack_drones", "all_drones"))
    assert drones.total("launched", JANUARY) == 155
    assert everything.total("launched", JANUARY) == 155 * 7
    assert drones.total("launched", FEBRUARY) is None and drones.days(FEBRUARY) is None
    assert drones.total("launched", (date(2024, 3, 1), date(2024, 4, 1))) is None


def test_where_a_view_keeps_no_day_no_period_begins_late_enough(monkeypatch, shipped):
    none = pd.Series(dtype=float, index=pd.DatetimeIndex([]))
    monkeypatch.setattr(published_counts, "daily_counts", lambda *_, **__: none)
    assert DailyCounts(shipped, "attack_drones", USUAL).first == date.max


@pytest.mark.parametrize(("stated", "printed"), [(Interval(100, 300), 200), (Interval(100, math.inf), 100)])
def test_a_range_is_printed_as_its_middle_and_a_floor_as_itself(stated, printed):
    assert _printed(stated) == printed


def planted(shipped, figures, launched):
    """A ledger whose figures and monthly counts are these; the second series counts by the start."""
    rows = [
        {"month": pd.Timestamp(month), "series_id": series, "launched": number, "neutralised": math.nan,
         "destroyed": math.nan, "complete": True, "qualifier": "exact", "source_id": "kaggle_undated"}
        for series, numbers in launched.items() for month, number in numbers.items()
    ]  # fmt: skip
    columns = shipped.drone_figures.iloc[:0]
    frame = pd.DataFrame(
        [columns.to_dict("list") | {"figure_id": f"P{n}"} | row for n, row in enumerate(figures)]
    )
    return replace(
        shipped, drone_import=None, drone_launches=pd.DataFrame(rows), drone_figures=frame[columns.columns]
    )


def row(best, start, end, **more):
    return {
        "quantity": "launched", "weapons": "attack_drones", "period_start": pd.Timestamp(start),
        "period_end": pd.Timestamp(end), "compared_start": pd.NaT, "compared_end": pd.NaT, "qualifier": "exact",
        "low": math.nan, "best": best, "high": math.nan, "last_digit": 1.0, "convention": "not_stated",
        "claimant_id": "afp", "source_id": "kaggle_undated", "reported_on": pd.Timestamp("2024-06-01"),
        "kind": "estimate", "note": "",
    } | more  # fmt: skip


CASES = [
    (row(300.0, "2024-01-01", "2024-01-31"), "agrees"),
    (row(301.0, "2024-01-01", "2024-01-31"), "disagrees"),
    (row(310.0, "2024-01-01", "2024-01-31"), "agrees_otherwise"),
    (row(310.0, "2024-01-01", "2024-01-31", convention="start_date"), "agrees"),
    (row(310.0, "2024-01-01", "2024-01-31", convention="end_date"), "agrees_otherwise"),
    (row(304.0, "2024-01-01", "2024-01-31", last_digit=10.0), "agrees"),
    (row(750.0, "2023-12-01", "2024-02-29"), "begins_earlier"),
    (row(650.0, "2023-12-01", "2024-02-29"), "disagrees"),
    (row(700.0, "2023-12-01", "2024-02-29"), "agrees"),
    (row(300.0, "2024-01-01", "2024-01-30"), "unchecked"),
    (row(300.0, "2024-03-01", "2024-03-31"), "unchecked"),
    (row(300.0, "2024-01-01", "2024-01-31", weapons="all_drones"), "unchecked"),
]


@pytest.mark.parametrize(("one", "verdict"), CASES)
def test_the_verdict_follows_from_planted_counts(shipped, one, verdict):
    months = {
        "air_force_end_date": {"2024-01-01": 300.0, "2024-02-01": 400.0},
        "air_force_start_date": {"2024-01-01": 310.0, "2024-02-01": 390.0},
    }
    (found,) = check_published(planted(shipped, [one], months)).figures
    assert found.verdict == verdict
    if found.first and found.verdict == "disagrees":
        assert found.off == found.first.value - one["best"]


def test_other_claimants_figures_are_left_out(shipped):
    assert {one.name for one in published_figures(shipped.view(claimants=["isis"]))} == {"ISIS (US)"}
    check = check_published(shipped.view(claimants=["isis"]))
    assert {one.figure.claimant_id for one in check.monthly} == {"isis"}


def test_the_ways_of_counting_are_eight_and_the_usual_is_first():
    assert len(set(CONVENTIONS)) == 8
    assert CONVENTIONS[0] == Convention()
