"""The part of a reconciliation that is about the people of the main force, with the claims it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from frontledger.analysis.claim_counts import Count, counts
from frontledger.analysis.reconcile import Conflict, Give, Quantity, Reconciliation, Remainder, reconcile
from frontledger.analysis.reconcile.holding import Solved
from frontledger.analysis.reconcile.structure import UNCOUNTED
from frontledger.ledger import Ledger

LEVELS = ("cumulative", "stock")
"""Forms of measures that stand at a height on a day, so that a claim can be drawn beside its path."""


_ORDER = ("sent", "in_theatre", "returned_home", "killed", "wounded", "casualties")
"""Measures told first, from coming to going; the others follow by name."""


@dataclass(frozen=True, eq=False)
class Together:
    """What all claims about the main force's people allow together.

    `found` is the reconciliation of the whole ledger; everything else here is the part about these people.
    Conflicts come smallest set first and widest apart first, gives the one that gives most first.
    """

    ledger: Ledger
    found: Reconciliation
    groups: tuple[Solved, ...]
    conflicts: tuple[Conflict, ...]
    gives: tuple[Give, ...]
    remainders: tuple[Remainder, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims used, by id."""
        return tuple(sorted(give.claim_id for give in self.gives))

    @property
    def giving(self) -> tuple[Give, ...]:
        """The claims that have to give, the one that gives most first."""
        return tuple(give for give in self.gives if give.relative)

    @cached_property
    def counts(self) -> dict[str, Count]:
        """Every claim used as a count, by its id."""
        return _counts(self.ledger, frozenset(self.claims))

    @cached_property
    def rows(self) -> dict[str, dict[Any, Any]]:
        """Every claim used as its row of the ledger, by its id."""
        table = self.ledger.claims
        used = table[table["claim_id"].isin(set(self.claims))]
        return {str(row["claim_id"]): row for row in used.to_dict("records")}

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities with a path, from coming to going, the widest place of a measure first."""
        names = dict.fromkeys((*_ORDER, *self.ledger.measures["measure"]))
        order = {name: place for place, name in enumerate(names)}
        every = [one for solved in self.groups for one in solved.model.reported if one.measure in order]
        return tuple(sorted(every, key=lambda one: (order[one.measure], not self.is_whole(one), one.scope)))

    def is_whole(self, one: Quantity) -> bool:
        """Whether the quantity is its measure in the widest place that claims name."""
        return self.found.wholes.get((one.measure, one.force)) == one.scope

    def is_counted(self, one: Quantity) -> bool:
        """Whether any claim counts the measure, anywhere and over whatever time; else its path is only implied."""
        every = (each for solved in self.groups for each in solved.model.statements)
        return any((each.base, each.force) == (one.measure, one.force) for each in every)

    def drawn(self, one: Quantity) -> tuple[Give, ...]:
        """The claims that state the height of the quantity's path on a day, by day."""
        here = (one.measure, one.force, one.scope)
        found = [give for give in self.gives if (give.measure, give.force, give.scope) == here]
        return tuple(sorted(found, key=lambda give: (give.day, give.claim_id)))

    def path(self, one: Quantity) -> pd.DataFrame:
        """The rows of the path of a quantity, by day."""
        return self.found.path(one.measure, one.force, one.scope)

    def day(self, at: date | None = None) -> date | None:
        """The last day claims speak of, on or before `at` if given; None where they speak of none."""
        days = [day for solved in self.groups for day in solved.model.days]
        return max((day for day in days if at is None or day <= at), default=None)

    def point(self, one: Quantity, day: date) -> tuple[float, float, float] | None:
        """Least, estimate and greatest of a quantity on a day claims speak of; None outside its path."""
        path = self.path(one)
        rows = path[path["day"] == pd.Timestamp(day)]
        if rows.empty:
            return None
        row = rows.iloc[0]
        return float(row["lower"]), float(row["estimate"]), float(row["upper"])


def people(ledger: Ledger) -> Together:
    """The reconciliation of the ledger, as far as it is about the people of the force that was sent."""
    found = reconcile(ledger)
    units = dict(zip(ledger.measures["measure"], ledger.measures["unit"], strict=True))
    force = found.main_forces["sent"]
    groups = tuple(
        one for one in found.groups if any(_is_about(each, units, force) for each in one.model.reported)
    )
    used = {one.claim_id for solved in groups for one in solved.model.statements}
    atoms = {atom for solved in groups for atom in solved.model.atoms}
    conflicts = [one for one in found.conflicts if used.issuperset(one.claims)]
    return Together(
        ledger=ledger,
        found=found,
        groups=groups,
        conflicts=tuple(sorted(conflicts, key=lambda one: (len(one.claims), -one.gap, one.claims))),
        gives=tuple(give for give in found.gives if give.claim_id in used),
        remainders=tuple(one for one in found.remainders if one.quantity in atoms),
    )


def _is_about(one: Quantity, units: dict[str, str], force: str) -> bool:
    return one.force == force and units.get(one.measure.removesuffix(UNCOUNTED)) == "people"


def _counts(ledger: Ledger, ids: frozenset[str]) -> dict[str, Count]:
    rows = ledger.claims[ledger.claims["claim_id"].isin(ids)]
    kinds = rows[["measure", "kind", "force"]].drop_duplicates().itertuples(index=False)
    every = (one for measure, kind, force in kinds for one in counts(ledger, measure, kind=kind, force=force))
    return {one.claim_id: one for one in every if one.claim_id in ids}
