"""The reader of the record in an HTML report: the bytes are the file."""

from frontledger.publish.diff.compare import compare
from frontledger.publish.diff.words import lines
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.record import published
from targets import scratch


def one(data: bytes) -> None:
    """Read the report; a refusal names the file, a record can be compared with itself and shows no difference."""
    path = scratch.file("report.html", data)
    try:
        found = published(path)
    except ReportRefusedError as error:
        assert str(error).startswith(f"{path}: ") and ";" in str(error), error
        return
    "\n".join(lines(compare(found.record, found.record))).encode()
