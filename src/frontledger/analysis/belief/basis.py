"""The basis of every question of belief: the group most claims are about, and its headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from frontledger.analysis.belief.estimates import Estimate, Reckoner, estimate
from frontledger.analysis.once import once
from frontledger.analysis.reconcile.assembly import days_of, groups_of, model_of, statement_terms, unit_of
from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.analysis.reconcile.smooth import sizes
from frontledger.analysis.reconcile.statements import Statement, Weights, statements
from frontledger.analysis.reconcile.structure import Quantity, Structure, structure
from frontledger.ledger import Ledger

MOST_HEADLINES = 4
"""How many quantities are headlines."""


@dataclass(frozen=True, eq=False)
class Read:
    """A ledger as `reconcile` reads it: the structure, the statements, and the groups of linked quantities."""

    structure: Structure
    statements: tuple[Statement, ...]
    groups: tuple[tuple[Quantity, ...], ...]

    def shows(self, atoms: tuple[Quantity, ...], quantity: Quantity) -> bool:
        """Whether a path of the quantity is shown in the group of these atoms."""
        return quantity in self.structure.reported and set(self.structure.known[quantity]) <= set(atoms)

    def model(self, atoms: tuple[Quantity, ...]) -> Model:
        """The model of the group of these atoms."""
        return model_of(self.structure, atoms, self.statements)


def read(ledger: Ledger, weights: Weights = "equal") -> Read:
    """The groups of a ledger's claims; raises ValueError for unknown weights."""
    measures = read_measures(ledger)
    used, _ = statements(ledger, measures, weights)
    found = structure(used, measures, read_sums(ledger, measures), Places.of(ledger))
    return Read(found, used, tuple(groups_of(found, used)) if used else ())


@dataclass(frozen=True, eq=False)
class Basis:
    """The group most claims are about, ready to be reconciled again with other weights of its bodies.

    The quantities, places and rules stay those of all its claims, whoever is left out, so that the same thing
    is compared. `headlines` are those of its totals and stocks that most claims count, in the main force
    of their measure and the widest place.
    """

    structure: Structure
    model: Model
    headlines: tuple[Quantity, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Whose claims the group holds, by id; bodies that only repeat another are none of them."""
        return tuple(sorted({one.claimant_id for one in self.model.statements}))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of the group."""
        return tuple(one.claim_id for one in self.model.statements)

    @property
    def day(self) -> date:
        """The last day its claims speak of."""
        return self.model.days[-1]

    def claims_of(self, body: str) -> tuple[str, ...]:
        """The claims of one body."""
        return tuple(one.claim_id for one in self.model.statements if one.claimant_id == body)

    def without(self, body: str) -> Estimate:
        """The estimate from the claims of all others, as `reconcile` would make it.

        Where they speak of the same days and sizes, it is reckoned on the model of all claims, which saves
        making another.
        """
        chosen = tuple(one for one in self.model.statements if one.claimant_id != body)
        if self._same_frame(chosen):
            return self._reckoner.estimate(self._times({body: 0}))
        return estimate(model_of(self.structure, self.model.atoms, chosen))

    def counted(self, times: Mapping[str, int], spare: float = 0.0) -> Estimate:
        """The estimate on the days of all claims, with each body's counted so many times, once if not named.

        `spare` is as in `estimates.estimate`.
        """
        return self._reckoner.estimate(self._times(times), spare)

    @cached_property
    def everyone(self) -> Estimate:
        """The estimate from all claims."""
        return self.counted({})

    @cached_property
    def _reckoner(self) -> Reckoner:
        return Reckoner(self.model)

    def _times(self, times: Mapping[str, int]) -> Vector:
        return np.array([times.get(one.claimant_id, 1) for one in self.model.statements], dtype=np.float64)

    def _same_frame(self, chosen: tuple[Statement, ...]) -> bool:
        """Whether a model of these statements would have the same days, unit and sizes of its paths."""
        model = self.model
        if not chosen or days_of(chosen) != (model.days, model.begins) or unit_of(chosen) != model.unit:
            return False
        return bool((sizes(replace(model, statements=chosen)) == sizes(model)).all())


@once
def basis(ledger: Ledger, weights: Weights = "equal") -> Basis | None:
    """The basis of a ledger; None where no claim counts a total or a stock of a main force."""
    found = read(ledger, weights)
    main = dict(zip(ledger.measures["measure"], ledger.measures["main_force"], strict=True))
    forms = dict(zip(ledger.measures["measure"], ledger.measures["form"], strict=True))
    counted = Counter(
        found.structure.wholes[(one.base, one.force)]
        for one in found.statements
        if main.get(one.base) == one.force and forms[one.base] in ("cumulative", "stock")
    )
    chosen = [(atoms, _headlines(found, atoms, counted)) for atoms in found.groups]
    chosen = [(atoms, headlines) for atoms, headlines in chosen if headlines]
    if not chosen:
        return None
    atoms, headlines = max(chosen, key=lambda pair: (_spoken(found, pair[0]), pair[0]))
    return Basis(found.structure, found.model(atoms), headlines)


def _headlines(found: Read, atoms: tuple[Quantity, ...], counted: Counter[Quantity]) -> tuple[Quantity, ...]:
    """The quantities of a group that most claims count."""
    known = sorted(whole for whole in counted if found.shows(atoms, whole))
    known.sort(key=lambda whole: -counted[whole])
    return tuple(known[:MOST_HEADLINES])


def _spoken(found: Read, atoms: tuple[Quantity, ...]) -> int:
    """How many claims are about a group."""
    members = set(atoms)
    return sum(members >= set(statement_terms(found.structure, one)[0]) for one in found.statements)
