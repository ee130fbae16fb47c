"""A warm kernel gives what an ordinary kernel gives: outputs, tracebacks, metadata, surroundings."""

import json

import nbformat
import pytest
from awkward_cells import CALM, FAILING
from nbformat.v4 import new_code_cell, new_notebook

from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS
from frontledger.publish.engine import kernels
from frontledger.publish.errors import CellFailedError, KernelDiedError
from frontledger.publish.execute import execute

pytestmark = pytest.mark.slow
KERNELSPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def both(monkeypatch, run):
    """What a run gives with warm kernels and with ordinary ones; fails unless the first were really forked."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # it changes with each test, and warm kernels with it
    forked = []
    real = kernels.zygote
    monkeypatch.setattr(kernels, "zygote", lambda environment: forked.append(1) or real(environment))
    warm = run()
    assert forked, "no kernel was forked"
    monkeypatch.setattr(kernels, "can_fork", lambda: False)
    forked.clear()
    ordinary = run()
    assert not forked
    return warm, ordinary


def differs(one, other):
    """The lines that differ, few and short: pytest's own comparison of big cells takes minutes."""
    if one == other:
        return []
    lines = [json.dumps(cell, indent=1).replace("\\\\n", "\n").splitlines() for cell in (one, other)]
    pairs = [(a, b) for a, b in zip(*lines, strict=False) if a != b][:5]
    return [(a[-300:], b[-300:]) for a, b in pairs] or ["length"]


def made_of(*sources):
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    return new_notebook(cells=cells, metadata=KERNELSPEC)


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_every_notebook_is_the_same_to_the_byte(name, monkeypatch):
    def run():
        node = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
        return nbformat.writes(execute(node, name, REGISTRY[name].model().values(), 600))

    warm, ordinary = both(monkeypatch, run)
    assert warm == ordinary


def test_awkward_cells_give_the_same(monkeypatch):
    warm, ordinary = both(monkeypatch, lambda: execute(made_of(*CALM.values()), "awkward", {}, 300))
    for name, one, other in zip(CALM, warm.cells, ordinary.cells, strict=True):
        differences = differs(one, other)
        assert not differences, name
    assert warm.metadata == ordinary.metadata and "widgets" in warm.metadata


@pytest.mark.parametrize("name", FAILING)
def test_failures_are_told_the_same(name, monkeypatch):
    def run():
        with pytest.raises(CellFailedError) as failed:
            execute(made_of("before = 1", FAILING[name]), name, {}, 300)
        return failed.value.args

    warm, ordinary = both(monkeypatch, run)
    assert warm == ordinary


@pytest.mark.parametrize("source", ["import os\nos._exit(3)", "import os, signal\nos.kill(os.getpid(), 11)"])
def test_a_crash_is_told_the_same(source, monkeypatch):
    def run():
        with pytest.raises(KernelDiedError) as failed:
            execute(made_of("before = 1", source), "crash", {}, 300)
        return failed.value.args

    warm, ordinary = both(monkeypatch, run)
    assert warm == ordinary and warm[1] == 2
