"""How a run tells how far it is: a bar on a terminal, a plain line for each report that is made everywhere.

What has not changed is only counted; a line for each would bury what matters in a plan of a thousand.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Self

from tqdm import tqdm

from frontledger.publish.lines import summed, told
from frontledger.publish.terminal import tell

if TYPE_CHECKING:
    from frontledger.publish.report import ReportResult


class Progress:
    """Prints a line as each report is finished, under a bar where the error stream is a terminal."""

    def __init__(self, total: int) -> None:
        self.bar = tqdm(
            total=total,
            unit="report",
            disable=sys.stderr is None or not sys.stderr.isatty() or total == 1,
            leave=False,
            file=sys.stderr,
        )
        self.total = total
        self.states: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def tell(self, result: ReportResult) -> None:
        """Print the line of a finished report; a failed one goes to the error stream."""
        self.states[result.state] += 1
        if result.state != "unchanged" or self.total == 1:
            with tqdm.external_write_mode():
                failed = result.state == "failed"
                tell(self._line(result), err=failed)
        self.bar.set_postfix(self.states, refresh=False)
        self.bar.update()

    def sum_up(self) -> None:
        """Print how many reports there are of each state."""
        if self.total > 1:
            tell(summed(self.states))

    def _line(self, result: ReportResult) -> str:
        paths = [result.request.out / name for name in result.files]
        place = (self.states.total(), self.total)
        line = told(place, result.state, paths, result.seconds, result.request.stem)
        return f"{line}\n{result.message}" if result.message else line
