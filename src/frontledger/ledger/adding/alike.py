"""Whether a new claim repeats another body's, so that one figure is not counted as two findings.

A body's own claim entered twice is refused by the rules of the table (`claim_rules.check_twins`).
"""

from __future__ import annotations

import pandas as pd

from frontledger.ledger.ledger import Ledger

ECHO_DAYS = 31
"""A figure that another body gives within so many days may repeat the first, until somebody says it does not."""

_SAME_THING = ("measure", "force", "scope", "kind")
_SAME_FIGURE = ("low", "best", "high", "qualifier")


class LikelyEchoError(ValueError):
    """The claim looks like a repetition that is not marked as one."""


def refuse_likely_echo(ledger: Ledger, claim_id: str) -> None:
    """LikelyEchoError where the claim, already among the ledger's, has another body's figure and no `echo_of`."""
    if words := likely_echo(ledger, claim_id):
        raise LikelyEchoError(words)


def likely_echo(ledger: Ledger, claim_id: str) -> str:
    """Which claim it may repeat and what to do, "" where it is marked or stands alone."""
    claims = ledger.claims
    new = claims[claims["claim_id"] == claim_id].iloc[0]
    if new["echo_of"]:
        return ""
    alike = _alike(claims[claims["claimant_id"] != new["claimant_id"]], new)
    apart = (alike["reported_on"] - new["reported_on"]).abs().dt.days
    for _, first in alike[apart <= ECHO_DAYS].iterrows():
        told = f"{first['claimant']}, reported on {first['reported_on']:%Y-%m-%d}"
        return (
            f"{first['claim_id']} has the same figure ({told}), so this may be its echo; give "
            f"echo_of {first['claim_id']} if it repeats it, or say that it is the body's own finding"
        )
    return ""


def _alike(claims: pd.DataFrame, new: pd.Series) -> pd.DataFrame:
    """The claims of the same thing with the same figure."""
    alike = claims[list(_SAME_FIGURE[:3])].notna().any(axis=1)
    for name in (*_SAME_THING, *_SAME_FIGURE):
        alike &= _equal(claims[name], new[name])
    return claims[alike]


def _equal(column: pd.Series, value: object) -> pd.Series:
    """Where the column holds this value; two blanks are equal."""
    return column.isna() if pd.isna(value) else column == value
