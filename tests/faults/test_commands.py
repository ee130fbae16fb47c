"""A sample of the faults through the commands themselves, with an eye on the output folder."""

import os
import subprocess
import sys

import pytest

from frontledger.notebook.project import ROOT
from ledger.daily_table import around, row, table

PLAN = "reports:\n- notebook: brief\n  parameters: {as_of: 2025-03-27}\n"


def call(*arguments):
    """The command in a process of its own: exit status, what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "frontledger", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
    )
    return done.returncode, done.stderr


def state(folder):
    """Every file of the folder with its bytes and the time it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def out(tmp_path):
    """An output folder that holds what an earlier run may have left."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "brief.html").write_text("An earlier report.")
    (folder / "manifest.json").write_text("{}")
    return folder


def ledger_with(sound, folder, file, change):
    sound.copy(folder)
    (folder / file).write_bytes(change((folder / file).read_bytes()))
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("claims.csv", lambda data: data[:-1], "the row has no line end, so the file may have been cut off in it"),
        ("sources.csv", lambda data: data.replace(b",2025-03-27\n", b",2025-02-31\n", 1), "is not in the calendar"),
        ("measures.csv", lambda data: b"\xef\xbb\xbf" + data, "the file starts with a byte order mark"),
        ("datapackage.json", lambda data: data[:300], "datapackage.json:"),
    ],
)  # fmt: skip
def test_a_faulty_ledger_stops_every_command_that_reads_it(sound, tmp_path, out, file, change, said):
    ledger = ledger_with(sound, tmp_path / "ledger", file, change)
    plan = tmp_path / "plan.yml"
    plan.write_text(f"reports:\n- notebook: brief\n  parameters: {{ledger: {ledger}}}\n")
    before, held = state(out), state(ledger)
    for arguments in (
        ("check", "--ledger", ledger),
        ("render", "brief", "-p", "ledger", ledger, "--out", out),
        ("batch", plan, "--out", out),
    ):
        status, told = call(*arguments)
        assert status == 2 and said in told and "Traceback" not in told
        assert str(ledger / file) in told
    assert (state(out), state(ledger)) == (before, held)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (
            PLAN.replace("2025-03-27", "2025-02-31"),
            "reports[1]: brief: as_of: '2025-02-31' is not in the calendar",
        ),
        (PLAN.replace("brief", "breif"), "reports[1]: breif: no such notebook; did you mean brief?"),
        (PLAN[:-9], "line 3: "),
        (PLAN.replace("brief", "bri\ufeffef"), "U+FEFF"),
    ],
)
def test_a_faulty_plan_is_refused_and_nothing_is_written(tmp_path, out, plan, said):
    (tmp_path / "plan.yml").write_text(plan, encoding="utf-8")
    before = state(out)
    status, told = call("batch", tmp_path / "plan.yml", "--out", out)
    assert status == 2 and said in told and "Traceback" not in told
    assert state(out) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("as_of", "2025-13-01", "brief: as_of: '2025-13-01' is not in the calendar"),
        ("as_of", "\uff12\uff10\uff12\uff15-01-13", "is not a date"),
        ("claimants", "nobody", "brief: claimants: "),
        ("as_off", "latest", "did you mean as_of?"),
    ],
)
def test_a_faulty_parameter_is_refused_and_nothing_is_written(out, name, value, said):
    before = state(out)
    status, told = call("render", "brief", "-p", name, value, "--out", out)
    assert status == 2 and said in told and "Traceback" not in told
    assert state(out) == before


@pytest.mark.slow
def test_a_faulty_daily_table_leaves_the_earlier_import(sound, tmp_path):
    ledger = sound.copy(tmp_path / "ledger")
    good, cut = tmp_path / "good.csv", tmp_path / "cut.csv"
    good.write_bytes(table(row(), *around()))
    cut.write_bytes(table(row(time_start="5 March", time_end="6 March"), *around()))
    assert call("import", "drones", good, "--ledger", ledger)[0] == 0
    before = state(ledger)
    status, told = call("import", "drones", cut, "--ledger", ledger)
    assert status == 2 and f"{cut}:2: time_end: " in told and "Traceback" not in told
    assert state(ledger) == before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_in_the_place_of_a_table_does_not_hold_the_command(sound, tmp_path):
    ledger = sound.copy(tmp_path / "ledger")
    (ledger / "events.csv").unlink()
    os.mkfifo(ledger / "events.csv")
    status, told = call("check", "--ledger", ledger)
    assert status == 2
    assert told == (
        f"{ledger}/events.csv: the file cannot be read (it is no plain file); make it a plain file you may read\n"
    )
