"""The paths as a table: a row for every quantity and day, weekly and on the days claims speak of."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from frontledger.analysis.reconcile.bounds import Band
from frontledger.analysis.reconcile.holding import Solved
from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.statements import DAY
from frontledger.analysis.reconcile.structure import Quantity

WEEK = timedelta(days=7)
KEY = ["measure", "force", "scope", "day"]
ESTIMATES = (*KEY, "claim_day", "estimate")


def estimate_table(groups: tuple[Solved, ...]) -> pd.DataFrame:
    """The paths shown, by measure, force, scope and day, in the unit of each measure.

    Between the days claims speak of they are on the straight line, which keeps every rule.
    """
    return _table([_frame(one, quantity) for one in groups for quantity in one.model.reported], ESTIMATES)


def path_table(solved: Solved, quantity: Quantity, band: Band) -> pd.DataFrame:
    """The path shown of one quantity, with its bounds.

    The bounds between the days claims speak of are those of any path that keeps the rules, not of the
    straight line.
    """
    return _table(
        [_frame(solved, quantity).assign(**_ends(solved.model, band))], (*ESTIMATES, "lower", "upper")
    )


def whole_table(paths: list[pd.DataFrame]) -> pd.DataFrame:
    """The paths of several quantities together."""
    return _table(paths, (*ESTIMATES, "lower", "upper"))


def _table(frames: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame({name: [] for name in columns})
    return pd.concat(frames, ignore_index=True).sort_values(KEY, ignore_index=True)


def output_days(model: Model) -> tuple[date, ...]:
    """Every week from the first day claims name, and the days claims speak of."""
    first = model.days[0] + DAY if model.begins else model.days[0]
    weeks = range((model.days[-1] - first).days // 7 + 1)
    return tuple(sorted({*model.days, *(first + number * WEEK for number in weeks)}))


def _frame(solved: Solved, quantity: Quantity) -> pd.DataFrame:
    model = solved.model
    days, nodes = _ordinals(output_days(model)), _ordinals(model.days)
    return pd.DataFrame(
        {
            "measure": quantity.measure,
            "force": quantity.force,
            "scope": quantity.scope,
            "day": pd.to_datetime(list(output_days(model))).as_unit("us"),
            "claim_day": np.isin(days, nodes),
            "estimate": np.interp(days, nodes, levels(solved, quantity)),
        }
    )


def _ends(model: Model, band: Band) -> dict[str, Vector]:
    """The bounds on the days wanted."""
    days, nodes = _ordinals(output_days(model)), _ordinals(model.days)
    return {
        "lower": _spread(band.lower, band.lower_between, days, nodes),
        "upper": _spread(band.upper, band.upper_between, days, nodes),
    }


def _ordinals(days: tuple[date, ...]) -> Vector:
    return np.array([day.toordinal() for day in days])


def levels(solved: Solved, quantity: Quantity) -> Vector:
    """The quantity on the days of the model."""
    model = solved.model
    levels = solved.columns.reshape(len(model.atoms), len(model.days)) * model.unit
    total = sum(factor * levels[model.places[atom]] for atom, factor in model.reported[quantity].items())
    return np.maximum(np.asarray(total), 0.0)


def _spread(on_days: Vector, between: Vector, ordinals: Vector, nodes: Vector) -> Vector:
    """Values on the days of the model and between them, on the days wanted."""
    at = np.searchsorted(nodes, ordinals, side="right") - 1
    gaps = np.append(between, on_days[-1])
    return np.where(nodes[at] == ordinals, on_days[at], gaps[at])
