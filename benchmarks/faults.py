"""Faults in quantity: ledgers, parameters, plans, notebooks and daily tables spoilt one fault at a time, and mixed.

Each fault is refused with a message at its place, or is harmless by proof: what is loaded equals the sound ledger, or
differs from it in the changed cells alone, which the public schema allows and a second reading gives. The table says
how many of each kind were answered how; the bad ones are listed, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
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


def main() -> None:
    """Run the faults and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=400, help="faults of each sort, drawn by lot; 0 for all")
    parser.add_argument("--mixtures", type=int, default=15)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound = Sound(Sound(ROOT / "data").copy(folder / "sound"))
        answers = list(answered(sound, chance, given.most, folder))
        mixed = list(of_mixtures(sound, chance, given.mixtures, folder))
    table(answers)
    bad = [answer for answer in answers if answer[2] == "bad"]
    for sort, kind, _, said in bad:
        print(f"BAD {sort}: {kind}: {said}")
    wrong = [said for right, said in mixed if not right]
    print(f"{len(mixed)} mixtures: {len(mixed) - len(wrong)} told exactly as their faults are told alone")
    print("\n".join(wrong))
    print(f"{len(answers)} faults, {len(bad)} answered badly")
    sys.exit(bool(bad or wrong))


def answered(sound: Sound, chance: random.Random, most: int, folder: Path) -> Iterator[Answer]:
    """Every fault drawn, with its answer."""
    notebook = ROOT / "notebooks" / "brief.ipynb"
    (folder / "notebook").mkdir()
    desk = Desk()
    with ExitStack() as stack:
        stack.enter_context(judging.untouched_tables_known(sound))
        stack.enter_context(plans.one_desk())
        for sort, made in (
            ("cells", cells.faults(sound, chance)),
            ("rules", relations.faults(sound)),
            ("files", files.faults(sound)),
        ):
            for fault in drawn(made, most, chance):
                found = judging.judge(sound, fault, folder / "ledger")
                yield sort, fault.kind, found.answer, f"{fault.name}: {found.said}"
        for one in drawn(parameters.faults(), most, chance):
            yield "parameters", one.kind, *both(one, parameters.answer(desk, one))
        for plan in drawn(plans.faults(), most, chance):
            yield "plans", plan.kind, *both(plan, plans.answer(plan, folder / "plan.yml"))
        for file in drawn(notebooks.faults(notebook), most, chance):
            yield (
                "notebooks",
                file.kind,
                *both(file, notebooks.answer(desk, notebook, file, folder / "notebook")),
            )
        for day in drawn(daily.faults(chance), most, chance):
            yield "daily tables", day.kind, *both(day, daily.answer(day))


def both(fault: Any, answer: tuple[str, str]) -> tuple[str, str]:
    """The answer, and the fault with what was said."""
    return answer[0], f"{fault}: {answer[1]}"


def drawn(faults: Iterable[Any], most: int, chance: random.Random) -> Sequence[Any]:
    """As many of the faults as wanted, drawn by lot."""
    made = list(faults)
    return chance.sample(made, most) if 0 < most < len(made) else made


def of_mixtures(sound: Sound, chance: random.Random, count: int, folder: Path) -> Iterator[tuple[bool, str]]:
    """Whether each mixture is told exactly as its faults are, and what is told otherwise."""
    sure = [fault for fault in cells.faults(sound, chance) if fault.sure]
    faults = [*chance.sample(sure, 300), *chance.sample(list(relations.faults(sound)), 150)]
    with judging.untouched_tables_known(sound):
        for mixture in itertools.islice(mixtures.mixtures(sound, faults, chance, folder / "one"), count):
            told = mixtures.planted(sound, mixture.faults, folder / "all")
            more, fewer = set(told) - set(mixture.alone), set(mixture.alone) - set(told)
            names = [fault.name for fault in mixture.faults]
            yield told == list(mixture.alone), f"OTHER {len(names)} faults: too many {more}, too few {fewer}"


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
