"""Which of a ledger's bodies goes by a name, and which may be meant by one that the ledger does not have."""

from __future__ import annotations

import re

import pandas as pd

from frontledger.ledger.faults import nearest
from frontledger.ledger.naming import name_key

_NAMED_BY = ("claimant_id", "short_name", "name")


def body_called(bodies: pd.DataFrame, name: str) -> str:
    """The id of the one body of this id, or with a name of which this is a usual spelling; "" for none or several."""
    if name in set(bodies["claimant_id"]):
        return name
    hits = {
        str(row["claimant_id"])
        for _, row in bodies.iterrows()
        if name_key(name) in {name_key(row["name"]), name_key(row["short_name"])}
    }
    return hits.pop() if len(hits) == 1 else ""


def body_meant(bodies: pd.DataFrame, text: str) -> str:
    """The id of the one body whose id or name this is but for case, spaces, hyphens and low lines; "" for none.

    >>> from frontledger.ledger import load
    >>> bodies = load().claimants
    >>> body_meant(bodies, "UK-MoD"), body_meant(bodies, "nobody")
    ('uk_mod', '')
    """
    wanted = _bare(text)
    meant = {
        str(row["claimant_id"])
        for _, row in bodies.iterrows()
        if wanted and wanted in {_bare(str(row[name])) for name in _NAMED_BY}
    }
    return meant.pop() if len(meant) == 1 else ""


def body_hint(bodies: pd.DataFrame, text: str) -> str:
    """The body that is meant, or else the nearest name, as a question in brackets; nothing when none is near."""
    if meant := body_meant(bodies, text):
        return f" (did you mean {meant}?)"
    return nearest(text, {str(name) for column in _NAMED_BY for name in bodies[column]})


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", name_key(re.sub(r"[_-]+", " ", text)))
