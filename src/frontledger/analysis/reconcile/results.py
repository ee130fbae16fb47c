"""The result of a reconciliation: the path shown at once, what takes longer on first asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from frontledger.analysis.reconcile.bounds import Bounds
from frontledger.analysis.reconcile.conflicts import conflicts
from frontledger.analysis.reconcile.gives import Give, Remainder, gives, remainders
from frontledger.analysis.reconcile.holding import Holding, Solved, holding
from frontledger.analysis.reconcile.reasons import POSSIBLE, Conflict
from frontledger.analysis.reconcile.statements import Unused, Weights
from frontledger.analysis.reconcile.structure import UNCOUNTED, Quantity
from frontledger.analysis.reconcile.table import estimate_table, path_table, whole_table
from frontledger.ledger import UnknownNameError

ABSOLUTE_ALLOWANCE = 1e-6
"""What a path may ask beyond the allowance, as a share of one claim's figure: rounding, so that the bounds of
claims that can all be true are those of all paths that meet them."""

MOST_CONFLICTS = 40
"""How many impossible sets are listed for each group of linked quantities."""


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """What all claims together allow.

    `weights` and `allowance` are those asked for, `unused` the claims left out, `wholes` the widest place of
    each measure and force, `groups` the linked quantities with their paths. What the other attributes hold is
    worked out when first asked for, and always the same.
    """

    weights: Weights
    allowance: float
    groups: tuple[Solved, ...]
    unused: tuple[Unused, ...]
    wholes: dict[tuple[str, str], str]
    main_forces: dict[str, str]

    @property
    def least(self) -> float:
        """The least total slack of any path: how far the claims are from being possible, in whole claims."""
        return sum(one.least for one in self.groups)

    @property
    def asked(self) -> float:
        """The total slack of the path shown, which smooth.SMOOTHING_TOLERANCE keeps near the least."""
        return sum(one.asked for one in self.groups)

    @cached_property
    def estimates(self) -> pd.DataFrame:
        """The path that asks least: measure, force, scope, day, claim_day, estimate, in the measure's unit.

        Days are weekly from the first that claims name, and all that claims speak of (`claim_day`).
        """
        return estimate_table(self.groups)

    @cached_property
    def paths(self) -> pd.DataFrame:
        """The estimates with the `lower` and `upper` bounds of all paths within the allowance."""
        return whole_table([self._path(one) for group in self.groups for one in group.model.reported])

    @cached_property
    def gives(self) -> tuple[Give, ...]:
        """The verdict on every claim used, the one that gives most first."""
        return gives(self.groups)

    @cached_property
    def remainders(self) -> tuple[Remainder, ...]:
        """The arrivals nobody counted that the path needs."""
        return remainders(self.groups)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The smallest sets of claims that cannot all be true, group by group."""
        strained = (one for one in self.groups if one.least > POSSIBLE)
        return tuple(conflict for one in strained for conflict in conflicts(one, MOST_CONFLICTS))

    @property
    def possible(self) -> bool:
        """Whether all claims can be true together."""
        return not self.conflicts

    def budget(self, group: Solved) -> float:
        """How much slack a path of the group may ask for within the allowance."""
        return max(group.least * (1 + self.allowance) + ABSOLUTE_ALLOWANCE, group.asked)

    def quantity(self, measure: str, force: str | None = None, scope: str | None = None) -> Quantity:
        """The quantity meant: of the measure's main force and in the widest place unless told otherwise.

        Raises UnknownNameError for one that has no path.
        """
        stem = measure.removesuffix(UNCOUNTED)
        chosen = force or self.main_forces.get(stem, "")
        place = self.wholes.get((stem, chosen), "") if scope is None else scope
        found = Quantity(measure, chosen, place)
        known = [one for group in self.groups for one in group.model.reported]
        if found not in known:
            name = "/".join((measure, chosen, place))
            raise UnknownNameError("path", name, tuple("/".join(_parts(one)) for one in known))
        return found

    def path(self, measure: str, force: str | None = None, scope: str | None = None) -> pd.DataFrame:
        """The rows of `paths` for one quantity, by day; raises UnknownNameError."""
        return self._path(self.quantity(measure, force, scope)).copy(deep=False)

    def _path(self, quantity: Quantity) -> pd.DataFrame:
        """The same, found once."""
        if quantity not in self._paths:
            solved, bounds = self._bounds[quantity]
            self._paths[quantity] = path_table(solved, quantity, bounds.of(quantity))
        return self._paths[quantity]

    @cached_property
    def _paths(self) -> dict[Quantity, pd.DataFrame]:
        return {}

    @cached_property
    def _bounds(self) -> dict[Quantity, tuple[Solved, Bounds]]:
        """The group of every quantity and the bounds of its paths."""
        pairs = ((one, Bounds(one.model, self.budget(one))) for one in self.groups)
        return {quantity: pair for pair in pairs for quantity in pair[0].model.reported}

    def holding(self, measure: str, day: date, force: str | None = None, scope: str | None = None) -> Holding:
        """Which claims hold a point of a path where it is; raises UnknownNameError or ValueError."""
        one = self.quantity(measure, force, scope)
        solved = next(group for group in self.groups if one in group.model.reported)
        return holding(solved, one, day)


def _parts(one: Quantity) -> tuple[str, str, str]:
    return (one.measure, one.force, one.scope)
