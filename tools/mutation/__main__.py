"""Draws the sample, traces the tests, runs the trials and prints the score: `python tools/mutation --help`."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mutation.report import Trial, judged, told
from mutation.sites import Site, modules, sites
from mutation.touching import KEPT, Reach, kept_file, read, test_files, trace
from mutation.trial import SPARE_SECONDS, attempt, forked, outcome, warm

CPU_SECONDS = 40.0
"""How long the tests of one fault may take by themselves; the quickest are run first."""


@dataclass(frozen=True)
class Work:
    """One forked process: what it does, and the CPU seconds it may take."""

    name: str
    call: Callable[[], int]
    seconds: float


def main() -> None:
    """Print the score of a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=500, help="how many faults (500)")
    parser.add_argument("--seed", type=int, default=20261127, help="which faults (20261127)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at once")
    parser.add_argument(
        "--only", default="", help="a part of the module's name: the other faults are not tried"
    )
    chosen = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    began = time.monotonic()
    warm()
    every = [site for module in modules() for site in sites(module)]
    drawn = random.Random(chosen.seed).sample(every, min(chosen.sample, len(every)))
    drawn = [site for site in drawn if chosen.only in site.module]
    reached = traced({package_of(site) for site in drawn}, chosen.jobs)
    trials = judged(list(tried(drawn, reached, chosen.jobs)))
    print(told(trials, len(every), chosen.seed))
    print(f"\n{time.monotonic() - began:.0f} s on {chosen.jobs} processes.")


def package_of(site: Site) -> str:
    """`ledger` or `analysis`."""
    return site.package.split(".")[0]


def traced(packages: set[str], jobs: int) -> dict[str, list[Reach]]:
    """For each package every quick test and what it reaches, by kept answers where they still hold."""
    groups = {name: test_files(name) for name in sorted(packages)}
    left = {files for group in groups.values() for files in group if not kept_file(files).is_file()}
    work = [Work(str(files[0]), partial(trace, files), 3600) for files in sorted(left)]
    for one, status in run(work, jobs):
        if status:
            raise SystemExit(f"{one.name}: its tests fail before any fault is planted; mend them first")
    return {name: [reach for files in group for reach in read(files)] for name, group in groups.items()}


def tried(drawn: Sequence[Site], reached: Mapping[str, Sequence[Reach]], jobs: int) -> Iterator[Trial]:
    """Try each fault; each outcome is added to `.mutation/trials.jsonl` as it comes."""
    KEPT.mkdir(exist_ok=True)
    cut, work, named = {}, [], {}
    for site in drawn:
        name = f"{site.module}:{site.place}"
        tests, cut[name], seconds = selected(site, reached[package_of(site)])
        named[name] = site
        if tests:
            work.append(Work(name, partial(attempt, site, tests), 3 * seconds + SPARE_SECONDS))
        else:
            yield Trial(site, "untested", 0)
    with (KEPT / "trials.jsonl").open("w", encoding="utf-8") as log:
        for one, status in run(work, jobs):
            trial = Trial(named[one.name], outcome(status), cut[one.name])
            log.write(json.dumps(asdict(trial)) + "\n")
            log.flush()
            yield trial


def selected(site: Site, reached: Iterable[Reach]) -> tuple[list[str], int, float]:
    """The tests that reach a fault, how many more do that were left out as too long, and their CPU seconds.

    The quickest come first. What stands at a module's own level is reached by every test that calls into the
    module, or, where it has no functions, into its package.
    """
    found = _reaching(site, reached)
    tests, seconds = [], 0.0
    for one in found:
        if tests and seconds + one.seconds > CPU_SECONDS:
            break
        tests.append(one.test)
        seconds += one.seconds
    return tests, len(found) - len(tests), seconds


def _reaching(site: Site, reached: Iterable[Reach]) -> list[Reach]:
    """Those that call it first, then those whose file calls it on import."""
    quickest = sorted(reached, key=lambda reach: (reach.seconds, reach.test))
    name = f"{site.module}:{site.function}"
    if site.function:
        calling = [one for one in quickest if name in one.functions]
        return calling + [one for one in quickest if name in one.at_import and name not in one.functions]
    for begins in (f"{site.module}:", site.module.rpartition(".")[0] + "."):
        found = [one for one in quickest if any(called.startswith(begins) for called in one.functions)]
        if found:
            return found
    return []


def run(work: Iterable[Work], jobs: int) -> Iterator[tuple[Work, int]]:
    """Run each piece in a fork, so many at once; each with its exit status, as they end."""
    running: dict[int, Work] = {}
    left = iter(work)
    ended = False
    while running or not ended:
        while not ended and len(running) < jobs:
            one = next(left, None)
            if one is None:
                ended = True
            else:
                running[forked(one.call, one.seconds)] = one
        if running:
            process, status = os.wait()
            yield running.pop(process), status


if __name__ == "__main__":
    main()
