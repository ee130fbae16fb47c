"""Turnbull's estimate against published masses, and by what must hold of any maximum."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontledger.analysis.second_route.turnbull import support, turnbull_sets
from frontledger.ledger import Interval

LEFT = (1, 8, 8, 7, 7, 17, 37, 46, 46, 45)
RIGHT = (7, 8, 10, 16, 14, math.inf, 44, math.inf, math.inf, math.inf)


def intervals(left, right):
    return [Interval(low, high) for low, high in zip(left, right, strict=True)]


def test_published_masses_and_their_likelihood():
    found = support(intervals(LEFT, RIGHT))
    assert found.sets == tuple(intervals((7, 8, 37, 46), (7, 8, 44, math.inf)))
    assert found.masses == pytest.approx([0.1666667, 0.3333333, 0.125, 0.375], abs=5e-8)
    assert found.log_likelihood == pytest.approx(-11.0903549, abs=5e-8)


def test_published_masses_with_weights():
    found = support(intervals(LEFT, RIGHT), [2, 2, 2, 1, 1, 1, 1, 1, 1, 1])
    assert found.masses == pytest.approx([0.2051282, 0.4102564, 0.0961539, 0.2884615], abs=1e-7)


def test_a_weight_of_two_is_the_interval_twice():
    weighted = support(intervals(LEFT, RIGHT), [2, 2, 2, 1, 1, 1, 1, 1, 1, 1])
    doubled = support(intervals(LEFT + LEFT[:3], RIGHT + RIGHT[:3]))
    assert weighted.masses == pytest.approx(doubled.masses, abs=1e-8)
    assert weighted.log_likelihood == pytest.approx(doubled.log_likelihood)


def test_published_sets():
    found = turnbull_sets(intervals((0, 4, 2, 0, 2, 5), (1, 6, 6, 3, 4, 7)))
    assert found == tuple(intervals((0, 2, 4, 5), (1, 3, 4, 6)))


def test_published_single_values():
    found = support(intervals((6, 7, 8, 7, 5), (7, 8, 10, 16, 20)))
    assert found.sets == (Interval(7, 7), Interval(8, 8))
    assert found.masses == pytest.approx([0.5, 0.5], abs=1e-7)


def test_points_give_the_empirical_distribution():
    found = support([Interval(one, one) for one in (3, 5, 5, 9)])
    assert found.masses == pytest.approx([0.25, 0.5, 0.25])
    assert found.below(5) == Interval(0.75, 0.75)
    assert found.median == Interval(5, 5)


def test_a_number_inside_a_set_has_two_probabilities():
    found = support([Interval(0, 10), Interval(20, 30)])
    assert found.below(5) == Interval(0.0, 0.5)
    assert found.below(15) == Interval(0.5, 0.5)
    assert found.median == Interval(0, 30)


def test_intervals_with_a_common_value_support_one_set():
    found = support([Interval(3600, 4400), Interval(3000, math.inf), Interval(0, 4000)])
    assert (found.sets, found.masses) == ((Interval(3600, 4000),), (1.0,))


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, -1]])
def test_weights_that_count_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weight above 0"):
        support([Interval(0, 1), Interval(2, 3)], weights)


def test_nothing_supports_nothing():
    with pytest.raises(ValueError, match="at least one interval"):
        support([])


closed_intervals = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(
    lambda pair: Interval(min(pair), max(pair))
)


@settings(max_examples=40, deadline=None)
@given(st.lists(closed_intervals, min_size=1, max_size=8), st.integers(0, 1000))
def test_no_other_masses_are_more_likely(found, seed):
    best = support(found)
    assert math.fsum(best.masses) == pytest.approx(1)
    inside = np.array(
        [[o.lower <= s.lower and s.upper <= o.upper for s in best.sets] for o in found], dtype=float
    )
    for draw in np.random.default_rng(seed).dirichlet(np.ones(len(best.sets)), 50):
        mixed = 0.99 * np.array(best.masses) + 0.01 * draw
        assert np.log(inside @ mixed).sum() <= best.log_likelihood + 1e-7
