"""How the time of a reconciliation grows with claims and weeks, on invented wars with three lies in a hundred.

Run: python benchmarks/reconcile_scale.py

Times are processor seconds on one core. Bounds are timed on some consecutive days of one path, as milliseconds
a bound, because at ten times the size all of them take minutes. The path shown and the conflicts are left out
(-) where they would as well.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from reconcile_worlds import planted

from frontledger.analysis.reconcile import reconcile
from frontledger.analysis.reconcile.assembly import models
from frontledger.analysis.reconcile.conflicts import conflicts
from frontledger.analysis.reconcile.holding import solved
from frontledger.analysis.reconcile.model import Model
from frontledger.analysis.reconcile.places import Places
from frontledger.analysis.reconcile.program import Program
from frontledger.analysis.reconcile.relations import read_measures, read_sums
from frontledger.analysis.reconcile.smooth import smooth
from frontledger.analysis.reconcile.statements import statements
from frontledger.analysis.reconcile.structure import structure
from frontledger.ledger import Ledger, load

CLAIMS, WEEKS, LIES = 100, 74, 3
FACTORS = (1, 10, 100)
PATH_UP_TO, CONFLICTS_UP_TO = 10, 1
SAMPLED_DAYS = 40


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """The result and the processor seconds it took."""
    start = time.process_time()
    return work(), time.process_time() - start


def built(ledger: Ledger) -> Model:
    """The ledger's one group of linked quantities."""
    measures = read_measures(ledger)
    used, _ = statements(ledger, measures)
    (model,) = models(structure(used, measures, read_sums(ledger, measures), Places.of(ledger)), used)
    return model


def bounds_sampled(program: Program, least: float) -> int:
    """Ask for the bounds of one path on some consecutive days; how many were asked for."""
    model = program.model
    terms = next(terms for one, terms in model.reported.items() if one.measure == "casualties")
    program.spend(least * 1.05 + 1e-6)
    middle = len(model.days) // 2
    days = range(middle, middle + SAMPLED_DAYS)
    for day in days:
        program.least(program.lowest(terms, day), 1.0)
    for day in days:
        program.least(program.highest(terms, day), -1.0)
    return 2 * len(days)


def measured(shipped: Ledger, factor: int) -> list[str]:
    """One row of the table."""
    world = planted(shipped, 1, claims=CLAIMS * factor, weeks=WEEKS * factor, lies=LIES * factor)
    model, building = timed(lambda: built(world.ledger))
    program = Program(model)
    least, solving = timed(program.least_slack)
    cells = [str(CLAIMS * factor), str(WEEKS * factor), f"{building:.2f}", f"{solving:.3f}"]
    path, seconds = timed(lambda: smooth(model, least)) if factor <= PATH_UP_TO else (None, None)
    cells.append("-" if seconds is None else f"{seconds:.2f}")
    asked, seconds = timed(lambda: bounds_sampled(program, least))
    cells.append(f"{1000 * seconds / asked:.2f}")
    if factor <= CONFLICTS_UP_TO and path is not None:
        cells.append(f"{timed(lambda: conflicts(solved(model, path[0], least, path[1]), 40))[1]:.2f}")
    else:
        cells.append("-")
    return cells


def whole(shipped: Ledger) -> str:
    """The shipped ledger from claims to conflicts, the best of five."""
    best = []
    for _ in range(5):
        result, first = timed(lambda: reconcile(shipped))
        _, bounds = timed(lambda result=result: result.paths)
        _, sets = timed(lambda result=result: result.conflicts)
        best.append((first + bounds, first, bounds, sets))
    total, first, bounds, sets = min(best)
    return f"path {first:.2f} s, bounds {bounds:.2f} s, together {total:.2f} s; conflict sets {sets:.2f} s"


def main() -> None:
    """Print the table."""
    shipped = load()
    names = ("claims", "weeks", "build s", "least s", "path s", "a bound ms", "conflicts s")
    print(*(name.rjust(11) for name in names))
    for factor in FACTORS:
        print(*(cell.rjust(11) for cell in measured(shipped, factor)), flush=True)
    print(f"shipped ledger, {len(shipped.claims)} claims: {whole(shipped)}")


if __name__ == "__main__":
    main()
