"""Hostile files given to an import: a clear message, exit 2, bounded time and memory, nothing written."""

import csv
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.ledger import LedgerError
from frontledger.ledger.exchange.container import MOST_BYTES
from frontledger.ledger.exchange.plain import pages_of

from .hostile_files import HOSTILE

COMMANDS = ("sheet", "losses")
MEMORY, SECONDS = 900_000_000, 60
"""Address space of the whole process, libraries included, and processor time for every file together."""


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_refused_in_a_line_and_nothing_is_written(tmp_path, name, command):
    make, said = HOSTILE[name]
    path, into = tmp_path / name, tmp_path / "ledger"
    path.write_bytes(make())
    start = time.process_time()
    result = CliRunner().invoke(main, ["import", command, str(path), "--into", str(into)])
    assert time.process_time() - start < 10
    assert result.exit_code == 2 and isinstance(result.exception, SystemExit), result.output
    assert said in result.output and name in result.output
    assert len(result.output.splitlines()) <= 2 and "Traceback" not in result.output
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_all_of_them_stay_within_memory_and_time(tmp_path):
    for name, (make, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(make())
    with (tmp_path / "gigabyte.csv").open("wb") as file:
        file.truncate(1_000_000_000)
    names = [*HOSTILE, "gigabyte.csv"]
    program = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))\n"
        "from click.testing import CliRunner\n"
        "from frontledger.cli import main\n"
        "for name in sys.argv[1:]:\n"
        "    done = CliRunner().invoke(main, ['import', 'sheet', name, '--into', 'ledger'])\n"
        "    print(name, done.exit_code, repr(done.exception))\n"
    )
    environment = {"OPENBLAS_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, *names],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{name} 2 SystemExit(2)" for name in names]
    assert not (tmp_path / "ledger").exists()


@pytest.mark.parametrize("name", ["no/such/file.csv", "folder.xlsx", "fifo.csv"])
def test_what_is_no_plain_file_is_refused(tmp_path, name):
    import os

    path = tmp_path / name
    if name == "folder.xlsx":
        path.mkdir()
    elif name == "fifo.csv":
        os.mkfifo(path)
    result = CliRunner().invoke(main, ["import", "sheet", str(path), "--into", str(tmp_path / "ledger")])
    assert result.exit_code == 2 and "there is no such file" in result.output


def test_a_file_larger_than_any_table_is_not_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    result = CliRunner().invoke(main, ["import", "losses", str(path), "--into", str(tmp_path / "ledger")])
    assert result.exit_code == 2 and "larger than 20 MB" in result.output


def test_formulas_in_text_reach_no_table(tmp_path):
    """A row whose source a spreadsheet would run is set aside; in source_url the words follow words of ours."""
    rows = [
        "date,estimate,type,source,source_url,country",
        "2024-05-01,1000,killed,=HYPERLINK(1),,RU",
        "2024-05-02,2000,killed,Daily,=cmd|' /C calc'!A0,RU",
    ]
    path, into = tmp_path / "f.csv", tmp_path / "ledger"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "losses", str(path), "--into", str(into)])
    assert result.exit_code == 0, result.output
    for file in into.glob("*.csv"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert not any(cell.strip('"').startswith(("=", "@")) for cell in line.split(",")), line


def test_a_cell_too_long_is_refused_though_a_library_has_raised_the_limit_for_everyone(tmp_path):
    before = csv.field_size_limit(10**9)
    path = tmp_path / "cell.csv"
    path.write_bytes(HOSTILE["cell.csv"][0]())
    try:
        with pytest.raises(LedgerError, match="too long to be read"):
            pages_of(path)
    finally:
        csv.field_size_limit(before)
