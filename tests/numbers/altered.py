"""The shipped ledger's folder altered on purpose, and everything quickly told of a ledger in one piece of text."""

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from frontledger.analysis.arms import bounds, rounds, transfers
from frontledger.analysis.audit.verdicts import audit
from frontledger.analysis.brief import key_figures
from frontledger.analysis.casualties import (
    conflicts,
    pair_ratios,
    projections,
    rates,
    ratio_claims,
    references,
    tolls,
)
from frontledger.analysis.casualties import fractions as shares
from frontledger.analysis.drones import article, neutralised, published, series, sources
from frontledger.analysis.second_route import standing
from frontledger.analysis.troops import balance, flows, revisions
from frontledger.ledger import Ledger, default_folder, load
from frontledger.ledger.tables import TABLES

Row = dict[str, str]
Tables = dict[str, list[Row]]


def altered(folder: Path, change: Callable[[Tables], None]) -> Ledger:
    """The shipped ledger with its rows, read as text, changed in place by a function."""
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("imported", ".imported.*"))
    tables: Tables = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    change(tables)
    for name, table in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables[name])
    return load(folder)


def shuffled(seed: int) -> Callable[[Tables], None]:
    """Every table but those whose order is said to matter in another order of rows.

    Scopes and identities are read in the order written, and a codebook's order is the order of its measures,
    forces and references in a report.
    """

    def change(tables: Tables) -> None:
        mixed = random.Random(seed)
        for name in set(tables) - {"scopes", "forces", "measures", "identities", "reference_ratios"}:
            mixed.shuffle(tables[name])

    return change


def row_of(tables: Tables, table: str, key: str) -> Row:
    """The row with this key in its first column."""
    column = TABLES[table].names[0]
    return next(row for row in tables[table] if row[column] == key)


def told(ledger: Ledger) -> dict[str, str]:
    """What the analysis says of a ledger without reconciling it, by subject."""
    ratios, lone = ratio_claims.ratio_claims(ledger), ratio_claims.lone_killed(ledger)
    found = {
        "sent": flows.sent(ledger),
        "gap": flows.widest_gap(flows.sent(ledger)),
        "present": flows.present(ledger),
        "moved": flows.movements(ledger),
        "expected": flows.forecasts(ledger),
        "others": flows.other_forces(ledger),
        "revised": revisions.chains(ledger),
        "balances": balance.balances(ledger),
        "totals": tolls.casualty_totals(ledger),
        "tallies": tolls.tallies(ledger),
        "ratios": ratios,
        "lone": lone,
        "clashes": conflicts.same_battle(ratios),
        "killed": conflicts.killed_evidence(ratios, lone),
        "paces": rates.paces(ledger),
        "shares": shares.fractions(ledger, (10_000,)),
        "own shares": shares.own_fractions(ledger),
        "pairs": pair_ratios.pair_ratios(ledger),
        "carried": projections.carried_rates(ledger),
        "references": references.references(ledger),
        "containers": transfers.containers(ledger),
        "guns": transfers.readings(transfers.artillery(ledger)),
        "missiles": transfers.missiles(ledger),
        "fills": rounds.fills(rounds.rounds(ledger, "152mm")),
        "bounds": bounds.rounds_bounds(ledger, "any"),
        "key figures": key_figures(ledger),
        "audit": [(one.statement, one.verdict, one.evidence) for one in audit(ledger).verdicts],
        "months": sources.counts_by_source(ledger),
        "neutralised": neutralised.neutralised_shares(ledger),
        "standing": [standing.standing(ledger, name, ledger.as_of) for name in ("killed", "sent")],
    }
    if len(ledger.drone_launches):
        found["article"] = article.article_pair(ledger, series.monthly_series(ledger))
        found["published"] = published.check_published(ledger)
    return {name: repr(one) for name, one in found.items()}
