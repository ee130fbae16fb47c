"""The four things a notebook may show: a finding, a figure, a table, a note.

Each is a frozen record that carries everything a page needs, in words and numbers. A notebook's cell ends with one
(or `show`s several); JupyterLab draws its HTML, and the publisher reads the same record back from the structured
MIME bundle, so the screen, the HTML page and the PDF say the same thing from one source.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

MIME = "application/vnd.frontledger.block+json"

Align = Literal["left", "right", "center"]


@dataclass(frozen=True)
class Finding:
    """One computed sentence, with the doubt that belongs to it and the claims it rests on.

    `value`, `low` and `high` are the headline number and its bounds in `unit`; None where there is none or no bound.
    """

    key: str
    sentence: str
    doubt: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A drawing with a takeaway title, what the axes measure, a source line and a text for those who cannot see it.

    `data_csv` holds the plotted points as CSV; `claims` the ids of the claims drawn.
    """

    key: str
    title: str
    units: str
    alt: str
    source: str
    svg: str
    note: str = ""
    data_csv: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A table column: its heading, how it is set, and its unit if the heading does not say."""

    label: str
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """A table cell: its text, and where it leads if anywhere. `tone` marks a verdict in words and weight, never colour alone."""

    text: str
    href: str = ""
    tone: Literal["", "strong", "muted", "good", "bad", "open"] = ""


@dataclass(frozen=True)
class Table:
    """A table with a takeaway title; a row is a tuple of strings or cells, as many as there are columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Cell, ...], ...]
    source: str = ""
    note: str = ""
    claims: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.key}: row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Note:
    """A plain paragraph that had to be computed: a limit of the data, or what is not shown and why."""

    key: str
    text: str


Block = Finding | Figure | Table | Note
