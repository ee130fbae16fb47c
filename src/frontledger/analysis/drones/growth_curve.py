"""The curve of a log-linear fit and the band its mean lies in, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from frontledger.analysis.drones.count_regression import t_interval
from frontledger.analysis.drones.growth import months_between
from frontledger.analysis.drones.growth_models import log_linear
from frontledger.ledger.intervals import Interval


@dataclass(frozen=True)
class CurvePoint:
    """The fitted count of a month and the interval of that fitted value, not of single counts."""

    month: date
    fitted: float
    interval: Interval


def growth_curve(
    months: Sequence[date], counts: Sequence[float], confidence: float
) -> tuple[CurvePoint, ...]:
    """The log-linear fit at each of its months.

    The band is that of the mean (Draper and Smith, Applied Regression Analysis, 1998, section 3.1). Raises
    WindowError as `log_linear` does.
    """
    slope = log_linear(months, counts, confidence).rate
    numbers = np.array([months_between(months[0], month) for month in months], float)
    logs, numbers = np.log(np.asarray(counts, float)), numbers - numbers.mean()
    fitted = logs.mean() + slope * numbers
    degrees = len(months) - 2
    variance = float(np.sum((logs - fitted) ** 2)) / degrees
    errors = np.sqrt(variance * (1 / len(months) + numbers**2 / float(numbers @ numbers)))
    bands = (
        t_interval(float(value), float(error), degrees, confidence)
        for value, error in zip(fitted, errors, strict=True)
    )
    return tuple(
        CurvePoint(
            month, float(np.exp(value)), Interval(float(np.exp(band.lower)), float(np.exp(band.upper)))
        )
        for month, value, band in zip(months, fitted, bands, strict=True)
    )
