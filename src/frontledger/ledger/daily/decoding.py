"""From a file to its text: plain or in the dataset's zip, UTF-8 or refused where it is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from frontledger.ledger.daily.columns import FILE
from frontledger.ledger.faults import Fault, LedgerError

MOST_BYTES = 400_000_000
"""The largest file that is read; the published table is below one megabyte."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_SAVE = "save the file as UTF-8"


def read_bytes(path: Path) -> bytes:
    """The table's bytes, taken out of the zip where `path` is one; raises LedgerError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise LedgerError([_too_large(str(path))])
        data = path.read_bytes()
    except OSError as error:
        fault = f"the file cannot be read ({error.strerror})"
        raise LedgerError([Fault(str(path), 0, "", fault, f"give {FILE}")]) from None
    return unzipped(str(path), data) if data.startswith(b"PK\x03\x04") else data


def unzipped(file: str, data: bytes) -> bytes:
    """The daily table out of the dataset's zip; raises LedgerError where it is not there or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = archive.getinfo(FILE)
            if member.file_size > MOST_BYTES:
                raise LedgerError([_too_large(file)])
            return archive.read(member)
    except KeyError:
        fault = f"the zip holds no {FILE}"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        fault = f"the zip cannot be read ({error})"
    raise LedgerError([Fault(file, 0, "", fault, f"take {FILE} out of the zip and give that")])


def decoded(file: str, data: bytes) -> tuple[str, list[str]]:
    """The text of the bytes, and remarks; raises LedgerError with the line that is not UTF-8."""
    remarks = []
    if data.startswith(_WIDE_MARKS):
        raise LedgerError([Fault(file, 1, "", "the file is UTF-16", _SAVE)])
    if data.startswith(_MARK):
        data = data.removeprefix(_MARK)
        remarks.append("the file starts with a byte order mark, which is passed over")
    if b"\x00" in data:
        raise LedgerError(
            [Fault(file, _line(data, data.index(b"\x00")), "", "the line holds a NUL byte", _SAVE)]
        )
    if not data.strip():
        raise LedgerError([Fault(file, 1, "", "the file is empty", f"give {FILE}")])
    if not data.endswith((b"\n", b"\r")):
        remarks.append("the last line has no end: if the file was cut there, launches are missing")
    try:
        return data.decode("utf-8"), remarks
    except UnicodeDecodeError as error:
        fault = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise LedgerError([Fault(file, _line(data, error.start), "", fault, _SAVE)]) from None


def _line(data: bytes, place: int) -> int:
    return data[:place].count(b"\n") + 1


def _too_large(file: str) -> Fault:
    return Fault(file, 0, "", f"the file is larger than {MOST_BYTES // 1_000_000} MB", f"give {FILE}")
