"""What the command made of a faulty ledger: refused where the fault is, harmless by proof, or badly answered."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from faults.cells import PACKAGE
from faults.legal import fields, is_legal, value
from faults.sound import Planted, Sound
from frontledger.ledger import LedgerError, load, loading
from frontledger.ledger.schemas import check_columns
from frontledger.ledger.sheet import Sheet
from frontledger.ledger.tables import TABLES, Table

MESSAGE = re.compile(
    r"(?P<file>.+?)(?::(?P<line>[1-9][0-9]*))?: (?:(?P<column>\S[^:;]*?): )?(?P<fault>.+?); (?P<remedy>.+)"
)
REFUSED, EQUAL, LEGAL, BAD = "refused", "equal", "legal", "bad"


@dataclass(frozen=True)
class Verdict:
    """How a fault was answered, with what was said or proved."""

    fault: Planted
    answer: str
    said: str


def judge(sound: Sound, fault: Planted, folder: Path) -> Verdict:
    """Plant the fault in a copy of the ledger at `folder`, load it, and judge the answer."""
    sound.copy(folder)
    fault.plant(folder)
    try:
        tables = load(folder).tables
    except LedgerError as error:
        problem = unlocated(str(error), fault, folder)
        return Verdict(fault, BAD if problem else REFUSED, problem or str(error))
    except Exception as error:  # whatever else comes out is what is looked for
        return Verdict(fault, BAD, f"a traceback: {error!r}")
    changed = differences(sound, tables)
    if not changed:
        return Verdict(fault, EQUAL, "")
    problem = unproved(sound, fault, tables, changed)
    return Verdict(fault, BAD if problem else LEGAL, problem)


@contextmanager
def untouched_tables_known(sound: Sound) -> Iterator[None]:
    """Within, the columns of a table whose file is that of the sound ledger are not validated again and again.

    They were found sound once; it is the larger part of the time a check takes.
    """
    known = {
        table.file: hashlib.sha256((sound.folder / table.file).read_bytes()).hexdigest()
        for table in TABLES.values()
    }

    def check_changed(sheet: Sheet) -> None:
        if sheet.sha256 != known[sheet.table.file]:
            check_columns(sheet)

    loading.check_columns = check_changed
    try:
        yield
    finally:
        loading.check_columns = check_columns


def unlocated(said: str, fault: Planted, folder: Path) -> str:
    """What is wrong with the messages; nothing where the fault is told at its place and nothing else is told."""
    lines = said.splitlines()
    found = [MESSAGE.fullmatch(line) for line in lines]
    if not lines or not all(found) or len(said) > 5_000 or "Traceback" in said:
        return f"no plain message: {said[:500]}"
    places = {
        (
            Path(one["file"]).name if one["file"] != str(folder) else "",
            int(one["line"] or 0),
            one["column"] or "",
        )
        for one in found
        if one
    }
    strays = [place for place in places if not any(_fits(place, wanted) for wanted in fault.places)]
    if strays:
        return f"told elsewhere: {said[:500]}"
    return ""


def _fits(place: tuple[str, int, str], wanted: Any) -> bool:
    file, line, column = place
    return (
        file == wanted.file
        and (not wanted.line or line == wanted.line)
        and (not wanted.column or column == wanted.column)
    )


def unproved(
    sound: Sound, fault: Planted, tables: Mapping[str, pd.DataFrame], changed: Mapping[str, str]
) -> str:
    """Why what was loaded may be wrong; nothing where it is the sound ledger but for legal cells, rightly read."""
    if fault.sure:
        return f"taken for sound: {changed}"
    if not fault.cells:
        return f"another ledger was loaded: {changed}"
    for (table, _, column), text in fault.cells.items():
        if not is_legal(fields(PACKAGE)[table, column], text):
            return f"not legal: {table}.{column}"
    if set(changed) - {table for table, _, _ in fault.cells}:
        return f"other tables changed: {changed}"
    return _misread(sound, fault, tables)


def differences(sound: Sound, tables: Mapping[str, pd.DataFrame]) -> Mapping[str, str]:
    """The tables that are loaded otherwise, in their own columns, with the first difference of each."""
    told = {}
    for name, frame in tables.items():
        names = list(TABLES[name].names)
        one, other = sound.frames[name][names], frame[names]
        if not one.equals(other):
            told[name] = f"{len(one)} rows and {len(other)}" if len(one) != len(other) else "a cell"
    return told


def _misread(sound: Sound, fault: Planted, loaded: Mapping[str, pd.DataFrame]) -> str:
    """Which table is not the sound one with the changed cells as a second reading has them."""
    for name in {table for table, _, _ in fault.cells}:
        table = TABLES[name]
        expected = sound.frames[name][list(table.names)].copy()
        for (other, place, column), text in fault.cells.items():
            if other == name:
                row = _row(expected, table, sound.rows[name][place].cells)
                read = value(table.column(column), text)
                cells = [read if chosen else cell for chosen, cell in zip(row, expected[column], strict=True)]
                expected[column] = pd.Series(cells, dtype=expected[column].dtype)
        if name == "claims":  # what was said on a day speaks of no later day
            late = (expected["kind"] != "forecast") & (expected["period_end"] > expected["reported_on"])
            expected["period_end"] = expected["period_end"].mask(late, expected["reported_on"])
        expected = expected.sort_values(list(table.order or table.key), ignore_index=True)
        if not expected.equals(loaded[name][list(table.names)]):
            return f"misread: {name} is not the sound table with {dict(fault.cells)}"
    return ""


def _row(frame: pd.DataFrame, table: Table, cells: Mapping[str, str]) -> pd.Series:
    """Which row of the frame is that of the cells."""
    chosen = pd.Series(True, index=frame.index)
    for column in table.key:
        chosen &= frame[column] == value(table.column(column), cells[column])
    assert chosen.sum() == 1
    return chosen
