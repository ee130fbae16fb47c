"""What the codebook says a measure is made of: what flows, rates and shares count, and which sums hold.

A flow named `X_in_period` is a difference of the running total `X`, where the codebook has one; every other
flow is a difference of a running total of its own. `X_per_day` is such a difference over its days. A share
named `X_share` is of the measure that `X` is part of; `SHARES` names those whose name does not say it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from frontledger.ledger import Ledger

FLOW_SUFFIX = "_in_period"
DAILY_SUFFIX = "_per_day"
SHARE_SUFFIX = "_share"
SHARES = {"casualty_fraction": ("casualties", "sent")}
"""Shares whose name does not say what they are of: measure -> (what is counted, out of what)."""


@dataclass(frozen=True)
class Measure:
    """A measure as the reconciliation reads it.

    `base` is the running total or stock it speaks of, "" where it speaks of none; `over` the measure a share
    is of, else ""; `typical` the middle of the codebook's plausible range, in the measure's unit, NaN
    without one.
    """

    measure: str
    form: str
    base: str
    over: str
    part_of: str
    typical: float
    ceiling: float


@dataclass(frozen=True)
class Sum:
    """A sum that must hold between measures: the whole, and its parts with their signs."""

    identity_id: str
    whole: str
    parts: tuple[tuple[str, int], ...]


def read_measures(ledger: Ledger) -> dict[str, Measure]:
    """Every measure of the codebook by its identifier."""
    table = ledger.measures.set_index("measure")
    part_of = dict(zip(table.index, table["part_of"], strict=True))
    claims = ledger.claims
    claims = claims[(claims["echo_of"] == "") & ~claims["set_aside"] & (claims["kind"] != "forecast")]
    finite = claims["upper"].where(claims["upper"] < math.inf, claims["lower"])
    largest = finite.groupby(claims["measure"]).max()
    found = {}
    for row in table.reset_index().to_dict("records"):
        name = str(row["measure"])
        base, over = _base(name, str(row["form"]), part_of)
        middle = (row["floor"] + row["ceiling"]) / 2
        typical = float(largest.get(name, 1.0) if math.isnan(middle) else middle)
        found[name] = Measure(
            name, str(row["form"]), base, over, str(row["part_of"]), typical, float(row["ceiling"])
        )
    return found


def read_sums(ledger: Ledger, measures: dict[str, Measure]) -> tuple[Sum, ...]:
    """The identities between running totals and stocks; one that says the same of flows is not repeated."""
    found: dict[tuple[str, tuple[tuple[str, int], ...]], Sum] = {}
    for name, rows in ledger.identities.groupby("identity_id", sort=True):
        whole = measures[str(rows["whole"].iloc[0])].base
        signs = zip(rows["part"], rows["sign"], strict=True)
        parts = tuple(sorted((measures[part].base, int(sign)) for part, sign in signs))
        if whole and all(base for base, _ in parts):
            found.setdefault((whole, parts), Sum(str(name), whole, parts))
    return tuple(found.values())


def _base(name: str, form: str, part_of: dict[str, str]) -> tuple[str, str]:
    if form in ("cumulative", "stock"):
        return name, ""
    if form == "flow":
        stem = name.removesuffix(FLOW_SUFFIX)
        return (stem if stem in part_of else name), ""
    if form == "rate":
        stem = name.removesuffix(DAILY_SUFFIX)
        return (stem if stem != name and stem in part_of else ""), ""
    if form == "share":
        stem = name.removesuffix(SHARE_SUFFIX)
        counted, over = SHARES.get(name, (stem, part_of.get(stem, "")))
        return (counted, over) if counted in part_of and over in part_of else ("", "")
    return "", ""
