"""Reconciliation: what claims that contradict each other allow together, and which of them must give.

`reconcile(ledger)` puts every claim of a ledger on paths that keep the ledger's own identities. It says which
claims cannot all be true, finds the path that asks least of them, and bounds what they pin down.
"""

from frontledger.analysis.reconcile.gives import Give, Remainder
from frontledger.analysis.reconcile.holding import Holding
from frontledger.analysis.reconcile.reasons import Conflict, Through
from frontledger.analysis.reconcile.results import Reconciliation
from frontledger.analysis.reconcile.run import reconcile
from frontledger.analysis.reconcile.statements import Unused, Weights
from frontledger.analysis.reconcile.structure import Quantity

__all__ = [
    "Conflict",
    "Give",
    "Holding",
    "Quantity",
    "Reconciliation",
    "Remainder",
    "Through",
    "Unused",
    "Weights",
    "reconcile",
]
