"""The owner's side of a zygote: start it, have it fork, and hold each fork as a process.

Needs the standard library only, so that a zygote can be started before anything else is imported.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import frontledger
from frontledger.publish.engine.nursery import LONGEST

PACKAGE = Path(frontledger.__file__).parent
OF_THE_KERNEL = ("IPYTHONDIR", "JPY_PARENT_PID", "JPY_SESSION_NAME", frontledger.ANSWERS)
"""What a kernel reads from the environment when it starts, after the fork; the rest may matter to an import."""
OF_PANDERA = ("PYARROW_IGNORE_TIMEZONE", "SPARK_LOCAL_IP")
"""What pandera sets wherever it is imported: here some time after the zygote has started, there too."""
END_LIMIT = 10.0
"""Seconds that a process which is told to end is waited for."""


class NoForkError(Exception):
    """No kernel could be forked; an ordinary one has to be started."""


class ForkedProcess:
    """A fork, as much like `subprocess.Popen` as jupyter_client asks of a kernel's process."""

    stdin = stdout = stderr = None

    def __init__(self, zygote: Zygote, pid: int, line: socket.socket) -> None:
        self.zygote, self.pid, self.line = zygote, pid, line
        self.returncode: int | None = None
        self.let_go = weakref.finalize(self, line.close)
        _HELD.add(self)

    def poll(self) -> int | None:
        """How it ended, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it ends, then let go of it, with which whatever it started ends too."""
        ended = self._ended(timeout)
        if ended is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        self.let_go()
        return ended

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self.line], [], [], timeout)[0]:
            said = self.line.recv(100).split()
            self.returncode = (
                int(said[1]) if said else -signal.SIGKILL
            )  # nothing: the zygote died, and it too
        return self.returncode


class Process(Protocol):
    """What the owner of a zygote asks of its process, as `subprocess.Popen` answers it."""

    def poll(self) -> int | None:
        """How it ended, None while it runs."""

    def kill(self) -> None:
        """End it at once."""

    def wait(self, timeout: float) -> int:
        """Wait until it ends; raises subprocess.TimeoutExpired."""


class Zygote:
    """A process that has imported what notebooks import, started at once and ready some seconds later."""

    def __init__(self, environment: Mapping[str, str], control: socket.socket, process: Process) -> None:
        self.environment, self.control, self.process = dict(environment), control, process
        self.lock = threading.Lock()
        self.said: list[bytes] = []
        self.close = weakref.finalize(self, _close, self.control, self.process, self.said)

    def fork(
        self, arguments: Sequence[str], folder: str, environment: Mapping[str, str], timeout: float
    ) -> ForkedProcess:
        """A kernel with these arguments of the ordinary one's command line, ready to be spoken to.

        Raises NoForkError.
        """
        self._wait_until_fit(timeout)
        request = json.dumps([list(arguments), folder, self._changes(environment)]).encode()
        if len(request) > LONGEST:
            raise NoForkError("the environment is too long to be sent")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                socket.send_fds(self.control, [request], [theirs.fileno()])
            said = _hear(ours, timeout).split()
            if said[:1] == [b"ready"]:
                return ForkedProcess(self, int(said[1]), ours)
        except OSError:  # the process to fork from has just died
            pass
        except BaseException:  # a stop: the kernel that was asked for must not outlive its folder
            _take_back(ours)
            raise
        ours.close()
        raise NoForkError("the process to fork from gave no kernel")

    def lost(self) -> bool:
        """Whether it was fit to fork from, and has died."""
        return self.said == [b"fit"] and self.process.poll() is not None

    def _wait_until_fit(self, timeout: float) -> None:
        with self.lock:
            if not self.said:
                self.said.append(_hear(self.control, timeout) or b"the process to fork from has died")
        if self.said != [b"fit"]:
            raise NoForkError(self.said[0].decode())

    def _changes(self, wanted: Mapping[str, str]) -> dict[str, str | None]:
        names = (self.environment.keys() | wanted.keys()) - {"JPY_PARENT_PID"}
        return {name: wanted.get(name) for name in names if wanted.get(name) != self.environment.get(name)}


def zygote(environment: Mapping[str, str]) -> Zygote:
    """The zygote for such an environment and the package's present source; started where there is none."""
    fixed = _fixed(environment)
    key = _key(fixed)
    with _LOCK:
        if _LATEST.get("key") != key or _LATEST["zygote"].lost():
            _LATEST.update(key=key, zygote=started(fixed))
        return _LATEST["zygote"]


def adopt(zygote: Zygote) -> None:
    """Let `zygote` give this one, for its environment."""
    with _LOCK:
        _LATEST.update(key=_key(_fixed(zygote.environment)), zygote=zygote)


def started(environment: Mapping[str, str]) -> Zygote:
    """A zygote that imports all that notebooks import."""
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.zygote", str(theirs.fileno())],
            env=environment,
            cwd=PACKAGE.parent,
            stdin=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    if process.stdin:
        process.stdin.close()  # as jupyter_client does: who reads finds nothing
    return Zygote(environment, control, process)


def let_go_of_all() -> None:
    """End every fork that is held, and all it has started: for a stop, which leaves nobody else to do so."""
    for process in tuple(_HELD):
        process.kill()
        process.let_go()


def can_fork() -> bool:
    """Whether warm kernels are to be had: forking is safe and sockets keep packets on Linux only."""
    return sys.platform == "linux"


_HELD: weakref.WeakSet[ForkedProcess] = weakref.WeakSet()
_LATEST: dict[str, Any] = {}
_LOCK = threading.Lock()


def _fixed(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name not in OF_THE_KERNEL + OF_PANDERA}


def _key(fixed: Mapping[str, str]) -> tuple[object, ...]:
    return (os.getpid(), frozenset(fixed.items()), _stamp())


def _stamp() -> frozenset[tuple[str, int, int]]:
    """The package's source files with size and time of change, so that no edit is missed."""
    found = ((path, path.stat()) for path in PACKAGE.rglob("*.py"))
    return frozenset((str(path), status.st_mtime_ns, status.st_size) for path, status in found)


def _hear(line: socket.socket, timeout: float) -> bytes:
    return line.recv(2000) if select.select([line], [], [], timeout)[0] else b""


def _take_back(line: socket.socket) -> None:
    """Have the kernel of this line ended, and wait until it is: its own end of the line closes with it."""
    with line, contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_WR)
        while _hear(line, END_LIMIT):
            pass


def _close(control: socket.socket, process: Process, said: list[bytes]) -> None:
    """Let the zygote go; one that nobody has waited for has no forks to end first, and is not waited for now."""
    control.close()
    if not said:
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_LIMIT)
