"""The steps of an interior point for one choice of costs: residuals, and the predictor and corrector.

Every row has the room by which it is exceeded, and a row that may be missed also the room by which it falls short:
`row . point + short - over = least`. Each room has a dual, which is what its cost leaves of the row's price. Rooms
and duals are eliminated, so that the Newton system has a column for each column of the point and each exact row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from frontledger.analysis.reconcile.newton import Core, Indices, Matrix, Vector

NewtonStep = Callable[[Vector, bool], tuple[Vector, Vector, Vector, Vector]]

TO_THE_EDGE = 0.999
YIELDING = 1e-10
"""What every row yields within a step, so that the system stays definite where many rows hold at once."""


@dataclass(frozen=True)
class Prices:
    """Rows that may be missed, by their places, and what a unit costs: falling `short` and going `over`.

    A row that costs nothing says nothing.
    """

    rows: Indices
    short: Vector
    over: Vector

    @classmethod
    def none(cls) -> Prices:
        """No row may be missed."""
        return cls(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))

    def only(self, chosen: NDArray[np.bool_], rows: Indices, height: Vector) -> Prices:
        """Some of the prices, for rows at these places that are the same divided by these heights."""
        return Prices(rows, self.short[chosen] * height, self.over[chosen] * height)


@dataclass(frozen=True, eq=False)
class Frame:
    """The rows that programs share: those that bound, with their least, and those that are exact.

    `give` is how far each row gives way for a unit of its price.
    """

    rows: sparse.csr_array
    least: Vector
    give: Vector
    exact_rows: sparse.csr_array
    exact: Vector


@dataclass(frozen=True, eq=False)
class Begun:
    """Where steps may begin, whatever the prices: the point, the prices of exact rows, the rooms of all rows.

    `dual` is that of each row that may not be missed, and of the others their share of what the two rooms cost.
    """

    point: Vector
    price: Vector
    room: Vector
    dual: Vector


@dataclass(frozen=True, eq=False)
class State:
    """Where the steps are; rooms and their duals are those over every row, then those short of priced rows."""

    point: Vector
    price: Vector
    room: Vector
    dual: Vector

    @property
    def complement(self) -> float:
        """The mean product of a room and its dual."""
        return float(self.room @ self.dual / max(len(self.room), 1))


@dataclass(frozen=True, eq=False)
class Residuals:
    """By how much slope, rows and exact rows are off."""

    slope: Vector
    rows: Vector
    exact: Vector

    @property
    def largest(self) -> float:
        """The largest of them."""
        return max(float(np.abs(one).max(initial=0.0)) for one in (self.slope, self.rows, self.exact))


class Steps:
    """One program of a frame: its costs, and the rows that say something at its prices."""

    def __init__(self, frame: Frame, core: Core, linear: Vector, square: Matrix, prices: Prices) -> None:
        heard = prices.short + prices.over > 0
        telling = np.ones(len(frame.least), dtype=bool)
        telling[prices.rows[~heard]] = False
        self._telling = np.flatnonzero(telling)
        self._pairs = np.concatenate([self._telling, len(frame.least) + np.flatnonzero(heard)])
        self._soft, self._count = (np.cumsum(telling) - 1)[prices.rows[heard]], len(self._telling)
        self._short, self._over = prices.short[heard], prices.over[heard]
        self._linear, self._square = linear, square
        self._rows = frame.rows if telling.all() else sparse.csr_array(frame.rows[self._telling])
        self._down, self._least, self._give = self._rows.T, frame.least[telling], frame.give[telling]
        self._frame, self._exact_down = frame, frame.exact_rows.T
        self._core, self._fixed = core, core.fixed(square)

    def begin(self, begun: Begun) -> State:
        """The state where steps begin, its duals by these prices."""
        room, dual = begun.room[self._pairs], begun.dual[self._telling]
        cost, share = self._short + self._over, dual[self._soft]
        dual[self._soft] = share * cost
        return State(begun.point, begun.price, room, np.concatenate([dual, (1 - share) * cost]))

    def halfway(self, state: State, begun: Begun) -> Begun:
        """The state as a place to begin with other prices; rows that say nothing stay where they began."""
        room, dual = begun.room.copy(), begun.dual.copy()
        room[self._pairs] = state.room
        over, short = state.dual[: self._count].copy(), state.dual[self._count :]
        over[self._soft] /= over[self._soft] + short
        dual[self._telling] = over
        return Begun(state.point, state.price, room, dual)

    def _weights(self, state: State) -> Vector:
        """The price of every telling row."""
        weight = state.dual[: self._count].copy()
        weight[self._soft] -= self._over
        return weight

    def residuals(self, state: State) -> Residuals:
        """By how much the state misses what holds at the point of least cost, but for rooms times duals."""
        price = self._weights(state)
        pull = self._down @ price + self._exact_down @ state.price
        over = self._net(state.room, -1.0)
        return Residuals(
            slope=self._square @ state.point + self._linear - pull,
            rows=self._rows @ state.point + self._give * price - over - self._least,
            exact=self._frame.exact_rows @ state.point - self._frame.exact,
        )

    def stepped(self, state: State, residuals: Residuals) -> State:
        """One predictor and corrector step; raises an error of the factor's where the system is singular."""
        room, dual = state.room, state.dual
        step = self._newton(state, residuals)
        product = room * dual
        _, _, room_step, dual_step = step(product, False)
        ahead = (room + _length(room, room_step) * room_step) @ (dual + _length(dual, dual_step) * dual_step)
        centred = state.complement * (ahead / max(len(room), 1) / state.complement) ** 3
        point, price, room_step, dual_step = step(product + room_step * dual_step - centred, True)
        length = TO_THE_EDGE * min(_length(room, room_step), _length(dual, dual_step))
        return State(
            state.point + length * point,
            state.price + length * price,
            room + length * room_step,
            dual + length * dual_step,
        )

    def _newton(self, state: State, residuals: Residuals) -> NewtonStep:
        """The steps of point, price, rooms and duals that take the residuals and given products to nought."""
        weight = 1 / (self._net(state.room / state.dual, 1.0) + self._give + YIELDING)
        every = np.zeros(len(self._frame.least))
        every[self._telling] = weight
        answer = self._core.factored(self._fixed, every)

        def step(product: Vector, exactly: bool) -> tuple[Vector, Vector, Vector, Vector]:
            brought = -residuals.rows - self._net(product / state.dual, -1.0)
            right = self._down @ (weight * brought) - residuals.slope
            both = answer(np.concatenate([right, residuals.exact]), exactly)
            point, price = both[: len(right)], both[len(right) :]
            turn = weight * (brought - self._rows @ point)
            turns = np.concatenate([turn, -turn[self._soft]])
            return point, price, -(product + state.room * turns) / state.dual, turns

        return step

    def _net(self, rooms: Vector, sign: float) -> Vector:
        """Values of rooms by row: those over, and those short with a sign."""
        total = rooms[: self._count].copy()
        total[self._soft] += sign * rooms[self._count :]
        return total


def _length(values: Vector, step: Vector) -> float:
    """How far one may go along the step before a value reaches nought, at most the whole step."""
    least = (step / values).min(initial=0.0)
    return 1.0 if least > -1.0 else float(-1.0 / least)
