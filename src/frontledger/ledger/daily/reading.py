"""A user's copy of the daily table read whole: every row counted or set aside, or the file refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from frontledger.ledger.daily import rules, sifting
from frontledger.ledger.daily.columns import FILE, USED, Header
from frontledger.ledger.daily.decoding import decoded
from frontledger.ledger.daily.judging import NoDayError, judge
from frontledger.ledger.daily.models import SHAHED, SHAHED_MODEL
from frontledger.ledger.daily.records import Record, read_records
from frontledger.ledger.daily.rows import Cells, DroneRow, SetAside
from frontledger.ledger.faults import Fault, LedgerError

_MOST_FAULTS = 20


@dataclass(frozen=True)
class Reading:
    """The rows of a file: `rows_in` is those counted and those set aside together.

    `remarks` is what is to be said of the whole file.
    """

    header: Header
    rows: tuple[DroneRow, ...]
    aside: tuple[SetAside, ...]
    remarks: tuple[str, ...]

    @property
    def rows_in(self) -> int:
        """The rows of the file, its header not counted."""
        return len(self.rows) + len(self.aside)

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day on which a counted window of the Shahed class ends."""
        days = [row.end.day for row in self.rows if row.weapon_class == SHAHED]
        return min(days), max(days)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows were set aside for each reason, in the order of the rules."""
        counted = Counter(row.reason for row in self.aside)
        return tuple((reason, counted[reason]) for reason in rules.SET_ASIDE if counted[reason])

    @property
    def remarked(self) -> dict[str, list[int]]:
        """The lines of the counted rows that each remark is on."""
        lines: dict[str, list[int]] = defaultdict(list)
        for row in self.rows:
            for remark in row.remarks:
                lines[remark].append(row.line)
        return dict(lines)


def read_table(file: str, data: bytes) -> Reading:
    """The table in `data`; raises LedgerError, naming lines, where a total could come out wrong unseen.

    A row whose day is known but whose count is not is set aside and leaves that day unknown. A row that may
    hold launches and can be placed on no day would leave every total unsure, so the file is refused.
    """
    text, remarks = decoded(file, data)
    header, records = read_records(file, text)
    rows, aside, faults = _judged(file, header, records)
    if header.has("launch_place") and header.has("target"):
        rows, repeats = sifting.without_repeats(rows)
        aside += repeats
    faults += [_apart(file, row) for row in sifting.apart(rows)]
    if columns := sifting.swapped(rows):
        fault = f"{columns} have changed places: most rows hold the one under the other"
        faults.append(Fault(file, 1, columns.split()[0], fault, "mend the header, or fetch the file again"))
    if not faults and not any(row.weapon_class == SHAHED for row in rows):
        fault = f"no row of the model {SHAHED_MODEL} can be counted"
        faults = [Fault(file, 0, "model", fault, f"give {FILE} as published")]
    if faults:
        raise LedgerError(_fewer(file, faults))
    return Reading(header, tuple(rows), tuple(aside), (*remarks, *_of_columns(header)))


def _judged(
    file: str, header: Header, records: Iterator[Record]
) -> tuple[list[DroneRow], list[SetAside], list[Fault]]:
    rows: list[DroneRow] = []
    aside: list[SetAside] = []
    faults = []
    for record in records:
        try:
            found = judge(Cells(header, record))
        except NoDayError as error:
            faults.append(_no_day(file, record.line, *error.args))
            continue
        if isinstance(found, DroneRow):
            rows.append(found)
        else:
            aside.append(found)
    return rows, aside, faults


def _no_day(file: str, line: int, reason: str, detail: str) -> Fault:
    fault = f"{rules.SET_ASIDE[reason]} ({detail}), and no day on which its launches can be placed"
    return Fault(file, line, "time_end", fault, "mend the row, or fetch the file again")


def _apart(file: str, row: DroneRow) -> Fault:
    fault = f"the row ends on {row.end.day}, more than {sifting.QUIET.days} days from the rest of the file"
    return Fault(file, row.line, "time_end", fault, "mend the date, or delete the row")


def _fewer(file: str, faults: list[Fault]) -> list[Fault]:
    """The first faults, and how many more there are."""
    if len(faults) <= _MOST_FAULTS:
        return faults
    more = f"{len(faults) - _MOST_FAULTS:,} more rows like these"
    last = Fault(file, faults[-1].line, "", more, "fetch the file again")
    return [*faults[:_MOST_FAULTS], last]


def _of_columns(header: Header) -> list[str]:
    remarks = []
    if header.unknown:
        names = ", ".join(repr(name) for name in header.unknown)
        remarks.append(f"columns that are not known, and not read: {names}")
    said = {
        "not_reach_goal": "so what was lost to jamming is unknown from 10 July 2024",
        "target": "so regional rows are told by their source alone, and repeated rows cannot be told",
        "launch_place": "so repeated rows cannot be told",
        "is_shahed": "so there is no count of strike drones",
    }
    return remarks + [f"no column {name}, {said[name]}" for name in reversed(USED) if not header.has(name)]
