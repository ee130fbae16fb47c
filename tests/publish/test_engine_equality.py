"""A warm kernel gives what an ordinary kernel gives: outputs, tracebacks, metadata, surroundings."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from frontledger.notebook.parameters import REGISTRY
from frontledger.notebook.project import NOTEBOOKS
from frontledger.publish.engine import kernels
from frontledger.publish.errors import CellFailedError, KernelDiedError
from frontledger.publish.execute import execute

pytestmark = pytest.mark.slow
KERNELSPEC = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

CALM = {
    "streams, interleaved": """
import sys, os, logging, warnings, time
for i in range(50):
    print("out", i)
    print("err", i, file=sys.stderr)
sys.stdout.write("no line end")
warnings.warn("take care")
warnings.warn("old", DeprecationWarning)
logging.warning("logged")
logging.getLogger("tornado.general").error("of tornado")
""",
    "raw writes and other processes": """
import os, subprocess, sys
os.write(1, b"raw out\\n")
os.system("echo from a shell; echo its error >&2")
print(subprocess.run(["cat"], capture_output=True).stdout)
subprocess.run([sys.executable, "-c", "import os; print(sorted(os.environ.get(n, '') for n in ('TZ', 'LC_ALL')))"])
get_ipython().system("echo bang")
""",
    "display updates": """
from IPython.display import display, clear_output, HTML, Javascript
handle = display("first", display_id="one")
handle.update("second")
display(HTML("<b>x</b>"), {"application/json": {"a": 1}}, metadata={"isolated": True})
display({"text/plain": "raw", "application/json": [1, 2]}, raw=True)
clear_output(wait=True)
print("after clearing")
display("shown", display_id="one")
""",
    "display of an earlier cell": "handle.update('third'); Out, len(In), _",
    "a value": "{'a': [1, 2], 'b': None}",
    "await": "import asyncio; await asyncio.sleep(0.01, result='slept')",
    "a tall table": "import pandas as pd; pd.DataFrame({'x': range(100), 'y': 1.5})",
    "numbers": "import numpy as np\na = np.random.default_rng(3).normal(size=(60, 60))\n(a @ a).sum()",
    "big output": "print(('x' * 99 + chr(10)) * 30_000); 'y' * 200_000",
    "many lines": "for i in range(2_000): print(i)",
    "threads": """
import threading
def speak(): sys.stdout.write("from a thread\\n"); os.write(2, b"raw from a thread\\n")
threads = [threading.Thread(target=speak) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
""",
    "pools": """
import multiprocessing, math, concurrent.futures
with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(math.factorial, range(5)))
with multiprocessing.get_context("spawn").Pool(1) as pool: print(pool.map(math.factorial, range(5)))
with concurrent.futures.ThreadPoolExecutor(2) as pool: print(list(pool.map(math.sqrt, range(5))))
""",
    "a chart": """
import matplotlib, io
from matplotlib.figure import Figure
matplotlib.rcParams["svg.hashsalt"] = "fixed"
figure = Figure(); figure.subplots().plot([1, 3, 2])
stream = io.StringIO(); figure.savefig(stream, format="svg")
import hashlib
print(matplotlib.get_backend(), hashlib.sha256(stream.getvalue().encode()).hexdigest())
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.gcf()
""",
    "surroundings": """
import sys, os, locale, signal, resource, time
print(sys.argv[0], sys.argv[1], len(sys.argv), sys.path, sys.flags, sys.executable, sys.prefix, __name__)
print(sys.getrecursionlimit(), sys.getdefaultencoding(), locale.getlocale(), time.tzname, os.getcwd(), os.umask(0o22))
print({n: v for n, v in sorted(os.environ.items()) if n not in ("JPY_PARENT_PID", "IPYTHONDIR")})
print([(s.name, str(signal.getsignal(s)).split(" at ")[0]) for s in signal.valid_signals() if hasattr(s, "name")])
print(sorted(t.name for t in threading.enumerate()), os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid())
print(sorted(os.readlink(f"/proc/self/fd/{n}").split(":")[0] for n in os.listdir("/proc/self/fd") if n == "0"))
print(type(sys.stdout).__name__, hash("a"), sys.modules["__main__"].__name__)
print(resource.getrlimit(resource.RLIMIT_DATA), resource.getrlimit(resource.RLIMIT_CORE))
print(sorted(type(c).__name__ for c in get_ipython().configurables), get_ipython().profile == "default")
""",
    "warnings as a notebook finds them after its imports": """
import frontledger.notebook.session, scipy.stats, statsmodels.api
seen = [str(f) for f in warnings.filters]
print(len(seen), sorted(seen))
""",
    "magics": "%config IPCompleter.use_jedi\n%env TZ\n%who_ls str\n%lsmagic",
    "html magic": "%%html\n<i>x</i>",
    "reproducible exits of a thread": """
def bad(): raise ValueError("in a thread")
thread = threading.Thread(target=bad, name="worker"); thread.start(); thread.join()
""",
    "left running": "asyncio.get_running_loop().create_task(asyncio.sleep(30)); None",
}
FAILING = {
    "division": "def f(x):\n    return 1 / x\nf(0)",
    "deep": "def f(n):\n    return f(n + 1)\nf(0)",
    "in a library": "import pandas as pd\npd.DataFrame({'a': [1]})['b']",
    "chained": "try:\n    {}['a']\nexcept KeyError as e:\n    raise RuntimeError('after') from e",
    "group": "raise ExceptionGroup('some', [ValueError(1), TypeError('two')])",
    "syntax": "x = = 1",
    "no such name": "nothing_of_the_kind",
    "input": "input('name? ')",
    "keyboard": "raise KeyboardInterrupt",
    "too much memory": "import numpy as np\nnp.ones(10 ** 10)",
    "multiline": "s = '''\n'''\nassert s == 1, (\n  'no'\n)",
    "own rendering": "from frontledger.notebook.session import begin\nbegin('brief', as_of='soon')",
    "system exit": "import sys\nsys.exit(3)",
}


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
    assert warm.metadata == ordinary.metadata


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
