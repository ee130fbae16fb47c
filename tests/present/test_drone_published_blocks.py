"""The blocks on published drone figures: what is said is what was found, for any day and any ledger."""

import re
from dataclasses import replace
from datetime import date

import pytest

from frontledger.analysis.drones.published import FigureCheck, PublishedCheck, Reading, check_published
from frontledger.analysis.drones.published_counts import Convention
from frontledger.ledger import load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Cell, Finding, Note
from frontledger.present.findings.drone_published import IMPORT, published_finding
from frontledger.present.tables.drone_published import published_tables, verdict_cell
from frontledger.present.words.drone_published import figure_text, off_text, remark, value_text


@pytest.fixture(scope="module")
def bare(shipped):
    return replace(shipped, drone_import=None)


@pytest.fixture(scope="module")
def check(bare):
    return check_published(bare)


def text(cell):
    return cell.text if isinstance(cell, Cell) else cell


def by_id(check, name):
    return next(one for one in check.figures if one.figure.figure_id == name)


WORDS = {
    "DF001": "at least 1,961 launched",
    "DF002": "4,630 launched, drones of every type",
    "DF006": "about 86% shot down",
    "DF007": "44 a day",
    "DF010": "about 130 a week",
    "DF014": "up to 2 days in a row without a launch",
    "DF015": "37% more than in May 2025",
    "DF018": "31% more each month since May 2025",
    "DF020": "34% fewer than in July 2025",
    "DF021": "88% shot down or lost, drones and missiles together",
    "DF025": "2.6% not stopped",
    "DF032": "about 2,000 in the largest night",
}


@pytest.mark.parametrize("name", WORDS)
def test_a_figure_is_worded_as_it_was_published(check, name):
    assert figure_text(by_id(check, name).figure) == WORDS[name]


def test_the_sentence_counts_what_the_table_shows(check, bare):
    finding = published_finding(check)
    single, monthly = published_tables(check, bare)
    verdicts = [text(row[4]) for row in single.rows]
    assert len(single.rows) == len(bare.drone_figures)
    assert verdicts.count("agrees") == finding.value
    assert f"{verdicts.count('agrees')} agree under the usual way" in finding.sentence
    unchecked = [row for row in single.rows if text(row[4]) == "needs the daily table"]
    forecasts = (bare.drone_figures["kind"] == "forecast").sum()
    assert f"{len(unchecked) - forecasts} cannot be checked" in finding.sentence
    assert all(text(row[3]) == "" for row in unchecked)
    assert IMPORT in finding.sentence
    assert sum(int(row[1]) for row in monthly.rows) == len(check.monthly)
    agree = sum(int(row[2]) for row in monthly.rows)
    assert f"{agree} of {len(check.monthly)}" in monthly.title
    assert f", {agree} agree" in finding.sentence


def test_every_disagreeing_month_is_shown_with_both_numbers(check, bare):
    _, monthly = published_tables(check, bare)
    shown = "; ".join(row[4] for row in monthly.rows if row[4])
    assert len(shown.split("; ")) == sum(one.verdict == "disagrees" for one in check.monthly)
    assert "September 2024 1,410, 1,334" in shown
    assert "November 2024 more than 2,500, 2,434" in shown


def planted(one, value, convention=None, since=None, agrees=False):
    first = Reading(convention or one.figure.usual, "daily", value, agrees, since)
    return FigureCheck(one.figure, (first,), None)


def test_a_verdict_says_which_way_and_how_far(check):
    month, forecast = by_id(check, "DF004"), by_id(check, "DF032")
    assert verdict_cell(planted(month, 2234.0), daily=True) == Cell("disagrees, 43 fewer", tone="bad")
    assert verdict_cell(planted(month, 2300.0), daily=True).text == "disagrees, 23 more"
    assert verdict_cell(planted(forecast, 810.0), daily=True).text == "did not come, 1,190 fewer"
    assert verdict_cell(planted(forecast, 1900.0, agrees=True), daily=True).text == "came"
    later = planted(month, 2234.0, since=date(2024, 2, 1))
    assert verdict_cell(later, daily=True).text == "open: the counts begin later, 43 fewer"
    assert remark(later).startswith("Counted from 1 February 2024 on.")
    nowhere = FigureCheck(month.figure, (), None)
    assert verdict_cell(nowhere, daily=True).text == "outside the table"
    assert verdict_cell(nowhere, daily=False).text == "needs the daily table"
    usual = Reading(month.figure.usual, "daily", 2234.0, False, None)
    night = Reading(Convention(windows="night"), "daily", 2277.0, True, None)
    start = Reading(Convention("start_date"), "daily", 2277.0, True, None)
    both = FigureCheck(month.figure, (usual, night, start), None)
    words = verdict_cell(both, daily=True).text
    assert words == "agrees only by day of bulletin, night windows only, or in 1 other way"


def test_percentages_differ_by_points_and_keep_a_decimal(check):
    june = by_id(check, "DF015")
    one = planted(june, 35.848)
    assert value_text(one.figure, 35.848) == "35.8%"
    assert off_text(one) == "1.2 points less"
    assert off_text(planted(june, 37.0)) == ""


def test_the_widest_gap_is_the_widest(check):
    month, rate = by_id(check, "DF004"), by_id(check, "DF010")
    wide = PublishedCheck((planted(month, 2234.0), planted(rate, 65.0)), (), daily=True)
    assert (
        "Furthest off is “about 130 a week” of CSIS (US): the counts give 65.00."
        in published_finding(wide).sentence
    )


def test_forecasts_are_told_apart_from_what_was(check):
    forecast = by_id(check, "DF032")
    failed = published_finding(PublishedCheck((planted(forecast, 810.0),), (), daily=True)).sentence
    assert failed == "Of 1 forecast whose time is over, none came."


@pytest.mark.parametrize("day", ["2023-08-02", "2024-10-01", "2025-03-27", "2025-07-09", "2025-09-01"])
def test_no_day_knows_a_later_figure(bare, day):
    view = bare.view(as_of=date.fromisoformat(day))
    check = check_published(view)
    assert {one.figure.figure_id for one in check.figures} == set(view.drone_figures["figure_id"])
    blocks = [published_finding(check), *published_tables(check, view)]
    assert blocks
    said = " ".join(str(block) for block in blocks)
    assert not re.search(r"\bnan\b|\binf\b|None of|\b1 figures\b|\b1 agree\b(?! under)", said)


def test_where_nothing_was_published_that_is_said(bare):
    view = bare.view(as_of=date(2023, 1, 1))
    check = check_published(view)
    assert isinstance(published_finding(check), Note)
    assert [type(block) for block in published_tables(check, view)] == [Note]


def test_another_ledgers_figures_are_told_without_our_subject():
    ledger = load(ROOT / "examples" / "invented")
    check = check_published(ledger)
    finding = published_finding(check)
    assert isinstance(finding, Finding)
    assert "2 cannot be checked" in finding.sentence
    said = " ".join(str(block) for block in (finding, *published_tables(check, ledger)))
    assert not re.search("DPRK|Russia|Ukrain|Kursk", said)
