"""The columns of the daily table: which are needed, which are used where present, which are only known."""

from __future__ import annotations

from dataclasses import dataclass

from frontledger.ledger.faults import Fault, nearest

REQUIRED = ("time_start", "time_end", "model", "launched", "destroyed", "source")
USED = ("launch_place", "target", "not_reach_goal", "is_shahed")
"""Optional columns that are read where the file has them; older files do not."""
PASSED_OVER = (
    "target_main", "carrier", "still_attacking", "border_crossing", "cross_border_belarus", "back_russia",
    "num_hit_location", "num_fall_fragment_location", "turbojet", "turbojet_destroyed", "affected region",
    "destroyed_details", "launched_details", "launch_place_details",
)  # fmt: skip
"""Known columns that carry no count of launches; their cells are never parsed."""

TITLE = "Massive Missile Attacks on Ukraine"
URL = "https://www.kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine"
FILE = "missile_attacks_daily.csv"

_OTHER_TABLES = (
    ({"category", "national_origin"}, "this is the dataset's list of weapons, not its daily table"),
    ({"personnel", "date"}, "this is a table of losses, not of launches"),
    ({"attack_records"}, "this is a table derived from the daily one, in which rows were lost"),
)
_SEPARATORS = (";", "\t", "|")


@dataclass(frozen=True)
class Header:
    """Where the used columns stand in a row, and which columns are not known."""

    names: tuple[str, ...]
    places: dict[str, int]
    unknown: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Whether the file has this column."""
        return column in self.places


def read_header(file: str, line: int, cells: list[str]) -> tuple[Header | None, list[Fault]]:
    """The header that the cells give, in any order of columns; None and the faults where it cannot serve.

    An unknown column that reads like an absent one of those used is a fault too: its counts would be lost.

    >>> read_header("f.csv", 1, ["time_start", "time_end", "model", "launch", "destroyed", "source"])[1][0].fault
    'the column launched is missing (did you mean launch?)'
    """
    unknown = tuple(name for name in cells if name not in (*REQUIRED, *USED, *PASSED_OVER))
    faults = _missing(file, line, cells, unknown)
    faults += [
        Fault(file, line, name, "the column is there twice", "delete one of them")
        for name in sorted({name for name in cells if cells.count(name) > 1 and name not in unknown})
    ]
    if faults:
        return None, faults
    places = {name: place for place, name in enumerate(cells) if name in (*REQUIRED, *USED)}
    return Header(tuple(cells), places, unknown), []


def _missing(file: str, line: int, cells: list[str], unknown: tuple[str, ...]) -> list[Fault]:
    missing = [name for name in REQUIRED if name not in cells]
    if len(missing) > 3 and (kind := _other_kind(cells)):
        return [Fault(file, line, "", kind, f"give {FILE} of {URL}")]
    faults = [
        Fault(file, line, name, f"the column {name} is missing{_like(name, unknown)}", "mend the header")
        for name in missing
    ]
    for name in USED:
        if name not in cells and (like := _like(name, unknown)):
            faults.append(
                Fault(file, line, name, f"the column {name} is missing{like}", "mend or delete that column")
            )
    return faults


def _other_kind(cells: list[str]) -> str:
    if len(cells) == 1 and (found := [mark for mark in _SEPARATORS if mark in cells[0]]):
        return f"the cells are parted by {found[0]!r}, not by commas"
    return next((said for marks, said in _OTHER_TABLES if marks <= set(cells)), "")


def _like(name: str, unknown: tuple[str, ...]) -> str:
    """The unknown column that is nearest to `name`, in brackets, whatever its capitals and spaces."""
    plain = {_plain(other): other for other in unknown if other}
    hint = nearest(_plain(name), plain)
    return (
        next((f" (did you mean {plain[key]}?)" for key in plain if nearest(_plain(name), [key]) == hint), "")
        if hint
        else ""
    )


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
