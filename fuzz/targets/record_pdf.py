"""The reader of the record in a PDF report: the bytes are the file, taken for a PDF whatever they are."""

import warnings

from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.record import published
from targets import scratch


def one(data: bytes) -> None:
    """Read the report; a refusal names the file and a remedy."""
    path = scratch.file("report.pdf", data if data.startswith(b"%PDF-") else b"%PDF-" + data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            published(path)
    except ReportRefusedError as error:
        assert str(error).startswith(f"{path}: ") and ";" in str(error), error
