"""The process that warm kernels are forked from: everything imported, nothing computed.

Run as `python -m frontledger.publish.engine.zygote DESCRIPTOR` by `forks.Zygote`, whose end of the socket asks
for kernels. It runs no thread of its own and no line of any notebook; each fork becomes an ordinary ipykernel.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import pkgutil
import signal
import socket
import sys
import threading
import warnings
from pathlib import Path
from typing import Any, cast

from frontledger.publish.engine.descendants import ask_for_orphans
from frontledger.publish.engine.nursery import Birth, Nursery

LIBRARIES = (
    "ipykernel.kernelapp", "numpy", "pandas", "scipy.stats", "statsmodels.api",
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
)  # fmt: skip
ROOMS = ("frontledger.ledger", "frontledger.analysis", "frontledger.present", "frontledger.notebook")
INLINE = "module://matplotlib_inline.backend_inline"

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h


class UnfitError(Exception):
    """What is imported here would show in a notebook; ordinary kernels have to be used."""


def preload() -> list[Any]:
    """Import what notebooks import; gives back the warning filters that came with it, and takes them out.

    Raises UnfitError where an import warns, which must not be kept from a notebook, or leaves a thread running,
    which no fork would have.
    """
    # ipykernel sets the drawing back end before a notebook can import matplotlib, and reads its parent's number.
    os.environ.setdefault("MPLBACKEND", INLINE)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    before = list(warnings.filters)
    with warnings.catch_warnings(record=True) as said:
        for name in LIBRARIES:
            importlib.import_module(name)
        for name in ROOMS:
            for module in pkgutil.walk_packages(importlib.import_module(name).__path__, f"{name}."):
                importlib.import_module(module.name)
        added = [each for each in warnings.filters if each not in before]
    if said:
        raise UnfitError(f"an import warns: {said[0].message}")
    if threading.active_count() > 1:
        raise UnfitError("an import leaves a thread running")
    return added


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
    for each in reversed(filters):
        cast(list[Any], warnings.filters).insert(0, each)
    with warnings.catch_warnings():  # leaving it makes Python look at the filters afresh
        pass
    birth.line.send(f"ready {os.getpid()}".encode())
    birth.line.close()
    app.start()


if __name__ == "__main__":
    if sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]  # as the ordinary kernel's launcher does; the kernel puts its own folder there
    me, owner = os.getpid(), socket.socket(fileno=int(sys.argv[1]))
    try:
        added = preload()
    except Exception as error:
        owner.send(f"unfit: {type(error).__name__}: {error}".encode()[:1000])
        sys.exit(1)
    gc.collect()
    gc.freeze()  # so that collecting in a fork leaves the shared pages shared
    ask_for_orphans()
    owner.send(b"fit")
    birth = Nursery(owner).serve()
    if birth is None:
        os._exit(0)
    settle(birth, me)
    run(birth, added)
