"""Faults of the daily drone table: every column with every wrong value, every damage to its bytes.

An answer is good where the file is refused with its place, where the row is set aside and no month that it may belong
to is called known, or where every known month holds what it held or, for a count that may be meant, what a second
reading of the counts gives.
"""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from faults.damage import BYTES
from faults.values import wrong
from frontledger.ledger import LedgerError
from frontledger.ledger.daily.comparing import main_months
from frontledger.ledger.daily.reading import Reading, read_table
from frontledger.ledger.daily.tidy import daily_table, monthly_table
from ledger.daily_table import COLUMNS, row, table

KINDS = {
    "time_start": "date",
    "time_end": "date",
    "launched": "number",
    "destroyed": "number",
    "not_reach_goal": "number",
    "is_shahed": "number",
}
MOMENTS = {
    "hour 25": "2025-03-05 25:00",
    "minute 61": "2025-03-05 08:61",
    "a zone": "2025-03-05 08:00+02:00",
    "afternoon": "2025-03-05 8:00 PM",
    "the end before the start": "2025-03-01 08:00",
    "a window of a month": "2025-03-31 08:00",
    "the next month": "2025-04-05 08:00",
    "the next year": "2026-03-05 08:00",
}
ROWS = (
    row(
        time_start="2025-02-01",
        time_end="2025-02-01 08:00",
        launched="7",
        destroyed="7",
        not_reach_goal="",
        source="kpszsu/2",
    ),
    *(
        row(
            time_start=f"2025-{month:02}-{day:02} 19:00",
            time_end=f"2025-{month:02}-{day + 1:02} 08:00",
            launched=f"{40 + day}.0",
            destroyed=f"{20 + day}.0",
            not_reach_goal="9.0",
            source=f"kpszsu/posts/{month}{day:02}",
        )
        for month in (3, 4, 5)
        for day in (2, 9, 16, 23)
    ),
    row(model="X-101/X-555", source="kpszsu/posts/9"),
    row(
        time_start="2025-06-02",
        time_end="2025-06-02 08:00",
        launched="9",
        destroyed="9",
        not_reach_goal="",
        source="kpszsu/3",
    ),
)


@dataclass(frozen=True)
class Spoiled:
    """A daily table with a fault in it: the row and column, where it is one of a cell, and the new text."""

    kind: str
    data: bytes
    line: int = 0
    column: str = ""
    text: str = ""

    def __str__(self) -> str:
        return f"daily table:{self.line or ''} {self.column}: {self.kind}"


def faults(chance: random.Random) -> Iterator[Spoiled]:
    """Every wrong value in every column, and every damage to the bytes."""
    for column in COLUMNS:
        place = chance.randrange(1, len(ROWS) - 2)
        values = [*wrong(KINDS.get(column, "id"), ROWS[place][column])]
        if column.startswith("time"):
            values += MOMENTS.items()
        for kind, text in values:
            place = chance.randrange(1, len(ROWS) - 2)
            rows = [one | {column: text} if at == place else one for at, one in enumerate(ROWS)]
            yield Spoiled(kind, table(*rows), place + 2, column, text)
    sound = table(*ROWS)
    for kind, change in BYTES.items():
        if change(sound) != sound:
            yield Spoiled(f"bytes: {kind}", change(sound))


def answer(spoiled: Spoiled) -> tuple[str, str]:
    """How the table was answered, "refused", "equal", "legal" or "bad", and what was said."""
    try:
        reading = read_table("daily.csv", spoiled.data)
        found = _months(reading)
    except LedgerError as error:
        located = all(re.match(r"daily\.csv(:\d+)?: .+; .+", line) for line in str(error).splitlines())
        return ("refused" if located else "bad"), str(error)
    except Exception as error:  # whatever else comes out is what is looked for
        return "bad", f"a traceback: {error!r}"
    return _read(spoiled, reading, found)


def _read(spoiled: Spoiled, reading: Reading, found: Mapping[date, int]) -> tuple[str, str]:
    """How a table that was read was answered: by its known months against those of the sound one."""
    sound = _sound()
    changed = {month: count for month, count in found.items() if sound.get(month) != count}
    if not changed:
        return ("equal" if found == sound else "refused"), f"set aside: {reading.reasons}"
    if spoiled.column == "launched" and changed == _meant(spoiled, sound):
        return "legal", str(changed)
    if (
        spoiled.column == "model"
        and ("unknown_model", 1) in reading.reasons
        and changed == _without(spoiled, sound)
    ):
        return "legal", "another weapon, set aside by its line"
    if not spoiled.line and any("no end" in remark for remark in reading.remarks):
        return "legal", "told to be cut"
    return "bad", f"{changed} for {sound}"


@cache
def _sound() -> Mapping[date, int]:
    return _months(read_table("daily.csv", table(*ROWS)))


def _meant(spoiled: Spoiled, sound: Mapping[date, int]) -> Mapping[date, int]:
    """The month with the new count in the place of the old one, where it is plain but for blanks around it."""
    text = spoiled.text.strip()
    if not re.fullmatch(r"[0-9]{1,4}(\.0*)?", text):
        return {}
    return {month: left + int(float(text)) for month, left in _without(spoiled, sound).items()}


def _without(spoiled: Spoiled, sound: Mapping[date, int]) -> Mapping[date, int]:
    """The row's month without its count."""
    before = ROWS[spoiled.line - 2]
    month = date.fromisoformat(before["time_end"][:10]).replace(day=1)
    return {month: sound[month] - int(float(before["launched"]))}


def _months(reading: Reading) -> Mapping[date, int]:
    first, last = reading.span
    daily = daily_table(reading.rows, reading.aside, first, last)
    assert last - first < timedelta(days=36500)
    return main_months(monthly_table(daily, first, last))
