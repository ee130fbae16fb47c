"""Faults in quantity: ledgers, parameters, plans, notebooks and daily tables spoilt one fault at a time, and mixed.

Each fault is refused with a message at its place, or is harmless by proof: what is loaded equals the sound ledger, or
differs from it in the changed cells alone, which the public schema allows and a second reading gives. The table says
how many of each kind were answered how; the bad ones are listed, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from faults import cells, daily, files, judging, mixtures, notebooks, parameters, plans, relations  # noqa: E402
from faults.sound import Sound  # noqa: E402
from frontledger.publish.report import Desk  # noqa: E402

ANSWERS = ("refused", "equal", "legal", "bad")
Answer = tuple[str, str, str, str]
"""Sort, kind, how it was answered, and the fault with what was said."""


@dataclass(frozen=True)
class Share:
    """What one of several processes does: every `jobs`th fault from the `number`th on."""

    number: int
    jobs: int
    seed: int
    most: int
    mixtures: int


def main() -> None:
    """Run the faults and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=400, help="faults of each sort, drawn by lot; 0 for all")
    parser.add_argument("--mixtures", type=int, default=15)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    shares = [Share(one, given.jobs, given.seed, given.most, given.mixtures) for one in range(given.jobs)]
    with ProcessPoolExecutor(given.jobs, multiprocessing.get_context("spawn")) as pool:
        done = list(pool.map(of_share, shares))
    answers = [answer for answers, _ in done for answer in answers]
    mixed = [one for _, mixed in done for one in mixed]
    table(answers)
    bad = [answer for answer in answers if answer[2] == "bad"]
    for sort, kind, _, said in bad:
        print(f"BAD {sort}: {kind}: {said}")
    wrong = [said for right, said in mixed if not right]
    print("\n".join(wrong))
    print(f"{len(mixed)} mixtures: {len(mixed) - len(wrong)} told exactly as their faults are told alone")
    print(f"{len(answers)} faults, {len(bad)} answered badly")
    sys.exit(bool(bad or wrong))


def of_share(share: Share) -> tuple[list[Answer], list[tuple[bool, str]]]:
    """The answers to a process's share of the faults, and of the mixtures."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        sound = Sound(Sound(ROOT / "data").copy(folder / "sound"))
        stack.enter_context(judging.untouched_tables_known(sound))
        stack.enter_context(plans.one_desk())
        answers = list(answered(sound, share, folder))
        return answers, list(of_mixtures(sound, share, folder))


def answered(sound: Sound, share: Share, folder: Path) -> Iterator[Answer]:
    """Every fault of the share, with its answer."""
    chance, desk = random.Random(share.seed), Desk()
    notebook, scratch = ROOT / "notebooks" / "brief.ipynb", folder / "notebook"
    scratch.mkdir()
    for sort, made in (
        ("cells", cells.faults(sound, chance)),
        ("rules", relations.faults(sound)),
        ("files", files.faults(sound)),
    ):
        for fault in drawn(made, share, chance):
            found = judging.judge(sound, fault, folder / "ledger")
            yield sort, fault.kind, found.answer, f"{fault.name}: {found.said}"
    for one in drawn(parameters.faults(), share, chance):
        yield "parameters", one.kind, *both(one, parameters.answer(desk, one))
    for plan in drawn(plans.faults(), share, chance):
        yield "plans", plan.kind, *both(plan, plans.answer(plan, folder / "plan.yml"))
    for file in drawn(notebooks.faults(notebook), share, chance):
        yield "notebooks", file.kind, *both(file, notebooks.answer(desk, notebook, file, scratch))
    for day in drawn(daily.faults(chance), share, chance):
        yield "daily tables", day.kind, *both(day, daily.answer(day))


def both(fault: Any, answer: tuple[str, str]) -> tuple[str, str]:
    """The answer, and the fault with what was said."""
    return answer[0], f"{fault}: {answer[1]}"


def drawn(faults: Iterable[Any], share: Share, chance: random.Random) -> Sequence[Any]:
    """The share of the faults drawn by lot; every process draws the same."""
    made = list(faults)
    chosen = chance.sample(made, share.most) if 0 < share.most < len(made) else made
    return chosen[share.number :: share.jobs]


def of_mixtures(sound: Sound, share: Share, folder: Path) -> Iterator[tuple[bool, str]]:
    """Whether each mixture is told exactly as its faults are, and what is told otherwise."""
    chance = random.Random(f"{share.seed} {share.number}")
    sure = [fault for fault in cells.faults(sound, chance) if fault.sure]
    faults = [*chance.sample(sure, 300), *chance.sample(list(relations.faults(sound)), 150)]
    count = len(range(share.number, share.mixtures, share.jobs))
    for mixture in itertools.islice(mixtures.mixtures(sound, faults, chance, folder / "one"), count):
        told = mixtures.planted(sound, mixture.faults, folder / "all")
        more, fewer = set(told) - set(mixture.alone), set(mixture.alone) - set(told)
        yield (
            told == list(mixture.alone),
            f"OTHER {len(mixture.faults)} faults: too many {more}, too few {fewer}",
        )


def table(answers: Sequence[Answer]) -> None:
    """Print a line a kind and a line a sort."""
    counts = Counter((sort, kind, answer) for sort, kind, answer, _ in answers)
    print(f"{'':58}{'tried':>7}" + "".join(f"{answer:>9}" for answer in ANSWERS))
    sorts = dict.fromkeys(sort for sort, _, _, _ in answers)
    for sort in sorts:
        for kind in sorted({kind for other, kind, _, _ in answers if other == sort}):
            line(f"{sort}: {kind.rpartition(': ')[2]}", [counts[sort, kind, answer] for answer in ANSWERS])
    print()
    for sort in sorts:
        line(
            f"all {sort}",
            [sum((one, other) == (sort, answer) for one, _, other, _ in answers) for answer in ANSWERS],
        )
    line("all", [sum(other == answer for _, _, other, _ in answers) for answer in ANSWERS])


def line(name: str, numbers: Sequence[int]) -> None:
    """Print a line of the table."""
    print(f"{name[:57]:58}{sum(numbers):7,}" + "".join(f"{number:9,}" for number in numbers))


if __name__ == "__main__":
    main()
