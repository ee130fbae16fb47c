"""The plan of reports that can speak about a ledger of losses."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from frontledger.ledger.exchange.losses.building import main_force
from frontledger.ledger.exchange.losses.codebook import FORCE_NAMES
from frontledger.ledger.exchange.losses.rows import LossRow

PLAN_FILE = "plan.yml"
_MULTIPLES = (1.5, 2, 3)
_STEP = 10_000

_HEAD = """\
# Written by `frontledger import losses`; render it with `frontledger batch PATH-OF-THIS-FILE`.
# If the folder is moved, change `ledger`. docs/parameters.md tells what each parameter means.
# The table does not say how many were sent or present: `denominators` and `strength` are multiples of its largest
# count, so that the shares can be drawn at all. Put figures in their place that somebody has given.
"""


def plan_text(folder: Path, title: str, rows: Sequence[LossRow]) -> str:
    """Six reports as YAML: four as the claims stand now, two as they stood when half of them had been made."""
    force = main_force(rows)
    people = FORCE_NAMES[force]
    half = median_day(rows, force)
    ratios: dict[str, object] = {
        "denominators": assumed_sent(rows, force),
        "strength": assumed_sent(rows, force)[0],
    }
    reports: list[tuple[str, str, dict[str, object]]] = [
        ("brief", f"The claims in brief: {people}", {}),
        ("casualty_ratios", f"Casualty ratios: {people}", ratios),
        ("troop_flows", f"Losses over time: {people}", {}),
        ("who_is_believed", f"Who is believed: {people}", {"about_date": half.isoformat()}),
        ("casualty_ratios", f"Casualty ratios as of {half}: {people}", {"as_of": half.isoformat(), **ratios}),
        ("troop_flows", f"Losses as of {half}: {people}", {"as_of": half.isoformat()}),
    ]
    lines = [f"title: {_yaml(title)}", "reports:"]
    for notebook, name, parameters in reports:
        given = {"ledger": str(folder.resolve()), **parameters}
        lines += [
            f"  - notebook: {notebook}",
            f"    title: {_yaml(name)}",
            "    formats: [html, pdf]",
            "    parameters:",
        ]
        lines += [f"      {key}: {_yaml(value)}" for key, value in given.items()]
    return _HEAD + "\n".join([*lines, ""])


def median_day(rows: Sequence[LossRow], force: str) -> date:
    """The day by which half of the claims about the force had been made."""
    days = sorted(row.day for row in rows if row.force == force)
    return days[(len(days) - 1) // 2]


def assumed_sent(rows: Sequence[LossRow], force: str) -> list[int]:
    """Multiples of the largest figure about the force, rounded up: bases of shares where none is counted."""
    largest = max(max(filter(None, row.figures), default=0) for row in rows if row.force == force)
    return sorted({max(1, math.ceil(times * largest / _STEP)) * _STEP for times in _MULTIPLES})


def _yaml(value: object) -> str:
    """A value as JSON, which is YAML too, whatever a folder or a file is called."""
    return json.dumps(value, ensure_ascii=False)
