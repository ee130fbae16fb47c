"""Attacks on published versions of the daily table: a located message, a counted set-aside, or the same totals."""

import csv
import io
import random

import pytest

from frontledger.ledger import LedgerError
from frontledger.ledger.daily import models, rules
from frontledger.ledger.daily.columns import REQUIRED
from frontledger.ledger.daily.comparing import bundled_months, main_months
from frontledger.ledger.daily.reading import read_table
from frontledger.ledger.daily.tidy import daily_table, monthly_table, weekly_table

VERSIONS = {
    "missile_attacks_daily_to_2024-10-13.csv": (1743, 16, 24),
    "missile_attacks_daily_to_2025-05-26.csv": (2472, 19, 31),
    "missile_attacks_daily_to_2026-05-17.csv": (3701, 22, 43),
}


@pytest.fixture
def text(published_daily):
    return published_daily().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sound(published_daily):
    return months(published_daily().read_bytes())


def tables(data):
    reading = read_table("f.csv", data)
    daily = daily_table(reading.rows, reading.aside, *reading.span)
    return reading, daily, monthly_table(daily, *reading.span)


def months(data):
    return main_months(tables(data)[2])


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written(rows, columns=None):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns or list(rows[0]), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def damaged(text, change, count=40):
    """The table with some rows of Shaheds changed, and the months of these rows."""
    rows = rows_of(text)
    chosen = random.Random(4).sample([row for row in rows if row["model"] == "Shahed-136/131"], count)
    touched = {row[name][:7] for row in chosen for name in ("time_start", "time_end")}
    for row in chosen:
        change(row)
    return written(rows), touched


@pytest.mark.parametrize("name", VERSIONS)
def test_every_complete_month_equals_the_bundled_counts(name, published_daily, copy_of_data):
    reading, _, monthly = tables(published_daily(name).read_bytes())
    rows, columns, complete = VERSIONS[name]
    assert (reading.rows_in, len(reading.header.names)) == (rows, columns)
    found, bundled = main_months(monthly), bundled_months(copy_of_data)
    assert len(found) == complete and found == {month: bundled[month] for month in found}


@pytest.mark.parametrize(
    ("series", "convention", "regional_rows"),
    [("air_force_end_date", "end_date", "excluded"), ("air_force_end_date_all_rows", "end_date", "included"),
     ("air_force_start_date", "start_date", "included")],
)  # fmt: skip
def test_every_convention_equals_its_bundled_series(
    series, convention, regional_rows, published_daily, shipped
):
    monthly = tables(published_daily().read_bytes())[2]
    found = monthly[
        (monthly["weapon_class"] == "shahed") & (monthly["convention"] == convention) & monthly["complete"]
        & (monthly["regional_rows"] == regional_rows) & (monthly["windows"] == "all")
    ].set_index("month")  # fmt: skip
    bundled = shipped.drone_launches[shipped.drone_launches["series_id"] == series].set_index("month")
    assert len(found) == 43
    for column in ("launched", "destroyed", "neutralised"):
        known = bundled.loc[found.index, column].dropna()
        assert (found.loc[known.index, column] == known).all()
        assert len(known) == (0 if column == "neutralised" and series != "air_force_end_date" else 43)


def test_no_row_is_lost(published_daily):
    for name in VERSIONS:
        data = published_daily(name).read_bytes()
        reading = read_table("f.csv", data)
        lines = [one.line for one in (*reading.rows, *reading.aside)]
        assert sorted(lines) == list(range(2, data.count(b"\n") + 1))
        assert {reason for reason, _ in reading.reasons} == {models.NOT_A_DRONE, models.JOINT}


def test_sums_by_week_and_month_are_those_by_day(published_daily):
    reading, daily, monthly = tables(published_daily().read_bytes())
    weekly = weekly_table(daily, *reading.span)
    for column in ("launched", "destroyed", "neutralised", "rows", "strike_drones"):
        sums = [
            table.groupby(["weapon_class", "convention"])[column].sum() for table in (daily, weekly, monthly)
        ]
        assert (sums[0] == sums[1]).all() and (sums[0] == sums[2]).all()


def test_the_order_of_rows_and_of_columns_and_columns_passed_over_do_not_matter(text):
    rows, plain = rows_of(text), tables(text.encode())
    random.Random(1).shuffle(rows)
    columns = list(rows[0])
    random.Random(2).shuffle(columns)
    for kept in (columns, [name for name in columns if name != "affected region"]):
        found = tables(written(rows, kept))
        assert found[1].equals(plain[1]) and found[2].equals(plain[2])


def test_the_required_columns_alone_give_the_launches(text, sound):
    found = tables(written(rows_of(text), REQUIRED))
    assert main_months(found[2]) == sound
    late = found[1][found[1]["date"] >= "2024-07-10"]
    assert late["neutralised"].isna().all() and late["launched"].notna().all()


def test_repeated_rows_count_once(text, sound):
    rows = rows_of(text)
    doubled = rows + random.Random(3).sample(rows, 400)
    reading, _, monthly = tables(written(doubled))
    assert main_months(monthly) == sound
    repeats = dict(reading.reasons)[rules.REPEATED_ROW]
    assert reading.rows_in == 4101 and 0 < repeats == 4101 - len(reading.rows) - sum(
        count for reason, count in reading.reasons if reason != rules.REPEATED_ROW
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {"target": f" {row['target'].upper()}  ", "launch_place": row["launch_place"].lower()},
        lambda row: {"source": "https://t.me/another/1"},
        lambda row: {"time_start": row["time_start"][:10], "time_end": row["time_end"][:10]},
    ],
)
def test_a_row_repeated_in_another_spelling_counts_once(change, text, sound):
    rows = rows_of(text)
    hourly = [row for row in rows if row["model"] == "Shahed-136/131" and ":" in row["time_end"]]
    again = [row | change(row) for row in random.Random(6).sample(hourly, 60)]
    reading, _, monthly = tables(written(rows + again))
    assert main_months(monthly) == sound
    assert dict(reading.reasons)[rules.REPEATED_ROW] == 60


@pytest.mark.parametrize(
    ("one", "other"), [("destroyed", "not_reach_goal"), ("source", "target"), ("target", "source")]
)
def test_columns_that_changed_places_unseen_by_any_row_are_refused(one, other, text):
    rows = [row | {one: row[other], other: row[one]} for row in rows_of(text)]
    with pytest.raises(LedgerError, match=r"f\.csv:1: \w+: .* have changed places"):
        read_table("f.csv", written(rows))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row.update(launched="-" + row["launched"]), rules.COUNT_UNREADABLE),
        (lambda row: row.update(launched="1", destroyed="2"), rules.MORE_THAN_LAUNCHED),
        (lambda row: row.update(launched=""), rules.LAUNCHED_NOT_STATED),
        (lambda row: row.update(time_end="13.10.2024 08:00"), rules.DATE_UNREADABLE),
        (lambda row: row.update(time_end=row["time_end"].replace("202", "201", 1)), rules.DATE_UNREADABLE),
        (lambda row: row.update(model="Geran-2"), models.RESEMBLES),
        (lambda row: row.update(model="Strike UAV"), models.RESEMBLES),
        (lambda row: row.update(model="БПЛА"), models.RESEMBLES),
        (lambda row: row.update(time_end=row["time_start"], time_start=row["time_end"]), None),
    ],
)
def test_a_damaged_row_is_counted_and_its_months_are_not_called_known(change, reason, text, sound):
    data, touched = damaged(text, change)
    reading, _, monthly = tables(data)
    found = main_months(monthly)
    assert all(sound[month] == count for month, count in found.items())
    assert sum(len(part) for part in (reading.rows, reading.aside)) == 3701
    if reason:
        assert dict(reading.reasons)[reason] == 40
        assert not touched & {f"{month:%Y-%m}" for month in found}


@pytest.mark.parametrize("seed", range(8))
def test_a_file_cut_anywhere_gives_no_wrong_month(seed, text, sound):
    data = text.encode()
    cut = data[: random.Random(seed).randrange(len(data) // 10, len(data))]
    try:
        reading, _, monthly = tables(cut)
    except LedgerError as refused:
        assert str(refused).startswith("f.csv:")
        return
    found = main_months(monthly)
    assert all(sound[month] == count for month, count in found.items())
    assert any("no end" in remark for remark in reading.remarks)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda data: data.decode().encode("utf-16"), "f.csv:1: the file is UTF-16"),
        (lambda data: data.decode().encode("cp1251", "replace"), "is not UTF-8"),
        (lambda data: data[:900] + b"\0" + data[900:], "f.csv:3: the line holds a NUL byte"),
        (lambda _: b"", "f.csv:1: the file is empty"),
        (lambda data: data.split(b"\n")[0] + b"\n", "no row of the model Shahed-136/131 can be counted"),
        (lambda data: data.replace(b",", b";"), "f.csv:1: the cells are parted by ';'"),
        (lambda data: data.replace(b"launched,", b"Launched,", 1), "launched is missing (did you mean Launched?)"),
        (lambda data: data.replace(b"time_end", b"ended", 1), "f.csv:1: time_end: the column time_end is missing"),
        (lambda data: data.replace(b"not_reach_goal", b"not_reached_goal", 1), "(did you mean not_reached_goal?)"),
        (lambda data: data.replace(b"destroyed,", b"launched,", 1), "launched: the column is there twice"),
        (lambda data: data.replace(b"2026-05-16 18:00", b'"2026-05-16 18:00', 1), "f.csv:2: the quotes of the row"),
        (lambda data: b'"' + b"x" * 200_000 + b'"\n' + data, "f.csv:1: the quotes of the row do not match"),
        (lambda data: data.replace(b"2026-05-16 18:00,2026-05-17 08:00", b"16.05,17.05", 1), "f.csv:2: time_end: "),
    ],
)  # fmt: skip
def test_what_could_hide_a_loss_is_refused_with_its_place(spoil, said, text):
    with pytest.raises(LedgerError) as refused:
        read_table("f.csv", spoil(text.encode()))
    assert said in str(refused.value)


def test_a_byte_order_mark_is_passed_over_and_told(text, sound):
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    reading, _, monthly = tables(data)
    assert main_months(monthly) == sound and "byte order mark" in reading.remarks[0]


def test_all_columns_renamed_is_refused_with_every_name(text):
    head, rest = text.split("\n", 1)
    renamed = ",".join(name.replace("_", " ").title() for name in head.split(","))
    with pytest.raises(LedgerError) as refused:
        read_table("f.csv", f"{renamed}\n{rest}".encode())
    assert "did you mean Time Start?" in str(refused.value)
    assert len(refused.value.faults) >= len(REQUIRED)


def test_many_faults_are_counted_not_listed(text):
    rows = rows_of(text)
    for row in rows:
        row["time_start"], row["time_end"] = "1.2.25", "2.2.25"
    with pytest.raises(LedgerError) as refused:
        read_table("f.csv", written(rows))
    assert len(refused.value.faults) == 21 and "more rows like these" in str(refused.value)


@pytest.mark.parametrize("change", [lambda line: f"{line},", lambda line: line.rsplit(",", 1)[0]])
def test_a_row_with_a_cell_too_many_or_too_few_leaves_its_days_unknown(change, text, sound):
    lines = text.split("\n")
    place = next(place for place, line in enumerate(lines) if "Shahed-136/131" in line and '"' not in line)
    lines[place] = change(lines[place])
    reading, _, monthly = tables("\n".join(lines).encode())
    assert dict(reading.reasons)[rules.WRONG_NUMBER_OF_CELLS] == 1
    found = main_months(monthly)
    assert 41 <= len(found) < 43 and all(sound[month] == count for month, count in found.items())


@pytest.mark.parametrize("name", ["missiles_and_uavs.csv", "shahed_daily_derived_Androm2018.csv"])
def test_other_tables_are_refused_by_their_kind(name, published_daily):
    with pytest.raises(LedgerError) as refused:
        read_table(name, published_daily(name).read_bytes())
    assert "this is " in str(refused.value) and "missile_attacks_daily.csv" in str(refused.value)


def test_the_table_of_losses_is_refused_by_its_kind():
    with pytest.raises(LedgerError, match="table of losses"):
        read_table("f.csv", b"date,day,personnel,drone\n2024-01-01,1,2,3\n")
