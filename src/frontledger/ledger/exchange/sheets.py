"""A workbook of a ledger's tables, or one table of it, made into a ledger or added to one: all of it or nothing."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from frontledger.ledger.adding.alike import likely_echo
from frontledger.ledger.exchange.folders import is_free, new_ledger
from frontledger.ledger.exchange.matching import Matched, matched
from frontledger.ledger.exchange.pages import fewer, told
from frontledger.ledger.exchange.plain import pages_of
from frontledger.ledger.faults import Fault, LedgerError
from frontledger.ledger.folders import default_folder
from frontledger.ledger.inserting import inserted, put_tables, tried
from frontledger.ledger.loading import load
from frontledger.ledger.tables import TABLES

_CODEBOOK = ("forces", "scopes", "measures", "identities")
_LICENCE = "licence_"

Rows = list[dict[str, str]]


def import_sheet(path: Path, folder: Path) -> list[str]:
    """Bring the tables in the file at `path` into the ledger in `folder`; returns what is told of it.

    Where there is no folder, a ledger is made; what the file leaves out of the codebook, and of the bodies and
    sources it names, is then taken from the shipped ledger. Rows that are there already are passed over; a row
    whose key is there with other content is a fault. The whole is checked before a byte is written. Raises
    LedgerError, faults in the file naming sheet and cell, and TableNotWrittenError.
    """
    tables, about, remarks = matched(pages_of(path))
    made = is_free(folder)
    return [
        *remarks,
        *(_made(folder, tables, about or {"title": path.stem}) if made else _added(folder, tables)),
    ]


def _made(folder: Path, tables: Sequence[Matched], about: Mapping[str, str]) -> list[str]:
    rows: dict[str, Sequence[Mapping[str, str]]] = {one.table: one.rows for one in tables}
    taken = _from_shipped(rows)
    lines = {
        (one.table, number): (one, place)
        for one in tables
        for place, number in enumerate(_first_lines(one.rows, len(taken.get(one.table, []))))
    }
    whole = {name: [*taken.get(name, []), *rows.get(name, [])] for name in TABLES}
    try:
        new_ledger(folder, whole, _package(about))
    except LedgerError as error:
        raise _relocated(error, lines) from None
    said = [f"{TABLES[one.table].file}: {told(len(one.rows), 'row', 'rows')}" for one in tables]
    said += [
        f"{TABLES[name].file}: {told(len(some), 'row', 'rows')} of the shipped ledger, which the file names"
        for name, some in taken.items()
        if some
    ]
    return [*said, f"written: {folder}"]


def _added(folder: Path, tables: Sequence[Matched]) -> list[str]:
    load(folder)
    said, faults = [], []
    fresh: dict[str, list[int]] = {}
    for one in tables:
        there = _rows_of(folder, one.table)
        key = TABLES[one.table].key
        known = {tuple(row[name] for name in key): row for row in there}
        fresh[one.table] = []
        for place, row in enumerate(one.rows):
            old = known.get(tuple(row.get(name, "") for name in key))
            if old is None:
                fresh[one.table].append(place)
            elif differing := [name for name in TABLES[one.table].names if row.get(name, "") != old[name]]:
                faults.append(_clash(one, place, differing, old))
        same = len(one.rows) - len(fresh[one.table])
        said.append(
            f"{TABLES[one.table].file}: {told(len(fresh[one.table]), 'new row', 'new rows')}, {same:,} there already"
        )
    if faults:
        raise LedgerError(fewer(faults))
    return [*said, *_written(folder, tables, fresh)]


def _written(folder: Path, tables: Sequence[Matched], fresh: Mapping[str, list[int]]) -> list[str]:
    """Put the new rows in their places and say which claims may be echoes; raises LedgerError."""
    new = {
        one.table: inserted(folder, one.table, [one.rows[place] for place in fresh[one.table]])
        for one in tables
        if fresh[one.table]
    }
    lines = {
        (one.table, line): (one, place)
        for one in tables
        if one.table in new
        for place, line in zip(fresh[one.table], new[one.table].lines, strict=True)
    }
    texts = {name: one.text for name, one in new.items()}
    try:
        ledger = tried(folder, texts)
    except LedgerError as error:
        raise _relocated(error, lines) from None
    put_tables(folder, texts)
    claims = [
        one.rows[place]["claim_id"] for one in tables if one.table == "claims" for place in fresh["claims"]
    ]
    echoes = [f"CAUTION: {claim}: {words}" for claim in claims if (words := likely_echo(ledger, claim))]
    return [*echoes, f"written: {folder}" if texts else f"{folder}: nothing to write"]


def _clash(one: Matched, place: int, differing: list[str], old: Mapping[str, str]) -> Fault:
    key = ", ".join(one.rows[place].get(name, "") for name in TABLES[one.table].key)
    column = differing[0]
    fault = f"{key} is in {TABLES[one.table].file} with {column} {old[column]!r}"
    remedy = "give a new identifier, or put what is to be set right into corrections.csv"
    return one.fault(one.lines[place], column, fault, remedy)


def _relocated(error: LedgerError, lines: Mapping[tuple[str, int], tuple[Matched, int]]) -> LedgerError:
    """The faults that are of the file's rows with sheet and cell in place of the ledger's file and line."""
    names = {table.file: name for name, table in TABLES.items()}
    faults = []
    for fault in error.faults:
        here = lines.get((names.get(Path(fault.file).name, ""), fault.line))
        if here:
            one, place = here
            faults.append(one.fault(one.lines[place], fault.column, fault.fault, fault.remedy))
        else:
            faults.append(fault)
    return LedgerError(fewer(faults))


def _first_lines(rows: Sequence[Mapping[str, str]], before: int) -> list[int]:
    """The line of the table's file on which each row begins, after its header and as many rows of one line."""
    lines, now = [], 2 + before
    for row in rows:
        lines.append(now)
        now += 1 + sum(cell.count("\n") for cell in row.values())
    return lines


def _from_shipped(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, Rows]:
    """What a file of claims leaves to the shipped ledger: its codebook, and the bodies and sources that are named."""
    if "measures" in rows:
        return {}
    shipped = default_folder()
    taken = {name: _rows_of(shipped, name) for name in _CODEBOOK if name not in rows}
    named = [row for some in rows.values() for row in some]
    for name, key in (("claimants", "claimant_id"), ("sources", "source_id")):
        here = {row.get(key, "") for row in rows.get(name, ())}
        wanted = {row.get(key, "") for row in named} - here
        taken[name] = [row for row in _rows_of(shipped, name) if row[key] in wanted]
    return taken


def _rows_of(folder: Path, table: str) -> Rows:
    with (folder / TABLES[table].file).open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def _package(about: Mapping[str, str]) -> dict[str, Any]:
    """What datapackage.json says of the ledger, from the sheet `about`."""
    licence = {
        name.removeprefix(_LICENCE): text
        for name, text in about.items()
        if name.startswith(_LICENCE) and text
    }
    kept = {name: about[name] for name in ("name", "title", "description") if about.get(name)}
    return {"title": "A ledger", **kept, **({"licenses": [licence]} if licence else {})}
