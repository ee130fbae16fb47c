"""The reconciliation of a ledger: from its claims to the path that asks least of them."""

from __future__ import annotations

from frontledger.analysis.reconcile.assembly import models
from frontledger.analysis.reconcile.least import least_path
from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.analysis.reconcile.results import Reconciliation
from frontledger.analysis.reconcile.statements import Weights, statements
from frontledger.analysis.reconcile.structure import structure
from frontledger.ledger import Ledger

ALLOWANCE = 0.05
"""By how much more than the least a path may ask of the claims and still count, as a share of the least."""


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
    return Reconciliation(
        weights=weights,
        allowance=allowance,
        groups=tuple(least_path(model) for model in models(found, used)),
        unused=unused,
        wholes={key: whole.scope for key, whole in found.wholes.items()},
        main_forces=dict(zip(ledger.measures["measure"], ledger.measures["main_force"], strict=True)),
    )
