"""Notebooks that misbehave while they run: each fails its own report with a plain reason, and leaves no process."""

import errno
import os
import shutil
import subprocess
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from watching import processes, within

from frontledger.publish import batch
from frontledger.publish.errors import (
    CannotWriteError,
    CellFailedError,
    FolderRefusedError,
    KernelDiedError,
    NoTemporaryFileError,
    TimeLimitError,
)
from frontledger.publish.execute import execute
from frontledger.publish.report import Desk

pytestmark = pytest.mark.slow

LONG = "86397"
"""Seconds that what a notebook starts would sleep, if nobody ended it; no other process sleeps as long."""

DAEMONS = f"""
import os, subprocess, time
subprocess.Popen(["setsid", "sleep", "{LONG}"])
os.system("(setsid nohup sleep {LONG} >/dev/null 2>&1 &) ; (sleep {LONG} &)")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "{LONG}"])
    os._exit(0)
time.sleep(0.5)
print(subprocess.run(["pgrep", "-c", "-x", "sleep"], capture_output=True, text=True).stdout)
"""


def one_zygote():
    """The name of the running test stays out of the environment, or each test would warm up anew."""
    os.environ["PYTEST_CURRENT_TEST"] = ""


def ran(*sources, seconds=300, memory=4_000_000_000):
    one_zygote()
    cells = [new_code_cell(source, id=f"cell-{place}") for place, source in enumerate(sources)]
    return execute(new_notebook(cells=cells, metadata={}), "bad", {}, seconds, memory)


def test_daemons_end_with_the_notebook_that_started_them():
    (output,) = ran(DAEMONS).cells[0].outputs
    assert int(output.text) >= 4
    assert within(10, lambda: not processes(f"sleep\0{LONG}")), processes(f"sleep\0{LONG}")


def test_daemons_of_a_kernel_that_dies_end_too():
    with pytest.raises(KernelDiedError):
        ran(f"{DAEMONS}\nos.kill(os.getpid(), 9)")
    assert within(10, lambda: not processes(f"sleep\0{LONG}")), processes(f"sleep\0{LONG}")


def test_a_loop_that_heeds_no_signal_ends_at_the_limit_with_all_it_started():
    deaf = "import signal\nfor one in (2, 15):\n    signal.signal(one, signal.SIG_IGN)"
    started = time.monotonic()
    with pytest.raises(TimeLimitError, match="or allow it more with --time-limit"):
        ran(DAEMONS, f"{deaf}\nwhile True: pass", seconds=8)
    assert time.monotonic() - started < 90
    assert within(10, lambda: not processes(f"sleep\0{LONG}")), processes(f"sleep\0{LONG}")


def test_asking_for_more_memory_than_is_allowed_fails_the_cell_and_says_so():
    with pytest.raises(CellFailedError, match=r"MemoryError.*--memory-limit"):
        ran("held = []\nwhile True:\n    held.append(bytearray(50_000_000))", memory=1_000_000_000)


def test_a_notebook_without_sockets_or_files_left_fails_alone():
    with pytest.raises((KernelDiedError, TimeLimitError)):
        ran("import os\nos.closerange(3, 5_000)", "print(1)", seconds=20)
    with pytest.raises(CellFailedError):
        ran("held = []\nwhile True:\n    held.append(open('/dev/null'))")


def test_a_notebook_that_goes_on_twice_is_heard_once():
    node = ran("import os\nchild = os.fork()", "print('once')")
    assert "".join(output.get("text", "") for output in node.cells[1].outputs).count("once") == 1


@pytest.fixture
def requests_for(tmp_path):
    """Requests for a notebook of these cells, which ends with a finding."""

    def made(*sources, out, **options):
        one_zygote()
        cells = [
            new_markdown_cell("# T"),
            new_code_cell("as_of = 'latest'", metadata={"tags": ["parameters"]}),
        ]
        path = tmp_path / "bad.ipynb"
        nbformat.write(new_notebook(cells=[*cells, *(new_code_cell(source) for source in sources)]), path)
        return [Desk().request(str(path), {}, out=out, formats=("html",), allow_outside=True, **options)]

    return made


def test_a_notebook_that_takes_the_output_folder_away_loses_only_its_own_report(requests_for, tmp_path):
    out, once = tmp_path / "out", tmp_path / "once"
    script = (
        f"import os, pathlib, shutil\nonce = pathlib.Path({str(once)!r})\nif not once.exists():\n"
        f"    once.touch()\n    shutil.rmtree({str(out)!r})\nos.chdir('/')"
    )
    requests = requests_for(script, out=out)
    with pytest.raises(CannotWriteError, match="No such file or directory"):
        batch.run_plan("T", requests, out, jobs=1, fresh=False)
    assert not out.exists()
    (result,), index = batch.run_plan("T", requests, out, jobs=1, fresh=False)
    assert result.state == "done" and index.is_file()


def test_what_a_notebook_writes_into_the_output_folder_is_not_taken_for_a_report(requests_for, tmp_path):
    out = tmp_path / "out"
    write = f"pathlib.Path({str(out)!r}, name).write_text('a lie')"
    script = f"import pathlib\nfor name in ('bad.html', 'manifest.json'):\n    {write}"
    (result,) = batch.run(requests_for(script, out=out), out, jobs=1, fresh=False)
    assert result.state == "done"
    assert "a lie" not in (out / "bad.html").read_text().partition("<main")[0]
    assert (out / "manifest.json").read_text().startswith("{")


@pytest.mark.parametrize("name", ["a b'\"\n→ é%s{0}$(x)", "link"])
def test_an_output_folder_may_have_any_name_and_files_any_date(requests_for, tmp_path, name, capsys):
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    out = tmp_path / name
    requests = requests_for("print(1)", out=out)
    assert batch.run_plan("T", requests, out, jobs=1, fresh=False)[0][0].state == "done"
    for year in (0, 4_000_000_000):
        for path in out.iterdir():
            os.utime(path, (year, year))
        assert batch.run_plan("T", requests, out, jobs=1, fresh=False)[0][0].state == "unchanged"
    assert all(char.isprintable() or char == "\n" for char in capsys.readouterr().out)


def test_a_path_too_long_for_the_system_is_refused(requests_for, tmp_path):
    out = tmp_path.joinpath(*["x" * 200] * 30)
    with pytest.raises(FolderRefusedError, match="File name too long"):
        batch.run(requests_for("1", out=out), out, jobs=1, fresh=False)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own with room for 96 kilobytes, and what mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(place)]
    if (
        os.getuid()
        or not mount
        or not umount
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("only root can mount a small disk")
    yield place, lambda options: subprocess.run([mount, "-o", f"remount,{options}", str(place)], check=True)
    subprocess.run([umount, "-l", str(place)], check=True)


def test_a_disk_that_is_full_read_only_and_then_neither(requests_for, small_disk, monkeypatch):
    place, remount = small_disk
    out = place / "out"
    requests = requests_for("print('x' * 60_000)", out=out)
    with pytest.raises(CannotWriteError, match="No space left on device"):
        batch.run_plan("T", requests, out, jobs=1, fresh=False)
    assert [path.name for path in out.iterdir() if path.name.endswith((".part", "bad.html"))] in (
        [],
        ["bad.html"],
    )
    monkeypatch.setattr("tempfile.tempdir", str(place))
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)), (place / "ballast").open("wb") as file:
        while True:
            file.write(b"x" * 4096)
            file.flush()
    with pytest.raises(NoTemporaryFileError, match="name another folder in TMPDIR"):
        ran("1")
    monkeypatch.undo()
    (place / "ballast").unlink()
    remount("ro")
    with pytest.raises(FolderRefusedError, match=r"[Rr]ead-only"):
        batch.run_plan("T", requests, out, jobs=1, fresh=False)
    remount("rw,size=50m")
    (result,), index = batch.run_plan("T", requests, out, jobs=1, fresh=False)
    assert result.state in ("done", "unchanged") and index.is_file()
