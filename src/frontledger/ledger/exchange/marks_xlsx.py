"""The marks of the sheets of an .xlsx: read from its styles and from the XML of each sheet."""

from __future__ import annotations

import posixpath
import re
from xml.etree import ElementTree

from frontledger.ledger.exchange.container import RefusedFileError
from frontledger.ledger.exchange.marks import Marks, Scan, number

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENTS, _MONTHS = ("9", "10"), ("17",)
"""Excel's own numbered formats: 0%, 0.00% and mmm-yy."""


def xlsx_marks(parts: dict[str, bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name; raises RefusedFileError."""
    styles = _styles(parts.get("xl/styles.xml", b"<styleSheet/>"))
    deferred, found = _is_deferred(parts["xl/workbook.xml"]), {}
    for name, part in _sheets(parts).items():
        scan = _Sheet(styles, deferred)
        scan.run(part)
        found[name] = scan.marks
    return found


class _Sheet(Scan):
    """One pass over a sheet, cell by cell; `stored` is how its value begins, None where it has none."""

    def __init__(self, styles: list[str], deferred: bool) -> None:
        self.marks = Marks()
        self.styles, self.deferred = styles, deferred
        self.row, self.column = -1, -1
        self.formula, self.inside, self.worded, self.meaning = False, False, False, ""
        self.stored: str | None = None

    def begin(self, name: str, given: dict[str, str]) -> None:
        """A row, a cell, or what is in a cell."""
        tag = name.rpartition(":")[2]
        if tag == "row":
            self.row, self.column = number(given.get("r"), self.row + 2) - 1, -1
            self.marks.hidden_rows += given.get("hidden") in ("1", "true")
        elif tag == "c":
            self.row, self.column = _place(given.get("r", ""), self.row, self.column + 1)
            style = number(given.get("s"), 0)
            self.formula, self.stored = False, None
            self.worded = given.get("t") == "str"
            self.meaning = self.styles[style] if style < len(self.styles) else ""
            if given.get("t") == "e":
                self.marks.errors.append((self.row, self.column))
        elif tag == "f":
            self.formula = True
        elif tag in ("v", "is"):
            self.stored, self.inside = "", True
            self.marks.reach(self.row, self.column)

    def text(self, data: str) -> None:
        """What stands in a value; its beginning is enough."""
        if self.inside and self.stored is not None and len(self.stored) < 2:
            self.stored += data.strip()[:2]

    def end(self, name: str) -> None:
        """The end of a value, or of a cell, when all of it has been seen."""
        tag, here = name.rpartition(":")[2], (self.row, self.column)
        if tag in ("v", "is"):
            self.inside = False
        elif tag != "c":
            return
        elif self.formula and self.stored == "" and self.worded:
            self.marks.empty += 1
        elif self.formula and (not self.stored or (self.deferred and self.stored == "0")):
            self.marks.unreckoned.append(here)
        elif self.stored is not None and self.meaning == "percent":
            self.marks.percent.add(here)
        elif self.stored is not None and self.meaning == "month":
            self.marks.months.add(here)


def _is_deferred(workbook: bytes) -> bool:
    """Whether the workbook asks to be computed when it is opened: libraries then store 0 for what is not known."""
    return any(
        one.tag.rpartition("}")[2] == "calcPr" and one.get("fullCalcOnLoad") in ("1", "true")
        for one in ElementTree.fromstring(workbook)
    )


def _sheets(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The XML of each sheet by its name."""
    relations = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    found = {}
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        name = sheet.get("name", "")
        identity = next((text for key, text in sheet.items() if key.endswith("}id")), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(identity, ""))).lstrip("/")
        if path not in parts:
            raise RefusedFileError(f"the sheet {name!r} is not in the file", "save the workbook again")
        found[name] = parts[path]
    return found


def _styles(part: bytes) -> list[str]:
    """For each cell style what it makes of a number: percent, month, or nothing of note."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    for element in ElementTree.fromstring(part).iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif tag == "cellXfs":
            styles = [one.get("numFmtId", "0") for one in element]
    return [_meaning(identity, codes.get(identity, "")) for identity in styles]


def _meaning(identity: str, code: str) -> str:
    """What a number format shows.

    >>> _meaning("164", "0.0%"), _meaning("165", "mmm yyyy"), _meaning("166", "dd/mm/yyyy")
    ('percent', 'month', '')
    """
    plain = _QUOTED.sub("", code).lower()
    if identity in _PERCENTS or "%" in plain:
        return "percent"
    if identity in _MONTHS or ({"m", "y"} <= set(plain) and not set(plain) & set("dhs")):
        return "month"
    return ""


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """The cell a reference such as B7 names, else the one that comes next."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return row, column
    place = 0
    for letter in found[1]:
        place = 26 * place + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, place - 1
