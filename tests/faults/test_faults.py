"""A part of the faults, drawn by lot: each refused at its place, or harmless by proof."""

import random

import pytest

from faults import cells, daily, files, notebooks, parameters, plans, relations
from faults.judging import BAD, judge, untouched_tables_known
from frontledger.notebook.project import NOTEBOOKS
from frontledger.publish.report import Desk

SEED = 7


def badly_answered(sound, faults, folder, count):
    with untouched_tables_known(sound):
        verdicts = [judge(sound, fault, folder) for fault in random.Random(SEED).sample(faults, count)]
    return [(one.fault.name, one.said) for one in verdicts if one.answer == BAD]


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["cells", "rules", "files"])
def test_faults_of_a_ledger(sound, tmp_path, sort):
    made = {
        "cells": lambda: cells.faults(sound, random.Random(SEED)),
        "rules": lambda: relations.faults(sound),
        "files": lambda: files.faults(sound),
    }[sort]
    assert badly_answered(sound, [*made()], tmp_path / "ledger", 40) == []


def test_faults_of_parameters():
    desk = Desk()
    drawn = random.Random(SEED).sample([*parameters.faults()], 500)
    answers = [(str(one), *parameters.answer(desk, one)) for one in drawn]
    assert [one for one in answers if one[1] == BAD] == []


@pytest.mark.slow
def test_faults_of_plans(tmp_path):
    with plans.one_desk():
        drawn = random.Random(SEED).sample([*plans.faults()], 150)
        answers = [(str(one), *plans.answer(one, tmp_path / "plan.yml")) for one in drawn]
    assert [one for one in answers if one[1] == BAD] == []


def test_faults_of_notebooks(tmp_path):
    desk, sound = Desk(), NOTEBOOKS / "brief.ipynb"
    drawn = random.Random(SEED).sample([*notebooks.faults(sound)], 30)
    answers = [(str(one), *notebooks.answer(desk, sound, one, tmp_path)) for one in drawn]
    assert [one for one in answers if one[1] == BAD] == []


@pytest.mark.slow
def test_faults_of_daily_tables():
    drawn = random.Random(SEED).sample([*daily.faults(random.Random(SEED))], 40)
    answers = [(str(one), *daily.answer(one)) for one in drawn]
    assert [one for one in answers if one[1] == BAD] == []
