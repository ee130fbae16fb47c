"""How a run is stopped from outside: Ctrl-C waits for the reports under way, SIGTERM and a closed terminal do not.

Before there is anything to stop, and once all is written, a stop ends the process without a word, as it does any
other command.
"""

from __future__ import annotations

import contextlib
import signal
import types
from collections.abc import Iterator
from contextlib import contextmanager

_AT_ONCE = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class StoppedError(KeyboardInterrupt):
    """The run is to end at once; `number` is the signal that says so."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def quiet() -> None:
    """From now on Ctrl-C ends the process without a word, unless it is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def heeded() -> Iterator[None]:
    """Raise KeyboardInterrupt or StoppedError where a signal would end the process; one that is ignored stays so."""
    answers = dict.fromkeys(_AT_ONCE, _stop) | {signal.SIGINT: signal.default_int_handler}
    taken = [number for number in answers if signal.getsignal(number) is signal.SIG_DFL]
    try:
        with contextlib.suppress(ValueError):  # only the main thread may say what a signal does
            for number in taken:
                signal.signal(number, answers[number])
        yield
    finally:
        with contextlib.suppress(ValueError):
            for number in taken:
                signal.signal(number, signal.SIG_DFL)


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl-C waits meanwhile; what is started meanwhile waits with it until it lets it come."""
    _mask(hold=True)
    try:
        yield
    finally:
        let_come()


def let_come() -> None:
    """Take a Ctrl-C that waits, and any later one."""
    _mask(hold=False)


def exit_code(stop: KeyboardInterrupt) -> int:
    """What a shell expects of a command that such a signal ended.

    >>> exit_code(KeyboardInterrupt()), exit_code(StoppedError(15))
    (130, 143)
    """
    return 128 + (stop.number if isinstance(stop, StoppedError) else signal.SIGINT)


def _mask(hold: bool) -> None:
    if hasattr(signal, "pthread_sigmask"):  # Windows has none
        signal.pthread_sigmask(signal.SIG_BLOCK if hold else signal.SIG_UNBLOCK, {signal.SIGINT})


def _stop(number: int, _frame: types.FrameType | None) -> None:
    raise StoppedError(number)
