"""Cells: what may be written, and what is said of the rest."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger.cells import read_cell
from frontledger.ledger.dates import RefusedError, read_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-03-27", date(2025, 3, 27), date(2025, 3, 27)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_dates_mean_what_they_say(text, first, last):
    found = read_date(text)
    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_month_by_any_of_its_names_is_told_as_its_number(number):
    day = date(2025, number, 1)
    for text in (f"{day:%b} 2025", f"{day:%B} 2025", f"{day:%b}-25"):
        with pytest.raises(RefusedError, match=f"write 2025-{number:02}$"):
            read_date(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("27/03/2025", "27/03/2025 is not an ISO date; write 2025-03-27, year first"),
        ("03/04/2025", "03/04/2025 is not an ISO date; write 2025-04-03 or 2025-03-04, year first"),
        ("27.03.2025", "27.03.2025 is not an ISO date; write 2025-03-27, year first"),
        ("99/99/2025", "99/99/2025 is not an ISO date; write YYYY-MM-DD, year first"),
        ("2025/3/7", "2025/3/7 is not an ISO date; write 2025-03-07"),
        ("2025-3-7", "2025-3-7 is not an ISO date; write 2025-03-07"),
        ("27 March 2025", "27 March 2025 is not an ISO date; write 2025-03-27"),
        ("15-Jun-25", "15-Jun-25 is not an ISO date; write 2025-06-15"),
        ("May-24", "May-24 is not an ISO date; write 2024-05"),
        ("45823", "45823 is not an ISO date; write 2025-06-15, the day a spreadsheet stores so"),
        ("spring 2025", "spring 2025 is not an ISO date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("٢٠٢٥", "٢٠٢٥ is not an ISO date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("2025-02-29", "2025-02-29 is not in the calendar; write a date that exists"),
        ("2025-13", "2025-13 is not in the calendar; write a date that exists"),
        ("2025-00", "2025-00 is not in the calendar; write a date that exists"),
        ("2025-01-00", "2025-01-00 is not in the calendar; write a date that exists"),
        ("0205-01-01", "the year of 0205-01-01 is out of range; write a year from 1900 to 2100"),
    ],
)
def test_other_dates_are_refused_with_the_remedy(text, message):
    with pytest.raises(RefusedError) as caught:
        read_cell("date", text)
    assert str(caught.value) == message


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_comes_back(day):
    assert read_date(day.isoformat()).first == read_date(day.isoformat()).last == day
    month = read_date(f"{day:%Y-%m}")
    assert month.first.day == 1
    assert month.first <= day <= month.last
    assert (month.first.month, month.last.month) == (day.month, day.month)


def test_a_month_is_neither_a_day_nor_a_year():
    assert read_cell("month", "2024-05").first == date(2024, 5, 1)
    for text in ("2024-05-01", "2024"):
        with pytest.raises(RefusedError, match=f"{text} is not a month; write it as YYYY-MM"):
            read_cell("month", text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4,000", "4,000 has a thousands separator; write 4000"),
        ("1,000,000", "1,000,000 has a thousands separator; write 1000000"),
        ("4 000", "4 000 has a thousands separator; write 4000"),
        ("about 4000", "about 4000 is a hedge and a number; put the hedge into qualifier and write 4000"),
        ("~600", "~600 is a hedge and a number; put the hedge into qualifier and write 600"),
        ("4k", "4k is not in plain digits; write 4000"),
        ("1.2m", "1.2m is not in plain digits; write 1200000"),
        ("-5", "-5 is negative; write a number of zero or more"),
        ("nan", "nan is not a number; leave the cell blank where no number was stated"),
        ("inf", "inf is not a number; leave the cell blank where no number was stated"),
        ("-inf", "-inf is not a number; leave the cell blank where no number was stated"),
        ("0400", "0400 starts with a zero; write 400"),
        ("1e3", "1e3 is not a number; write plain digits, or leave it blank where no number was stated"),
        ("0x10", "0x10 is not a number; write plain digits, or leave it blank where no number was stated"),
        ("1_000", "1_000 is not a number; write plain digits, or leave it blank where no number was stated"),
        ("many", "many is not a number; write plain digits, or leave it blank where no number was stated"),
        ("1" * 400, f"{'1' * 400} has more than 15 characters; check it against the source"),
        (" 4", "there are spaces around '4'; delete them"),
        ("4\u00a0", "there are spaces around '4'; delete them"),
    ],
)
def test_other_numbers_are_refused_with_the_remedy(text, message):
    with pytest.raises(RefusedError) as caught:
        read_cell("number", text)
    assert str(caught.value).replace("the number has", f"{text} has") == message


@given(st.integers(0, 10**12))
def test_every_count_comes_back(number):
    assert read_cell("count", str(number)) == number


@pytest.mark.parametrize("kind", ["number", "count"])
@pytest.mark.parametrize("text", ["1.000", "2.000", "12.000", "999.000"])
def test_a_point_that_may_part_thousands_is_asked_about(kind, text):
    many, few = text.replace(".", ""), text.partition(".")[0]
    with pytest.raises(RefusedError, match=f"^{text} may be {many} or {few}; write {many} or {few}$"):
        read_cell(kind, text)


@pytest.mark.parametrize("text", ["0.000", "5.0", "5.00", "5.0000", "6000.000", "0.125", "1.375", "12.500"])
def test_other_decimals_stay_numbers(text):
    assert read_cell("number", text) == float(text)


@given(st.one_of(st.integers(0, 10**9).map(float), st.floats(0, 10**9).map(lambda one: round(one, 3))))
def test_no_number_that_a_program_writes_is_taken_for_thousands(number):
    assert read_cell("number", format(Decimal(repr(number)), "f")) == number


def test_a_count_with_three_decimals_may_be_thousands():
    said = "5.120 is not a whole number; write 5120 if its point parts thousands, else a whole number"
    with pytest.raises(RefusedError, match=f"^{said}$"):
        read_cell("count", "5.120")


def test_a_count_is_whole():
    with pytest.raises(RefusedError, match=r"4\.5 is not a whole number; write a whole number"):
        read_cell("count", "4.5")
    assert read_cell("number", "4.5") == 4.5


@pytest.mark.parametrize("start", "=+-@")
def test_text_that_a_spreadsheet_would_run_is_refused(start):
    with pytest.raises(RefusedError, match="which a spreadsheet would run as a formula"):
        read_cell("text", f"{start}cmd|'/c calc'!A0")


@pytest.mark.parametrize(
    "character", ["\x07", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\ud800", "\ufffd"]
)
def test_unseen_characters_are_refused(character):
    with pytest.raises(RefusedError) as caught:
        read_cell("text", f"killed{character}wounded")
    assert f"U+{ord(character):04X}" in caught.value.fault


def test_what_unicode_says_may_be_left_out_of_sight_is_refused():
    """Default_Ignorable_Code_Point without its controls and joiners, as Unicode 16.0 lists it; and blank Braille."""
    for first, last in (
        (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
        (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ):  # fmt: skip
        for code in range(first, last + 1):
            with pytest.raises(RefusedError, match=rf"U\+{code:04X};"):
                read_cell("text", f"4{chr(code)}000")
    for seen in (0x34E, 0x115E, 0x1161, 0x180A, 0x2801, 0xFE10, 0xFFA1, 0x1BCA4):
        assert read_cell("text", f"4{chr(seen)}") == f"4{chr(seen)}"


def test_what_text_may_hold():
    for text in ("Zelenskyi's “losses”", "two\nlines", "김정은", "می\u200cخواهم", "5 - 3 = 2"):
        assert read_cell("text", text) == text


def test_a_line_break_belongs_into_text_only():
    with pytest.raises(RefusedError, match=r"U\+000A"):
        read_cell("id", "T0\n01")


@pytest.mark.parametrize("text", ["https://", "https://[bad/", "http:///page", "https://example.org\\\\evil"])
def test_an_address_without_a_host_is_refused(text):
    with pytest.raises(RefusedError, match="has no host"):
        read_cell("url", text)
