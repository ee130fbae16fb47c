"""Influence: one body left out at a time, and how far the headlines move without it.

The leave-one-out influence of the jackknife (Tukey, Bias and confidence in not-quite large samples, Annals of
Mathematical Statistics 29, 1958), with the body as the unit, because one body's claims share its sources.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from frontledger.analysis.belief.basis import Basis, basis
from frontledger.analysis.belief.estimates import Estimate
from frontledger.analysis.reconcile import Reconciliation
from frontledger.analysis.reconcile.statements import Weights
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.ledger import Ledger

TRIED = 6
"""How many bodies are tried at least, where as many have a claim that holds the path or has to give."""


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
    everyone = _values(found, found.everyone)
    removals = [_removal(found, body, everyone) for body in found.bodies]
    return Influence(found.day, found.headlines, everyone, _ordered(removals), found.claims)


def leading(ledger: Ledger, reconciled: Reconciliation, measure: str) -> Influence | None:
    """The same for one headline and for those bodies alone that are likely to move it, in a part of the time.

    Tried are all whose claims hold the path where it is on the day, and those whose claims have to give most, up to
    TRIED. The headline is that of the measure, or the first where the measure is none. `reconciled` is that of the
    ledger, with equal weights. None where fewer than two bodies speak.
    """
    found = basis(ledger)
    if found is None or len(found.bodies) < 2:
        return None
    one = next((each for each in found.headlines if each.measure == measure), found.headlines[0])
    found = replace(found, headlines=(one,))
    path = reconciled.estimates
    same = (path["measure"] == one.measure) & (path["force"] == one.force) & (path["scope"] == one.scope)
    everyone = (float(path[same].set_index("day").at[pd.Timestamp(found.day), "estimate"]),)
    removals = [_removal(found, body, everyone) for body in _likely(found, reconciled)]
    return Influence(found.day, found.headlines, everyone, _ordered(removals), found.claims)


def _likely(found: Basis, reconciled: Reconciliation) -> tuple[str, ...]:
    """The bodies whose claims hold the headline, and as many more, of those whose claims give, as are tried."""
    one, whose = found.headlines[0], {each.claim_id: each.claimant_id for each in found.model.statements}
    held = reconciled.holding(one.measure, found.day, one.force, one.scope)
    holders = tuple(dict.fromkeys(whose[claim] for claim in (*held.below, *held.above)))
    giving = [whose[give.claim_id] for give in reconciled.gives if give.relative and give.claim_id in whose]
    others = [body for body in dict.fromkeys(giving) if body not in holders]
    return holders + tuple(others[: max(TRIED - len(holders), 0)])


def _removal(found: Basis, body: str, everyone: tuple[float | None, ...]) -> Removal:
    values = _values(found, found.without(body))
    pairs = zip(everyone, values, strict=True)
    return Removal(body, found.claims_of(body), values, tuple(_change(*pair) for pair in pairs))


def _ordered(removals: list[Removal]) -> tuple[Removal, ...]:
    return tuple(sorted(removals, key=lambda one: (-round(one.reach, 3), one.claimant_id)))


def _values(found: Basis, estimated: Estimate) -> tuple[float | None, ...]:
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
