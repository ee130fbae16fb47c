"""The codebook of a ledger of losses: the shared measures, so that every notebook finds the names it asks for.

Identifiers, units and forms are those of the shipped ledger, which the notebooks speak; ranges are this war's.
"""

from __future__ import annotations

import csv
from pathlib import Path

from frontledger.ledger.exchange.losses.dialect import RUSSIAN, UKRAINIAN
from frontledger.ledger.exchange.losses.rows import CEILING
from frontledger.ledger.tables import TABLES

Rows = list[dict[str, str]]

SCOPE = "war"
FORCE_NAMES = {RUSSIAN: "Russian troops", UKRAINIAN: "Ukrainian troops"}
_COUNTRIES = {RUSSIAN: "Russia", UKRAINIAN: "Ukraine"}
_COUNTED = {
    "killed": "Dead since the invasion, as each body counts them; most do not say whether those who died of wounds, "
    "contractors and militias are inside.",
    "wounded": "Wounded since the invasion and not counted as killed.",
    "casualties": "Killed plus wounded since the invasion; some bodies may count the missing and captured too.",
    "missing": "Missing since the invasion.",
}
_SHARED = "Of the shared codebook; nothing in this ledger is counted so."
_SUM = "Killed and wounded; a body that counts the missing too says more."


def codebook(main_force: str, shipped: Path) -> dict[str, Rows]:
    """Forces, scopes, measures and sums of a ledger whose measures speak of `main_force` unless another is named."""
    forces = [
        {"force": force, "name": FORCE_NAMES[force], "definition": f"Those who fight for {country}."}
        for force, country in _COUNTRIES.items()
    ]
    war = "The war since 24 February 2022, wherever it is fought; the table gives no places."
    return {
        "forces": forces,
        "scopes": [{"scope": SCOPE, "name": "The war", "definition": war}],
        "measures": [_measure(row, main_force) for row in _shipped(shipped, "measures")],
        "identities": [
            {"identity_id": "casualties", "whole": "casualties", "part": part, "sign": "+1", "note": note}
            for part, note in (("killed", _SUM), ("wounded", ""))
        ],
    }


def reference_ratios(shipped: Path) -> tuple[Rows, Rows]:
    """The shipped ratios of other wars and the sources they name, so that the ratio of this one can be set beside."""
    ratios = _shipped(shipped, "reference_ratios")
    named = {row["source_id"] for row in ratios}
    return ratios, [row for row in _shipped(shipped, "sources") if row["source_id"] in named]


def _measure(row: dict[str, str], main_force: str) -> dict[str, str]:
    name = row["measure"]
    counted = {"definition": _COUNTED.get(name, _SHARED), "floor": "", "ceiling": ""}
    if name in CEILING:
        counted |= {"floor": "0", "ceiling": str(CEILING[name])}
    main = {"main_force": main_force, "main_scope": SCOPE if row["main_scope"] else ""}
    shown = row["name"].removesuffix(" to Russia").removesuffix(" from Russia")
    return row | counted | main | {"name": shown}


def _shipped(folder: Path, table: str) -> Rows:
    with (folder / TABLES[table].file).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
