"""The daily table fetched from where it is published, where that can be had without an account."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPMessage
from typing import IO

from frontledger.ledger.daily.columns import FILE, URL
from frontledger.ledger.daily.decoding import unzipped

ADDRESS = "https://www.kaggle.com/api/v1/datasets/download/piterfm/massive-missile-attacks-on-ukraine"
MOST_BYTES = 50_000_000
"""The largest answer that is taken; the published zip is below one megabyte."""

SECONDS = 60
_PIECE = 1 << 16
_ZIP = b"PK\x03\x04"


class DownloadError(Exception):
    """The daily table could not be fetched; the message says how to have it by hand."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"the daily table could not be fetched: {self.reason}; download it by hand from {URL} "
            f"(a free account may be needed) and give {FILE} or the zip: frontledger import drones FILE"
        )


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Goes on only to an encrypted address, unless the first one was not encrypted either."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to the address led to; raises DownloadError where it would drop the encryption."""
        if req.type == "https" and not newurl.startswith("https://"):
            raise DownloadError("the site leads to an address that is not encrypted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetched(address: str = ADDRESS, *, most_bytes: int = MOST_BYTES, seconds: float = SECONDS) -> bytes:
    """The daily table's bytes out of the zip at `address`; raises DownloadError, LedgerError for a bad zip."""
    opener = urllib.request.build_opener(_SafeRedirects)
    request = urllib.request.Request(address, headers={"User-Agent": "frontledger"})
    try:
        with opener.open(request, timeout=seconds) as answer:
            data = _limited(answer, most_bytes)
    except urllib.error.HTTPError as error:
        error.close()
        needed = error.code in (401, 403)
        raise DownloadError(
            "the site asks for an account" if needed else f"the site answers {error.code} {error.reason}"
        ) from None
    except OSError as error:
        raise DownloadError(f"no connection ({getattr(error, 'reason', error)})") from None
    if not data.startswith(_ZIP):
        raise DownloadError("the site sent no zip, most likely a page that asks for an account")
    return unzipped(address, data)


def _limited(answer: IO[bytes], most_bytes: int) -> bytes:
    """The whole answer, refused as soon as it is longer than it may be."""
    pieces, size = [], 0
    while piece := answer.read(_PIECE):
        size += len(piece)
        if size > most_bytes:
            raise DownloadError(f"the answer is larger than {most_bytes / 1e6:,.0f} MB")
        pieces.append(piece)
    return b"".join(pieces)
