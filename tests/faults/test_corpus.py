"""Every kept input of the fuzzers, through its reader once more, without the fuzzer."""

import importlib
from pathlib import Path

import pytest
from targets import NAMES

CORPUS = Path(__file__).resolve().parents[2] / "fuzz" / "corpus"
LARGEST = 2_000_000
"""Bytes of the whole corpus."""


def test_every_target_has_a_corpus_and_it_is_small():
    assert sorted(NAMES) == sorted(folder.name for folder in CORPUS.iterdir())
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_the_reader_answers_every_kept_input_well(name):
    target = importlib.import_module(f"targets.{name}")
    kept = sorted((CORPUS / name).iterdir())
    assert kept
    for path in kept:
        target.one(path.read_bytes())
