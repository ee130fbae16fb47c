"""Running a notebook: fixed surroundings, one exception a way of failing, the same result every time."""

import json
import os
import pickle
import subprocess
import sys
import time

import nbformat
import pytest

from frontledger.notebook.project import ROOT
from frontledger.publish.errors import CellFailedError, KernelDiedError, TimeLimitError
from frontledger.publish.execute import execute, without_places

pytestmark = pytest.mark.slow
FILES = ROOT / "tests" / "files"
COMMON = {"as_of": "2025-03-27", "claimants": [], "ledger": ""}
LONG = 300


def run(name, time_limit=LONG, **parameters):
    node = nbformat.read(FILES / f"{name}.ipynb", as_version=4)
    return execute(node, name, {**COMMON, **parameters}, time_limit)


def fails(error, name, time_limit=LONG):
    with pytest.raises(error) as failed:
        run(name, time_limit)
    assert str(pickle.loads(pickle.dumps(failed.value))) == str(failed.value)
    return failed.value


def test_the_kernel_is_this_python_with_nothing_of_the_users_in_it(monkeypatch, tmp_path):
    """A kernel installed for the user, a start-up file and a working directory elsewhere must not matter."""
    spec = tmp_path / "kernels" / "python3"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        json.dumps({"argv": ["/bin/false"], "display_name": "x", "language": "python"})
    )
    startup = tmp_path / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("print('start-up file ran')")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Asia/Seoul")
    monkeypatch.chdir(tmp_path)
    (told,) = [cell.outputs for cell in run("surroundings").cells if cell.get("outputs")]
    lines = told[0].text.splitlines()
    assert len(told) == 1 and lines[:2] == [sys.executable, str(ROOT)]
    assert lines[2:7] == ["0", "1", "UTC", "Agg", "0"]
    seeded = os.environ | {"PYTHONHASHSEED": "0"}
    script = [sys.executable, "-c", "print(hash('a'))"]
    assert lines[7] == subprocess.check_output(script, env=seeded, text=True).strip()
    assert lines[8] == "2025-03-27"
    assert os.getcwd() == str(tmp_path)  # noqa: PTH109 - the process's own folder is what is tested


def test_two_runs_give_the_same_notebook():
    assert nbformat.writes(run("good")) == nbformat.writes(run("good"))
    ids = [cell.id for cell in run("good").cells]
    assert ids[:3] == ["title", "parameters", "injected-parameters"]


def test_a_failing_cell_is_named_with_its_source_and_traceback():
    error = fails(CellFailedError, "cell_fails")
    assert (error.cell, error.source, error.error) == (2, "print('before')\n1 / 0", "ZeroDivisionError")
    assert "1 / 0" in error.traceback and "\x1b" not in error.traceback
    assert str(ROOT) not in error.traceback
    assert "code cell 2 failed with ZeroDivisionError: division by zero" in str(error)


def test_a_wrong_parameter_found_in_the_notebook_is_told_without_frames():
    error = fails(CellFailedError, "begins_wrong")
    assert error.error == "CannotBeginError"
    assert error.traceback.splitlines() == error.message.splitlines()
    assert "troop_flows: balance_date: '27/03/2025' is not a date" in error.message
    assert "troop_flows: strenght: no such parameter" in error.message


def test_a_dead_kernel_is_named_as_such():
    error = fails(KernelDiedError, "kernel_dies")
    assert error.cell == 2 and "os.kill" in error.source
    assert "the kernel died in code cell 2" in str(error)


def test_a_notebook_that_leaves_early_has_not_succeeded():
    error = fails(CellFailedError, "ends_itself")
    assert error.cell == 2 and "ended itself before its last cell" in str(error)


def test_a_cell_that_never_ends_is_stopped_at_the_limit_of_the_whole_report():
    started = time.monotonic()
    error = fails(TimeLimitError, "hangs", time_limit=5)
    assert time.monotonic() - started < 60
    assert error.cell == 2 and "the time limit of 5 seconds passed in code cell 2" in str(error)


def test_paths_of_the_machine_are_taken_out_of_tracebacks():
    assert without_places(f"File {ROOT}/src/a.py, {sys.prefix}/lib/b.py") == "File src/a.py, lib/b.py"
