"""Whether a new claim is in the ledger already, or repeats another body's: one figure is not two findings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from frontledger.ledger.claim_rules import TWIN
from frontledger.ledger.ledger import Ledger
from frontledger.ledger.reading import read_sheet
from frontledger.ledger.tables import TABLES

ECHO_DAYS = 31
"""A figure that another body gives within so many days may repeat the first, until somebody says it does not."""

_SAME_THING = ("measure", "force", "scope", "kind")
_SAME_FIGURE = ("low", "best", "high", "qualifier")


class LikelyEchoError(ValueError):
    """The claim looks like a repetition that is not marked as one."""


class KnownClaimError(ValueError):
    """The ledger has the claim already."""


def refuse_known(folder: Path, claim: Mapping[str, str]) -> None:
    """KnownClaimError where a row of the ledger in `folder` says what the new row says (see `check_twins`)."""
    table = TABLES["claims"]
    path = folder / table.file
    for row in read_sheet(table, path, str(path)).rows:
        if all(row.cells[name] == claim.get(name, "") for name in TWIN):
            raise KnownClaimError(
                f"the ledger has this claim already, as {row.cells['claim_id']} on line {row.line} of {path}, and "
                "nothing is to be added; where another statement is meant, say in scope_detail how it differs"
            )


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
