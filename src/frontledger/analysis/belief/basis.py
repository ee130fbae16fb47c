"""The basis of every question of belief: the group most claims are about, and its headlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from frontledger.analysis.belief.estimates import Estimate, estimate
from frontledger.analysis.reconcile.assembly import _model as model_of
from frontledger.analysis.reconcile.assembly import models
from frontledger.analysis.reconcile.model import Model
from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.analysis.reconcile.statements import Weights, statements
from frontledger.analysis.reconcile.structure import Quantity, Structure, structure
from frontledger.ledger import Ledger

MOST_HEADLINES = 4
"""How many quantities are headlines."""


@dataclass(frozen=True, eq=False)
class Read:
    """A ledger as `reconcile` reads it: the structure, and a model for every group of linked quantities."""

    structure: Structure
    models: tuple[Model, ...]


def read(ledger: Ledger, weights: Weights = "equal") -> Read:
    """The groups of a ledger's claims; raises ValueError for unknown weights."""
    measures = read_measures(ledger)
    used, _ = statements(ledger, measures, weights)
    found = structure(used, measures, read_sums(ledger, measures), Places.of(ledger))
    return Read(found, models(found, used) if used else ())


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

    def estimate(self, times: Mapping[str, int], spare: float = 0.0) -> Estimate:
        """The estimate with each body's claims counted this many times; bodies not named are left out.

        `spare` is as in `estimates.estimate`.
        """
        chosen = tuple(
            replace(one, weight=one.weight * times[one.claimant_id])
            for one in self.model.statements
            if times.get(one.claimant_id)
        )
        return estimate(model_of(self.structure, self.model.atoms, chosen), spare)


def basis(ledger: Ledger, weights: Weights = "equal") -> Basis | None:
    """The basis of a ledger; None where no claim counts a total or a stock of a main force."""
    found = read(ledger, weights)
    main = dict(zip(ledger.measures["measure"], ledger.measures["main_force"], strict=True))
    forms = dict(zip(ledger.measures["measure"], ledger.measures["form"], strict=True))
    chosen = [(model, _headlines(found.structure, model, main, forms)) for model in found.models]
    chosen = [(model, headlines) for model, headlines in chosen if headlines]
    if not chosen:
        return None
    model, headlines = max(chosen, key=lambda pair: (len(pair[0].statements), pair[0].atoms))
    return Basis(found.structure, model, headlines)


def _headlines(
    found: Structure, model: Model, main: Mapping[str, str], forms: Mapping[str, str]
) -> tuple[Quantity, ...]:
    counted = Counter((one.base, one.force) for one in model.statements)
    wholes = [
        found.wholes[key]
        for key in counted
        if main.get(key[0]) == key[1] and forms[key[0]] in ("cumulative", "stock")
    ]
    known = sorted(whole for whole in wholes if whole in model.reported)
    known.sort(key=lambda whole: -counted[(whole.measure, whole.force)])
    return tuple(known[:MOST_HEADLINES])
