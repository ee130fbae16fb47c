"""The table of published drone figures: what it refuses, where it says so, and what a view keeps."""

from datetime import date

import pytest

from frontledger.ledger import load

SPOILT = [
    ("900,,100,", "950,,100,", "last_digit", "last_digit: 950 is no multiple of 100"),
    ("900,,100,", "900.5,,0.1,", "best", "best: 900.5 is not a whole number"),
    ("900,,100,", "900.500,,0.1,", "best", "best: 900.500 is not a whole number; write 900500 if its point"),
    ("15.7,,0.1,", "115.7,,0.1,", "best", "best: 115.7 is more than 100 percent"),
    ("15.7,,0.1,", "15.7,,0,", "last_digit", "last_digit: 0 is no digit's worth"),
    ("exact,,15.7", "between,,15.7", "qualifier", "qualifier: between needs low and high"),
    ("exact,,15.7,,0.1", "exact,,,,0.1", "qualifier", "qualifier: exact has no number to hedge"),
    ("exact,,15.7,", "exact,16,15.7,", "low", "low: 16 is more than best 15.7"),
    (
        "2024-11,2024-11,about",
        ",,about",
        "compared_start",
        "compared_start: growth_percent does not say from when",
    ),
    ("2024-11,2024-11,about", "2024-11,,about", "compared_end", "compared_end: growth_percent does not say"),
    ("2024-11,2024-11,about", "2024-11,2024-12,about", "compared_end", "2024-12 is not before period_start"),
    (
        "2024-12,2024-12,,,exact",
        "2024-12,2024-12,2024-11,2024-11,exact",
        "",
        "hit_share is compared with nothing",
    ),
    ("2024-12-01,2024-12-15", "2024-12-16,2024-12-15", "", "period_start: 2024-12-16 is after period_end"),
    ("2024-12-15,,,more_than", "2025-02-15,,,more_than", "", "2025-02-15 is after the report of 2025-01-13"),
    ("2025-01,2025-03,,,up_to", "2024-11,2024-12,,,up_to", "", "2024-12 is before the forecast was reported"),
    (
        "page2,2025-01-13,estimate,\nD2",
        "page2,2025-03-01,estimate,\nD2",
        "",
        "after its source page2 was published",
    ),
    ("D1,launched,", "D1,launch,", "quantity", "launch is not in the closed list (did you mean launched?)"),
    (
        "D3,hit_share,attack_drones",
        "D3,hit_share,missiles",
        "weapons",
        "weapons: missiles is not in the closed",
    ),
    (
        "0.1,end_date,agency,page2",
        "0.1,end_date,nobody,page2",
        "claimant_id",
        "nobody is not in claimants.csv",
    ),
]


@pytest.mark.parametrize(("old", "new", "column", "message"), SPOILT, ids=[case[1] for case in SPOILT])
def test_one_slip_is_one_located_fault(small_ledger, old, new, column, message):
    line = small_ledger.spoil("drone_figures", old, new)
    (fault,) = small_ledger.faults()
    assert fault.startswith(f"drone_figures.csv:{line}: {column}")
    assert message in fault, fault


def test_a_sound_table_loads_with_whole_periods(small_ledger):
    figures = load(small_ledger.path).drone_figures.set_index("figure_id")
    assert list(figures.index) == ["D1", "D2", "D3", "D4"]
    assert figures.at["D2", "period_start"].date() == date(2024, 12, 1)
    assert figures.at["D2", "compared_end"].date() == date(2024, 11, 30)
    assert figures.at["D4", "period_end"].date() == date(2025, 3, 31)
    assert figures["compared_start"].isna().sum() == 3


def test_a_view_keeps_what_had_been_said_and_its_pages(shipped):
    view = shipped.view(as_of=date(2025, 7, 10))
    kept = set(view.drone_figures["figure_id"])
    assert {"DF016", "DF031"} <= kept
    assert not {"DF018", "DF024", "DF032"} & kept
    assert set(view.drone_figures["source_id"]) <= set(view.sources["source_id"])
    assert "trud_2025_07_21" not in set(view.sources["source_id"])


def test_no_single_figure_repeats_a_monthly_total(shipped):
    """A month's total has its place in drone_launches, so that it is counted once."""
    figures = shipped.drone_figures[shipped.drone_figures["quantity"] == "launched"]
    days = (figures["period_end"] - figures["period_start"]).dt.days
    assert (days > 31).all()
