"""Numbers and dates in words."""

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger import Interval
from frontledger.present.words import numbers as words


@given(st.integers(-(10**9), 10**9))
def test_a_count_reads_back_as_itself(number):
    assert int(words.count(number).replace(",", "").replace("\N{MINUS SIGN}", "-")) == number


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_what_is_not_known_is_not_written_as_a_number(number):
    with pytest.raises(ValueError, match="in words"):
        words.count(number)


def test_numpy_and_rounding():
    assert words.count(np.float64(6.8333), 1) == "6.8"
    assert words.count(-0.2) == "0"
    assert words.percent(0.0005) == "0%"


@pytest.mark.parametrize(
    ("interval", "digits", "text"),
    [
        (Interval(10500, 11500), 0, "10,500–11,500"),
        (Interval(7.363636, 11.0), 1, "7.4–11.0"),
        (Interval(6.82, 6.84), 1, "6.8"),
        (Interval(-100, 900), 0, "\N{MINUS SIGN}100 to 900"),
        (Interval(0, math.inf), 0, "not stated"),
        (Interval(0, 0), 0, "0"),
        (None, 0, "not stated"),
    ],
)
def test_intervals(interval, digits, text):
    assert words.interval_text(interval, digits) == text


def test_dates_of_every_kind():
    assert words.day(pd.Timestamp("2025-03-27")) == "27 March 2025"
    assert words.month(dt.date(2024, 5, 1)) == "May 2024"
    assert words.date_words("2024-13-01") == "2024-13-01"


def test_lists_and_plurals():
    assert words.join_names([]) == ""
    assert words.join_names(["a"]) == "a"
    assert words.join_names(["a", "b", "c", "d"], most=3) == "a, b, c and d"
    assert words.join_names(["a", "b", "c", "d", "e"], most=3) == "a, b, c and 2 others"
    assert words.plural(0, "claim") == "0 claims"
