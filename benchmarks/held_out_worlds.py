"""How near each way of `held_out.py` comes to the truth, on invented wars whose truth is known, as Markdown.

    python benchmarks/held_out_worlds.py

The claims of an invented war are hedged so that they hold the truth, but each body multiplies what it says of
a measure by a factor of its own, drawn once, and some claims are lies besides. On some days of each war the
ledger is read as of that day, and every way is asked for the levels of that day. Scored are the questions
that every way has an answer to.

- Error: how far the estimate is from the truth, as a share of it.
- Held: the interval holds the truth.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from held_out import (
    Answer,
    CentralEstimate,
    Method,
    Question,
    Reconciled,
    last_claim,
    markdown,
    mean_of_latest,
    median_of_latest,
)
from reconcile_worlds import FLOWS, PLACES, START, Planted, claim, ledger_of, world

from frontledger.analysis.central import Scales
from frontledger.ledger import Ledger, load

WORLDS, CLAIMS, WEEKS, LIES = 8, 60, 52, 3
ASKED_WEEKS = (16, 28, 40, 51)
ASKED = ("sent", "killed", "wounded", "casualties", "in_theatre")
SPREADS = (0.0, 0.3, 0.6)
"""Standard deviation of the logarithm of a body's factor: bodies that agree, differ, differ widely."""

FEWEST = 100
"""Levels of fewer people are not asked for: a share of them says little."""

SCALES = (Scales(spread=0.15), Scales(spread=0.6), Scales(walk=0.12), Scales(walk=0.5))
"""Half and twice what the central estimate assumes, one at a time."""


def spread_world(shipped: Ledger, seed: int, spread: float) -> Planted:
    """An invented war as told by bodies of which each errs in its own way."""
    random = np.random.default_rng(seed)
    true = world(random, WEEKS)
    rows = [claim(random, true, f"C{number:05}", lie=number < LIES) for number in range(CLAIMS)]
    factors: dict[tuple[str, str], float] = {}
    for row in rows:
        if row["measure"] in ("killed_share", "casualty_fraction", *FLOWS):
            continue
        key = row["claimant_id"], row["measure"]
        factor = factors.setdefault(key, math.exp(random.normal(0, spread)))
        row.update({name: row[name] * factor for name in ("low", "best", "high") if name in row})
    return Planted(true, ledger_of(shipped, rows), frozenset(row["claim_id"] for row in rows[:LIES]))


def questions(planted: Planted) -> Iterator[tuple[Ledger, Question, float]]:
    """Every view asked, what for, and the truth."""
    for week in ASKED_WEEKS:
        day = START + timedelta(days=7 * week)
        view = planted.ledger.view(as_of=day)
        for measure in ASKED:
            true = planted.world.level(measure, 7 * week)
            if true >= FEWEST:
                yield view, Question(measure, "dprk_troops", PLACES.get(measure, "kursk"), day), true


def methods() -> dict[str, Method]:
    """The ways of `held_out.py`, afresh for one war, and the central estimate with other scales."""
    reconciled = Reconciled()
    simple: dict[str, Method] = {
        "Last claim wins": last_claim,
        "Median of latest": median_of_latest,
        "Mean of latest": mean_of_latest,
        "Path that asks least": reconciled,
        "Central estimate": CentralEstimate(reconciled),
    }
    return simple | {_name(one): CentralEstimate(reconciled, one) for one in SCALES}


def _name(scales: Scales) -> str:
    return f"Central, spread {scales.spread:g}, walk {scales.walk:g}"


@dataclass
class Score:
    """How one way did over all questions."""

    errors: list[float] = field(default_factory=list)
    held: int = 0

    def add(self, answer: Answer, true: float) -> None:
        """Set an answer beside the truth; a person more or less is rounding."""
        self.errors.append(abs(answer.estimate - true) / true)
        self.held += answer.interval.lower - 1 <= true <= answer.interval.upper + 1

    def __str__(self) -> str:
        mean, median = statistics.fmean(self.errors), statistics.median(self.errors)
        return f"{mean:.0%} ({median:.0%}), {self.held / len(self.errors):.0%}"


def scores(shipped: Ledger, spread: float) -> dict[str, Score]:
    """Every way's score over all wars."""
    found: dict[str, Score] = {}
    for number in range(WORLDS):
        asked = methods()
        for view, question, true in questions(spread_world(shipped, 100 + number, spread)):
            answers = {name: answer for name, method in asked.items() if (answer := method(view, question))}
            if len(answers) == len(asked):
                for name, answer in answers.items():
                    found.setdefault(name, Score()).add(answer, true)
    return found


def main() -> None:
    """Print the table."""
    shipped = load()
    columns = [scores(shipped, spread) for spread in SPREADS]
    header = ["Mean error (median), intervals that hold", *(f"Bodies differ by {one:g}" for one in SPREADS)]
    rows = [[name, *(str(column[name]) for column in columns)] for name in columns[0]]
    asked = ["Questions", *(str(len(next(iter(column.values())).errors)) for column in columns)]
    print(markdown(header, [asked, *rows]))


if __name__ == "__main__":
    main()
