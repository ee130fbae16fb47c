"""Mixtures: from two to thirty faults planted at once, each in a row of its own, and what must then be told."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from faults.sound import Planted, Sound
from frontledger.ledger import Fault, check
from frontledger.ledger.tables import TABLES

Told = tuple[str, int, str, str]


@dataclass(frozen=True)
class Mixture:
    """Faults planted at once, and what is told of each alone, in the order in which it must be told of all."""

    faults: tuple[Planted, ...]
    alone: tuple[Told, ...]


def mixtures(
    sound: Sound, faults: Sequence[Planted], chance: random.Random, folder: Path
) -> Iterator[Mixture]:
    """Mixtures without end, of faults of cells that one message of their own row tells when alone."""
    known: dict[str, Sequence[Told]] = {}

    def told_alone(fault: Planted) -> Sequence[Told]:
        if fault.name not in known:
            known[fault.name] = planted(sound, [fault], folder)
        return known[fault.name]

    while True:
        yield _mixture(sound, faults, chance, told_alone)


def _mixture(
    sound: Sound,
    faults: Sequence[Planted],
    chance: random.Random,
    told_alone: Callable[[Planted], Sequence[Told]],
) -> Mixture:
    wanted, rows = chance.randint(2, 30), set()
    chosen: list[Planted] = []
    alone: list[Told] = []
    for fault in chance.sample(faults, len(faults)):
        touched = {(table, place) for table, place, _ in fault.cells}
        broken = any(
            mark in text for text in fault.cells.values() for mark in "\r\n"
        )  # moves the lines below it
        if not touched or rows & touched or broken:
            continue
        told = told_alone(fault)
        lines = {(TABLES[table].file, sound.rows[table][place].line) for table, place in touched}
        if len(told) == 1 and told[0][:2] in lines:
            chosen.append(fault)
            alone += told
            rows |= touched
        if len(chosen) == wanted:
            break
    return Mixture(tuple(chosen), tuple(sorted(alone)))


def planted(sound: Sound, faults: Sequence[Planted], folder: Path) -> list[Told]:
    """What is told of the ledger with all of these faults, in the order told."""
    sound.copy(folder)
    sound.write(folder, {cell: text for fault in faults for cell, text in fault.cells.items()})
    return [as_told(fault) for fault in check(folder)]


def as_told(fault: Fault) -> Told:
    """A fault by its place and what is wrong, without the guess at what was meant, which other faults may change."""
    return Path(fault.file).name, fault.line, fault.column, fault.fault.partition(" (did you mean")[0]
