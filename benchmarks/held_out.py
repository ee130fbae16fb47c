"""Predict every claim from what had been said before it, and print how well each method did, as Markdown.

    python benchmarks/held_out.py [LEDGER]

Held out is, one at a time, every claim that states a number of a running total or a stock: an estimate, no
echo, not set aside. A method sees the ledger as of the day before the claim was made and is told what the
claim counts: the measure, the force, the place and the day. It answers with an estimate and an interval.
Scored are the claims that every method has an answer to.

- Error: how far the estimate is from the figure the claim names, as a share of that figure. Of a claim that
  names only a bound or a range, how far the estimate is outside it.
- Met: the interval and that of the claim have a value in common. An interval is easily met by being wide,
  so the width is given too, as a share of the figure: the median, open intervals counted as the widest.

Two methods are compared claim by claim: the mean difference of their errors, with the interval that a
bootstrap over bodies gives (the claims of a body are drawn together, for they hang together; Davison and
Hinkley, Bootstrap Methods and their Application, 1997, section 3.8).

A claim is not the truth. The table says how well a method foretells what the next body will say, no more.
How near each comes to the truth, on invented wars, is printed by `benchmarks/held_out_worlds.py`.
"""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from frontledger.analysis.central import Central, Scales, central
from frontledger.analysis.central.result import HALF, LEVEL
from frontledger.analysis.claim_counts import Count, by_claimant, counts
from frontledger.analysis.reconcile import Reconciliation, reconcile
from frontledger.ledger import Interval, Ledger, UnknownNameError, load

FORMS = ("cumulative", "stock")
DRAWS = 10_000
"""How often the bootstrap draws."""


@dataclass(frozen=True)
class Question:
    """What a held-out claim counts, in the measure's unit."""

    measure: str
    force: str
    scope: str
    day: date


@dataclass(frozen=True)
class Answer:
    """A method's prediction of the claim."""

    estimate: float
    interval: Interval


@dataclass(frozen=True)
class Trial:
    """A held-out claim and every method's answer, None where it has none."""

    claim: Count
    answers: dict[str, Answer | None]


Method = Callable[[Ledger, Question], Answer | None]


def last_claim(view: Ledger, question: Question) -> Answer | None:
    """The newest claim of the same thing, whoever made it."""
    found = earlier(view, question)
    return Answer(found[-1].size, found[-1].interval) if found else None


def median_of_latest(view: Ledger, question: Question) -> Answer | None:
    """The median of every body's newest claim; from the lowest lower end to the highest upper end."""
    latest = newest(view, question)
    if not latest:
        return None
    hull = Interval(min(one.interval.lower for one in latest), max(one.interval.upper for one in latest))
    return Answer(statistics.median(one.size for one in latest), hull)


def mean_of_latest(view: Ledger, question: Question) -> Answer | None:
    """The mean of every body's newest claim, give or take two standard deviations of one claim."""
    latest = newest(view, question)
    if not latest:
        return None
    sizes = [one.size for one in latest]
    middle = statistics.fmean(sizes)
    if len(sizes) == 1:
        return Answer(middle, latest[0].interval)
    reach = 2 * statistics.stdev(sizes)
    return Answer(middle, Interval(max(middle - reach, 0.0), middle + reach))


class Reconciled:
    """The reconciled path on the day, or on its last day before, and its bounds there.

    It sees every claim of the view, whatever it counts; the simple ways see claims of the same thing alone.
    """

    def __init__(self) -> None:
        self._known: dict[date, Reconciliation] = {}

    def of(self, view: Ledger) -> Reconciliation:
        """The reconciliation of a view, each once."""
        if view.as_of not in self._known:
            self._known[view.as_of] = reconcile(view)
        return self._known[view.as_of]

    def __call__(self, view: Ledger, question: Question) -> Answer | None:
        try:
            path = self.of(view).path(question.measure, question.force, question.scope)
        except UnknownNameError:
            return None
        before = path[path["day"] <= pd.Timestamp(question.day)]
        row = before.iloc[-1] if len(before) else path.iloc[0]
        return Answer(float(row["estimate"]), Interval(float(row["lower"]), float(row["upper"])))


class CentralEstimate:
    """The central estimate for the day, and where a claim about it may fall."""

    def __init__(self, reconciled: Reconciled, scales: Scales | None = None, level: float = LEVEL) -> None:
        self._reconciled, self._scales, self._level = reconciled, scales, level
        self._known: dict[date, Central] = {}

    def __call__(self, view: Ledger, question: Question) -> Answer | None:
        if view.as_of not in self._known:
            self._known[view.as_of] = central(self._reconciled.of(view), self._scales)
        try:
            found = self._known[view.as_of].foretell(
                question.measure, question.day, question.force, question.scope, level=self._level
            )
        except UnknownNameError:
            return None
        return Answer(found.estimate, found.interval)


RECONCILED = Reconciled()
CENTRAL = "Central estimate"
METHODS: dict[str, Method] = {
    "Last claim wins": last_claim,
    "Median of latest": median_of_latest,
    "Mean of latest": mean_of_latest,
    "Path that asks least": RECONCILED,
    CENTRAL: CentralEstimate(RECONCILED),
    f"{CENTRAL}, half": CentralEstimate(RECONCILED, level=HALF),
}


def earlier(view: Ledger, question: Question) -> list[Count]:
    """Claims of the same measure, force and place, the newest last."""
    found = counts(view, question.measure, force=question.force, scopes=[question.scope])
    return sorted(found, key=lambda one: one.rank)


def newest(view: Ledger, question: Question) -> list[Count]:
    """Every body's newest claim of the same measure, force and place."""
    return [series.counts[-1] for series in by_claimant(earlier(view, question))]


def held_out(ledger: Ledger) -> list[Count]:
    """Every claim to be predicted, by the day it was made and its id."""
    pairs = ledger.claims[ledger.claims["form"].isin(FORMS)][["measure", "force"]].drop_duplicates()
    found = [
        one
        for pair in pairs.itertuples(index=False)
        for one in counts(ledger, pair.measure, force=pair.force)
        if one.size > 0
    ]
    return sorted(found, key=lambda one: (one.said, one.claim_id))


def trials(ledger: Ledger, methods: Mapping[str, Method]) -> list[Trial]:
    """Every held-out claim with every method's answer."""
    views: dict[date, Ledger] = {}
    done = []
    for claim in held_out(ledger):
        before = claim.said - timedelta(days=1)
        view = views.setdefault(before, ledger.view(as_of=before))
        question = Question(claim.measure, claim.force, claim.scope, claim.as_of)
        done.append(Trial(claim, {name: method(view, question) for name, method in methods.items()}))
    return done


def error(claim: Count, answer: Answer) -> float:
    """How far the estimate is from what the claim says, as a share of its figure."""
    if claim.central is not None:
        return abs(answer.estimate - claim.central) / claim.central
    nearest = min(max(answer.estimate, claim.interval.lower), claim.interval.upper)
    return abs(answer.estimate - nearest) / claim.size


def width(claim: Count, answer: Answer) -> float:
    """The width of the answer's interval as a share of the claim's figure."""
    return (answer.interval.upper - answer.interval.lower) / claim.size


def summary(name: str, scored: Sequence[Trial], asked: Sequence[Trial]) -> list[str]:
    """A method's row of the table."""
    pairs = [(trial.claim, answer) for trial in scored if (answer := trial.answers[name])]
    errors = [error(*pair) for pair in pairs]
    met = sum(claim.interval.overlaps(answer.interval) for claim, answer in pairs)
    chance = binomtest(met, len(pairs)).proportion_ci(method="exact")
    median_width = statistics.median(width(*pair) for pair in pairs)
    return [
        name,
        f"{sum(trial.answers[name] is not None for trial in asked)} of {len(asked)}",
        str(len(pairs)),
        f"{statistics.fmean(errors):.1%}",
        f"{statistics.median(errors):.1%}",
        f"{met} of {len(pairs)}, {met / len(pairs):.0%} ({chance.low:.0%} to {chance.high:.0%})",
        "open" if math.isinf(median_width) else f"{median_width:.0%}",
    ]


def by_measure(methods: Iterable[str], scored: Sequence[Trial]) -> list[list[str]]:
    """The mean error of every method, measure by measure, the most claimed first."""
    groups: dict[str, list[Trial]] = {}
    for trial in scored:
        groups.setdefault(trial.claim.measure, []).append(trial)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        [measure, str(len(group)), *(f"{_mean_error(name, group):.1%}" for name in methods)]
        for measure, group in ordered
    ]


def _mean_error(name: str, group: Sequence[Trial]) -> float:
    return statistics.fmean(error(trial.claim, answer) for trial in group if (answer := trial.answers[name]))


def compared(one: str, other: str, scored: Sequence[Trial]) -> list[str]:
    """The mean error of one method less that of another on the same claims, and how often it is nearer."""
    pairs = [(trial.claim, trial.answers[one], trial.answers[other]) for trial in scored]
    found = [(claim.claimant_id, error(claim, a), error(claim, b)) for claim, a, b in pairs if a and b]
    less = np.array([a - b for _, a, b in found])
    low, high = by_bodies([body for body, _, _ in found], less)
    ahead, behind = int((less < 0).sum()), int((less > 0).sum())
    return [other, f"{less.mean():+.1%}", f"{low:+.1%} to {high:+.1%}", f"{ahead} to {behind}"]


def by_bodies(bodies: Sequence[str], values: np.ndarray) -> tuple[float, float]:
    """The 95% interval of a mean where whole bodies are drawn again with replacement."""
    names = sorted(set(bodies))
    sums = np.array([values[[body == name for body in bodies]].sum() for name in names])
    numbers = np.array([bodies.count(name) for name in names])
    drawn = np.random.default_rng(0).integers(len(names), size=(DRAWS, len(names)))
    low, high = np.quantile(sums[drawn].sum(axis=1) / numbers[drawn].sum(axis=1), [0.025, 0.975])
    return float(low), float(high)


def markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, numbers to the right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


def report(ledger: Ledger, methods: Mapping[str, Method]) -> str:
    """The tables; raises ValueError where no claim has an earlier one of the same thing."""
    asked = trials(ledger, methods)
    scored = [trial for trial in asked if all(trial.answers.values())]
    if not scored:
        raise ValueError("no claim of this ledger follows another of the same thing; nothing can be held out")
    header = [
        "Method",
        "Answers",
        "Scored",
        "Mean error",
        "Median error",
        "Met (exact 95% interval)",
        "Width",
    ]
    names = list(methods)
    return "\n\n".join(
        [
            f"Ledger: {ledger.title}; as of {ledger.as_of}.",
            markdown(header, [summary(name, scored, asked) for name in names]),
            markdown(
                [f"{CENTRAL} beside", "Mean error, difference", "95% interval", "Nearer, of the two"],
                [compared(CENTRAL, name, scored) for name in names if not name.startswith(CENTRAL)],
            ),
            markdown(["Mean error by measure", "Claims", *names[:-1]], by_measure(names[:-1], scored)),
        ]
    )


if __name__ == "__main__":
    print(report(load(sys.argv[1] if len(sys.argv) > 1 else None), METHODS))
