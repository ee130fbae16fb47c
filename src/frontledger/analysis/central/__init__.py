"""The central estimate: where the paths most likely run, and what the next claim may say.

`central(reconcile(ledger))` takes every claim of the reconciliation and the same rules. It asks another
question than the path that asks least: not who must give, but where the middle of all that was said lies.
"""

from frontledger.analysis.central.misses import Scales
from frontledger.analysis.central.result import Central, Foretold, central

__all__ = ["Central", "Foretold", "Scales", "central"]
