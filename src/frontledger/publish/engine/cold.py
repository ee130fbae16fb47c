"""One report from a cold start: the command forks what its kernel will be forked from off itself.

Command and kernel import much the same; so it is imported once, and from there on the two go on side by side,
the command reading the ledger while the fork imports what this notebook alone needs.

Run as `python -m frontledger.publish.engine.cold FOLDER NOTEBOOK ARGUMENT...` by `begin_anew`, in the surroundings
of a report's kernel, which Python takes in only when it starts.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from frontledger.publish.engine import zygote
from frontledger.publish.engine.forks import PACKAGE, Zygote, adopt, can_fork
from frontledger.publish.engine.nursery import Birth
from frontledger.publish.engine.surroundings import surroundings
from frontledger.publish.stopping import held_back, let_come, quiet

SHARED = ("jupyter_client", "jinja2", "frontledger.notebook.session", *zygote.CHECKING)
KERNEL = "ipykernel.kernelapp"


def begin_anew(notebook: str, arguments: Sequence[str]) -> None:
    """Put this command in the place of the process that runs, with a zygote for the notebook on its way.

    Comes back where there is no forking.
    """
    if not can_fork():
        return
    here = str(Path.cwd())
    os.chdir(PACKAGE.parent)  # `python -m` looks here first, and takes no file of the user's for a module
    command = [sys.executable, "-m", __name__, here, notebook, *arguments]
    with held_back():  # until the new one knows how to answer
        os.execve(sys.executable, command, os.environ | surroundings())


class Fork:
    """A fork of this very process, as much like `subprocess.Popen` as the owner of a zygote asks."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ending = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        if self.returncode is None and select.select([self.ending], [], [], 0)[0]:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def kill(self) -> None:
        """End it at once."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)

    def wait(self, timeout: float) -> int:
        """Wait until it ends; raises subprocess.TimeoutExpired."""
        select.select([self.ending], [], [], timeout)
        if (ended := self.poll()) is None:
            raise subprocess.TimeoutExpired("zygote", timeout)
        return ended


def imports(notebook: str) -> Iterator[str]:
    """The modules of ours that a notebook's cells import, as far as can be read without running it.

    >>> sorted(imports("brief"))[:2]
    ['frontledger.analysis.brief', 'frontledger.notebook']
    """
    from frontledger.notebook.project import NOTEBOOKS  # noqa: PLC0415 - imports pandas

    path = Path(notebook) if notebook.endswith(".ipynb") else NOTEBOOKS / f"{notebook}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, LookupError, TypeError):  # told in full when the notebook is read
        return
    for source in sources:
        yield from _imported(source)


def _imported(source: str) -> Iterator[str]:
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # or a magic, which is no Python
        return
    for statement in statements:
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("frontledger."):
            yield str(statement.module)
            for name in statement.names:
                with contextlib.suppress(ModuleNotFoundError):  # what is no package holds no module
                    if importlib.util.find_spec(f"{statement.module}.{name.name}"):
                        yield f"{statement.module}.{name.name}"


def fork_off(notebook: str, filters: list[Any]) -> tuple[Birth, int, list[Any]] | None:
    """Fork off the process that the notebook's kernel will be forked from.

    Gives None here; and in the kernel what it is to become, its parent and the warning filters.
    """
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        if child := os.fork():
            adopt(Zygote(os.environ, control, Fork(child)))
            return None
        control.close()
        os.setsid()
        _nothing_to_read()
        try:
            added = zygote.preload([KERNEL, *imports(notebook)], filters)
        except Exception as error:
            zygote.unfit(theirs, error)
        return zygote.forked(theirs), os.getppid(), added


def _nothing_to_read() -> None:
    reading, writing = os.pipe()
    os.close(writing)
    os.dup2(reading, 0)
    os.close(reading)


if __name__ == "__main__":
    quiet()
    let_come()
    zygote.leave_the_working_folder()
    folder, notebook, *arguments = sys.argv[1:]
    os.chdir(folder)
    shared, born = [], None
    with contextlib.suppress(zygote.UnfitError):  # the zygote that is started instead tells of it
        shared = zygote.preload(SHARED)
        born = fork_off(notebook, shared)
    if born:
        birth, parent, added = born
        zygote.settle(birth, parent)
        zygote.run(birth, added)
    else:
        zygote.put(shared)
        importlib.import_module("frontledger.cli").main(arguments, prog_name="frontledger")
