"""Cells whose outputs are hard to get the same from two kinds of kernel: run in this order in one notebook."""

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
    "unicode": r"""
print("한국어 עברית 🇺🇦 e\u0301 \x1b[31mred\x1b[0m \x00 nul \u2028 line", "\N{ZERO WIDTH JOINER}" * 3)
print("half a pair:", ascii("\ud83d"), file=sys.stderr)
os.write(1, "bytes é ".encode() + b"\xff\xfe\n")
{"ключ": "значення", "\ud83d".encode("utf-8", "replace"): 1}
""",
    "carriage returns and parts of lines": """
for i in range(200): print(f"\\r{i} %", end="", flush=True)
sys.stderr.write("half "); sys.stdout.write("a "); sys.stderr.write("line"); sys.stdout.flush()
""",
    "cleared at once, and in the end": """
print("gone"); clear_output(); print("stays"); display("too"); clear_output(wait=True)
""",
    "a picture of megabytes": """
from IPython.display import Image
Image(data=b"\\x89PNG\\r\\n\\x1a\\n" + bytes(range(256)) * 12_000, format="png")
""",
    "state of a widget": """
from comm import create_comm
state = {"_model_name": "LayoutModel", "_model_module": "@jupyter-widgets/base", "_model_module_version": "2.0.0"}
data, metadata = {"state": state}, {"version": "2.1.0"}
widget = create_comm(target_name="jupyter.widget", comm_id="one", data=data, metadata=metadata)
widget.send({"method": "update", "state": {"width": "3em"}}, buffers=[b"raw"])
display({"application/vnd.jupyter.widget-view+json": {"model_id": "one", "version_major": 2}}, raw=True)
""",
    "captured": """
from IPython.utils.capture import capture_output
with capture_output() as kept: print("kept"); display(1); print("err", file=sys.stderr)
len(kept.stdout), len(kept.stderr), len(kept.outputs)
""",
    "nobody to read from": """
import getpass
for read in (input, getpass.getpass, sys.stdin.readline, lambda: open(0).read(), lambda: os.read(0, 9)):
    try: print(repr(read()))
    except Exception as error: print(type(error).__name__, error)
""",
    "filters of one's own": """
with warnings.catch_warnings():
    warnings.simplefilter("ignore"); warnings.warn("never")
    warnings.simplefilter("always"); warnings.warn("each"); warnings.warn("each")
for _ in range(3): warnings.warn("once a place", RuntimeWarning)
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always"); np.float64(1) / np.float64(0)
print([str(each.message) for each in said])
""",
    "signals": """
import signal
def rung(*_): print("rung")
signal.signal(signal.SIGALRM, rung); signal.setitimer(signal.ITIMER_REAL, 0.05); time.sleep(0.2)
""",
    "a thread is left waiting": """
go = threading.Event()
def later(): go.wait(); print("later")
thread = threading.Thread(target=later); thread.start()
""",
    "and speaks in another cell": "go.set(); thread.join(); print('joined')",
    "a process that forks": """
child = os.fork()
if child == 0: os.write(1, b"from a fork\\n"); os._exit(7)
os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
""",
    "frames of polars": """
import polars
from statsmodels.tools import data as tools
frame = polars.DataFrame({"a": [1, 2]})
[isinstance(each, tools._POLARS_TYPES) for each in (frame, frame["a"], 1)]
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
    "async": "import asyncio\nasync def f(n):\n    return await f(n - 1) if n else 1 / 0\nawait f(5)",
    "two at once": """
import asyncio
async def fails(n):
    await asyncio.sleep(0.01 * n)
    raise ValueError(n)
await asyncio.gather(fails(1), fails(1), fails(2))
""",
    "unicode": "raise ValueError('не вийшло 🇺🇦 \\x1b[31m' + chr(0))",
    "a warning made an error": "import warnings\nwarnings.simplefilter('error')\nwarnings.warn('take care')",
    "notes": "e = ValueError('x')\ne.add_note('a note')\nraise e",
    "big message": "raise ValueError('long ' * 200_000)",
    "in a thread pool": "import concurrent.futures as c\nc.ThreadPoolExecutor(1).submit(lambda: 1 / 0).result()",
    "in a process": "import multiprocessing as m\nwith m.get_context('fork').Pool(1) as p: p.map(int, ['x'])",
    "magic": "%no_such_magic",
    "keyboard": "raise KeyboardInterrupt",
    "too much memory": "import numpy as np\nnp.ones(10 ** 10)",
    "multiline": "s = '''\n'''\nassert s == 1, (\n  'no'\n)",
    "own rendering": "from frontledger.notebook.session import begin\nbegin('brief', as_of='soon')",
    "system exit": "import sys\nsys.exit(3)",
}
