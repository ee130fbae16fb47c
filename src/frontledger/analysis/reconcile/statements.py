"""Claims as statements about paths: the interval, the day or days, and what a shortfall is measured against.

The rules:

1. Estimates and acknowledgements with a number enter; echoes, rows set aside, forecasts and events do not.
2. A running total or a stock speaks of its day (`period_end`, or the day of the report); the first day a
   running total names does not make it a difference, only the day before which it was none.
3. A flow is the path's rise from the day before its first day to its last; without a first day it is a
   floor under the running total.
4. A claim about a place narrower than its scope (`scope_detail`) is a floor for the scope, and so is an
   acknowledgement, which dates the disclosure and not what happened.
5. A shortfall counts relative to the figure named, or to the end of the interval where none is; that of a
   share relative to the codebook's plausible middle, so that no claim's weight hangs on another claim.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from frontledger.analysis.claim_counts import CENTRAL, day_of
from frontledger.analysis.reconcile.relations import Measure
from frontledger.ledger import Ledger

Weights = Literal["equal", "admiralty"]
RELIABILITY = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2, "F": 0.6}
CREDIBILITY = {1: 1.0, 2: 0.8, 3: 0.6, 4: 0.4, 5: 0.2, 6: 0.6}
"""Weight of an Admiralty grade, equal steps down to a fifth; F and 6 mean unknown and stand in the middle."""

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Statement:
    """One claim: `lower` to `upper` for the level at `day`, or for the rise since the end of `since`.

    Counts are in the unit of the path; of a share (`over` is not blank) they are fractions of one. `per`
    turns them back into the unit of the claim. `opens` is the first day a count names, `narrower` says that
    it is about a place inside its scope, `figure` is the number meant as the value, `scale` what a shortfall
    is relative to, in the unit of the path.
    """

    claim_id: str
    claimant_id: str
    measure: str
    base: str
    over: str
    force: str
    scope: str
    lower: float
    upper: float
    day: date
    since: date | None
    opens: date | None
    narrower: bool
    figure: float | None
    scale: float
    weight: float
    per: float

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which it says something of a path."""
        return (self.day,) if self.since is None else (self.since, self.day)


@dataclass(frozen=True)
class Unused:
    """A claim left out, and why."""

    claim_id: str
    reason: str


def statements(
    ledger: Ledger, measures: dict[str, Measure], weights: Weights = "equal"
) -> tuple[tuple[Statement, ...], tuple[Unused, ...]]:
    """Every claim that bounds a path, by claim id, and every other claim with the reason it is left out.

    The claims are read in one pass, by the rules of `Ledger.select`. Raises ValueError for unknown weights.
    """
    if weights not in ("equal", "admiralty"):
        raise ValueError(f"there are no weights {weights!r}; write equal or admiralty")
    used: list[Statement] = []
    left: list[Unused] = []
    for row in ledger.claims.sort_values("claim_id").to_dict("records"):
        measure = measures[row["measure"]]
        if reason := _reason(row, measure):
            left.append(Unused(row["claim_id"], reason))
        else:
            used.append(_statement(row, measure, measures, weights))
    return tuple(used), tuple(left)


def _reason(row: dict[Any, Any], measure: Measure) -> str:
    """Why a claim bounds no path; blank where it does."""
    narrower = bool(row["scope_detail"]) or row["kind"] == "acknowledgement"
    checks = (
        (row["echo_of"] != "", "an echo of another claim"),
        (bool(row["set_aside"]), "set aside by a correction"),
        (row["kind"] == "forecast", "a forecast"),
        (measure.form == "event" or pd.isna(row["lower"]), "no number"),
        (not measure.base, f"a {measure.form}, which no running total or stock gives"),
        (measure.form == "rate" and pd.isna(row["period_start"]), "a rate without a first day"),
        (measure.form in ("share", "rate") and narrower, f"a {measure.form} of a narrower place"),
    )
    return next((reason for holds, reason in checks if holds), "")


def _statement(
    row: dict[Any, Any], measure: Measure, measures: dict[str, Measure], weights: Weights
) -> Statement:
    day = day_of(row["period_end"]) or row["reported_on"].date()
    opens = day_of(row["period_start"])
    acknowledged = row["kind"] == "acknowledgement"
    since = opens - DAY if opens and measure.form in ("flow", "rate") and not acknowledged else None
    per = 0.01 if measure.over else float((day - since).days) if since and measure.form == "rate" else 1.0
    floor = bool(row["scope_detail"]) or acknowledged or (measure.form == "flow" and since is None)
    upper = math.inf if floor else row["upper"] * per
    central = row["qualifier"] in CENTRAL and not floor and not pd.isna(row["best"])
    return Statement(
        **{name: str(row[name]) for name in ("claim_id", "claimant_id", "force", "scope")},
        measure=measure.measure,
        base=measure.base,
        over=measure.over,
        lower=row["lower"] * per,
        upper=upper,
        day=day,
        since=since,
        opens=opens if measure.form in ("cumulative", "flow") and not acknowledged else None,
        narrower=bool(row["scope_detail"]),
        figure=row["best"] * per if central else None,
        scale=_scale(row, per, measure, measures),
        weight=1.0
        if weights == "equal"
        else RELIABILITY[row["reliability"]] * CREDIBILITY[row["credibility"]],
        per=per,
    )


def _scale(row: dict[Any, Any], per: float, measure: Measure, measures: dict[str, Measure]) -> float:
    """What a shortfall is relative to, in the unit of the path."""
    ends = (row["best"], row["upper"], row["lower"])
    size = next((end for end in ends if math.isfinite(end) and end > 0), math.nan) * per
    if measure.over:
        size = min(size * measures[measure.over].typical, measures[measure.base].typical)
    if math.isnan(size):
        size = measure.typical
    return 1.0 if math.isnan(size) else size
