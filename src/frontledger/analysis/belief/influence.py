"""Influence: one body left out at a time, and how far the headlines move without it.

The leave-one-out influence of the jackknife (Tukey, Bias and confidence in not-quite large samples, Annals of
Mathematical Statistics 29, 1958), with the body as the unit, because one body's claims share its sources.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from frontledger.analysis.belief.basis import Basis, basis
from frontledger.analysis.reconcile.statements import Weights
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.ledger import Ledger


@dataclass(frozen=True)
class Removal:
    """The headlines without one body, in the order of `Influence.quantities`.

    A value is None where no claim is left that counts the measure. `changes` are shares of the value with
    everyone: -0.25 for a quarter less.
    """

    claimant_id: str
    claims: tuple[str, ...]
    values: tuple[float | None, ...]
    changes: tuple[float, ...]

    @property
    def reach(self) -> float:
        """The largest change of a headline either way, as a share; infinite where nothing is left of one."""
        return max(abs(change) for change in self.changes)

    @property
    def widest(self) -> int:
        """The place of the headline it changes most."""
        return max(range(len(self.changes)), key=lambda place: (abs(self.changes[place]), -place))


@dataclass(frozen=True)
class Influence:
    """The headlines on a day with everyone, and without each body, the one that moves a headline most first."""

    day: date
    quantities: tuple[Quantity, ...]
    values: tuple[float | None, ...]
    removals: tuple[Removal, ...]
    claims: tuple[str, ...]


def influence(ledger: Ledger, weights: Weights = "equal") -> Influence | None:
    """How far each body's removal moves the headlines, on the last day claims speak of.

    None where fewer than two bodies speak. Raises ValueError for unknown weights.
    """
    found = basis(ledger, weights)
    if found is None or len(found.bodies) < 2:
        return None
    everyone = _values(found, found.bodies)
    removals = [_removal(found, body, everyone) for body in found.bodies]
    ordered = sorted(removals, key=lambda one: (-round(one.reach, 3), one.claimant_id))
    return Influence(found.day, found.headlines, everyone, tuple(ordered), found.claims)


def _removal(found: Basis, body: str, everyone: tuple[float | None, ...]) -> Removal:
    values = _values(found, tuple(other for other in found.bodies if other != body))
    pairs = zip(everyone, values, strict=True)
    return Removal(body, found.claims_of(body), values, tuple(_change(*pair) for pair in pairs))


def _values(found: Basis, bodies: tuple[str, ...]) -> tuple[float | None, ...]:
    estimated = found.estimate(dict.fromkeys(bodies, 1))
    return tuple(estimated.value(one, found.day) for one in found.headlines)


def _change(before: float | None, after: float | None) -> float:
    """The change as a share of what it was.

    >>> _change(2000, 1500), _change(0, 0), _change(2000, None)
    (-0.25, 0.0, inf)
    """
    if before is None or after is None:
        return 0.0 if before is after else math.inf
    if before == after:
        return 0.0
    return (after - before) / before if before else math.inf
