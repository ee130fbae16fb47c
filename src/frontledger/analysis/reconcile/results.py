"""Results of a reconciliation, frozen, with units and the days they hold for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from frontledger.analysis.reconcile.gives import Give, Remainder
from frontledger.analysis.reconcile.holding import Holding, Solved, holding
from frontledger.analysis.reconcile.reasons import Conflict
from frontledger.analysis.reconcile.statements import Unused, Weights
from frontledger.analysis.reconcile.structure import Quantity
from frontledger.ledger import UnknownNameError


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """What all claims together allow.

    `least` is the least total slack, `asked` that of the path shown (the two differ by no more than
    `smooth.SMOOTHING_TOLERANCE` says). `paths` has a row for every quantity and day, weekly and on the days
    claims speak of (`claim_day`): measure, force, scope, day, estimate, lower, upper, in the measure's unit.
    `gives` lists every claim used, the one that gives most first; `conflicts` the smallest impossible sets.
    """

    weights: Weights
    allowance: float
    least: float
    asked: float
    paths: pd.DataFrame
    gives: tuple[Give, ...]
    remainders: tuple[Remainder, ...]
    conflicts: tuple[Conflict, ...]
    unused: tuple[Unused, ...]
    wholes: dict[tuple[str, str], str]
    main_forces: dict[str, str]
    solved: tuple[Solved, ...]

    @property
    def possible(self) -> bool:
        """Whether all claims can be true together."""
        return not self.conflicts

    def quantity(self, measure: str, force: str | None = None, scope: str | None = None) -> Quantity:
        """The quantity meant: of the measure's main force and in the widest place unless told otherwise.

        Raises UnknownNameError for one that has no path.
        """
        chosen = force or self.main_forces.get(measure, "")
        place = self.wholes.get((measure, chosen), "") if scope is None else scope
        found = Quantity(measure, chosen, place)
        known = [one for solved in self.solved for one in solved.model.reported]
        if found not in known:
            name = "/".join((measure, chosen, place))
            raise UnknownNameError("path", name, tuple("/".join(_parts(one)) for one in known))
        return found

    def path(self, measure: str, force: str | None = None, scope: str | None = None) -> pd.DataFrame:
        """The rows of `paths` for one quantity, by day; raises UnknownNameError."""
        one = self.quantity(measure, force, scope)
        table = self.paths
        rows = (
            (table["measure"] == one.measure) & (table["force"] == one.force) & (table["scope"] == one.scope)
        )
        return table[rows].reset_index(drop=True)

    def holding(self, measure: str, day: date, force: str | None = None, scope: str | None = None) -> Holding:
        """Which claims hold a point of a path where it is; raises UnknownNameError or ValueError."""
        one = self.quantity(measure, force, scope)
        solved = next(solved for solved in self.solved if one in solved.model.reported)
        return holding(solved, one, day)


def _parts(one: Quantity) -> tuple[str, str, str]:
    return (one.measure, one.force, one.scope)
