"""How the central path moves between claims: a random walk in the unit of the path.

The variance of a move grows with the days it takes, so that between two claims the path runs straight and
after the last it stays. Moves follow Student's t as misses do: most weeks bring little, a few very much.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from frontledger.analysis.central.misses import pull
from frontledger.analysis.reconcile.model import Model, Vector
from frontledger.analysis.reconcile.smooth import sizes, steps

Key = tuple[str, str]


class Walk:
    """The random walk of a model's paths; `walk` is as in Scales."""

    def __init__(self, model: Model, walk: float) -> None:
        self._between = sparse.kron(sparse.eye_array(len(model.atoms)), steps(len(model.days)), format="csr")
        self._scales = move_scales(model, walk).ravel()

    def squares(self, paths: Vector) -> sparse.csr_array:
        """The squares of the paths' moves, weighted as they move now."""
        weights = pull(self._between @ paths, self._scales)
        return sparse.csr_array(self._between.T @ sparse.diags_array(weights) @ self._between)


def move_scales(model: Model, walk: float) -> Vector:
    """The scale of every atom's move from each day to the next, in units of the model.

    Of its pace before the first claim that counts it nothing is known: until then the scale is that of an
    even rise to its usual figure, where that is the larger.
    """
    weeks = np.diff([day.toordinal() for day in model.days]) / 7
    rates = np.full((len(model.atoms), len(weeks)), walk**2)
    for rate, first in zip(rates, _first_days(model), strict=True):
        if first:
            rate[:first] = np.maximum(walk**2, 1 / weeks[:first].sum())
    return np.asarray(usual(model)[:, None] * np.sqrt(rates * weeks))


def usual(model: Model) -> Vector:
    """The median figure claimed of each atom's measure, in units of the model, so that none alone sets it.

    Figures of a rise and of a narrower place are left out; where nothing is left, the largest figure stands.
    """
    found: dict[Key, list[float]] = {}
    for one in model.statements:
        if one.since is None and not one.over and not one.narrower:
            ends = [one.figure] if one.figure else [one.lower, one.upper]
            found.setdefault((one.base, one.force), []).extend(
                end / model.unit for end in ends if 0 < end < np.inf
            )
    keys = [(atom.measure, atom.force) for atom in model.atoms]
    pairs = zip(keys, sizes(model), strict=True)
    return np.array([np.median(found[key]) if found.get(key) else size for key, size in pairs])


def _first_days(model: Model) -> list[int]:
    """The place of the first day on which a claim counts each atom; of the last day where none does."""
    n = len(model.days)
    first = [n - 1] * len(model.atoms)
    for counted, _ in model.readings:
        for column in counted.columns:
            atom, day = divmod(column, n)
            if day:
                first[atom] = min(first[atom], day)
    return first
