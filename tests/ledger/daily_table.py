"""A daily table of a few made-up rows, and the means to change one cell of it."""

import csv
import io

from frontledger.ledger.daily.reading import read_table

COLUMNS = (
    "time_start", "time_end", "model", "launch_place", "target", "launched", "destroyed", "not_reach_goal",
    "is_shahed", "source",
)  # fmt: skip
ROW = {
    "time_start": "2025-03-04 19:00",
    "time_end": "2025-03-05 08:00",
    "model": "Shahed-136/131",
    "launch_place": "Kursk oblast",
    "target": "Ukraine",
    "launched": "100.0",
    "destroyed": "60.0",
    "not_reach_goal": "30.0",
    "is_shahed": "",
    "source": "kpszsu/posts/1",
}


def row(**cells):
    """A sound row of the fifth of March 2025, with other cells where given."""
    return ROW | cells


def around():
    """Two sound rows, a month before and after, so that a table has a first and a last day."""
    return [
        row(
            time_start="2025-02-01",
            time_end="2025-02-01 08:00",
            launched="7",
            destroyed="7",
            not_reach_goal="",
            source="kpszsu/2",
        ),
        row(
            time_start="2025-04-02",
            time_end="2025-04-02 08:00",
            launched="9",
            destroyed="9",
            not_reach_goal="",
            source="kpszsu/3",
        ),
    ]


def table(*rows, columns=COLUMNS):
    """The bytes of a table of these rows."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(*rows, columns=COLUMNS):
    """The reading of these rows between two sound ones; theirs begin on line 2."""
    return read_table("f.csv", table(*rows, *around(), columns=columns))
