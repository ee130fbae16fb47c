"""What can go wrong on the way to a report, one class for each, with the remedy in the message.

All survive pickling, so that they cross from a worker process unharmed.
"""

from __future__ import annotations

from frontledger.echo import on_one_line


class RefusedError(Exception):
    """Something asked for cannot be done as asked; nothing was run."""


class NotebookRefusedError(RefusedError):
    """The notebook is missing, is no notebook, or lies where notebooks are not run from."""


class PlanError(RefusedError):
    """A plan cannot be carried out; `faults` holds a line for each fault, with its place in the file."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(map(on_one_line, self.faults))


class NameRefusedError(RefusedError):
    """A file name is unsafe or leads out of the output folder."""


class FolderRefusedError(RefusedError):
    """The output folder cannot be made or read."""


class ReportRefusedError(RefusedError):
    """A file given as a report is none, or what it says of itself cannot be used."""

    def __str__(self) -> str:
        return on_one_line(super().__str__())


class GuardStoppedError(Exception):
    """Headlines moved further than the plan's guard allows; nothing was published. `moves` are lines of a table."""

    def __init__(self, held: str, most_move: float, moves: tuple[str, ...]) -> None:
        super().__init__(held, most_move, moves)
        self.held, self.most_move, self.moves = held, most_move, moves

    def __str__(self) -> str:
        return "\n".join(
            [
                f"stopped: a headline moved by more than {100 * self.most_move:g}% of what is published; "
                f"nothing was published, the new reports are in {self.held}",
                *self.moves,
                "look at them; to publish, add each to `accepted` under `guard` in the plan with report, finding, "
                "to (the new number) and reason",
            ]
        )


class CannotWriteError(Exception):
    """A file could not be written; what was there before is still there. `instead` is what else may be given."""

    def __init__(self, path: str, reason: str, instead: str = "another folder with --out") -> None:
        super().__init__(path, reason, instead)
        self.path, self.reason, self.instead = path, reason, instead

    def __str__(self) -> str:
        return (
            f"{self.path}: cannot be written ({self.reason}); "
            f"any earlier file is unchanged: make room or give {self.instead}"
        )


class NoTemporaryFileError(CannotWriteError):
    """Running a notebook takes some small files that nobody keeps, and there is no place for them."""

    def __str__(self) -> str:
        return (
            f"{self.path}: cannot be used for temporary files ({self.reason}); make room there, or name another "
            "folder in TMPDIR"
        )


class SchedulerLostError(Exception):
    """The Dask scheduler that handed out the reports is gone, and with it what it knew."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return (
            f"{self.address}: the Dask scheduler was lost; the reports that came in are kept: start a scheduler and "
            "give the same command, or give it without --cluster, and the rest is made"
        )


class ReportFailedError(Exception):
    """A notebook did not run to its end. `cell` counts code cells from 1; `source` is its code."""

    def __init__(self, notebook: str, cell: int, source: str) -> None:
        super().__init__(notebook, cell, source)
        self.notebook, self.cell, self.source = notebook, cell, source

    @property
    def where(self) -> str:
        """The cell in words."""
        return f"in code cell {self.cell}" if self.cell else "before the first cell"


OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError")
"""What a cell fails with that asks for more than it may hold: Python's own error, NumPy's."""


class CellFailedError(ReportFailedError):
    """A cell raised an exception."""

    def __init__(
        self, notebook: str, cell: int, source: str, error: str, message: str, traceback: str
    ) -> None:
        super().__init__(notebook, cell, source)
        self.args = (notebook, cell, source, error, message, traceback)
        self.error, self.message, self.traceback = error, message, traceback

    def __str__(self) -> str:
        remedy = "run the notebook in JupyterLab with the same parameters to look into it"
        if self.error in OUT_OF_MEMORY:
            remedy = "it may hold no more than --memory-limit; allow it more, or have it hold less"
        message = f": {self.message}" if self.message else ""
        return f"{self.notebook}: code cell {self.cell} failed with {self.error}{message}; {remedy}"


class KernelDiedError(ReportFailedError):
    """The process that ran the notebook ended before the notebook did."""

    def __str__(self) -> str:
        return (
            f"{self.notebook}: the kernel died {self.where}; "
            "most often memory ran out: free some, use fewer --jobs or a lower --memory-limit, then run it again"
        )


class TimeLimitError(ReportFailedError):
    """The report took longer than it may."""

    def __init__(self, notebook: str, cell: int, source: str, seconds: float) -> None:
        super().__init__(notebook, cell, source)
        self.args = (notebook, cell, source, seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return (
            f"{self.notebook}: the time limit of {self.seconds:,.0f} seconds passed {self.where}; "
            "find what keeps it waiting, or allow it more with --time-limit"
        )
