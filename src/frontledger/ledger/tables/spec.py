"""The words a table's description is written in: a table, its columns, and the kinds of value they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "word", "url", "date", "month", "count", "number", "sign", "flag"]

KINDS: dict[str, str] = {
    "id": "an identifier: letters, digits, `_`, `.` and `-`, no spaces",
    "text": "plain text on one line or several, accents in Unicode's composed form (NFC), without unseen or "
    "control characters or a formula's first character",
    "word": "one word of the closed list",
    "url": "an http or https address",
    "date": "an ISO date, known to the day, the month or the year (`2025-03-27`, `2025-03`, `2025`)",
    "month": "an ISO month (`2025-03`)",
    "count": "a whole number without separators",
    "number": "a number in plain digits, with a decimal point if need be",
    "sign": "`+1` or `-1`",
    "flag": "`true` or `false`",
}

ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9_.-]*"
DATE_PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
MONTH_PATTERN = r"[0-9]{4}-[0-9]{2}"
URL_PATTERN = r"https?://[^\s\"'<>]+"

_MOST_LISTED = 40
"""Words of a closed list that a message or a page reads out; of a longer list the column's meaning tells."""


@dataclass(frozen=True)
class Column:
    """A column: what it may hold and what it means.

    `words` is the closed list of a `word`; `least` and `most` bound a count or number; `refers_to` names the
    table whose key a value must be; `opens` marks a date that begins a period: its month means the first day.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    refers_to: str = ""
    opens: bool = False

    @property
    def listed(self) -> bool:
        """Whether there is a closed list short enough to be read out."""
        return 0 < len(self.words) <= _MOST_LISTED

    @property
    def choice(self) -> str:
        """What to write where the value is not in the closed list."""
        return (
            f"write one of {', '.join(self.words)}" if self.listed else f"give the {self.meaning.rstrip('.')}"
        )

    @property
    def pattern(self) -> str:
        """The regular expression every value matches whole, or nothing where the kind has none."""
        return {"id": ID_PATTERN, "date": DATE_PATTERN, "month": MONTH_PATTERN, "url": URL_PATTERN}.get(
            self.kind, ""
        )


@dataclass(frozen=True)
class Table:
    """A table: one CSV file of the ledger.

    `key` names the columns that together are unique; `order` those the loaded rows are sorted by, if not
    the key.
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file's name in the ledger's folder."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in the order of the file."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column called `name`."""
        return next(column for column in self.columns if column.name == name)
