"""Resampling: no width where all agree, width where they do not, and the same bands every time."""

from dataclasses import replace

import numpy as np
import pytest
from belief_ledger import agreeing, count, shuffled
from troop_ledger import planted

from frontledger.analysis.belief import Resampled, resampled
from frontledger.analysis.belief.resampling import DRAWS, SEED
from frontledger.ledger import Ledger

pytestmark = pytest.mark.slow


def ends(found: Resampled | None) -> np.ndarray:
    """The ends of all bands on the last day."""
    assert found is not None
    return np.array([[b.low[-1], b.lower_half[-1], b.upper_half[-1], b.high[-1]] for b in found.bands])


def test_unanimity_has_no_width(shipped: Ledger) -> None:
    assert ends(resampled(planted(shipped, *agreeing()))) == pytest.approx(1300, rel=1e-4)


def test_the_band_of_two_camps_spans_both(shipped: Ledger) -> None:
    day = "2025-01-31"
    low = [count(f"L{body}", body, day, 2000) for body in ("nis", "hur", "jcs")]
    high = [count(f"H{body}", body, day, 2200) for body in ("uk_mod", "csis", "isw")]
    found = ends(resampled(planted(shipped, *low, *high), draws=40))
    assert found[0] == pytest.approx([2000, 2000, 2200, 2200], rel=1e-3)


def test_the_band_of_counts_is_that_of_drawing_their_median(shipped: Ledger) -> None:
    """Where each body counts the same day once, the path that asks least is a weighted median of the draw."""
    counts = (800.0, 1000.0, 1100.0, 1500.0, 2500.0)
    bodies = ("hur", "jcs", "nis", "uk_mod", "zelensky")
    claims = [count(f"X{b}", b, "2025-01-31", n) for b, n in zip(bodies, counts, strict=True)]
    found = ends(resampled(planted(shipped, *claims)))[0]
    places = np.random.default_rng(SEED).integers(5, size=(DRAWS, 5))
    truth = [least_relative(np.array(counts)[draw]) for draw in places]
    assert found == pytest.approx(np.quantile(truth, [0.05, 0.25, 0.75, 0.95]), rel=0.01)


def least_relative(counts: np.ndarray) -> float:
    """The figure of least total relative distance: one of the counts."""
    return float(min(counts, key=lambda figure: (np.abs(counts - figure) / counts).sum()))


def test_an_echo_and_the_order_of_rows_change_nothing(shipped: Ledger) -> None:
    claims = [*agreeing(("nis", "hur", "jcs")), count("Y1", "csis", "2025-01-31", 1900)]
    plain = planted(shipped, *claims)
    echoed = planted(shipped, *claims, count("Y2", "isw", "2025-01-31", 9999, echo_of="Y1"))
    mixed = replace(plain, claims=shuffled(plain.claims))
    expected = ends(resampled(plain))
    for other in (echoed, mixed, plain):
        assert (ends(resampled(other)) == expected).all()


def test_a_headline_that_few_draws_know_has_no_band(shipped: Ledger) -> None:
    sole = count("Y1", "csis", "2025-03-31", 4000, measure="wounded")
    bodies = ("nis", "hur", "jcs")
    totals = [count(f"C{body}", body, "2025-03-31", 5300, measure="casualties") for body in bodies]
    found = resampled(planted(shipped, *agreeing(bodies), *totals, sole))
    assert found is not None
    band = next(one for one in found.bands if one.quantity.measure == "wounded")
    places = np.random.default_rng(SEED).integers(4, size=(DRAWS, 4))
    assert band.known == (places == 0).any(axis=1).sum()


def test_one_body_alone_has_no_band(shipped: Ledger) -> None:
    assert resampled(planted(shipped, *agreeing(("nis",)))) is None
