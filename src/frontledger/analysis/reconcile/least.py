"""The path that asks least of a model's claims, worked out once where many reports ask for it."""

from __future__ import annotations

import numpy as np
from pydantic import TypeAdapter

from frontledger.analysis.answers import answered, follows_from
from frontledger.analysis.reconcile.holding import Solved, solved
from frontledger.analysis.reconcile.model import Model
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.smooth import smooth

Found = tuple[list[float], float, float]
"""The columns of a path, the least that any path asks, and what this one asks."""

FOUND = TypeAdapter(Found)


def least_path(model: Model) -> Solved:
    """The path that asks least of the claims, and is nearest and smoothest; see `smooth`."""
    content = follows_from("the path that asks least", model.content)
    columns, least, asked = answered(content, FOUND, lambda: _found(model))
    return solved(model, np.array(columns), least, asked)


def _found(model: Model) -> Found:
    least = Program(model).least_slack()
    columns, asked = smooth(model, least)
    return columns.tolist(), least, asked
