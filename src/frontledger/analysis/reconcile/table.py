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
COLUMNS = ("measure", "force", "scope", "day", "claim_day", "estimate", "lower", "upper")


def path_table(groups: list[tuple[Solved, dict[Quantity, Band]]]) -> pd.DataFrame:
    """All paths, by measure, force, scope and day, in the unit of each measure.

    Between the days claims speak of the estimate is on the straight line, which keeps every rule; the bounds
    there are those of any path that keeps the rules, not of the straight line.
    """
    frames = [_frame(solved, quantity, band) for solved, found in groups for quantity, band in found.items()]
    if not frames:
        return pd.DataFrame({name: [] for name in COLUMNS})
    table = pd.concat(frames, ignore_index=True)
    return table.sort_values(["measure", "force", "scope", "day"], ignore_index=True)


def output_days(model: Model) -> tuple[date, ...]:
    """Every week from the first day claims name, and the days claims speak of."""
    first = model.days[0] + DAY if model.begins else model.days[0]
    weeks = range((model.days[-1] - first).days // 7 + 1)
    return tuple(sorted({*model.days, *(first + number * WEEK for number in weeks)}))


def _frame(solved: Solved, quantity: Quantity, band: Band) -> pd.DataFrame:
    model = solved.model
    days = output_days(model)
    ordinals = np.array([day.toordinal() for day in days])
    nodes = np.array([day.toordinal() for day in model.days])
    return pd.DataFrame(
        {
            "measure": quantity.measure,
            "force": quantity.force,
            "scope": quantity.scope,
            "day": pd.to_datetime(list(days)).as_unit("us"),
            "claim_day": np.isin(ordinals, nodes),
            "estimate": np.interp(ordinals, nodes, _estimate(solved, quantity)),
            "lower": _spread(band.lower, band.lower_between, ordinals, nodes),
            "upper": _spread(band.upper, band.upper_between, ordinals, nodes),
        }
    )


def _estimate(solved: Solved, quantity: Quantity) -> Vector:
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
