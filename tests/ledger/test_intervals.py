"""Intervals: hedges by the one table, and arithmetic that loses nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontledger.ledger import Interval, interval_of
from frontledger.ledger.intervals import ABOUT_TOLERANCE, QUALIFIERS, RULES

amounts = st.floats(0, 1e9, allow_nan=False)
shares = st.floats(0, 1)


@st.composite
def intervals(draw, unbounded=True):
    """An interval of non-negative quantities and one of its members."""
    lower, width = draw(amounts), draw(amounts)
    member = lower + draw(shares) * width
    upper = math.inf if unbounded and draw(st.booleans()) else max(lower + width, member)
    return Interval(lower, upper), member


def holds(interval, value):
    """Whether the interval holds the value, but for the rounding of floating point."""
    slack = 1e-9 * max(1.0, abs(value))
    return interval.lower - slack <= value <= interval.upper + slack


@given(intervals(), intervals())
def test_sums_and_differences_hold_those_of_every_pair(one, other):
    (a, x), (b, y) = one, other
    assert holds(a + b, x + y)
    assert holds(a - b, x - y)


@given(intervals(), intervals())
def test_quotients_hold_those_of_every_pair(one, other):
    (a, x), (b, y) = one, other
    quotient = a.over(b)
    assert quotient.lower >= 0
    if y > 1e-300 and math.isfinite(x / y):
        assert holds(quotient, x / y)


@given(intervals(unbounded=False), intervals(unbounded=False))
def test_bounds_are_no_wider_than_they_must_be(one, other):
    """Each end is reached by a pair of ends."""
    (a, _), (b, _) = one, other
    assert (a + b).lower == a.lower + b.lower
    assert (a - b).upper == a.upper - b.lower
    if b.lower > 0:
        assert a.over(b) == Interval(a.lower / b.upper, a.upper / b.lower)


@given(intervals(), intervals())
def test_intersection_and_hull(one, other):
    (a, x), (b, y) = one, other
    both = a.intersect(b)
    assert (both is None) is not a.overlaps(b)
    assert a.overlaps(b) is b.overlaps(a)
    assert a.hull(b) == b.hull(a)
    assert holds(a.hull(b), x)
    assert holds(a.hull(b), y)
    for value in (x, y):
        inside = a.lower <= value <= a.upper and b.lower <= value <= b.upper
        assert inside is (both is not None and both.lower <= value <= both.upper)


@given(intervals(), st.floats(0.001, 1000))
def test_scaling(one, factor):
    a, x = one
    assert holds(a.scaled(factor), x * factor)


@pytest.mark.parametrize("factor", [0, -1, math.nan])
def test_scaling_by_what_is_not_positive_is_refused(factor):
    with pytest.raises(ValueError, match="the factor must be more than zero"):
        Interval(1, math.inf).scaled(factor)


def test_division_by_what_may_be_zero_has_no_upper_bound():
    assert Interval(10, 20).over(Interval(0, 5)) == Interval(2, math.inf)
    assert Interval(10, 20).over(Interval(0, 0)) == Interval(0, math.inf)
    assert Interval(10, math.inf).over(Interval(5, math.inf)) == Interval(0, math.inf)


def test_division_of_what_may_be_negative_is_refused():
    with pytest.raises(ValueError, match="quantities of zero or more"):
        (Interval(1, 2) - Interval(0, 5)).over(Interval(1, 2))


@pytest.mark.parametrize(("lower", "upper"), [(2, 1), (math.nan, 1), (1, math.nan)])
def test_what_is_no_interval_is_refused(lower, upper):
    with pytest.raises(ValueError, match="not an interval"):
        Interval(lower, upper)


@pytest.mark.parametrize(
    ("qualifier", "lower", "upper"),
    [
        ("exact", 4000, 4000),
        ("about", 3600, 4400),
        ("nearly", 3600, 4000),
        ("at_least", 4000, math.inf),
        ("more_than", 4000, math.inf),
        ("up_to", 0, 4000),
    ],
)
def test_the_table_of_qualifiers(qualifier, lower, upper):
    found = interval_of(qualifier, best=4000)
    assert (found.lower, found.upper) == (pytest.approx(lower), pytest.approx(upper))


@given(st.sampled_from(QUALIFIERS), amounts)
def test_every_rule_keeps_the_figure_inside_and_agrees_with_the_table(qualifier, best):
    found = interval_of(qualifier, best=best)
    rule = next(rule for rule in RULES if rule.qualifier == qualifier)
    assert found.lower <= best <= found.upper
    assert found.lower == best * rule.lower
    assert found.upper == (math.inf if math.isinf(rule.upper) else best * rule.upper)


@given(st.sampled_from(QUALIFIERS), st.tuples(amounts, amounts, amounts))
def test_the_claims_own_bounds_win(qualifier, numbers):
    low, best, high = sorted(numbers)
    assert interval_of(qualifier, low, best, high) == Interval(low, high)


def test_at_least_nothing_is_anything():
    assert interval_of("at_least", best=0) == Interval(0, math.inf)


def test_no_number_no_interval():
    assert interval_of("about") is None
    assert interval_of("at_least", low=3000) == Interval(3000, math.inf)
    assert interval_of("up_to", high=3000) == Interval(0, 3000)


def test_the_table_can_be_printed():
    assert [str(rule).split(" (")[0] for rule in RULES] == [
        "exact x: x to x",
        f"about x: {1 - ABOUT_TOLERANCE:g}x to {1 + ABOUT_TOLERANCE:g}x",
        f"nearly x: {1 - ABOUT_TOLERANCE:g}x to x",
        "at_least x: x to no bound",
        "more_than x: x to no bound",
        "up_to x: 0 to x",
        "between x: x to x",
    ]
