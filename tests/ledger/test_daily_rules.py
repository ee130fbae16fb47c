"""Every quirk of the published daily table is a named rule: planted in a small table, asked back."""

from datetime import date
from pathlib import Path

import pytest

from frontledger.ledger import LedgerError
from frontledger.ledger.daily import models, rules
from frontledger.ledger.daily.sifting import overlapping
from frontledger.ledger.daily.tidy import daily_table, monthly_table
from frontledger.notebook.project import ROOT

from .daily_table import COLUMNS, read, row


def judged(**cells):
    """The row as read: (counted row, None) or (None, row set aside)."""
    reading = read(row(**cells))
    counted = [one for one in reading.rows if one.line == 2]
    aside = [one for one in reading.aside if one.line == 2]
    assert len(counted) + len(aside) == 1 and reading.rows_in == 3
    return (counted or [None])[0], (aside or [None])[0]


def day(reading, when, column="launched", **variant):
    wanted = {
        "weapon_class": "shahed",
        "convention": "end_date",
        "regional_rows": "excluded",
        "windows": "all",
    }
    daily = daily_table(reading.rows, reading.aside, *reading.span)
    for name, value in (wanted | variant).items():
        daily = daily[daily[name] == value]
    found = daily[daily["date"] == when][column]
    return float(found.iloc[0]) if len(found) else 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2025-03-05", date(2025, 3, 5)), ("2025-03-05 ", date(2025, 3, 5)), ("2025-03-05 3:30", date(2025, 3, 5)),
     ("2025-03-05 03:30:00", date(2025, 3, 5)), ("2025-03-05T03:30", date(2025, 3, 5)),
     ("2025/3/5", date(2025, 3, 5))],
)  # fmt: skip
def test_quirk_1_dates_of_every_form_in_one_column_are_read(text, expected):
    assert judged(time_end=text)[0].end.day == expected


@pytest.mark.parametrize(
    "text",
    ["05.03.2025", "5 March 2025", "2025-13-05", "2025-02-30", "", "2025-03", "2025-03-05 25:00", "NaT"],
)
def test_quirk_1_an_unreadable_date_is_set_aside_and_its_days_are_unknown(text):
    _, aside = judged(time_end=text)
    assert (aside.reason, aside.launched, aside.weapon_class) == (rules.DATE_UNREADABLE, 100, "shahed")
    assert aside.days == tuple(date(2025, 3, number) for number in (4, 5, 6, 7))
    reading = read(row(time_end=text))
    assert day(reading, "2025-03-05") != day(reading, "2025-03-05")
    monthly = monthly_table(daily_table(reading.rows, reading.aside, *reading.span), *reading.span)
    assert not monthly[monthly["month"] == "2025-03-01"]["complete"].any()


def test_quirk_1_a_row_on_no_day_at_all_refuses_the_file():
    with pytest.raises(LedgerError) as refused:
        read(row(time_start="4.3.2025", time_end="5.3.2025"))
    assert "f.csv:2: time_end: a start or end that is no date" in str(refused.value)


def test_quirk_2_the_day_is_that_of_the_end_and_the_other_is_kept():
    reading = read(row(time_start="2025-02-28 19:00", time_end="2025-03-01 08:00"))
    assert day(reading, "2025-03-01") == 100 and day(reading, "2025-02-28") == 0
    assert day(reading, "2025-02-28", convention="start_date") == 100


def test_quirk_3_the_shahed_class_is_one_model_and_a_joint_row_is_set_aside():
    assert judged()[0].weapon_class == "shahed"
    _, aside = judged(model="Shahed-136/131 and Lancet")
    assert (aside.reason, aside.launched) == (models.JOINT, 100)


@pytest.mark.parametrize(
    ("model", "expected"),
    [("Unknown UAV", "unknown_uav"), ("Orlan-10", "reconnaissance"), ("Lancet", "other_uav"), ("Молнія", "other_uav"),
     ("Orlan-10 and ZALA", "reconnaissance"), ("shahed-136/131 ", "shahed"), ("Shаhеd-136/131", "shahed")],
)  # fmt: skip
def test_quirk_4_other_drones_are_classes_of_their_own(model, expected):
    assert judged(model=model)[0].weapon_class == expected


@pytest.mark.parametrize("model", ["Shahed-136", "Geran-2", "Герань-2", "Shahed 136/131", ""])
def test_quirk_4_a_name_like_the_shahed_class_leaves_its_day_unknown(model):
    reading = read(row(model=model))
    assert dict(reading.reasons) == {models.RESEMBLES: 1}
    assert day(reading, "2025-03-05") != day(reading, "2025-03-05")


def test_quirk_4_another_unknown_model_is_counted_apart():
    reading = read(row(model="Zephyr-9"))
    assert dict(reading.reasons) == {models.UNKNOWN_MODEL: 1}
    assert day(reading, "2025-03-05") == 0


@pytest.mark.parametrize(
    ("cells", "regional"),
    [({}, True), ({"source": "https://t.me/PvKPivden/1"}, True), ({"destroyed": "99"}, False),
     ({"target": "Ukraine"}, False), ({"source": "kpszsu/1"}, False), ({"model": "Unknown UAV"}, False),
     ({"time_start": "2024-07-31", "time_end": "2024-07-31"}, False),
     ({"time_start": "2024-07-31", "time_end": "2024-08-01"}, True)],
)  # fmt: skip
def test_quirk_5_a_regional_command_repeats_the_national_count_from_august_2024(cells, regional):
    sound = {"source": "PvKPivden/posts/1", "target": "south", "destroyed": "100", "not_reach_goal": ""}
    early = [row(time_start="2024-07-01", time_end="2024-07-01", source="kpszsu/0")]
    reading = read(row(**(sound | cells)), *early)
    counted = next(one for one in reading.rows if one.line == 2)
    assert counted.regional is regional
    if regional:
        assert day(reading, str(counted.end.day)) == 0
        assert day(reading, str(counted.end.day), regional_rows="included") == 100


@pytest.mark.parametrize(
    "model",
    [
        "X-22 and X-32",
        "Intercontinental ballistic missile",
        "Intercontinental Ballistic Missile",
        "Х-101/Х-555",
    ],
)
def test_quirk_6_missiles_joined_or_in_other_capitals_are_no_drones(model):
    assert judged(model=model)[1].reason == models.NOT_A_DRONE


def test_quirk_7_neutralised_is_destroyed_and_lost_together():
    assert judged()[0].neutralised == 90
    assert judged(not_reach_goal="")[0].neutralised == 60
    without = tuple(name for name in COLUMNS if name != "not_reach_goal")
    late = read(row(), columns=without).rows[0]
    assert (late.neutralised, late.not_reached_goal) == (None, None)
    early = read(row(time_start="2024-07-08", time_end="2024-07-09"), columns=without).rows[0]
    assert early.neutralised == 60


def test_quirk_8_is_shahed_is_a_count():
    assert judged(is_shahed="80.0")[0].strike_drones == 80
    assert judged(is_shahed="")[0].strike_drones is None
    for text in ("True", "101", "-1"):
        reading = read(row(is_shahed=text))
        assert reading.rows[0].strike_drones is None and reading.remarked[rules.STRIKE_COUNT_UNREADABLE] == [
            2
        ]


def test_quirk_9_and_15_columns_without_launches_are_never_parsed():
    plain = read(row()).rows[0]
    columns = (*COLUMNS, "still_attacking", "border_crossing", "destroyed_details")
    odd = row(still_attacking="five", border_crossing="{'x': NaN,", destroyed_details="=cmd|' /C calc'!A0")
    assert read(odd, columns=columns).rows[0] == plain


def test_quirk_10_a_day_without_a_row_has_none_and_one_outside_is_not_complete():
    reading = read(row())
    monthly = monthly_table(daily_table(reading.rows, reading.aside, *reading.span), *reading.span)
    complete = {month.month for month in monthly[monthly["complete"]]["month"]}
    assert day(reading, "2025-03-06") == 0 and complete == {2, 3}


@pytest.mark.parametrize(
    ("start", "end", "daytime"),
    [("2025-03-05 08:00", "2025-03-05 18:30", True), ("2025-03-05 14:00", "2025-03-05 19:00", True),
     ("2025-03-05 05:00", "2025-03-05 11:59", False), ("2025-03-05 15:00", "2025-03-05 22:00", False),
     ("2025-03-04 14:00", "2025-03-05 12:00", False), ("2025-03-05", "2025-03-05 18:30", False)],
)  # fmt: skip
def test_quirk_11_daytime_windows_are_left_out_of_the_nights(start, end, daytime):
    reading = read(row(time_start=start, time_end=end))
    assert day(reading, "2025-03-05") == 100
    assert day(reading, "2025-03-05", windows="night") == (0 if daytime else 100)


def test_quirk_12_overlapping_windows_are_counted_and_told():
    later = row(time_start="2025-03-05 07:30", time_end="2025-03-05 12:00", source="kpszsu/posts/4")
    assert overlapping(read(row(), later).rows) == 1
    assert overlapping(read(row(), row(time_start="2025-03-05 08:00", time_end="2025-03-05 9:00")).rows) == 0


def test_quirk_12_the_same_row_twice_counts_once_and_contradictory_rows_not_at_all():
    twice = read(row(), row(launched="100"))
    assert dict(twice.reasons) == {rules.REPEATED_ROW: 1} and day(twice, "2025-03-05") == 100
    torn = read(row(), row(launched="101"))
    assert dict(torn.reasons) == {rules.CONTRADICTORY_ROWS: 2}
    assert day(torn, "2025-03-05") != day(torn, "2025-03-05")
    three = read(row(), row(launched="101"), row(launched="102"))
    assert [one.detail for one in three.aside] == ["line 3, 4", "line 2, 4", "line 2, 3"]
    assert len(read(row(), row(launch_place="Oryol oblast")).rows) == 4
    assert len(read(row(), row(source="kpszsu/posts/9")).rows) == 3
    assert len(read(row(model="ZALA"), row(model="ZALA", source="PvKPivden/9")).rows) == 4


def test_quirk_13_the_sum_above_the_launches_is_kept_and_told_but_no_more_than_that():
    reading = read(row(launched="16", destroyed="15", not_reach_goal="11"))
    assert reading.remarked == {rules.LAUNCHED_BELOW_NEUTRALISED: [2]} and len(reading.rows) == 3
    assert judged(launched="59")[1].reason == rules.MORE_THAN_LAUNCHED
    assert judged(launched="20", destroyed="1")[1].reason == rules.MORE_THAN_LAUNCHED


def test_quirk_14_places_hit_are_not_drones_that_hit():
    columns = (*COLUMNS, "num_hit_location")
    assert read(row(num_hit_location="22.0"), columns=columns).rows[0] == read(row()).rows[0]


@pytest.mark.parametrize(("text", "count"), [("100", 100), ("100.0", 100), (" 100. ", 100)])
def test_quirk_16_counts_read_as_floats(text, count):
    assert judged(launched=text)[0].launched == count


def test_quirk_16_a_blank_is_unknown_not_zero():
    reading = read(row(launched=""))
    assert dict(reading.reasons) == {rules.LAUNCHED_NOT_STATED: 1}
    assert day(reading, "2025-03-05") != day(reading, "2025-03-05")
    blank = read(row(destroyed="", not_reach_goal=""))
    assert day(blank, "2025-03-05") == 100
    assert day(blank, "2025-03-05", "destroyed") != day(blank, "2025-03-05", "destroyed")
    assert blank.remarked == {rules.DESTROYED_NOT_STATED: [2]}


@pytest.mark.parametrize(
    "text", ["-100", "100.5", "1,000", "hundred", "=100", "9" * 5000, "5001", "1e2", "inf", "١٠٠"]
)
def test_a_count_that_is_none_is_set_aside(text):
    _, aside = judged(launched=text)
    assert aside.reason == rules.COUNT_UNREADABLE
    assert aside.days == (date(2025, 3, 4), date(2025, 3, 5))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [({"time_start": "2025-03-06"}, rules.ENDS_BEFORE_START),
     ({"time_start": "2025-03-05 09:00"}, rules.ENDS_BEFORE_START),
     ({"time_start": "2025-03-01"}, rules.WINDOW_TOO_LONG),
     ({"time_end": "2062-03-05 08:00"}, rules.WINDOW_TOO_LONG),
     ({"time_end": "2012-03-05"}, rules.DATE_UNREADABLE)],
)  # fmt: skip
def test_a_window_that_cannot_be_is_set_aside(cells, reason):
    assert judged(**cells)[1].reason == reason


def march(year, days):
    return [
        row(time_start=f"{year}-03-{day:02}", time_end=f"{year}-03-{day:02}", source=f"kpszsu/{year}/{day}")
        for day in days
    ]


@pytest.mark.parametrize("year", ["2062", "2023", "9990", "2012"])
def test_a_row_far_from_the_rest_refuses_the_file(year):
    with pytest.raises(LedgerError, match=r"f\.csv:2: time_end"):
        read(*march(year, [5]), *march("2025", range(1, 31)))


@pytest.mark.parametrize("year", ["2027", "2023"])
def test_many_rows_on_both_sides_of_a_quiet_are_no_slip(year):
    assert len(read(*march("2025", range(1, 31)), *march(year, range(1, 31))).rows) == 62


def test_the_page_names_every_rule():
    page = (Path(__file__).resolve().parents[2] / "docs" / "daily-table.md").read_text(encoding="utf-8")
    assert [name for name in (*rules.SET_ASIDE, *rules.REMARKS) if f"`{name}`" not in page] == []
    assert [f"| {number} |" for number in range(1, 17) if f"| {number} |" not in page] == []


def test_every_reason_and_every_remark_is_explained_in_the_manual():
    text = (ROOT / "docs" / "daily-table.md").read_text(encoding="utf-8")
    assert [name for name in (*rules.SET_ASIDE, *rules.REMARKS) if f"`{name}`" not in text] == []
