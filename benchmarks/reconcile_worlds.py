"""Invented wars whose paths are known to the day, and ledgers of claims about them, honest and not.

A world draws weekly bursts for everyone sent, killed, wounded, captured and gone home. A claim hedges the true
figure so that its interval holds it; a lie multiplies the figure first. The codebook is the shipped one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from frontledger.ledger import Ledger, interval_of

START = date(2024, 10, 1)
NAN = float("nan")
LIES = (1 / 3, 1 / 2, 2.0, 3.0)
"""What a lie multiplies the true figure by."""

KINDS = (
    *("sent", "sent", "killed", "killed", "wounded", "wounded", "casualties", "casualties", "casualties"),
    *("in_theatre", "in_theatre", "returned_home", "killed_in_period", "sent_in_period"),
    *("casualties_in_period", "killed_share", "casualty_fraction", "captured"),
)
PLACES = {"sent": "russia", "sent_in_period": "russia", "in_theatre": "russia", "returned_home": "dprk"}
FLOWS = ("killed_in_period", "sent_in_period", "casualties_in_period", "captured")


@dataclass(frozen=True)
class World:
    """True running totals by day since START, in people."""

    days: int
    totals: dict[str, np.ndarray] = field(repr=False)

    def level(self, measure: str, day: int) -> float:
        """The true figure of a measure on a day."""
        totals = self.totals
        if measure == "casualties":
            return float(totals["killed"][day] + totals["wounded"][day])
        if measure == "in_theatre":
            gone = sum(totals[name][day] for name in ("killed", "captured", "returned_home"))
            return float(totals["sent"][day] - gone)
        if measure == "killed_share":
            return 100 * self.level("killed", day) / self.level("casualties", day)
        if measure == "casualty_fraction":
            return 100 * self.level("casualties", day) / self.level("sent", day)
        return float(totals[measure][day])

    def rise(self, measure: str, first: int, last: int) -> float:
        """The true rise of a running total from the first day to the last, both counted."""
        return self.level(measure, last) - (self.level(measure, first - 1) if first else 0.0)


def world(random: np.random.Generator, weeks: int) -> World:
    """A war of so many weeks; losses stay under what is there."""
    days = weeks * 7
    shares = {"killed": 0.15, "wounded": 0.3, "captured": 0.005, "returned_home": 0.2}
    totals = {"sent": _total(random, days, 15_000, early=True)}
    for name, share in shares.items():
        totals[name] = share * totals["sent"] * _total(random, days, 1.0, early=False)
    return World(days, totals)


def _total(random: np.random.Generator, days: int, end: float, early: bool) -> np.ndarray:
    """A running total that rises in bursts to `end`."""
    bursts = random.gamma(0.3, size=days) * (np.linspace(3, 0.1, days) if early else 1.0)
    return end * np.cumsum(bursts) / bursts.sum()


@dataclass(frozen=True)
class Planted:
    """A ledger about a world, and which of its claims are lies."""

    world: World
    ledger: Ledger
    lies: frozenset[str]


def planted(shipped: Ledger, seed: int, *, claims: int = 60, weeks: int = 60, lies: int = 0) -> Planted:
    """A ledger of so many claims about a world drawn from the seed, the first of them lies."""
    random = np.random.default_rng(seed)
    true = world(random, weeks)
    rows = [claim(random, true, f"C{number:05}", lie=number < lies) for number in range(claims)]
    return Planted(true, ledger_of(shipped, rows), frozenset(row["claim_id"] for row in rows[:lies]))


def claim(random: np.random.Generator, true: World, name: str, *, lie: bool) -> dict[str, Any]:
    """One claim about the world; a lie is about a running total and meant as the value."""
    kinds = ("sent", "killed", "wounded", "casualties") if lie else KINDS
    measure = str(random.choice(kinds))
    last = int(random.integers(true.days // 10, true.days))
    first = int(random.integers(0, last)) if measure in FLOWS else None
    stem = measure.removesuffix("_in_period")
    figure = true.level(stem, last) if first is None else true.rise(stem, first, last)
    figure *= float(random.choice(LIES)) if lie else 1.0
    hedge = "about" if lie else str(random.choice(["about", "about", "at_least", "up_to", "between"]))
    return row(
        name,
        measure,
        START + timedelta(days=last),
        opens=START + timedelta(days=first) if first is not None else _opening(measure),
        who=f"body{random.integers(6)}",
        **_hedged(random, figure, hedge),
    )


def _opening(measure: str) -> date | None:
    return START if measure in ("sent", "killed", "wounded", "casualties", "returned_home") else None


def _hedged(random: np.random.Generator, figure: float, hedge: str) -> dict[str, Any]:
    if hedge == "between":
        ends = figure * random.uniform(0.75, 1), figure * random.uniform(1, 1.25)
        return {"qualifier": hedge, "low": ends[0], "high": ends[1]}
    spread = {"about": (0.92, 1.09), "at_least": (0.6, 1.0), "up_to": (1.0, 1.5)}[hedge]
    return {"qualifier": hedge, "best": figure * random.uniform(*spread)}


def row(
    name: str, measure: str, day: date, *, opens: date | None = None, who: str = "body0", **more: Any
) -> dict:
    """A claim's row; everything not given is what an ordinary estimate has."""
    return {
        "claim_id": name,
        "measure": measure,
        "force": "dprk_troops",
        "qualifier": "exact",
        "period_start": opens,
        "period_end": day,
        "scope": PLACES.get(measure, "kursk"),
        "claimant_id": who,
        "reported_on": day,
        "kind": "estimate",
        "credibility": 3,
        "reliability": "C",
        **more,
    }


def ledger_of(shipped: Ledger, rows: list[dict[str, Any]]) -> Ledger:
    """The shipped codebook with these claims and no others."""
    table = pd.DataFrame(rows)
    for column in shipped.claims.columns:
        if column not in table:
            table[column] = "" if shipped.claims[column].dtype == "str" else NAN
    table["set_aside"] = table["set_aside"].fillna(0).astype(bool)
    table["belligerent"] = False
    numbers = table[["low", "best", "high"]].astype("float64")
    pairs = zip(table["qualifier"], *(numbers[name] for name in numbers), strict=True)
    intervals = [interval_of(*pair) for pair in pairs]
    table["lower"] = [NAN if one is None else one.lower for one in intervals]
    table["upper"] = [NAN if one is None else one.upper for one in intervals]
    forms = shipped.measures.set_index("measure")["form"]
    table["form"] = table["measure"].map(forms)
    for column in ("period_start", "period_end", "reported_on"):
        table[column] = pd.to_datetime(table[column]).astype("datetime64[us]")
    texts = [column for column in shipped.claims.columns if shipped.claims[column].dtype == "str"]
    table[texts] = table[texts].fillna("").astype("str")
    table = table[list(shipped.claims.columns)].astype(shipped.claims.dtypes.to_dict())
    ordered = table.sort_values(["reported_on", "claim_id"], ignore_index=True)
    return replace(shipped, claims=ordered, cut=ordered["reported_on"].max().date())
