"""`frontledger import drones`: the report, exit status, and no traceback for what a user can mend."""

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.ledger.daily import DownloadError, download


@pytest.fixture
def call(copy_of_data):
    def run(*arguments):
        return CliRunner().invoke(main, ["import", "drones", *arguments, "--ledger", str(copy_of_data)])

    return run


def test_a_published_file_is_imported_and_every_row_told(call, published_daily, copy_of_data):
    result = call(str(published_daily()))
    assert result.exit_code == 0
    assert "3,701 rows in = 2,410 counted + 1,291 set aside; 22 columns" in result.output
    assert "43 complete and known months" in result.output
    assert "no month differs from the ledger's own monthly counts" in result.output
    assert (copy_of_data / "imported" / "drone_import.json").is_file()
    checked = CliRunner().invoke(main, ["check", "--ledger", str(copy_of_data)])
    assert checked.exit_code == 0 and "rows: no fault" in checked.output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "the column time_end is missing"),
        (b"\xff\xfea\x00", "the file is UTF-16"),
        (b"PK\x03\x04broken", "the zip cannot be read"),
        (
            b"time_start,time_end,model,launched,destroyed,source\n1,2,Geran\x1b[2J,4,5,6\n",
            "f.csv:2: time_end: ",
        ),
        (b'time_start,time_end,model,launched,destroyed,source\n1,"2,3,4,5,6\n', "f.csv:2: the quotes"),
    ],
)
def test_what_cannot_be_imported_is_one_message_and_status_2(call, tmp_path, copy_of_data, content, said):
    path = tmp_path / "f.csv"
    if content is not None:
        path.write_bytes(content)
    result = call(str(path))
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit)
    assert said in result.output and "\x1b" not in result.output
    assert not (copy_of_data / "imported").exists()


@pytest.mark.parametrize("arguments", [(), ("some.csv", "--download")])
def test_either_a_file_or_the_download(call, arguments):
    result = call(*arguments)
    assert result.exit_code == 2 and "give FILE, or --download" in result.output


def test_a_folder_given_as_file_is_refused(call, tmp_path):
    assert "Is a directory" in call(str(tmp_path)).output


def test_the_download_is_imported_or_its_failure_told(call, published_daily, monkeypatch):
    data = published_daily().read_bytes()
    monkeypatch.setattr(download, "fetched", lambda: data)
    assert "missile_attacks_daily.csv: 3,701 rows in" in call("--download").output

    def offline():
        raise DownloadError("no connection")

    monkeypatch.setattr(download, "fetched", offline)
    result = call("--download")
    assert result.exit_code == 2 and "give missile_attacks_daily.csv or the zip" in result.output
