"""One report from the shell: its kernel is a fork of a fork of the command, and nobody can tell from the outside."""

import gzip
import json
import os
import signal
import subprocess
import sys

import nbformat
import pytest
from awkward_cells import CALM
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook
from watching import processes, within

from frontledger.cli import main
from frontledger.notebook.project import ROOT
from frontledger.publish.engine import cold

pytestmark = pytest.mark.slow
FILES = ROOT / "tests" / "files"
KERNELSPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
IN_PLACE = "from frontledger.__main__ import main; main()"
ORDINARY = """
from frontledger.publish.engine import cold, kernels, surroundings
cold.can_fork = kernels.can_fork = surroundings.can_fork = lambda: False
from frontledger.__main__ import main
main()
"""


@pytest.fixture(autouse=True)
def nothing_of_the_test(monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")


def written(*sources, file):
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNELSPEC), file)
    return str(file)


def rendered(script, *arguments, out, **options):
    """What the command said, and the outputs of the cells that it ran."""
    command = [sys.executable, "-c", script, "render", *arguments, "--allow-outside", "--format", "html"]
    run = subprocess.run(
        [*command, "--out", str(out)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        **options,
    )
    (kept,) = out.glob(".*.results") if run.returncode == 0 else (None,)
    return run, json.loads(gzip.decompress(kept.read_bytes())) if kept else None


def test_awkward_cells_give_what_an_ordinary_kernel_gives(tmp_path):
    which = "sys.orig_argv[2]"
    notebook = written(*CALM.values(), which, file=tmp_path / "awkward.ipynb")
    results = []
    for script in (IN_PLACE, ORDINARY):
        run, kept = rendered(script, notebook, out=tmp_path / "out", cwd=tmp_path)
        assert run.returncode == 0 and "ordinary kernels" not in run.stderr, run.stderr
        cells = kept["cells"]
        results.append((kept["metadata"], cells[1:-1], cells[-1]["outputs"][0]["data"]["text/plain"]))
        (tmp_path / "out").rename(tmp_path / f"out-{len(results)}")
    ours, theirs = results
    for name, one, other in zip(CALM, ours[1], theirs[1], strict=True):
        assert one == other, name
    assert ours[0] == theirs[0]
    assert (ours[2], theirs[2]) == (f"'{cold.__name__}'", "'ipykernel_launcher'")


def test_the_users_folder_is_kept_and_nothing_in_it_is_taken_for_a_module(tmp_path):
    for name in ("pandas", "typing", "frontledger"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the file of the user ran')")
    script = f"import sys; sys.path.remove(''); {IN_PLACE}"
    run, kept = rendered(script, str(FILES / "good.ipynb"), out=tmp_path / "out", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (0, "") and "out/good.html" in run.stdout and kept
    refused, _ = rendered(script, "good", "-p", "no", "1", out=tmp_path / "none", cwd=tmp_path)
    assert refused.returncode == 2 and "no such notebook" in refused.stderr


def test_when_the_command_is_killed_all_of_it_ends(tmp_path):
    notebook = written("import subprocess; subprocess.run(['sleep', '100'])", file=tmp_path / "hangs.ipynb")
    mark = f"FRONTLEDGER_MARK={tmp_path}"
    command = [sys.executable, "-m", "frontledger", "render", notebook, "--allow-outside", "--out", "out"]
    environment = os.environ | {"FRONTLEDGER_MARK": str(tmp_path)}
    with subprocess.Popen(command, env=environment, cwd=tmp_path) as run:
        assert within(240, lambda: len(processes(mark)) == 4), "command, zygote, kernel and what it runs"
        run.send_signal(signal.SIGKILL)
    assert within(15, lambda: not processes(mark))


def test_an_interrupted_command_says_so_and_leaves_nothing(tmp_path):
    notebook = written("import time; time.sleep(100)", file=tmp_path / "hangs.ipynb")
    mark = f"FRONTLEDGER_MARK={tmp_path}"
    command = [sys.executable, "-m", "frontledger", "render", notebook, "--allow-outside", "--out", "out"]
    environment = os.environ | {"FRONTLEDGER_MARK": str(tmp_path)}
    with subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as run:
        assert within(240, lambda: len(processes(mark)) == 3), "command, zygote and kernel"
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=60)[1]
    assert run.returncode == 130 and said.startswith("stopped; ")
    assert within(15, lambda: not processes(mark))


def test_a_command_called_from_python_stays_in_its_process(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("the process was replaced"))
    made = CliRunner().invoke(main, ["render", "nobody", "--out", str(tmp_path)])
    assert made.exit_code == 2


def test_what_a_notebook_imports_is_read_without_running_it(tmp_path):
    notebook = written(
        "from frontledger.present.figures import troops as charts\nfrom frontledger.notebook import begin",
        "%matplotlib inline\nimport frontledger.never", "import os; os.abort()", "from .here import x",
        file=tmp_path / "made.ipynb",
    )  # fmt: skip
    assert list(cold.imports(notebook)) == [
        "frontledger.present.figures",
        "frontledger.present.figures.troops",
        "frontledger.notebook",
    ]
    (tmp_path / "broken.ipynb").write_text('{"cells": [{"cell_type": "code"}]}')
    assert not list(cold.imports(str(tmp_path / "broken.ipynb"))) + list(cold.imports("nobody"))
