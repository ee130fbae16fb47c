"""Adding one claim to a ledger's tables: suggested ids, refused repeats, one row in its place, or nothing."""

from frontledger.ledger.adding.add import Added, add_claim
from frontledger.ledger.adding.alike import KnownClaimError, LikelyEchoError
from frontledger.ledger.adding.draft import DraftError

__all__ = ["Added", "DraftError", "KnownClaimError", "LikelyEchoError", "add_claim"]
