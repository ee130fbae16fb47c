"""The central estimate and what the next claim may say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from scipy.stats import t as student

from frontledger.analysis.central.misses import FREEDOM, Scales
from frontledger.analysis.central.path import CentralPath, central_path, deviations
from frontledger.analysis.central.walk import usual
from frontledger.analysis.reconcile import Quantity, Reconciliation
from frontledger.analysis.reconcile.model import Vector
from frontledger.ledger import Interval

LEVEL = 0.95
"""The share of claims the intervals are meant to meet, where no other is asked for."""

HALF = 0.5
"""The share of claims that an interval as likely missed as met is meant to meet."""


@dataclass(frozen=True)
class Foretold:
    """The central estimate for a day, and where a claim about that day may fall, in the measure's unit."""

    quantity: Quantity
    day: date
    estimate: float
    interval: Interval


@dataclass(frozen=True, eq=False)
class Central:
    """The central estimate of every path of a reconciliation.

    It is the likeliest path if bodies miss it by a share that has fat tails and it moves as a random walk,
    within the rules that every path of the reconciliation keeps. `reconciliation` has the path that asks
    least of the claims, which says what each would have to give; it does not foretell.
    """

    reconciliation: Reconciliation
    scales: Scales
    _paths: dict[int, CentralPath] = field(default_factory=dict, init=False, repr=False)

    def path(
        self, measure: str, force: str | None = None, scope: str | None = None, *, level: float = LEVEL
    ) -> pd.DataFrame:
        """One quantity on the days claims speak of: day, estimate, lower, upper; raises UnknownNameError.

        `lower` to `upper` is where this share of claims about the day may fall, as in `foretell`.
        """
        quantity, found = self._found(measure, force, scope)
        levels, own = _levels(found, quantity)
        reach = _reach(levels, own, self.scales.spread, level)
        days = pd.to_datetime(list(found.model.days)).as_unit("us")
        return pd.DataFrame(
            {"day": days, "estimate": levels, "lower": levels / reach, "upper": levels * reach}
        )

    def foretell(
        self,
        measure: str,
        day: date,
        force: str | None = None,
        scope: str | None = None,
        *,
        level: float = LEVEL,
    ) -> Foretold:
        """What a claim about a day may say, with the interval that is meant to meet `level` of them.

        Between two days claims speak of, the estimate is on the straight line; before the first it is that of
        the first. After the last it stays and the interval widens, that of a running total upwards alone.
        Raises UnknownNameError.
        """
        quantity, found = self._found(measure, force, scope)
        nodes = [one.toordinal() for one in found.model.days]
        levels, own = (np.interp([day.toordinal()], nodes, one) for one in _levels(found, quantity))
        weeks = max(day.toordinal() - nodes[-1], 0) / 7
        moved = np.hypot(own, self.scales.walk * math.sqrt(weeks) * _usual(found, quantity))
        up = _reach(levels, moved, self.scales.spread, level)
        down = _reach(levels, own, self.scales.spread, level) if quantity in found.model.totals else up
        return Foretold(
            quantity, day, float(levels[0]), Interval(float(levels[0] / down[0]), float(levels[0] * up[0]))
        )

    def _found(self, measure: str, force: str | None, scope: str | None) -> tuple[Quantity, CentralPath]:
        quantity = self.reconciliation.quantity(measure, force, scope)
        groups = enumerate(self.reconciliation.groups)
        place, begun = next((place, one) for place, one in groups if quantity in one.model.reported)
        if place not in self._paths:
            self._paths[place] = central_path(begun, self.scales)
        return quantity, self._paths[place]


def central(reconciliation: Reconciliation, scales: Scales | None = None) -> Central:
    """The central estimate of every path of a reconciliation: see Central, and Scales for what is assumed."""
    return Central(reconciliation, scales or Scales())


def _levels(found: CentralPath, quantity: Quantity) -> tuple[Vector, Vector]:
    """The quantity on the days of its model, and the standard deviation of the path there, in its unit."""
    model = found.model
    terms = model.reported[quantity]
    rows = model.matrix(tuple(model.row_of(terms, day) for day in range(len(model.days))))
    return np.maximum(rows @ found.columns, 0.0) * model.unit, deviations(found, rows) * model.unit


def _reach(levels: Vector, own: Vector, spread: float, level: float) -> Vector:
    """The factor by which a claim may lie above a path of these levels and deviations, or below it.

    The spread between bodies and the uncertainty of the path, added as squares of logarithms.
    """
    quantile = student.ppf((1 + level) / 2, FREEDOM)
    share = np.divide(own, levels, out=np.zeros_like(levels), where=levels > 0)
    return np.asarray(np.exp(np.hypot(quantile * spread, np.log1p(quantile * share))))


def _usual(found: CentralPath, quantity: Quantity) -> float:
    """The usual size of a quantity's moves, in its unit: those of its atoms together."""
    model, sizes = found.model, usual(found.model)
    squares = [sizes[model.places[atom]] ** 2 for atom in model.reported[quantity]]
    return float(np.sqrt(sum(squares))) * model.unit
