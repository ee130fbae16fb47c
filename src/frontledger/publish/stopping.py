"""How a run is stopped from outside: Ctrl-C waits for the reports under way, SIGTERM and a closed terminal do not."""

from __future__ import annotations

import contextlib
import signal
import types

_AT_ONCE = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


class StoppedError(KeyboardInterrupt):
    """The run is to end at once; `number` is the signal that says so."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def heed() -> None:
    """From now on raise StoppedError where a signal would end the process; one that is ignored stays so."""
    for number in _AT_ONCE:
        with contextlib.suppress(ValueError):  # only the main thread may say what a signal does
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, _stop)


def exit_code(stop: KeyboardInterrupt) -> int:
    """What a shell expects of a command that such a signal ended.

    >>> exit_code(KeyboardInterrupt()), exit_code(StoppedError(15))
    (130, 143)
    """
    return 128 + (stop.number if isinstance(stop, StoppedError) else signal.SIGINT)


def _stop(number: int, _frame: types.FrameType | None) -> None:
    raise StoppedError(number)
