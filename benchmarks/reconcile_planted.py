"""Do the conflict sets name planted lies, and do the bounds hold the truth? On 200 invented wars.

Run: python benchmarks/reconcile_planted.py
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from reconcile_worlds import START, Planted, planted

from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.ledger import Ledger, load

WORLDS = 50
"""Invented wars for each number of lies."""

LIES = (0, 1, 2, 4)
CLAIMS, WEEKS = 45, 52
POINTS = ("sent", "killed", "wounded", "casualties", "in_theatre", "returned_home")
SLIP = 1e-4


@dataclass
class Tally:
    """Counts over all worlds with the same number of lies."""

    worlds: int = 0
    possible: int = 0
    lies: int = 0
    telling: int = 0
    sets: int = 0
    sets_with_lie: int = 0
    named: int = 0
    accused: Counter[str] = field(default_factory=Counter)
    points: int = 0
    held: int = 0
    error: float = 0.0

    def add(self, world: Planted) -> None:
        """Reconcile a world's ledger and count."""
        result = reconcile(world.ledger)
        telling = {lie for lie in world.lies if tells(world, lie)}
        named = {claim for conflict in result.conflicts for claim in conflict.claims}
        self.worlds += 1
        self.possible += result.possible
        self.lies += len(world.lies)
        self.telling += len(telling)
        self.sets += len(result.conflicts)
        self.sets_with_lie += sum(bool(world.lies & set(one.claims)) for one in result.conflicts)
        self.named += len(named & telling)
        for way, accused in (("sets", fewest(result)), ("slack", giving(result))):
            self.accused[f"{way} all"] += len(accused)
            self.accused[f"{way} right"] += len(accused & world.lies)
            self.accused[f"{way} telling"] += len(accused & telling)
        self.compare(world, result)

    def compare(self, world: Planted, result: Reconciliation) -> None:
        """Set every point of every path beside the truth."""
        for measure in sorted(set(POINTS) & set(result.paths["measure"])):
            for point in result.path(measure).itertuples():
                day = (point.day.date() - START).days
                if 0 <= day < world.world.days:
                    true = world.world.level(measure, day)
                    slip = SLIP * max(true, 1.0)
                    self.points += 1
                    self.held += point.lower - slip <= true <= point.upper + slip
                    self.error += abs(point.estimate - true) / max(true, 100.0)


def tells(world: Planted, lie: str) -> bool:
    """Whether the lie cannot stand beside the honest claims, so that it can be found at all."""
    return reconcile(without(world.ledger, world.lies - {lie})).least > 1e-6


def without(ledger: Ledger, names: frozenset[str]) -> Ledger:
    """The ledger without some claims."""
    return replace(
        ledger, claims=ledger.claims[~ledger.claims["claim_id"].isin(names)].reset_index(drop=True)
    )


def fewest(result: Reconciliation) -> set[str]:
    """Few claims that meet every conflict set: again and again the one in most sets not yet met."""
    left = [set(one.claims) for one in result.conflicts]
    found: set[str] = set()
    while left:
        counts = Counter(claim for one in left for claim in one)
        worst = min(counts, key=lambda claim: (-counts[claim], claim))
        found.add(worst)
        left = [one for one in left if worst not in one]
    return found


def giving(result: Reconciliation) -> set[str]:
    """The claims that give more than a hundredth of their figure."""
    return {give.claim_id for give in result.gives if give.relative > 0.01}


def share(part: float, whole: float) -> str:
    """A share in percent, or a dash."""
    return f"{100 * part / whole:.1f}%" if whole else "-"


def main() -> None:
    """Print the table."""
    shipped = load()
    tallies = {}
    for lies in LIES:
        tally = tallies[lies] = Tally()
        for seed in range(WORLDS):
            tally.add(planted(shipped, 1000 * lies + seed, claims=CLAIMS, weeks=WEEKS, lies=lies))
    rows = {
        "ledgers": lambda t: str(t.worlds),
        "found possible": lambda t: share(t.possible, t.worlds),
        "lies": lambda t: str(t.lies),
        "lies the honest claims contradict": lambda t: str(t.telling),
        "conflict sets": lambda t: str(t.sets),
        "sets that hold a lie": lambda t: share(t.sets_with_lie, t.sets),
        "contradicted lies named by a set": lambda t: share(t.named, t.telling),
        "precision, claims that meet all sets": lambda t: share(
            t.accused["sets right"], t.accused["sets all"]
        ),
        "recall, claims that meet all sets": lambda t: share(t.accused["sets telling"], t.telling),
        "precision, claims that give over 1%": lambda t: share(
            t.accused["slack right"], t.accused["slack all"]
        ),
        "recall, claims that give over 1%": lambda t: share(t.accused["slack telling"], t.telling),
        "points of paths": lambda t: str(t.points),
        "points within the bounds": lambda t: share(t.held, t.points),
        "mean relative error of the path": lambda t: share(t.error, t.points),
    }
    print(f"{CLAIMS} claims over {WEEKS} weeks".ljust(38), *(f"{lies} lies".rjust(9) for lies in LIES))
    for name, cell in rows.items():
        print(name.ljust(38), *(cell(tallies[lies]).rjust(9) for lies in LIES))


if __name__ == "__main__":
    main()
