"""The blocks of the drone report: true words for any day and window, and nothing that cannot be read."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from frontledger.analysis.drones.study import growth_study
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.figures import drone_growth, drone_neutralised, drone_sources, drone_windows
from frontledger.present.figures import drones as charts
from frontledger.present.findings import drones as findings
from frontledger.present.tables import drone_article, drones
from frontledger.present.tables.drone_sources import sources_table

ASKED = {
    "default": (None, "2024-05", "2024-11", {}),
    "the article's day": ("2025-03-27", "2024-05", "2024-11", {}),
    "summer 2025": ("2025-08-15", "2024-06", "2024-11", {}),
    "whole series": (None, "2022-10", "2026-05", {}),
    "partial months": (None, "2022-09", "2026-06", {}),
    "falling": (None, "2025-07", "2025-12", {}),
    "cut window": ("2024-09-15", "2024-05", "2024-11", {}),
    "before any article or jamming": ("2023-08-31", "2022-10", "2023-08", {}),
    "shortest": (None, "2024-05", "2024-07", {"minimum_months": 3, "confidence": 0.8}),
    "published series": (None, "2025-01", "2025-12", {"series": "isis"}),
}


def study_of(ledger, name):
    as_of, start, end, asked = ASKED[name]
    view = ledger.view(date.fromisoformat(as_of)) if as_of else ledger
    window = (date.fromisoformat(f"{start}-01"), date.fromisoformat(f"{end}-01"))
    return growth_study(view, window=window, **asked)


def blocks_of(study):
    return [
        findings.headline(study),
        findings.window_note(study),
        findings.article_finding(study),
        findings.windows_finding(study),
        findings.limits_note(study),
        charts.counts_chart(study),
        drone_sources.difference_chart(study),
        drone_growth.fit_chart(study),
        drone_windows.windows_map(study),
        drone_neutralised.neutralised_chart(study),
        drones.growth_table(study),
        drones.spread_table(study),
        drones.windows_table(study),
        *drone_article.article_tables(study),
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


def text_of(table, column):
    place = [one.label for one in table.columns].index(column)
    return [row[place].text if isinstance(row[place], Cell) else row[place] for row in table.rows]


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_every_block_can_be_made_and_read(shipped, name):
    for block in blocks_of(study_of(shipped, name)):
        for words in words_of(block):
            assert not re.search(r"\b(nan|inf|None|NaT)\b|  |\.\.|\( |^ ", words), (block.key, words)
        if isinstance(block, Figure):
            ElementTree.fromstring(block.svg)
            assert len(block.data_csv.splitlines()) > 1
            assert block.alt and block.units and block.title
        if isinstance(block, Table):
            assert block.rows


@pytest.mark.slow
def test_the_same_study_gives_the_same_bytes_under_keys_of_their_own(shipped):
    blocks = blocks_of(study_of(shipped, "default"))
    assert blocks == blocks_of(study_of(shipped, "default"))
    assert len(blocks) == len({block.key for block in blocks})


def test_the_chosen_series_is_drawn_whoever_the_claimants_are(shipped):
    january, december = date(2025, 1, 1), date(2025, 12, 1)
    study = growth_study(shipped.view(claimants=["afp"]), series="isis", window=(january, december))
    assert blocks_of(study)
    names = text_of(sources_table(study), "Series")
    assert {"ISIS", "AFP"} < set(names)
    assert "UK MoD" not in names


def test_the_headline_of_the_article_window(shipped):
    headline = findings.headline(study_of(shipped, "default"))
    assert headline.sentence == (
        "From May to November 2024 drone launches, as counted by Air Force (Ukraine), grew by "
        "45.1% a month (95% interval 31.1% to 60.6%), "
        "doubling every 1.86 months (1.46 to 2.56). The months scatter about that 23 times as widely as chance "
        "alone would have them, and do not refuse a steady rate (p = 0.36). Over windows of at least "
        "6 months the doubling time runs from 1.61 to 23.2 months where "
        "growth is clear, and growth is not clear in 154 of 780 windows."
    )
    assert (headline.value, headline.low, headline.high) == (45.1, 31.1, 60.6)


def test_an_interval_with_no_change_has_no_upper_bound(shipped):
    sentence = findings.headline(study_of(shipped, "cut window")).sentence
    assert "which includes no change" in sentence
    assert "the doubling time has no upper bound (0.93 months or longer)" in sentence
    assert "0.93 to no doubling" in text_of(
        drones.growth_table(study_of(shipped, "cut window")), "95% interval, months"
    )


def test_a_fall_is_told_as_halving(shipped):
    study = study_of(shipped, "falling")
    assert "fell by 0.7% a month" in findings.headline(study).sentence
    assert "halving time has no upper bound" in findings.headline(study).sentence
    assert text_of(drones.growth_table(study), "Time, months")[0].startswith("halves in")
    assert "the fitted line falls by 0.7%" in drone_growth.fit_chart(study).alt


def test_counts_that_stand_still_are_said_to(shipped):
    launches = shipped.drone_launches.assign(launched=100.0)
    study = growth_study(replace(shipped, drone_launches=launches))
    assert "launches stood still" in findings.headline(study).sentence
    assert text_of(drones.growth_table(study), "Time, months") == ["stands still"] * 4


def test_the_note_names_what_is_left_out(shipped):
    partial = findings.window_note(study_of(shipped, "partial months")).text
    assert "September 2022 and June 2026, counted in part only, are left out" in partial
    cut = findings.window_note(study_of(shipped, "cut window")).text
    assert "runs to November 2024; on 15 September 2024 the series was known to August 2024 only" in cut


def test_may_2024_is_called_unverified(shipped):
    study = study_of(shipped, "default")
    sentence = findings.article_finding(study).sentence
    assert (
        "379 for May 2024 is unverified: no source of the ledger gives it; for that month they give 358."
        in sentence
    )
    assert "Exactly that count is found for February 2024." in sentence
    assert "×6.6, 36.9% a month, doubling in 2.20 months" in sentence
    assert "×6.8, 37.6% a month, doubling in 2.17 months" in sentence
    assert "nearly 2,500 for November 2024 is supported" in sentence
    pair, status = drone_article.article_tables(study)
    assert text_of(pair, "As the wording allows")[0] == "34.6% to 36.9%"
    assert text_of(status, "Verdict") == ["unverified", "supported"]


def test_before_the_article_a_note_stands_in_its_place(shipped):
    study = study_of(shipped, "cut window")
    assert isinstance(findings.article_finding(study), Note)
    assert drone_article.article_tables(study) == ()


def test_the_map_counts_every_window_once(shipped):
    study = study_of(shipped, "default")
    chart = drone_windows.windows_map(study)
    numbers = [int(number) for number in re.findall(r": (\d+)", chart.alt)]
    assert sum(numbers) == 780
    assert len(chart.data_csv.splitlines()) == 781
    assert chart.title.startswith("Doubling in 1.61 months or in 23.2")


def test_the_chosen_window_and_the_article_share_a_row_where_they_are_one(shipped):
    both = drones.windows_table(study_of(shipped, "default"))
    apart = drones.windows_table(study_of(shipped, "falling"))
    assert text_of(both, "Window")[0] == "Chosen window, the article's two months"
    assert text_of(apart, "Window")[:2] == ["Chosen window", "The article's two months"]


def test_shares_are_told_for_one_definition_at_a_time(shipped):
    latest = drone_neutralised.neutralised_chart(study_of(shipped, "default"))
    assert latest.title == "Since August 2025 80% to 92% of each month's drones were reported neutralised"
    early = drone_neutralised.neutralised_chart(study_of(shipped, "before any article or jamming"))
    assert early.title == "Until August 2023 nothing was said of drones lost to jamming"
    assert "broken where" not in early.alt


def test_a_figure_names_only_counts_known_on_its_day(shipped):
    chart = charts.counts_chart(study_of(shipped, "the article's day"))
    assert chart.data_csv.splitlines()[-1].split(",")[0] <= "2025-03"
    assert "2026" not in chart.alt + chart.source


def test_every_count_can_be_followed_to_a_page(shipped):
    study = study_of(shipped, "default")
    links = {row[-1].href for row in sources_table(study).rows}
    sources = shipped.sources.set_index("source_id")["url"]
    assert links == {sources[count.source_id] for count in study.counts}
