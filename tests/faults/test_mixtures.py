"""Faults planted at once are told at once: every one, in order, and nothing that only follows from another."""

import itertools
import random

import pytest

from faults import cells, mixtures, relations
from faults.judging import untouched_tables_known


@pytest.mark.slow
def test_what_is_told_of_a_mixture_is_what_is_told_of_each(sound, tmp_path):
    chance = random.Random(3)
    every = [fault for fault in cells.faults(sound, chance) if fault.sure and len(fault.name) < 200]
    faults = [*chance.sample(every, 150), *chance.sample([*relations.faults(sound)], 60)]
    with untouched_tables_known(sound):
        for mixture in itertools.islice(mixtures.mixtures(sound, faults, chance, tmp_path / "one"), 3):
            told = mixtures.planted(sound, mixture.faults, tmp_path / "all")
            assert told == list(mixture.alone)
