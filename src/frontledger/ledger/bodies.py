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
    return ids_by_bare_name(bodies).get(bare(text), "")


def ids_by_bare_name(bodies: pd.DataFrame) -> dict[str, str]:
    """The id of each body by its id and names as `bare` makes them, where no other body goes by the same."""
    named: dict[str, set[str]] = {}
    for _, row in bodies.iterrows():
        for column in _NAMED_BY:
            named.setdefault(bare(str(row[column])), set()).add(str(row["claimant_id"]))
    return {name: ids.pop() for name, ids in named.items() if name and len(ids) == 1}


def body_hint(bodies: pd.DataFrame, text: str) -> str:
    """The body that is meant, or else the nearest name, as a question in brackets; nothing when none is near."""
    if meant := body_meant(bodies, text):
        return f" (did you mean {meant}?)"
    return nearest(text, {str(name) for column in _NAMED_BY for name in bodies[column]})


def bare(name: str) -> str:
    """A usual spelling of the name, without case, spaces, hyphens and low lines.

    >>> bare("UK Ministry of Defence") == bare("uk_mod")
    True
    """
    return re.sub(r"[\s_-]+", "", name_key(re.sub(r"[_-]+", " ", name)))
