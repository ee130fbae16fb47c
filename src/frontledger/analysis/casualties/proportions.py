"""Counting noise of a share: how far a proportion would scatter if the counts were a random sample.

A public figure is not a sample. These intervals answer only "how much would chance alone blur a count of this
size", and are far too narrow as doubt about the claim itself; the bounds a claim's own words give are in
`ratios`.
"""

from __future__ import annotations

from typing import Literal

from statsmodels.stats.proportion import proportion_confint

from frontledger.analysis.casualties.formulas import ratio_from_share
from frontledger.ledger.intervals import Interval

ProportionMethod = Literal["jeffreys", "wilson", "clopper_pearson"]

_STATSMODELS_NAMES = {"jeffreys": "jeffreys", "wilson": "wilson", "clopper_pearson": "beta"}


def proportion_interval(
    count: float, total: float, confidence: float, method: ProportionMethod = "jeffreys"
) -> Interval:
    """Two-sided interval of a proportion, as a share from 0 to 1.

    Jeffreys is Beta(count + 1/2, total - count + 1/2) (Brown, Cai and DasGupta, Statistical Science
    2001;16:101-133, who compare it with the other two).

    >>> interval = proportion_interval(8, 10, confidence=0.95)
    >>> round(interval.lower, 7), round(interval.upper, 7)
    (0.4972255, 0.9559406)
    """
    lower, upper = proportion_confint(count, total, alpha=1 - confidence, method=_STATSMODELS_NAMES[method])
    return Interval(float(lower), float(upper))


def ratio_noise(
    killed: float, casualties: float, confidence: float, method: ProportionMethod = "jeffreys"
) -> Interval:
    """Counting noise of wounded per killed: the interval of the killed share, turned into the ratio.

    >>> noise = ratio_noise(killed=600, casualties=4700, confidence=0.95)
    >>> round(noise.lower, 4), round(noise.upper, 4)
    (6.2765, 7.4496)
    """
    return ratio_from_share(proportion_interval(killed, casualties, confidence, method))
