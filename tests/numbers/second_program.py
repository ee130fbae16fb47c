"""The reconciliation of an invented war written down a second time, from docs/methods.md, for scipy's solver.

Every quantity is spelled out as a sum of six running totals; no row of the reconciliation's own is used. It
covers what `reconcile_worlds.py` invents: one place a measure, and the identities of casualties and of those in
theatre.
"""

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from frontledger.ledger import Ledger

TOTALS = ("sent", "killed", "wounded", "captured", "returned_home", "uncounted")
SUMS = {name: {name: 1.0} for name in TOTALS} | {
    "casualties": {"killed": 1.0, "wounded": 1.0},
    "in_theatre": {"sent": 1.0, "uncounted": 1.0, "killed": -1.0, "captured": -1.0, "returned_home": -1.0},
}
SHARES = {"killed_share": ("killed", "casualties"), "casualty_fraction": ("casualties", "sent")}
FLOWS = {"killed_in_period": "killed", "sent_in_period": "sent", "captured": "captured"} | {
    "casualties_in_period": "casualties"
}
RUNNING = ("sent", "killed", "wounded", "casualties", "returned_home")
INFEASIBLE, UNBOUNDED = 2, 3


@dataclass(frozen=True)
class Program:
    """Rows `matrix @ x <= ends` over totals by day, then a slack for each end of each claim, and their prices."""

    days: tuple[date, ...]
    matrix: np.ndarray
    ends: np.ndarray
    ceilings: np.ndarray
    prices: np.ndarray

    def solved(self, objective: np.ndarray, budget: float = math.inf) -> float:
        """The least of an objective among all paths that ask no more than the budget; -inf if there is none."""
        matrix, ends = self.matrix, self.ends
        if math.isfinite(budget):
            matrix, ends = np.vstack([matrix, self.prices]), np.append(ends, budget)
        bounds = np.column_stack([np.zeros(len(self.ceilings)), self.ceilings])
        found = linprog(objective, A_ub=matrix, b_ub=ends, bounds=bounds, method="highs")
        if found.status == UNBOUNDED:
            return -math.inf
        assert found.status == 0, found.message
        return float(found.fun)

    def least(self) -> float:
        """The least total slack."""
        return self.solved(self.prices)

    def bounds(self, measure: str, day: date) -> tuple[float, float]:
        """The least and the greatest of a quantity on a day, by the allowance of a twentieth of the least."""
        budget = self.least() * 1.05 + 1e-6
        row = np.zeros(len(self.prices))
        _add(row, self.days, measure, day, 1.0)
        return self.solved(row, budget), -self.solved(-row, budget)

    def possible(self) -> bool:
        """Whether every claim can be met."""
        met = np.where(self.prices[self._slacks :] > 0, 0.0, math.inf)
        return _feasible(replace(self, ceilings=np.append(self.ceilings[: self._slacks], met)))

    @property
    def _slacks(self) -> int:
        return len(TOTALS) * len(self.days)


def _feasible(program: Program) -> bool:
    bounds = np.column_stack([np.zeros(len(program.ceilings)), program.ceilings])
    found = linprog(
        np.zeros(len(bounds)), A_ub=program.matrix, b_ub=program.ends, bounds=bounds, method="highs"
    )
    assert found.status in (0, INFEASIBLE), found.message
    return found.status == 0


def second_program(ledger: Ledger) -> Program:
    """The program of a ledger's claims."""
    claims = ledger.claims.to_dict("records")
    days = _days(claims)
    width = len(TOTALS) * len(days)
    rows, ends, prices = [], [], []
    for place, name in enumerate(TOTALS):
        for day in range(len(days) - 1):
            row = np.zeros(width)
            row[place * len(days) + day], row[place * len(days) + day + 1] = 1.0, -1.0
            rows, ends = [*rows, row], [*ends, 0.0]
        assert name in SUMS
    for day in days:
        row = np.zeros(width)
        _add(row, days, "in_theatre", day, -1.0)
        rows, ends = [*rows, row], [*ends, 0.0]
    rules = len(rows)
    for claim in claims:
        for row, end in _sides(claim, days, width):
            rows, ends = [*rows, row], [*ends, end]
            prices.append(1.0 / _scale(claim, ledger))
    slack = np.vstack([np.zeros((rules, len(prices))), -np.eye(len(prices))])
    return Program(
        days,
        np.hstack([np.array(rows), slack]),
        np.array(ends),
        np.append(_ceilings(ledger, days, _begins(claims)), np.full(len(prices), math.inf)),
        np.concatenate([_path_prices(ledger, days), prices]),
    )


def smallest_conflicts(ledger: Ledger) -> set[frozenset[str]]:
    """Every set of claims that is impossible and of which each smaller one is possible, by trying them all."""
    names = sorted(ledger.claims["claim_id"])
    found: set[frozenset[str]] = set()
    for size in range(1, len(names) + 1):
        for chosen in combinations(names, size):
            these = frozenset(chosen)
            if (
                not any(known <= these for known in found)
                and not second_program(only(ledger, these)).possible()
            ):
                found.add(these)
    return found


def only(ledger: Ledger, names: frozenset[str]) -> Ledger:
    """The ledger with these claims alone."""
    kept = ledger.claims[ledger.claims["claim_id"].isin(names)].reset_index(drop=True)
    return replace(ledger, claims=kept)


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()


def _begins(claims: list[dict]) -> bool:
    return any(claim["measure"] in RUNNING and _day(claim["period_start"]) for claim in claims)


def _since(claim: dict) -> date | None:
    start = _day(claim["period_start"])
    return start - timedelta(days=1) if start and claim["measure"] in FLOWS else None


def _days(claims: list[dict]) -> tuple[date, ...]:
    named = {claim["period_end"].date() for claim in claims} | {day for one in claims if (day := _since(one))}
    if _begins(claims):
        counting = [one for one in claims if one["measure"] in RUNNING or one["measure"] in FLOWS]
        starts = [day for one in counting if (day := _day(one["period_start"]))]
        named.add(min([*starts, *(claim["period_end"].date() for claim in claims)]) - timedelta(days=1))
    return tuple(sorted(named))


def _add(row: np.ndarray, days: tuple[date, ...], measure: str, day: date, times: float) -> None:
    for name, factor in SUMS[measure].items():
        row[TOTALS.index(name) * len(days) + days.index(day)] += times * factor


def _sides(claim: dict, days: tuple[date, ...], width: int) -> list[tuple[np.ndarray, float]]:
    """The claim's ends as rows that must not exceed a number."""
    day, since, measure = claim["period_end"].date(), _since(claim), claim["measure"]
    upper = claim["upper"] if since or measure not in FLOWS else math.inf
    found = []
    for sign, end in ((-1.0, claim["lower"]), (1.0, upper)):
        if not math.isfinite(end) or (sign < 0 and end == 0):
            continue
        row = np.zeros(width)
        if measure in SHARES:
            part, whole = SHARES[measure]
            _add(row, days, part, day, sign)
            _add(row, days, whole, day, -sign * end / 100)
            found.append((row, 0.0))
            continue
        _add(row, days, FLOWS.get(measure, measure), day, sign)
        if since:
            _add(row, days, FLOWS[measure], since, -sign)
        found.append((row, sign * end))
    return found


def _middle(ledger: Ledger, measure: str) -> float:
    rule = ledger.measures.set_index("measure").loc[measure]
    return float(rule["floor"] + rule["ceiling"]) / 2


def _scale(claim: dict, ledger: Ledger) -> float:
    ends = (claim["best"], claim["upper"], claim["lower"])
    size = next(end for end in ends if math.isfinite(end) and end > 0)
    if claim["measure"] in SHARES:
        part, whole = SHARES[claim["measure"]]
        return min(size / 100 * _middle(ledger, whole), _middle(ledger, part))
    return size


def _ceilings(ledger: Ledger, days: tuple[date, ...], begins: bool) -> np.ndarray:
    most = ledger.measures.set_index("measure")["ceiling"]
    found = np.repeat([math.inf if name == "uncounted" else most[name] for name in TOTALS], len(days))
    if begins:
        found[:: len(days)] = 0.0
    return found


def _path_prices(ledger: Ledger, days: tuple[date, ...]) -> np.ndarray:
    prices = np.zeros(len(TOTALS) * len(days))
    prices[(TOTALS.index("uncounted") + 1) * len(days) - 1] = 1 / _middle(ledger, "in_theatre")
    return prices
