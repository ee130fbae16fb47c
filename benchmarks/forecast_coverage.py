"""Scores of every way of forecasting, and coverage of the shipped intervals, over all rolling origins.

`python benchmarks/forecast_coverage.py [FILE]`: FILE is a copy of the published daily table, by which weeks
are forecast; without it, that of ../shared/published is taken if it is there. Months come from the shipped
ledger. Then worlds with a planted truth, in which the intervals of every way should hold their shares.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from frontledger.analysis.forecast.backtest import Backtest, Scored, backtest
from frontledger.analysis.forecast.pace import COVERAGES, WEEKLY
from frontledger.analysis.forecast.scores import covered
from frontledger.analysis.forecast.series import forecast_series
from frontledger.ledger import Ledger, load
from frontledger.ledger.daily import import_drones

ROOT = Path(__file__).resolve().parents[1]
STORED = ROOT.parent / "shared" / "published" / "missile_attacks_daily_to_2026-05-17.csv"
WORLDS = 12
WEEKS = 190

World = Callable[[np.random.Generator], np.ndarray]


def walk(random: np.random.Generator) -> np.ndarray:
    return np.round(np.exp(6 + np.cumsum(random.normal(0, 0.25, WEEKS))))


def wilder_walk(random: np.random.Generator) -> np.ndarray:
    steps = random.normal(0, 1, WEEKS) * np.linspace(0.1, 0.5, WEEKS)
    return np.round(np.exp(6 + np.cumsum(steps)))


def steady_negative_binomial(random: np.random.Generator) -> np.ndarray:
    return random.negative_binomial(5, 5 / 405, WEEKS).astype(float)


def growing_negative_binomial(random: np.random.Generator) -> np.ndarray:
    means = 50 * np.exp(0.02 * np.arange(WEEKS))
    return random.negative_binomial(5, 5 / (5 + means)).astype(float)


def jumping_level(random: np.random.Generator) -> np.ndarray:
    means = np.where(np.arange(WEEKS) < 100, 100.0, 800.0)
    return random.negative_binomial(5, 5 / (5 + means)).astype(float)


def with_daily(file: Path, folder: Path) -> Ledger:
    """The shipped ledger with a daily table imported, in a folder of its own."""
    shutil.copytree(ROOT / "data", folder, ignore=shutil.ignore_patterns("imported", ".imported.*"))
    import_drones(file, folder)
    return load(folder)


def markdown(header: list[str], rows: list[list[str]]) -> str:
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (header, rule, *rows))


def scores(test: Backtest) -> str:
    """Score, skill and coverage of every way at every horizon."""
    unit = test.pace.unit
    header = ["Way", *(f"{horizon}-{unit}: score (skill), held" for horizon in test.pace.horizons), "Skill"]
    ranked = sorted(test.candidates, key=lambda one: -one.score.skill)
    return markdown(header, [row(one) for one in (*ranked, test.chosen)])


def row(one: Scored) -> list[str]:
    cells = [
        f"{at.wis:.0f} ({at.skill:+.0%}), {' / '.join(f'{at.coverage(level):.0%}' for level in COVERAGES)}"
        for at in one.score.horizons
    ]
    low, high = one.score.skills.lower, one.score.skills.upper
    return [one.key, *cells, f"{one.score.skill:+.0%} ({low:+.0%} to {high:+.0%})"]


def shipped(test: Backtest) -> str:
    """Coverage of the intervals a report draws, those of the best way, with exact binomial intervals."""
    header = [f"Shipped: {test.best.key}", "Origins", *(f"{level:.0%} interval" for level in COVERAGES[1:])]
    rows = []
    for at in test.best.score.horizons:
        ends = [(at.coverage(level), at.coverages(level)) for level in COVERAGES[1:]]
        cells = [f"{share:.1%} ({exact.lower:.0%} to {exact.upper:.0%})" for share, exact in ends]
        rows.append([f"{at.horizon}-{test.pace.unit}", str(at.origins), *cells])
    return markdown(header, rows)


def planted(world: World) -> dict[str, np.ndarray]:
    """The share each interval held over worlds, origins and horizons, by way of forecasting."""
    hits: dict[str, list[np.ndarray]] = {}
    for number in range(WORLDS):
        test = backtest(world(np.random.default_rng(number)), WEEKLY)
        for one in (*test.candidates, test.chosen):
            hits.setdefault(one.key, []).append(held(one, test))
    return {key: np.sum(found, axis=0) for key, found in hits.items()}


def held(one: Scored, test: Backtest) -> np.ndarray:
    """How many outcomes each interval held, and how many there were."""
    total = np.zeros(len(COVERAGES) + 1)
    for horizon in test.pace.horizons:
        outcomes = test.counts[test.first + horizon :]
        total += (*covered(outcomes, one.quantiles[test.first : -horizon, horizon - 1]), len(outcomes))
    return total


def worlds() -> str:
    """The shares held in every planted world."""
    found = {
        world.__name__.replace("_", " "): planted(world)
        for world in (walk, wilder_walk, steady_negative_binomial, growing_negative_binomial, jumping_level)
    }
    ways = list(next(iter(found.values())))
    rows = [
        [name, *(" / ".join(f"{share:.0%}" for share in hits[way][:-1] / hits[way][-1]) for way in ways)]
        for name, hits in found.items()
    ]
    return markdown(["World", *ways], rows)


def report(file: Path) -> str:
    parts = []
    if file.is_file():
        with tempfile.TemporaryDirectory() as folder:
            weekly = forecast_series(with_daily(file, Path(folder) / "data"))
        test = backtest(weekly.values, weekly.pace)
        parts += [f"Weeks ending {weekly.ends[0]} to {weekly.ends[-1]}:", shipped(test), scores(test)]
    monthly = forecast_series(replace(load(ROOT / "data"), drone_import=None))
    test = backtest(monthly.values, monthly.pace)
    parts += [f"Months {monthly.ends[0]:%Y-%m} to {monthly.ends[-1]:%Y-%m}:", shipped(test), scores(test)]
    parts += [f"{WORLDS} planted worlds of {WEEKS} weeks; held by 50 / 80 / 95% intervals:", worlds()]
    return "\n\n".join(parts)


if __name__ == "__main__":
    print(report(Path(sys.argv[1]) if len(sys.argv) > 1 else STORED))
