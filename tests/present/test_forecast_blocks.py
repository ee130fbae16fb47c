"""The blocks of the forecast report: true words for any day and series, scores before any forecast."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from frontledger.analysis.forecast.study import forecast_study
from frontledger.ledger import load
from frontledger.notebook.project import NOTEBOOKS, ROOT
from frontledger.present import forecast
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.findings import drone_forecast as findings
from frontledger.present.tables.drone_forecast_published import published_table
from frontledger.present.tables.drone_forecast_sources import sources_table

ASKED = {
    "default": (None, "air_force_end_date"),
    "by start": (None, "air_force_start_date"),
    "a month later": ("2026-06-20", "air_force_end_date"),
    "autumn 2025": ("2025-09-15", "air_force_end_date"),
    "spring 2025": ("2025-03-27", "air_force_end_date"),
    "too early": ("2023-08-31", "air_force_end_date"),
    "too short": (None, "isis"),
}


def blocks_of(study):
    return [
        findings.headline(study),
        *forecast.scores(study),
        *forecast.coverage(study),
        *forecast.foretold(study),
        findings.published_finding(study),
        published_table(study),
        sources_table(study),
    ]


def words_of(block):
    if isinstance(block, Finding):
        return [block.sentence, block.doubt, block.unit]
    if isinstance(block, Note):
        return [block.text]
    if isinstance(block, Figure):
        return [block.title, block.units, block.alt, block.source, block.note]
    cells = [cell.text if isinstance(cell, Cell) else cell for row in block.rows for cell in row]
    return [block.title, block.source, block.note, *cells]


def check(blocks):
    assert len(blocks) == len({block.key for block in blocks})
    for block in blocks:
        for words in words_of(block):
            assert not re.search(r"\b(nan|inf|None|NaT)\b|  |\.\.|\( |^ |the (?:May|June|July)", words), words
        if isinstance(block, Figure):
            ElementTree.fromstring(block.svg)
            assert len(block.data_csv.splitlines()) > 3
        if isinstance(block, Table):
            assert block.rows


@pytest.fixture(scope="module")
def without_daily(shipped):
    return replace(shipped, drone_import=None)


@pytest.fixture(scope="module")
def weekly(daily_ledger):
    return forecast_study(load(daily_ledger))


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_every_block_can_be_made_and_read(without_daily, name):
    as_of, series = ASKED[name]
    view = without_daily.view(date.fromisoformat(as_of)) if as_of else without_daily
    study = forecast_study(view, series)
    blocks = blocks_of(study)
    check(blocks)
    assert (len(blocks) == 4) == (study.tried is None)


@pytest.mark.slow
def test_every_block_of_weeks_can_be_made_and_read(weekly):
    check(blocks_of(weekly))


@pytest.mark.slow
def test_the_same_ledger_gives_the_same_blocks(without_daily):
    assert blocks_of(forecast_study(without_daily)) == blocks_of(forecast_study(without_daily))


def test_the_headline_says_plainly_that_months_are_not_foretold(without_daily):
    headline = findings.headline(forecast_study(without_daily))
    assert headline.sentence.startswith(
        "No way of forecasting launches clearly beats repeating the last month."
    )
    assert "Without hindsight" in headline.sentence
    assert headline.low < headline.value < headline.high


def test_the_headline_says_that_weeks_are_and_by_how_much(weekly):
    headline = findings.headline(weekly)
    score = weekly.tried.best.score
    assert "scores best, better than repeating the last week." in headline.sentence
    assert f"+{100 * score.skill:.0f}% over all horizons" in headline.sentence
    assert headline.value == round(100 * score.at(4).skill, 1)


def test_the_headline_gives_no_forecast(weekly):
    told = {f"{weekly.tried.steps[place].median:,.0f}" for place in (0, 3, 12)}
    assert not any(number in findings.headline(weekly).sentence for number in told)


def test_a_winner_that_only_repeats_the_last_count_is_named_as_such(without_daily):
    study = forecast_study(without_daily)
    tried = replace(study.tried, best=study.tried.test.last_value)
    sentence = findings.headline(replace(study, tried=tried)).sentence
    assert sentence.startswith(
        "Of 6 ways of forecasting launches none scores better than repeating the last month."
    )
    (table,) = [one for one in forecast.scores(replace(study, tried=tried)) if one.key == "forecast_scores"]
    assert table.title == "No way of forecasting scores better than repeating the last value"


def test_too_few_counts_are_said_with_what_is_needed(without_daily):
    note = findings.headline(forecast_study(without_daily.view(date(2023, 8, 31))))
    assert "holds 11 complete months in a row; a forecast that can be put to the test needs 27" in note.text


def test_scores_are_ranked_and_the_last_value_has_none(without_daily):
    study = forecast_study(without_daily)
    scores = next(one for one in forecast.scores(study) if one.key == "forecast_scores")
    skills = [row[-2] for row in scores.rows[:-1]]
    numbers = [int(skill.strip("+%").replace("\N{MINUS SIGN}", "-")) for skill in skills]
    assert numbers == sorted(numbers, reverse=True)
    assert {row[0].text: row[-1] for row in scores.rows}["Last value"] == "none"
    assert scores.rows[0][0].tone == "strong"


def test_the_report_says_that_its_months_are_already_over(without_daily):
    sentence = findings.forecast_finding(study := forecast_study(without_daily), study.tried).sentence
    assert "all 3 months forecast are over" in sentence
    assert "ISIS 5,749 for June 2026" in sentence
    assert "hold 0 of 2 counts" in sentence


def test_verdicts_need_nights(without_daily, weekly):
    note = findings.published_finding(forecast_study(without_daily))
    assert "cannot be scored from monthly totals" in note.text and "frontledger import drones" in note.text
    finding = findings.published_finding(weekly)
    assert "3 did not come. The largest night had 810 launches, on 7 September 2025." in finding.sentence


def test_the_licence_of_the_daily_table_is_cited(weekly):
    text = " ".join(words_of(sources_table(weekly)))
    assert "CC BY-NC-SA 4.0" in text
    figure = forecast.coverage(weekly)[1]
    assert "Massive Missile Attacks on Ukraine" in figure.source


def test_another_ledgers_short_series_gives_a_note_and_nothing_of_ours():
    study = forecast_study(load(ROOT / "examples" / "invented"), "river_office_flights")
    blocks = blocks_of(study)
    check(blocks)
    assert not any(re.search("Russia|Ukrain|Shahed", words) for block in blocks for words in words_of(block))


def test_the_notebook_shows_the_scores_before_the_forecast():
    text = (NOTEBOOKS / "drone_forecast.ipynb").read_text(encoding="utf-8")
    assert text.index("forecast.scores(study)") < text.index("forecast.coverage(study)")
    assert text.index("forecast.coverage(study)") < text.index("forecast.foretold(study)")
