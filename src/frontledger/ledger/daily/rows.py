"""What becomes of a row of the daily table: counted, or set aside; and its cells by their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontledger.ledger.daily.columns import Header
from frontledger.ledger.daily.records import Record
from frontledger.ledger.daily.values import (
    FIRST_DAY,
    LAST_DAY,
    Moment,
    UnreadableError,
    read_count,
    read_moment,
)


@dataclass(frozen=True, slots=True)
class DroneRow:
    """A counted row. Counts are drones; None is unknown. Days are as written, in no time zone.

    Rows of the same `key` tell of the same thing; `remarks` are names of `rules.REMARKS`.
    """

    line: int
    weapon_class: str
    start: Moment
    end: Moment
    launched: int
    destroyed: int | None
    not_reached_goal: int | None
    neutralised: int | None
    strike_drones: int | None
    regional: bool
    daytime: bool
    post_in_target: bool
    key: tuple[object, ...]
    remarks: tuple[str, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The day its window begins on and the day it ends on, once where they are one."""
        return tuple(sorted({self.start.day, self.end.day}))


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is not counted: why, and what it leaves unknown.

    `days` are those whose count may be short by it, `weapon_class` the class, "" where it may be any.
    `launched` is its count of launches where that could be read.
    """

    line: int
    reason: str
    detail: str
    weapon_class: str = ""
    launched: int | None = None
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by the names of their columns."""

    header: Header
    record: Record

    def text(self, name: str) -> str:
        """The cell as written, "" where the file or the row has none."""
        place = self.header.places.get(name)
        return self.record.cells[place] if place is not None and place < len(self.record.cells) else ""

    def moment(self, name: str) -> Moment | None:
        """A moment of the war, or None where the cell holds none."""
        try:
            moment = read_moment(self.text(name))
        except UnreadableError:
            return None
        return moment if FIRST_DAY <= moment.day <= LAST_DAY else None

    def count(self, name: str) -> int | None:
        """A count, None where it is blank; raises UnreadableError naming the column."""
        try:
            return read_count(self.text(name))
        except UnreadableError as error:
            raise UnreadableError(f"{name} {error}") from None

    def readable_count(self, name: str) -> int | None:
        """A count, None where it is blank or cannot be read."""
        try:
            return self.count(name)
        except UnreadableError:
            return None
