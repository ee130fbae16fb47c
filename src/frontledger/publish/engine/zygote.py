"""The process that warm kernels are forked from: everything imported, nothing computed.

Run as `python -m frontledger.publish.engine.zygote DESCRIPTOR` by `forks.Zygote`, whose end of the socket asks
for kernels; or a fork of a command that makes one report (`cold.py`). It runs no thread of its own and no line
of any notebook; each fork becomes an ordinary ipykernel.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import pkgutil
import signal
import socket
import sys
import threading
import types
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from frontledger.publish.engine.descendants import ask_for_orphans
from frontledger.publish.engine.nursery import Birth, Nursery

CHECKING = (
    "pandera.backends.pandas.builtin_checks", "pandera.backends.pandas.builtin_hypotheses",
    "pandera.backends.pandas.container", "pandera.strategies.pandas_strategies",
)  # fmt: skip
"""What pandera imports when a table is first checked, which would be again in every report."""
LIBRARIES = (
    "ipykernel.kernelapp", "numpy", "pandas", "scipy.stats", "statsmodels.api",
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg", *CHECKING,
)  # fmt: skip
ROOMS = ("frontledger.ledger", "frontledger.analysis", "frontledger.present", "frontledger.notebook")
INLINE = "module://matplotlib_inline.backend_inline"

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h


class UnfitError(Exception):
    """What is imported here would show in a notebook; ordinary kernels have to be used."""


class _OfPolars(type):
    """The type of what stands for the frames and series of polars until a notebook imports it."""

    def __instancecheck__(cls, instance: object) -> bool:
        polars: Any = sys.modules.get("polars")
        return polars is not None and isinstance(instance, polars.DataFrame | polars.Series)


class _PolarsLater(metaclass=_OfPolars):
    """A frame or a series of polars."""


def everything() -> Iterator[str]:
    """The names of all that notebooks import; a package is imported to find what is in it."""
    yield from LIBRARIES
    for name in ROOMS:
        for module in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
            yield module.name


def preload(names: Iterable[str], filters: Sequence[Any] = ()) -> list[Any]:
    """Import these modules; gives back the warning filters that came with them, and takes them out.

    `filters` are those that came with modules imported before. Raises UnfitError where an import warns, which
    must not be kept from a notebook, or leaves a thread running, which no fork would have.
    """
    # ipykernel sets the drawing back end before a notebook can import matplotlib, and reads its parent's number.
    os.environ.setdefault("MPLBACKEND", INLINE)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as said:
        put(filters)
        # statsmodels imports polars for its types, where it is installed, and polars starts threads.
        polars: Any = types.SimpleNamespace(DataFrame=_PolarsLater, Series=_PolarsLater)
        sys.modules["polars"] = polars
        for name in names:
            importlib.import_module(name)
        del sys.modules["polars"]
        added = [each for each in warnings.filters if each not in before]
    if said:
        raise UnfitError(f"an import warns: {said[0].message}")
    if threading.active_count() > 1:
        raise UnfitError("an import leaves a thread running")
    return added


def read_ledger() -> None:
    """Read the shipped ledger, which most notebooks open: a fork that finds the same bytes has it read already.

    Raises UnfitError where reading it warns, which must not be kept from a notebook.
    """
    ledger = importlib.import_module("frontledger.ledger")
    with warnings.catch_warnings(record=True) as said, contextlib.suppress(ledger.LedgerError):
        ledger.load()  # what is wrong with it is told by the notebook that opens it
    if said:
        raise UnfitError(f"reading the ledger warns: {said[0].message}")


def put(filters: Sequence[Any]) -> None:
    """Put these warning filters before all others, as the imports they came with would have."""
    for each in reversed(filters):
        cast(list[Any], warnings.filters).insert(0, each)


def settle(birth: Birth, parent: int) -> None:
    """Make this fork the process that the command line of the ordinary kernel would have started."""
    os.setsid()
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    ask_for_orphans()
    if os.getppid() != parent:
        os._exit(1)
    os.chdir(birth.folder)
    for name, value in birth.environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
    ipykernel = Path(str(importlib.import_module("ipykernel").__file__))
    sys.argv = [str(ipykernel.parents[1] / "ipykernel_launcher.py"), *birth.arguments]
    importlib.import_module("numpy").random.seed()  # or all forks would draw the same


def run(birth: Birth, filters: list[Any]) -> None:
    """What the `launch_instance` of ipykernel's application does, as deep in the stack.

    The filters of what is imported go before those of the kernel, as if the notebook had imported it.
    """
    app = importlib.import_module("ipykernel.kernelapp").IPKernelApp.instance()
    app.initialize()
    put(filters)
    with warnings.catch_warnings():  # leaving it makes Python look at the filters afresh
        pass
    _say(birth.line, f"ready {os.getpid()}")
    birth.line.close()
    app.start()


def leave_the_working_folder() -> None:
    """Take out of the path what `python -m` put there, as the ordinary kernel's launcher does.

    The kernel puts its own folder there.
    """
    if sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]


def forked(owner: socket.socket) -> Birth:
    """Serve the owner; comes back in each fork alone, with what it is to become."""
    gc.collect()
    gc.freeze()  # so that collecting in a fork leaves the shared pages shared
    ask_for_orphans()
    _say(owner, "fit")
    birth = Nursery(owner).serve()
    if birth is None:
        os._exit(0)
    return birth


def unfit(owner: socket.socket, error: Exception) -> NoReturn:
    """Tell the owner that no kernel is to be had, and why."""
    _say(owner, f"unfit: {type(error).__name__}: {error}")
    os._exit(1)


def _say(line: socket.socket, words: str) -> None:
    try:
        line.send(words.encode()[:1000])
    except OSError:  # the owner was ended meanwhile; nobody wants what it asked for
        os._exit(1)


if __name__ == "__main__":
    leave_the_working_folder()
    me, owner = os.getpid(), socket.socket(fileno=int(sys.argv[1]))
    try:
        added = preload(everything())
        read_ledger()
    except Exception as error:
        unfit(owner, error)
    birth = forked(owner)
    settle(birth, me)
    run(birth, added)
