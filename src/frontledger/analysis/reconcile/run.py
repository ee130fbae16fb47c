"""The reconciliation of a ledger: conflicts, the path that asks least, and what the claims pin down."""

from __future__ import annotations

from dataclasses import dataclass

from frontledger.analysis.reconcile.assembly import models
from frontledger.analysis.reconcile.bounds import Band, bands
from frontledger.analysis.reconcile.conflicts import conflicts
from frontledger.analysis.reconcile.gives import gives, remainders
from frontledger.analysis.reconcile.holding import Solved, solved
from frontledger.analysis.reconcile.model import Model
from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.reasons import POSSIBLE, Conflict
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.analysis.reconcile.results import Reconciliation
from frontledger.analysis.reconcile.smooth import smooth
from frontledger.analysis.reconcile.statements import Weights, statements
from frontledger.analysis.reconcile.structure import Quantity, structure
from frontledger.analysis.reconcile.table import path_table
from frontledger.ledger import Ledger

ALLOWANCE = 0.05
"""By how much more than the least a path may ask of the claims and still count, as a share of the least."""

ABSOLUTE_ALLOWANCE = 1e-6
"""The same beside it, as a share of one claim's figure: rounding, so that the bounds of claims that can all
be true are those of all paths that meet them."""

MOST_CONFLICTS = 40
"""How many impossible sets are listed for each group of linked quantities."""


def reconcile(ledger: Ledger, *, weights: Weights = "equal", allowance: float = ALLOWANCE) -> Reconciliation:
    """What all the ledger's claims together allow: see Reconciliation.

    `weights` are equal, or admiralty for weights from the Admiralty grades of claimant and claim; `allowance`
    is a share of the least total slack. Quantities that no claim and no rule links are reconciled apart, each
    with an allowance of its own. Raises ValueError for unknown weights and a negative allowance.
    """
    if not allowance >= 0:
        raise ValueError(f"the allowance is {allowance}; give a share of zero or more")
    measures = read_measures(ledger)
    used, unused = statements(ledger, measures, weights)
    found = structure(used, measures, read_sums(ledger, measures), Places.of(ledger))
    groups = [_group(model, allowance) for model in models(found, used)]
    return Reconciliation(
        weights=weights,
        allowance=allowance,
        least=sum(one.least for one in groups),
        asked=sum(one.asked for one in groups),
        paths=path_table([(one.solved, one.bands) for one in groups]),
        gives=gives([one.solved for one in groups]),
        remainders=remainders([one.solved for one in groups]),
        conflicts=tuple(conflict for one in groups for conflict in one.conflicts),
        unused=unused,
        wholes={key: whole.scope for key, whole in found.wholes.items()},
        main_forces=dict(zip(ledger.measures["measure"], ledger.measures["main_force"], strict=True)),
        solved=tuple(one.solved for one in groups),
    )


@dataclass(frozen=True, eq=False)
class _Group:
    """What is known of one group of linked quantities."""

    least: float
    asked: float
    solved: Solved
    bands: dict[Quantity, Band]
    conflicts: tuple[Conflict, ...]


def _group(model: Model, allowance: float) -> _Group:
    program = Program(model)
    least = program.least_slack()
    columns, asked = smooth(model, least)
    budget = max(least * (1 + allowance) + ABSOLUTE_ALLOWANCE, asked)
    found = bands(program, budget)
    shown = solved(model, columns)
    impossible = conflicts(shown, MOST_CONFLICTS) if least > POSSIBLE else ()
    return _Group(least, asked, shown, found, impossible)
