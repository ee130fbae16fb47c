"""The score: what became of the planted faults, by package, and those that no test noticed."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mutation.sites import ROOT, Site

EQUIVALENT = ROOT / "tools" / "mutation" / "equivalent.csv"
"""Faults that change nothing anyone could see, each with the reason: module, function, text, reason."""


@dataclass(frozen=True)
class Trial:
    """A planted fault and what became of it; `cut` counts the tests that reach it but were not run."""

    site: Site
    outcome: str
    cut: int


def equivalents() -> set[tuple[str, str, str]]:
    """The faults that reading found to be none, as (module, function, text)."""
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        return {(row["module"], row["function"], row["text"]) for row in csv.DictReader(file)}


def judged(trials: Sequence[Trial]) -> list[Trial]:
    """The trials, with survivors that are no faults called equivalent."""
    known = equivalents()
    return [
        Trial(one.site, "equivalent", one.cut)
        if one.outcome in {"survived", "untested"}
        and (one.site.module, one.site.function, one.site.text) in known
        else one
        for one in trials
    ]


def wilson(found: int, of: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 per cent interval of a share, by Wilson.

    >>> [round(end, 3) for end in wilson(81, 263)]
    [0.255, 0.366]
    """
    share, spread = found / of, z * z / of
    half = z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return (share + spread / 2 - half) / (1 + spread), (share + spread / 2 + half) / (1 + spread)


def told(trials: Sequence[Trial], planted_in_all: int, seed: int) -> str:
    """The report as text: a Markdown table by package, the score with its interval, the survivors."""
    counts = {package: Counter(_outcomes(trials, package)) for package in _packages(trials)}
    whole = Counter(one.outcome for one in trials)
    lines = [
        "| package | faults tried | killed | timed out | survived | not reached | equivalent |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(_row(package, found) for package, found in counts.items()),
        _row("all", whole),
        "",
        _score(whole, planted_in_all, seed),
        "",
    ]
    for one in sorted(trials, key=lambda trial: (trial.site.module, trial.site.place)):
        if one.outcome in {"survived", "untested", "timeout"}:
            rest = f" ({one.cut} tests not run)" if one.cut else ""
            where = f"{one.site.path.relative_to(ROOT)}:{one.site.line}"
            lines.append(f"{one.outcome}: {where}: {one.site.function}: {one.site.text}{rest}")
    return "\n".join(lines)


def _packages(trials: Sequence[Trial]) -> list[str]:
    return sorted({one.site.package for one in trials})


def _outcomes(trials: Sequence[Trial], package: str) -> list[str]:
    return [one.outcome for one in trials if one.site.package == package]


def _row(name: str, found: Counter[str]) -> str:
    kinds = ("killed", "timeout", "survived", "untested", "equivalent")
    return f"| {name} | {found.total()} | " + " | ".join(str(found[kind]) for kind in kinds) + " |"


def _score(found: Counter[str], planted_in_all: int, seed: int) -> str:
    noticed = found["killed"] + found["timeout"]
    real = found.total() - found["equivalent"]
    low, high = wilson(noticed, real)
    return (
        f"Score: {noticed} of {real} faults noticed, {100 * noticed / real:.1f} per cent "
        f"(95 per cent interval {100 * low:.1f} to {100 * high:.1f}); {found.total()} drawn with seed {seed} "
        f"from the {planted_in_all:,} that can be planted."
    )
