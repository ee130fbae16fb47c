"""Resampling: bodies drawn anew with replacement, and the spread of the paths that follow.

The cluster bootstrap (Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979;
whole clusters as in Davison and Hinkley, Bootstrap methods and their application, 1997, section 3.8): a body
drawn twice counts twice, one not drawn not at all. The bodies are no sample of anything, so the spread is no
sampling error; it says how much the path depends on who is believed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np

from frontledger.analysis.belief.basis import Basis, basis
from frontledger.analysis.belief.estimates import Estimate
from frontledger.analysis.reconcile.model import Vector
from frontledger.analysis.reconcile.run import ALLOWANCE
from frontledger.analysis.reconcile.statements import Weights
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.analysis.reconcile.table import output_days
from frontledger.ledger import Ledger

DRAWS = 30
"""Draws of as many bodies as there are, unless told otherwise: the wider band leaves out one or two at each end."""

SEED = 20250131
"""Where the draws begin, so that the same ledger always gives the same bands."""

SPARE = ALLOWANCE
"""What the path of a draw may ask more than the least: what `reconcile` grants to its bounds, to save time."""

LEVELS = (0.05, 0.25, 0.75, 0.95)
ENOUGH = 0.5
"""The share of draws that must know a value for a band to be given."""


@dataclass(frozen=True, eq=False)
class Band:
    """A headline over the days, with everyone and as the draws have it; NaN where too few draws know it.

    `low` to `high` hold nine tenths of the draws, `lower_half` to `upper_half` half of them.
    `known` is how many draws know the value on the last day.
    """

    quantity: Quantity
    estimate: Vector
    low: Vector
    lower_half: Vector
    upper_half: Vector
    high: Vector
    known: int

    @property
    def width(self) -> float:
        """The width of the wider band on the last day, as a share of the estimate; NaN where there is none."""
        return float((self.high[-1] - self.low[-1]) / max(self.estimate[-1], 1.0))


@dataclass(frozen=True, eq=False)
class Resampled:
    """The bands of every headline on the days of the path, from how many draws and of how many bodies."""

    days: tuple[date, ...]
    bands: tuple[Band, ...]
    draws: int
    bodies: int
    claims: tuple[str, ...]


def resampled(ledger: Ledger, weights: Weights = "equal", draws: int = DRAWS) -> Resampled | None:
    """The bands of the headlines over some draws of bodies; None where fewer than two bodies speak.

    Raises ValueError for unknown weights.
    """
    found = basis(ledger, weights)
    if found is None or len(found.bodies) < 2:
        return None
    days = output_days(found.model)
    everyone = _paths(found, found.everyone, days)
    drawn = np.array(
        [_paths(found, found.counted(times, SPARE), days) for times in _draws(found.bodies, draws)]
    )
    pairs = zip(found.headlines, everyone, strict=True)
    bands = tuple(_band(one, path, drawn[:, place]) for place, (one, path) in enumerate(pairs))
    return Resampled(days, bands, draws, len(found.bodies), found.claims)


def _draws(bodies: tuple[str, ...], draws: int) -> list[dict[str, int]]:
    """How often each draw takes each body."""
    places = np.random.default_rng(SEED).integers(len(bodies), size=(draws, len(bodies)))
    counts = [Counter(bodies[place] for place in draw) for draw in places]
    return [{body: count[body] for body in bodies} for count in counts]


def _paths(found: Basis, estimated: Estimate, days: tuple[date, ...]) -> list[Vector]:
    return [estimated.values(one, days) for one in found.headlines]


def _band(quantity: Quantity, path: Vector, drawn: Vector) -> Band:
    known = (~np.isnan(drawn)).sum(axis=0)
    enough = known >= ENOUGH * len(drawn)
    ends = np.full((len(LEVELS), len(path)), np.nan)
    ends[:, enough] = np.nanquantile(drawn[:, enough], LEVELS, axis=0)
    low, lower_half, upper_half, high = ends
    return Band(quantity, path, low, lower_half, upper_half, high, int(known[-1]))
