"""Warm kernels: nothing leaks, nothing is left over, limits hold, and without them everything still works."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from watching import processes, within

from frontledger.notebook.project import ROOT
from frontledger.publish import execute as running
from frontledger.publish.engine import forks, kernels
from frontledger.publish.engine.surroundings import surroundings
from frontledger.publish.errors import CellFailedError, KernelDiedError, TimeLimitError
from frontledger.publish.execute import execute

pytestmark = pytest.mark.slow
FILES = ROOT / "tests" / "files"
KERNELSPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


@pytest.fixture(autouse=True)
def one_zygote_for_all(monkeypatch):
    monkeypatch.setitem(os.environ, "PYTEST_CURRENT_TEST", "")


def made_of(*sources):
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    return new_notebook(cells=cells, metadata=KERNELSPEC)


def printed(*sources, limit=120, memory=running.MEMORY_LIMIT):
    os.environ["PYTEST_CURRENT_TEST"] = ""
    node = execute(made_of(*sources), "made", {}, limit, memory)
    return "".join(output.text for cell in node.cells for output in cell.outputs)


def test_what_one_notebook_changes_the_next_does_not_see():
    change = """
import os, sys, math, pandas, matplotlib, numpy, frontledger, warnings
pandas.options.display.max_rows = 7
matplotlib.rcParams["lines.linewidth"] = 99
os.environ["LEFT_BEHIND"] = "1"
sys.path.insert(0, "/left")
math.pi = 3
frontledger.left = True
warnings.simplefilter("error")
os.chdir("/")
"""
    look = """
import os, sys, math, pandas, matplotlib, frontledger, warnings
print(pandas.options.display.max_rows, matplotlib.rcParams["lines.linewidth"], os.environ.get("LEFT_BEHIND"),
      "/left" in sys.path, math.pi, hasattr(frontledger, "left"), os.getcwd(), "change" in dir())
"""
    before = printed(look)
    printed(change)
    assert printed(look) == before
    assert "7 99" not in before and str(ROOT) in before


def test_two_forks_draw_different_random_numbers():
    draw = "import random, numpy, uuid\nprint(random.random(), numpy.random.rand(), uuid.uuid4())"
    assert not set(printed(draw).split()) & set(printed(draw).split())


def test_a_notebook_that_crashes_takes_nothing_with_it():
    zygote = printed("import os; print(os.getppid())")
    for crash in (
        "import os; os.kill(os.getpid(), 9)",
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
    ):
        with pytest.raises(KernelDiedError):
            printed(f"import ctypes, os; {crash}")
    assert printed("import os; print(os.getppid())") == zygote


def test_a_notebook_that_wants_too_much_memory_fails_in_the_cell_that_wants_it():
    with pytest.raises(CellFailedError) as failed:
        printed("small = bytearray(10**8)", "large = bytearray(2 * 10**9)", memory=1024**3)
    assert (failed.value.cell, failed.value.error) == (2, "MemoryError")
    assert printed("print(len(bytearray(10**8)))") == "100000000\n"


def test_what_a_notebook_started_ends_with_it(tmp_path):
    mark = f"MARK={tmp_path}"
    environment = f"os.environ | {{'MARK': '{tmp_path}'}}"
    start = f"import subprocess, os\nstarted = subprocess.Popen(['sleep', '60'], env={environment})"
    printed(start)
    assert within(10, lambda: not processes(mark))
    with pytest.raises(KernelDiedError):
        printed(start, "os._exit(1)")
    assert within(10, lambda: not processes(mark))
    with pytest.raises(TimeLimitError):
        printed(start, "while True: pass", limit=3)
    assert within(10, lambda: not processes(mark))


OWNER = """
import sys, nbformat
from frontledger.publish.execute import execute
execute(nbformat.read(sys.argv[1], as_version=4), "hangs", {}, 300)
"""


def test_when_the_owner_is_killed_all_of_it_ends(tmp_path):
    mark = f"FRONTLEDGER_MARK={tmp_path}"
    notebook = tmp_path / "hangs.ipynb"
    nbformat.write(made_of("import subprocess; subprocess.run(['sleep', '100'])"), notebook)
    environment = os.environ | {"FRONTLEDGER_MARK": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", OWNER, str(notebook)], env=environment) as owner:
        assert within(240, lambda: len(processes(mark)) == 4), "owner, zygote, kernel and what it runs"
        owner.send_signal(signal.SIGKILL)
    assert within(15, lambda: not processes(mark))


def test_the_shipped_ledger_is_read_once_for_all_and_no_other_is_taken_for_it(copy_of_data):
    look = "from frontledger.ledger import kept, load\nbefore = len(kept._kept)\n"
    assert printed(look, "load(); print(before, len(kept._kept))") == "1 1\n"
    claims = copy_of_data / "claims.csv"
    claims.write_text(claims.read_text().replace("HUR had said 3,000", "HUR had said 3,500"))
    other = f"read = load({str(copy_of_data)!r})\n"
    told = "print(before, len(kept._kept), read.claims['note'].iloc[-1])"
    assert printed(look, other + told) == "1 2 May be sent again; HUR had said 3,500 a week earlier.\n"


@pytest.mark.parametrize(("heard", "status"), [(False, 1), (True, 0)], ids=["before-it-was-ready", "unread"])
def test_a_zygote_whose_owner_went_ends_in_silence(heard, status):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "frontledger.publish.engine.zygote", str(theirs.fileno())]
    with subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.PIPE) as run:
        theirs.close()
        if heard:
            assert select.select([ours], [], [], 240)[0]
        ours.close()
        said = run.communicate(timeout=240)[1]
    assert (run.returncode, said) == (status, b"")


@pytest.mark.parametrize("asked", [True, False], ids=["while-it-starts", "before-it-is-asked-for"])
def test_a_stop_while_a_kernel_starts_waits_until_it_has_ended(monkeypatch, tmp_path, asked):
    def stopped(*_):
        if asked:
            assert within(60, children), "the kernel that was asked for"
        raise KeyboardInterrupt

    def children():
        return (Path("/proc") / f"{warm.process.pid}/task/{warm.process.pid}/children").read_text()

    warm = forks.zygote(os.environ | surroundings())
    warm.fork(["-f", str(tmp_path / "one.json")], str(tmp_path), warm.environment, 240).kill()
    assert within(60, lambda: not children())
    hear = forks._hear

    def hear_of_a_stop_first(*now):
        forks._hear = hear
        return stopped(*now)

    with monkeypatch.context() as patch:
        place, instead = (forks, "_hear"), hear_of_a_stop_first
        if not asked:
            place, instead = (socket, "send_fds"), stopped
        patch.setattr(*place, instead)
        with pytest.raises(KeyboardInterrupt):
            warm.fork(["-f", str(tmp_path / "two.json")], str(tmp_path), warm.environment, 240)
    assert not children()
    assert printed("print(1)") == "1\n"


def test_a_zygote_that_is_killed_fails_its_report_and_is_replaced():
    with pytest.raises(KernelDiedError):
        printed("import os; os.kill(os.getppid(), 9)", "import time; time.sleep(20)")
    assert printed("print(1)") == "1\n"


def test_an_ordinary_kernel_is_started_where_none_can_be_forked(monkeypatch, caplog):
    def unfit(*_):
        raise forks.NoForkError("an import warns: made up")

    monkeypatch.setattr(forks.Zygote, "fork", unfit)
    kernels._tell.cache_clear()
    assert printed("import os; print(os.getppid() == int(os.environ['JPY_PARENT_PID']))") == "True\n"
    assert printed("print(2)") == "2\n"
    told = [record.getMessage() for record in caplog.records if "ordinary kernels are used" in record.message]
    assert told == ["ordinary kernels are used: an import warns: made up"]


def test_the_environment_and_the_source_decide_which_zygote_serves(monkeypatch):
    monkeypatch.setattr(forks, "_LATEST", {})
    started = []

    class Counted:
        def __init__(self, environment):
            started.append(environment)

        def lost(self):
            return False

    monkeypatch.setattr(forks, "started", Counted)
    first = forks.zygote({"A": "1", "IPYTHONDIR": "x"})
    assert forks.zygote({"A": "1", "IPYTHONDIR": "y"}) is first
    assert forks.zygote({"A": "2"}) is not first
    second = forks.zygote({"A": "2"})
    monkeypatch.setattr(forks, "_stamp", lambda: "the source was edited")
    assert forks.zygote({"A": "2"}) is not second
    assert started == [{"A": "1"}, {"A": "2"}, {"A": "2"}]


def test_what_the_command_imports_asks_for_no_second_zygote(tmp_path):
    """A library that sets the environment when it is imported would have the first zygote thrown away."""
    script = """
import sys
from frontledger.publish.engine import forks
started, real = [], forks.started
forks.started = lambda environment: started.append(1) or real(environment)
from frontledger.publish.engine.surroundings import warm
warm()
import nbformat
from frontledger.publish.batch import render_report
from frontledger.publish.execute import execute
execute(nbformat.read(sys.argv[1], as_version=4), "good", {}, 300)
print(len(started))
"""
    environment = {name: os.environ[name] for name in os.environ.keys() - set(forks.OF_PANDERA)}
    command = [sys.executable, "-c", script, str(FILES / "good.ipynb")]
    assert subprocess.check_output(command, env=environment, text=True) == "1\n"


def test_what_notebooks_import_is_there_before_them_and_no_thread_is():
    """Checking a ledger had the checker import a hundred modules more, in every report anew."""
    told = printed(
        "import os, sys\nbefore = set(sys.modules)",
        "from frontledger.ledger import load\nlength = len(load().claims)",
        "print(len(sys.modules.keys() - before), len(os.listdir(f'/proc/{os.getppid()}/task')))",
    )
    modules, threads = map(int, told.split())
    assert modules < 40 and threads == 1


def test_papermill_knows_the_engine(tmp_path):
    command = [sys.executable, "-m", "papermill", "--engine", "frontledger", "--no-progress-bar"]
    made = tmp_path / "made.ipynb"
    subprocess.run(
        [*command, str(FILES / "good.ipynb"), str(made)], cwd=ROOT, check=True, capture_output=True
    )
    plain = papermill.execute_notebook(FILES / "good.ipynb", None, progress_bar=False, cwd=ROOT)
    outputs = [[cell.get("outputs") for cell in node.cells] for node in (nbformat.read(made, 4), plain)]
    assert outputs[0] == outputs[1]


def test_papermill_leaves_kernels_of_another_kind_alone(tmp_path, monkeypatch):
    other = tmp_path / "kernels" / "other"
    other.mkdir(parents=True)
    argv = [sys.executable, "-X", "utf8", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (other / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "x", "language": "python"}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    node = made_of(
        "import sys, os; print(sys.orig_argv[1:3], os.getppid() == int(os.environ['JPY_PARENT_PID']))"
    )
    path = tmp_path / "made.ipynb"
    nbformat.write(node, path)
    run = papermill.execute_notebook(
        path, None, engine_name="frontledger", kernel_name="other", progress_bar=False
    )
    assert run.cells[0].outputs[0].text == "['-X', 'utf8'] True\n"
