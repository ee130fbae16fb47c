"""The levelling curve: NIST's certified values, a planted ceiling, and series that have none."""

from datetime import date

import numpy as np
import pytest

from frontledger.analysis.drones.levelling import levelling, richards
from frontledger.analysis.drones.series import monthly_series

RAT43 = (16.08, 33.83, 65.80, 97.20, 191.55, 326.20, 386.87, 520.53, 590.03, 651.92, 724.93, 699.56, 689.96,
         637.56, 717.41)  # fmt: skip
"""https://www.itl.nist.gov/div898/strd/nls/data/ratkowsky3.shtml"""


def months(number):
    return [date(2022 + i // 12, i % 12 + 1, 1) for i in range(number)]


@pytest.mark.parametrize("start", [(700, 5, 0.75, 1.3), (900, 5, 0.7, 1)])
def test_the_certified_values_of_nist_rat43(start):
    fit = richards(range(1, 16), RAT43, start)
    found = (fit.ceiling, fit.delay, fit.speed, fit.shape)
    certified = (6.9964151270e02, 5.2771253025e00, 7.5962938329e-01, 1.2792483859e00)
    assert found == pytest.approx(certified, rel=2e-5)
    deviations = (1.6302297817e01, 2.0828735829e00, 1.9566123451e-01, 6.8761936385e-01)
    assert fit.errors == pytest.approx(deviations, rel=1e-4)
    assert fit.residual_sum == pytest.approx(8.7864049080e03, rel=1e-9)
    assert fit.residual_deviation == pytest.approx(2.8262414662e01, rel=1e-9)
    assert fit.residual_degrees == 11


def test_a_planted_ceiling_comes_back():
    random, time = np.random.default_rng(3), np.arange(40.0)
    counts = 6000 / (1 + np.exp(5 - 0.25 * time)) + random.normal(0, 100, 40)
    found = levelling(months(40), np.maximum(counts, 1), 0.95)
    assert found.ceiling.lower < 6000 < found.ceiling.upper
    assert found.fit.ceiling == pytest.approx(6000, rel=0.1)
    assert found.left_over < 0.5


def test_the_shipped_series_has_a_ceiling_of_no_known_bend(shipped):
    series = monthly_series(shipped).complete
    found = levelling([one.month for one in series], [one.launched for one in series], 0.95)
    assert found.ceiling.lower < found.fit.ceiling < found.ceiling.upper
    assert not found.shape_told


@pytest.mark.parametrize("counts", [[100.0] * 30, [100 * 1.1**i for i in range(30)], [50, 60, 70]])
def test_what_has_no_ceiling_is_given_none_or_a_wide_one(counts):
    found = levelling(months(len(counts)), counts, 0.95)
    assert found is None or found.ceiling.upper > max(counts)
