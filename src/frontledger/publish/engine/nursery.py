"""The forks of a zygote: asked for over a socket, watched until they end, ended when nobody wants them."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from frontledger.publish.engine import descendants

LONGEST = 150_000
"""Bytes of a request; a packet of a local socket holds a little more."""


@dataclass(frozen=True)
class Birth:
    """What a fork is to become: arguments, folder, changes of the environment, and the line to its owner."""

    arguments: list[str]
    folder: str
    environment: Mapping[str, str | None]
    line: socket.socket


class Nursery:
    """Forks on request; holds for each fork the line to its owner.

    A fork's owner learns of its end over the line, and ends it, with all that it has started, by closing its own
    end of the line, or by dying.
    """

    def __init__(self, owner: socket.socket) -> None:
        self.owner = owner
        self.lines: dict[int, socket.socket] = {}
        self.told: set[int] = set()
        self.waking, self.wake = socket.socketpair()
        self.waking.setblocking(False)
        self.wake.setblocking(False)
        self.selector = selectors.DefaultSelector()
        self.selector.register(owner, selectors.EVENT_READ)
        self.selector.register(self.waking, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.wake.fileno())

    def serve(self) -> Birth | None:
        """Fork whenever asked: comes back in each fork with what it is to become, and with None at the end."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.waking:
                    self._tell_of_ended()
                elif key.fileobj is not self.owner:
                    self._end(key.data)
                elif (birth := self._asked()) is None:
                    self._end_all()
                    return None
                elif self._forked(birth):
                    return birth

    def _asked(self) -> Birth | None:
        try:
            request, descriptors, _, _ = socket.recv_fds(self.owner, LONGEST, 1)
        except ConnectionResetError:  # the owner died before it read what was said to it
            return None
        if not request:
            return None
        os.set_inheritable(descriptors[0], False)
        arguments, folder, environment = json.loads(request)
        return Birth(arguments, folder, environment, socket.socket(fileno=descriptors[0]))

    def _forked(self, birth: Birth) -> bool:
        child = os.fork()
        if child:
            self.lines[child] = birth.line
            self.selector.register(birth.line, selectors.EVENT_READ, child)
            return False
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.selector.close()
        for held in (self.owner, self.waking, self.wake, *self.lines.values()):
            held.close()
        return True

    def _tell_of_ended(self) -> None:
        """Tell owners of forks that have ended; each stays a zombie, its number taken, until the line is closed."""
        with contextlib.suppress(BlockingIOError):
            while self.waking.recv(64):
                pass
        for child in self.lines.keys() - self.told:
            ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is not None:
                code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
                self.told.add(child)
                with contextlib.suppress(OSError):  # the owner has just gone
                    self.lines[child].send(f"ended {code}".encode())

    def _end(self, child: int) -> None:
        line = self.lines.pop(child, None)
        if line is None:  # ended already, earlier in the same round
            return
        self.selector.unregister(line)
        self.told.discard(child)
        started = descendants.below(child)
        for end in (os.killpg, os.kill):  # a fork too young to lead a group is ended alone
            with contextlib.suppress(ProcessLookupError):
                end(child, signal.SIGKILL)
        descendants.end(started)
        os.waitpid(child, 0)
        descendants.end_orphans(self.lines)
        line.close()  # last: an owner that waits takes it for the end of all of this

    def _end_all(self) -> None:
        for child in tuple(self.lines):
            self._end(child)
