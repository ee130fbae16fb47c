"""The ratio of two uncertain quantities: every value that the two, and how they err together, do not rule out.

Fieller (Some problems in interval estimation, Journal of the Royal Statistical Society B 16, 1954): with
estimates a and b of normal errors, a ratio R stays where a - R b lies within z of its own standard deviations of
nought. That is a quadratic in R. If b is far from nought the ratios lie between its roots; if not, they lie
outside them, or are all the ratios there are. So the answer is a set of one of three kinds, and no pair of
limits says it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

FiellerKind = Literal["between", "outside", "any"]


@dataclass(frozen=True)
class FiellerSet:
    """The ratios not ruled out: those between `lower` and `upper`, those outside them, or any.

    The ends belong to the set. `lower` of "outside" is minus infinity where only the upper part is there, and
    `upper` infinity where only the lower is; both ends of "any" are infinite.
    """

    kind: FiellerKind
    lower: float
    upper: float

    def __contains__(self, ratio: float) -> bool:
        if self.kind == "outside":
            return ratio <= self.lower or ratio >= self.upper
        return self.lower <= ratio <= self.upper


def fieller(
    numerator: float,
    denominator: float,
    numerator_variance: float,
    denominator_variance: float,
    covariance: float,
    critical: float,
) -> FiellerSet:
    """The ratios of two estimates within `critical` standard deviations, by the method of this module.

    `critical` is the quantile for the confidence wanted, of the normal or, for estimated variances, of
    Student's t. Raises ValueError for variances that no two quantities have, and where nothing can be said:
    a denominator that is nought without doubt.

    >>> found = fieller(0.15, 0.25, 0.002, 0.005, 0.0001, critical=1.959964)
    >>> found.kind, round(found.lower, 6), round(found.upper, 6)
    ('between', 0.230626, 1.484021)
    >>> fieller(950, 115, 29**2, 68**2, 0, critical=1.959964).kind
    'outside'
    """
    _check(numerator, denominator, numerator_variance, denominator_variance, covariance)
    z2 = critical**2
    square = denominator**2 - z2 * denominator_variance
    cross = numerator * denominator - z2 * covariance
    constant = numerator**2 - z2 * numerator_variance
    if square == 0:
        return _half_line(cross, constant)
    discriminant = cross**2 - square * constant
    if square < 0 and discriminant < 0:
        return FiellerSet("any", -math.inf, math.inf)
    # Where the denominator is far from nought, only rounding makes the discriminant negative.
    root = math.sqrt(max(discriminant, 0.0))
    lower, upper = sorted(((cross - root) / square, (cross + root) / square))
    return FiellerSet("between" if square > 0 else "outside", lower, upper)


def _half_line(cross: float, constant: float) -> FiellerSet:
    """The set where the quadratic has no square: it is bounded on one side."""
    if cross == 0:
        return FiellerSet("any", -math.inf, math.inf)
    end = constant / (2 * cross)
    return FiellerSet("outside", -math.inf, end) if cross > 0 else FiellerSet("outside", end, math.inf)


def _check(a: float, b: float, a_variance: float, b_variance: float, covariance: float) -> None:
    if not all(map(math.isfinite, (a, b, a_variance, b_variance, covariance))):
        raise ValueError("an estimate or a variance is not finite; leave the ratio out")
    within = abs(covariance) <= math.sqrt(max(a_variance, 0) * max(b_variance, 0)) * (1 + 1e-9)
    if a_variance < 0 or b_variance < 0 or not within:
        raise ValueError("a variance is below nought, or the covariance larger than both variances allow")
    if b == 0 and b_variance == 0:
        raise ValueError("the denominator is nought without doubt; there is no ratio")
