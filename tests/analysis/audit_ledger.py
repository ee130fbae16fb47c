"""A made-up article and the made-up claims it is set against, written as a ledger's folder."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontledger.ledger import Ledger, default_folder, load
from frontledger.ledger.tables import TABLES

CODEBOOK = ("measures", "scopes", "forces", "identities")
BODIES = ("alpha", "beta", "gamma")
SOURCE = {"source_id": "page", "publisher": "A page", "url": "https://example.org/page"}

Row = dict[str, Any]


def claim(number: int, measure: str, best: float | str, who: str = "alpha", **more: Any) -> Row:
    """A claim of about `best` of the measure in Kursk by 28 February 2025, said the day after."""
    return {
        "claim_id": f"C{number}",
        "measure": measure,
        "force": "dprk_troops",
        "best": best,
        "qualifier": "about",
        "period_end": "2025-02-28",
        "scope": "kursk",
        "claimant_id": who,
        "source_id": "page",
        "reported_on": "2025-03-01",
        "kind": "estimate",
        "credibility": 3,
        **more,
    }


def says(number: int, measure: str = "", best: float | str = "", who: str = "", **more: Any) -> Row:
    """A statement of the article of 27 March 2025, about 28 February 2025 unless told otherwise."""
    return {
        "article_claim_id": f"S{number:02}",
        "topic": "test",
        "statement": f"Statement {number}",
        "measure": measure,
        "force": "dprk_troops" if measure else "",
        "scope": "kursk",
        "qualifier": "" if best == "" and "low" not in more else "about",
        "best": best,
        "period_end": "2025-02-28",
        "reported_on": "2025-03-27",
        "claimant_id": who,
        **more,
    }


def count(month: str, series: str, launched: int, **more: Any) -> Row:
    """A month of a drone series."""
    known = {"reported_on": "2025-01-01", "source_id": "page", "complete": "true", "qualifier": "exact"}
    return {"month": month, "series_id": series, "launched": launched, **known, **more}


def office(person: str, name: str, first: str, last: str) -> Row:
    """A person shown in an office from one day to another."""
    return {"person": person, "office": name, "shown_from": first, "shown_to": last, "source_id": "page"}


def event(number: int, day: str, words: str, category: str) -> Row:
    """A dated event."""
    return {"event_id": f"E{number}", "date": day, "event": words, "category": category, "source_id": "page"}


def ledger_of(folder: Path, statements: Sequence[Row], *, seed: int = 0, **tables: Sequence[Row]) -> Ledger:
    """The ledger with these statements and other rows; `seed` shuffles the rows of every table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in CODEBOOK:
        shutil.copy(default_folder() / f"{name}.csv", folder / f"{name}.csv")
    rows: dict[str, Sequence[Row]] = {
        "sources": [SOURCE],
        "claimants": [_body(name) for name in BODIES],
        "drone_series": [_series("daily", "computed"), _series("press", "published")],
        "article_claims": statements,
        **tables,
    }
    for name in set(TABLES) - set(CODEBOOK):
        _write(folder, name, list(rows.get(name, ())), random.Random(seed) if seed else None)
    return load(folder)


def _body(name: str) -> Row:
    return {
        "claimant_id": name,
        "name": f"Body {name}",
        "short_name": name.title(),
        "kind": "official",
        "belligerent": "false",
        "reliability": "C",
    }


def _series(name: str, basis: str) -> Row:
    known = {"qualifier": "exact", "convention": "end_date", "regional_rows": "excluded", "coverage": "all"}
    known["main"] = str(basis == "computed").lower()
    return {"series_id": name, "name": name.title(), "claimant_id": "alpha", "basis": basis, **known}


def _write(folder: Path, name: str, rows: list[Row], shuffle: random.Random | None) -> None:
    if shuffle:
        shuffle.shuffle(rows)
    columns = TABLES[name].names
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: row[column] for column in columns if column in row} for row in rows)
