"""The figure and the findings of the central estimate: what the analysis says, for any day, bodies and ledger."""

import re
from datetime import date

import numpy as np
import pytest

from frontledger.analysis.casualties.reconciled import ratio_path
from frontledger.analysis.central import Central, central
from frontledger.ledger import Ledger, load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Figure, Finding, Note
from frontledger.present.central import has_middle, may_fall, middle, most_counted
from frontledger.present.figures.central import _corners, central_chart
from frontledger.present.findings.central import apart_finding, headline, ratio_finding
from frontledger.present.findings.troops import headline as claims_headline
from frontledger.present.reconciled import Together, people
from frontledger.present.words.counts import rounded
from frontledger.present.words.numbers import count

Pair = tuple[Together, Central]
TRUTH = {"sent": 6500, "killed": 130, "returned_home": 3500}
"""What the invented ledger was made from, on its last day (examples/invented/README.md)."""


def pair(ledger: Ledger) -> Pair:
    whole = people(ledger)
    return whole, central(whole.found)


@pytest.fixture(scope="module")
def spring(shipped: Ledger) -> Pair:
    return pair(shipped.view(date(2025, 3, 27)))


@pytest.fixture(scope="module")
def invented() -> Pair:
    return pair(load(ROOT / "examples" / "invented"))


def blocks(one: Pair) -> list[Figure | Finding | Note]:
    whole, found = one
    ratio = ratio_finding(ratio_path(whole.found), found, whole.ledger)
    return [headline(whole, found), apart_finding(whole, found), central_chart(whole, found), ratio]


def texts(block: Figure | Finding | Note) -> str:
    if isinstance(block, Figure):
        return " ".join([block.title, block.units, block.alt, block.note])
    return block.text if isinstance(block, Note) else f"{block.sentence} {block.doubt}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "bodies"),
    [
        ("2023-12-01", ()),
        ("2024-10-16", ()),
        ("2024-11-01", ()),
        ("2025-01-14", ("nis",)),
        ("2026-09-30", ("uk_mod",)),
        ("2026-09-30", ("msmt",)),
        ("2026-09-30", ("dprk_state_media",)),
    ],
)
def test_any_day_and_choice_of_bodies_can_be_shown(shipped, day, bodies):
    view = shipped.view(date.fromisoformat(day), bodies)
    known = set(view.claims["claim_id"])
    for block in blocks(pair(view)):
        assert texts(block).strip()
        assert not re.search(r"\b(nan|inf|None|NaT)\b", texts(block))
        if not isinstance(block, Note):
            assert set(block.claims) <= known


def test_the_headline_is_the_estimate_with_its_interval(spring):
    whole, found = spring
    told = found.foretell("sent", date(2025, 3, 27))
    first = headline(whole, found)
    assert (first.value, first.unit) == (rounded(told.estimate), "people")
    near = found.foretell("sent", date(2025, 3, 27), level=0.5)
    assert (first.low, first.high) == (rounded(near.interval.lower), rounded(near.interval.upper))
    assert f"{count(first.low)}–{count(first.high)}" in first.sentence
    assert told.interval.lower < near.interval.lower < near.interval.upper < told.interval.upper
    assert f"{count(rounded(told.interval.lower))}–{count(rounded(told.interval.upper))} sent" in first.doubt
    killed = found.foretell("killed", date(2025, 3, 27))
    assert f"{count(rounded(killed.estimate))} killed" in first.sentence


def test_the_headline_says_who_spoke_last_and_when(shipped):
    first = headline(*pair(shipped))
    assert "about 15,000 sent to Russia (NIS (South Korea), 30 April 2025)" in first.doubt
    assert "about 2,000 killed (NIS (South Korea), 2 September 2025)" in first.doubt


def test_the_headline_keeps_to_the_day_asked_for(spring):
    whole, found = spring
    first = headline(whole, found, date(2025, 1, 10))
    assert "by 9 January 2025" in first.sentence
    assert first.value == rounded(found.foretell("sent", date(2025, 1, 9)).estimate)


def test_what_was_last_counted_long_ago_is_left_out_and_said_to_be(shipped):
    whole, found = pair(shipped)
    first = headline(whole, found)
    assert "in theatre" not in first.sentence
    assert "“in theatre (Russia)” (8 January 2025)" in first.doubt


def test_without_a_middle_the_headline_is_that_of_the_claims(shipped):
    view = shipped.view(date(2024, 10, 16))
    assert headline(*pair(view)) == claims_headline(view)


def test_the_invented_truth_is_near_the_middle_and_inside_the_interval(invented):
    whole, found = invented
    for measure, number in TRUTH.items():
        told = middle(found, whole.found.quantity(measure), date(2024, 11, 1))
        assert may_fall(told).lower <= number <= may_fall(told).upper, measure
        assert abs(told.estimate / number - 1) < 0.12, measure


def test_a_lie_the_path_that_asks_least_took_is_told_of(invented):
    apart = apart_finding(*invented)
    assert isinstance(apart, Finding)
    assert "“dead (Orrery Valley)”: 120 against 410" in apart.sentence
    assert apart.sentence.endswith("lies where hardly another body’s figure may fall.")
    assert apart.value == pytest.approx(410 / 120, abs=0.2)


def test_a_panel_stands_for_each_of_the_quantities_most_claims_count(spring):
    whole, found = spring
    chart = central_chart(whole, found)
    assert isinstance(chart, Figure)
    assert [one.measure for one in most_counted(whole)] == ["sent", "in_theatre", "killed", "casualties"]
    assert set(most_counted(whole)) <= set(has_middle(whole))
    assert chart.alt.startswith("4 panels") and chart.alt.count("half of other figures may fall in") == 4
    assert "13,900 sent to Russia (half of other figures: " in chart.title


def test_nothing_is_drawn_before_the_first_claim_about_a_count(spring):
    chart = central_chart(*spring)
    assert isinstance(chart, Figure)
    rows = [line.split(",") for line in chart.data_csv.splitlines()[1:]]
    killed = [row for row in rows if row[1] == "killed"]
    assert min(row[2] for row in killed) == "2024-12-19"
    assert {row[0] for row in killed if row[0] != "central"} <= set(chart.claims)


def test_two_counts_of_one_day_alone_are_not_drawn(shipped):
    assert isinstance(central_chart(*pair(shipped.view(date(2024, 10, 16)))), Note)


def test_the_ratio_is_that_of_the_two_middles(spring):
    whole, found = spring
    ratio = ratio_finding(ratio_path(whole.found), found, whole.ledger)
    assert isinstance(ratio, Finding)
    last = date(2025, 3, 27)
    expected = found.foretell("wounded", last).estimate / found.foretell("killed", last).estimate
    assert ratio.value == pytest.approx(expected, abs=0.005)
    assert (ratio.low, ratio.high) == (None, None)


def test_corners_keep_a_line_within_the_stated_share():
    days = np.arange(0.0, 50.0)
    levels = np.exp(np.array([np.sin(days / 9), days / 20, np.where(days < 25, 0.0, 1.0)]))
    kept, drawn = _corners(days, levels)
    assert kept[0] == 0 and kept[-1] == 49 and len(kept) < 30
    between = np.array([np.interp(days, kept, np.log(level)) for level in drawn])
    assert np.abs(between - np.log(levels)).max() <= 0.03 + 1e-12


@pytest.mark.slow
def test_the_same_ledger_gives_the_same_blocks(shipped):
    view = shipped.view(date(2024, 11, 1))
    assert blocks(pair(view)) == blocks(pair(view))
