"""The generator reaches every column, parameter and key, and makes faults enough, each another."""

import random
from collections import Counter

import pytest

from faults import cells, daily, files, notebooks, parameters, plans, relations, rules
from frontledger.ledger.tables import TABLES
from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS


def test_every_column_has_its_faults(sound):
    counted = Counter(
        (table, column) for fault in cells.faults(sound, random.Random(1)) for table, _, column in fault.cells
    )
    assert set(counted) == {(name, column) for name, table in TABLES.items() for column in table.names}
    assert min(counted.values()) >= 40


def test_every_table_has_damaged_files_and_most_have_broken_rules(sound):
    names = Counter(fault.name.partition(":")[0] for fault in files.faults(sound))
    assert min(names[table.file] for table in TABLES.values()) >= 50
    assert {table for rule in rules.RULES for table in [rule.table]} >= {
        "claims", "drone_launches", "drone_figures", "measures", "scopes", "identities", "corrections", "offices"
    }  # fmt: skip


def test_every_parameter_of_every_notebook_has_its_faults():
    counted = Counter((one.notebook, one.name) for one in parameters.faults())
    for notebook, entry in REGISTRY.items():
        for name in entry.model.model_fields:
            assert counted[notebook, name] >= 40


@pytest.mark.slow
def test_every_key_of_a_plan_has_its_faults():
    counted = Counter(one.key for one in plans.faults() if one.key)
    named = {key[-1] for key in counted if isinstance(key[-1], str)}
    assert named >= {"title", "reports", "notebook", "formats", "parameters", "sweep", "guard", "most_move",
                     "accepted", "report", "finding", "to", "reason"}  # fmt: skip
    assert min(counted.values()) >= 40


@pytest.mark.slow
def test_there_are_thousands_and_each_is_another(sound):
    names = [fault.name for fault in cells.faults(sound, random.Random(1))]
    names += [fault.name for fault in (*files.faults(sound), *relations.faults(sound))]
    names += [f"{one} {one.value!r:.60}" for one in parameters.faults()]
    names += [f"{one} {len(one.data)}" for one in plans.faults()]
    names += [
        str(one) for one in (*notebooks.faults(NOTEBOOKS / "brief.ipynb"), *daily.faults(random.Random(1)))
    ]
    assert len(set(names)) > 10_000
