"""A workbook's file before any parser sees it: a zip of known parts, small enough, without what could do harm.

A workbook comes from a stranger. Its parts are unpacked under limits, each is read once as XML without a document
type (so that no entity can grow or fetch anything), and what is left is packed again for the reader of values:
sizes that the zip's directory lies about, parts given twice and parts that nobody needs never reach it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from frontledger.ledger.faults import Fault, LedgerError

MOST_BYTES = 20_000_000
"""The largest file that is read; a ledger of 100,000 claims is smaller."""

MOST_UNPACKED = 60_000_000
MOST_PARTS = 2_000
MOST_RATIO, RATIO_FROM = 150, 2_000_000
"""How many times smaller than unpacked a part of so many bytes may be; a full sheet of text reaches 30."""

SUFFIXES = (".xlsx", ".ods")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
WORKBOOK_STARTS = (_OLE, _ZIP)
_SAVE = "save it as .xlsx or .ods"
_MACROS = ("vbaproject", "xl/macrosheets/", "basic/", "scripts/")
_LINKS = ("xl/externallinks/", "xl/connections", "xl/querytables/")
_NEEDED = ("xl/workbook.xml", "content.xml")


class RefusedFileError(Exception):
    """The file is no workbook that can be read; the fault and the remedy."""


@dataclass(frozen=True)
class Container:
    """The vetted parts of a workbook by their names; `kind` is xlsx or ods."""

    kind: str
    parts: dict[str, bytes]

    def packed(self) -> io.BytesIO:
        """The parts as a zip of our own making, stored."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        file.seek(0)
        return file


def file_bytes(path: Path) -> bytes:
    """The file's bytes; raises LedgerError where it is no plain file, cannot be read or is too large."""
    try:
        return _read(path)
    except RefusedFileError as error:
        raise LedgerError([Fault(str(path), 0, "", *error.args)]) from None


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise RefusedFileError("there is no such file", "give the path of a workbook or a CSV file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such path"
        raise RefusedFileError(
            f"the file cannot be read ({reason})", "make it a plain file you may read"
        ) from None
    if len(data) > MOST_BYTES:
        limit = f"{MOST_BYTES // 1_000_000} MB"
        raise RefusedFileError(f"the file is larger than {limit}", "give one table, or part it in two")
    if not data:
        raise RefusedFileError("the file is empty", "give the table with its header")
    return data


def contained(data: bytes) -> Container:
    """The parts of the workbook in `data`; raises RefusedFileError where it cannot or must not be read."""
    if data.startswith(_OLE):
        fault = "the file is encrypted, or a workbook of the old .xls form"
        raise RefusedFileError(fault, f"take the password away and {_SAVE}")
    if not data.startswith(_ZIP):
        raise RefusedFileError("the file is no workbook: it is not the zip that .xlsx and .ods are", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _vet_directory(archive.infolist())
            parts = _parts(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        fault = "the file is damaged: its zip cannot be unpacked"
        raise RefusedFileError(fault, f"open it in the program that made it and {_SAVE}") from None
    kind = "xlsx" if _NEEDED[0] in parts else "ods" if _NEEDED[1] in parts else ""
    if not kind:
        raise RefusedFileError("the zip holds no workbook of the form .xlsx or .ods", _SAVE)
    for name, part in parts.items():
        vet_xml(name, part)
    return Container(kind, parts)


def _vet_directory(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by the zip's directory alone what is too large, or does more than hold values."""
    if len(entries) > MOST_PARTS:
        raise RefusedFileError(f"the zip holds {len(entries):,} parts, far more than a workbook", _SAVE)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise RefusedFileError("the zip holds a part twice", _SAVE)
    for marks, what, remedy in (
        (_MACROS, "macros", "save it as .xlsx or .ods without macros"),
        (_LINKS, "links to other files, whose values may be out of date", "put values in place of the links"),
    ):
        if any(mark in name for name in names for mark in marks):
            raise RefusedFileError(f"the workbook holds {what}", remedy)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFileError("the file is encrypted", f"take the password away and {_SAVE}")
    total = sum(entry.file_size for entry in entries)
    dense = [
        entry
        for entry in entries
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * entry.compress_size
    ]
    if total > MOST_UNPACKED or dense:
        fault = f"the file unpacks to {total:,} bytes, which no ledger's tables need"
        raise RefusedFileError(fault, "delete empty rows and columns, or part it in two")


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts; what unpacks to more than the directory says ends in a wrong checksum, unpacked no further."""
    wanted = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
    parts = {entry.filename: archive.read(entry) for entry in wanted}
    return parts | ({"mimetype": archive.read("mimetype")} if "mimetype" in archive.namelist() else {})


def vet_xml(name: str, part: bytes) -> None:
    """Refuse a part that is no XML, has a document type, or tells of encryption or another file's table."""
    if name == "mimetype":
        return
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if name in ("META-INF/manifest.xml", "content.xml"):
        parser.StartElementHandler = _refuse_element
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        fault = f"the part {name} is no sound XML ({expat.errors.messages[error.code]}, line {error.lineno})"
        raise RefusedFileError(fault, f"open it in the program that made it and {_SAVE}") from None


def _refuse_doctype(*_: object) -> None:
    raise RefusedFileError("a part of the workbook declares a document type, as none does", _SAVE)


def _refuse_element(name: str, _: dict[str, str]) -> None:
    if name.endswith("encryption-data"):
        raise RefusedFileError("the file is encrypted", f"take the password away and {_SAVE}")
    if name in ("table:table-source", "table:cell-range-source"):
        raise RefusedFileError(
            "the workbook holds links to other files, whose values may be out of date",
            "put values in place of the links",
        )
