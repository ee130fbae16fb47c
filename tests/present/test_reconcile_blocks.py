"""The blocks about all claims together: planted falsehoods named, figures true, and a word where there is nothing."""

import csv
import io
import re
from datetime import date

import numpy as np
import pytest

from frontledger.ledger import Ledger, load
from frontledger.notebook.project import ROOT
from frontledger.present.blocks import Cell, Figure, Finding, Note, Table
from frontledger.present.figures.reconcile import corners, paths_chart
from frontledger.present.findings.reconcile import estimate_finding, possible_finding, remainder_finding
from frontledger.present.findings.reconcile_second import second_route, second_route_finding
from frontledger.present.reconciled import Together, people
from frontledger.present.tables.reconcile import conflicts_table, gives_table
from frontledger.present.tables.reconcile_bounds import bounds_table
from frontledger.present.tables.reconcile_second import second_route_table

VIEWS = [
    ("2024-10-16", ()), ("2024-11-01", ()), ("2025-03-27", ()), ("2026-09-30", ("nis", "hur")),
    ("2026-09-30", ("uk_mod",)), ("2026-09-30", ("msmt",)),
]  # fmt: skip
Block = Finding | Figure | Table | Note


@pytest.fixture(scope="module")
def invented() -> Together:
    return people(load(ROOT / "examples" / "invented"))


@pytest.fixture(scope="module")
def honest() -> Together:
    ledger = load(ROOT / "examples" / "invented")
    bodies = set(ledger.claimants["claimant_id"]) - {"night_almanac", "valley_herald"}
    return people(ledger.view(None, sorted(bodies)))


@pytest.fixture(scope="module")
def whole(shipped: Ledger) -> Together:
    return people(shipped)


def blocks(one: Together) -> list[Block]:
    second = second_route(one)
    return [
        possible_finding(one),
        conflicts_table(one),
        estimate_finding(one),
        paths_chart(one),
        gives_table(one),
        bounds_table(one),
        remainder_finding(one),
        second_route_finding(one, second),
        second_route_table(one, second),
    ]


def texts(block: Block) -> str:
    if isinstance(block, Table):
        return " ".join([block.title, block.note, *cells(block)])
    if isinstance(block, Figure):
        return " ".join([block.title, block.units, block.alt, block.note])
    return block.text if isinstance(block, Note) else f"{block.sentence} {block.doubt}"


def cells(table: Table) -> list[str]:
    return [cell.text if isinstance(cell, Cell) else cell for row in table.rows for cell in row]


@pytest.mark.slow
@pytest.mark.parametrize(("day", "bodies"), VIEWS)
def test_every_day_and_choice_of_bodies_can_be_shown(
    shipped: Ledger, day: str, bodies: tuple[str, ...]
) -> None:
    view = shipped.view(date.fromisoformat(day), bodies)
    known = set(view.claims["claim_id"])
    for block in blocks(people(view)):
        assert texts(block).strip()
        assert not re.search(r"\b(nan|inf|None|NaT)\b", texts(block))
        if not isinstance(block, Note):
            assert set(block.claims) <= known


def test_nothing_is_drawn_before_anything_was_said(shipped: Ledger) -> None:
    shown = blocks(people(shipped.view(date(2024, 10, 16))))
    assert not any(isinstance(block, Figure | Table) for block in shown)


def test_the_planted_falsehoods_are_told_as_such(invented: Together) -> None:
    found = possible_finding(invented)
    assert "Night Almanac said about 900 dead" in found.sentence
    assert (
        "implies at least 810 dead (Orrery Valley) by 1 September 2024, the latter at most 125."
        in found.sentence
    )
    table = gives_table(invented)
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows][:2] == ["Night Almanac", "Valley Herald"]
    assert [cell.text for row in table.rows for cell in row if isinstance(cell, Cell)][:1] == ["685 fewer"]
    assert "it meets 34" in table.title


def test_honest_claims_can_all_be_true(honest: Together) -> None:
    assert "can be true together" in possible_finding(honest).sentence
    assert isinstance(conflicts_table(honest), Note)
    assert isinstance(gives_table(honest), Note)
    assert "it misses none" in estimate_finding(honest).sentence
    chart = paths_chart(honest)
    assert isinstance(chart, Figure)
    assert chart.title.startswith("One path meets all")


def test_bounds_of_honest_claims_hold_the_truth(honest: Together) -> None:
    truth = {"sent": 6500, "killed": 130, "wounded": 680, "returned_home": 3500, "lent_elsewhere": 200}
    for measure, number in truth.items():
        least, _, most = honest.point(honest.found.quantity(measure), date(2024, 11, 1))
        assert least - 1 <= number <= most + 1, measure


def test_conflict_table_is_short_smallest_first_and_counts_the_rest(whole: Together) -> None:
    table = conflicts_table(whole)
    assert isinstance(table, Table)
    assert len(table.rows) == 10
    assert f"{len(whole.conflicts) - 10} more sets not shown" in table.note
    sizes = [len(re.findall(r"\([A-Z]+\d+\)", " ".join(map(str, row)))) for row in table.rows]
    assert sizes == sorted(sizes)


def test_the_disputed_figures_give_most(whole: Together) -> None:
    table = gives_table(whole)
    assert isinstance(table, Table)
    first = " ".join(cells(table)[:20])
    for disputed in (
        "about 4,000 killed (Kursk) by 21 January 2025",
        "about 1,200 casualties",
        "nearly 12,000 sent",
    ):
        assert disputed in first
    given = [row[4] for row in table.rows]
    assert given == sorted(given, key=lambda text: -int(str(text).strip("%")))


def test_only_the_force_that_was_sent_is_told_of(whole: Together) -> None:
    rows = whole.ledger.claims.set_index("claim_id").loc[list(whole.claims)]
    assert set(rows["force"]) == {"dprk_troops"}
    assert whole.found.possible is False and len(whole.conflicts) < len(whole.found.conflicts)


def test_the_chart_marks_what_gives_otherwise_than_by_colour(whole: Together) -> None:
    chart = paths_chart(whole)
    assert isinstance(chart, Figure)
    assert "stroke-dasharray" in chart.svg
    rows = list(csv.DictReader(io.StringIO(chart.data_csv)))
    giving = [row for row in rows if row["claim_id"] and row["gap"] != "0"]
    assert chart.title.startswith(
        f"The path that asks least misses {len(giving)} of the {len(chart.claims)} claims"
    )
    assert "President Zelensky, about 4,000 (21 January 2025)" in chart.alt


def test_a_point_names_the_claims_that_hold_it(whole: Together) -> None:
    table = bounds_table(whole)
    assert isinstance(table, Table)
    killed = next(row for row in table.rows if isinstance(row[0], Cell) and row[0].text == "Killed (Kursk)")
    assert "NIS (T130)" in str(killed[4])
    assert "12 February 2026" in table.title


def test_a_path_nobody_counted_is_not_passed_off_as_a_count(shipped: Ledger) -> None:
    table = bounds_table(people(shipped.view(date(2024, 11, 1))))
    assert isinstance(table, Table)
    killed = next(row for row in table.rows if isinstance(row[0], Cell) and row[0].text.startswith("Killed"))
    assert killed[2] == Cell("nobody counted", tone="muted")


def test_the_second_route_fails_its_test_where_bodies_exclude_one_another(shipped: Ledger) -> None:
    early = people(shipped.view(date(2024, 11, 1)))
    second = second_route(early)
    assert second is not None and second.at == date(2024, 10, 31)
    found = second_route_finding(early, second)
    assert "They differ by more than their own wording allows" in found.sentence
    assert f"{len(second.one_sided)} counts with a bound on one side" in found.doubt


def test_the_second_route_says_where_one_body_checks_itself(whole: Together) -> None:
    second = second_route(whole)
    assert second is not None and second.at == date(2025, 4, 30)
    assert second_route_finding(whole, second).doubt.startswith("All are of one body")


def test_a_band_keeps_the_corners_of_its_steps_alone() -> None:
    days = np.arange(6.0)
    low, high = np.array([0, 0, 1, 1, 1, 1.0]), np.array([5, 5, 5, 7, 7, 7.0])
    kept, lower, upper = corners(days, low, high)
    assert (list(kept), list(lower), list(upper)) == ([0, 2, 3, 5], [0, 1, 1, 1], [5, 5, 7, 7])


def test_the_day_asked_for_is_kept(whole: Together) -> None:
    assert whole.day(date(2025, 1, 20)) == date(2025, 1, 19)
    assert "On 19 January 2025" in bounds_table(whole, date(2025, 1, 20)).title
    assert isinstance(bounds_table(whole, date(2023, 1, 1)), Note)
    assert "Up to 19 January 2025" in remainder_finding(whole, date(2025, 1, 20)).sentence


def test_the_same_ledger_gives_the_same_blocks(shipped: Ledger) -> None:
    view = shipped.view(date(2024, 11, 1))
    assert blocks(people(view)) == blocks(people(view))
