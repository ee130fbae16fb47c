"""The download, from a server of our own: what is taken, and what is refused with a way on."""

import io
import threading
import zipfile
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from frontledger.ledger import LedgerError
from frontledger.ledger.daily import DownloadError
from frontledger.ledger.daily.columns import FILE
from frontledger.ledger.daily.download import fetched

BODY = b"time_start,time_end\n"


def zipped(name=FILE, body=BODY):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


ANSWERS = {
    "/good": (200, zipped()),
    "/page": (200, b"<html>Sign in</html>"),
    "/account": (403, b""),
    "/gone": (404, b""),
    "/other": (200, zipped("missiles_and_uavs.csv")),
    "/broken": (200, zipped()[:40]),
    "/bomb": (200, zipped(body=b"0" * 410_000_000)),
    "/long": (200, b"PK\x03\x04" + b"0" * 5000),
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/good")
            self.end_headers()
            return
        if self.path == "/by_name" and self.headers["User-Agent"] == "frontledger":
            self.path = "/good"
        if self.path == "/slow":
            threading.Event().wait(2)
        code, body = ANSWERS.get(self.path, ANSWERS["/gone"])
        self.send_response(code)
        self.end_headers()
        with suppress(ConnectionError):  # a client that has had enough hangs up
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/good", "/moved", "/by_name"])
def test_the_table_is_taken_out_of_the_zip(site, path):
    assert fetched(site + path) == BODY


@pytest.mark.parametrize(
    ("path", "said"),
    [("/page", "most likely a page that asks for an account"), ("/account", "the site asks for an account"),
     ("/gone", "the site answers 404"), ("/long", "larger than"), ("/slow", "no connection")],
)  # fmt: skip
def test_what_cannot_be_had_is_told_with_a_way_on(site, path, said):
    with pytest.raises(DownloadError) as refused:
        fetched(site + path, most_bytes=4000, seconds=0.5)
    assert said in str(refused.value)
    assert "download it by hand from https://www.kaggle.com/datasets/" in str(refused.value)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/other", f"the zip holds no {FILE}"),
        ("/broken", "the zip cannot be read"),
        ("/bomb", "larger than 400 MB"),
    ],
)
def test_a_zip_that_is_not_the_datasets_is_refused(site, path, said):
    with pytest.raises(LedgerError, match=said):
        fetched(site + path)


def test_offline_is_told():
    with pytest.raises(DownloadError, match="no connection"):
        fetched("http://127.0.0.1:9/", seconds=1)


def test_an_encrypted_address_never_leads_to_one_that_is_not():
    import urllib.request

    from frontledger.ledger.daily.download import _SafeRedirects

    request = urllib.request.Request("https://example.org/")
    with pytest.raises(DownloadError, match="not encrypted"):
        _SafeRedirects().redirect_request(request, io.BytesIO(), 302, "", None, "http://example.org/")
