"""A batch told to stop, by whatever signal: nothing it started is left, and what is finished is whole."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from watching import processes, within

from frontledger.notebook.project import ROOT
from frontledger.publish import batch, pool
from frontledger.publish.files import sha256
from frontledger.publish.key import read_manifest
from frontledger.publish.private import clear_left_over, private_folder
from frontledger.publish.report import Desk, ReportResult
from frontledger.publish.stopping import StoppedError, exit_code

FILES = ROOT / "tests" / "files"
PLAN = f"reports:\n- notebook: {FILES}/good.ipynb\n  formats: [html]\n- notebook: {FILES}/hangs.ipynb\n"


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("signals", "status"),
    [
        ((signal.SIGINT, signal.SIGINT), 130),
        ((signal.SIGTERM,), 143),
        ((signal.SIGHUP,), 129),
        ((signal.SIGKILL,), -9),
    ],
    ids=["ctrl-c", "term", "hangup", "kill"],
)
def test_a_batch_that_is_stopped_leaves_nothing_but_what_is_finished(tmp_path, signals, status, jobs):
    plan, out = tmp_path / "plan.yml", tmp_path / "out"
    temporary = Path(tempfile.mkdtemp(prefix="fl-"))  # short, so that a socket has room in it
    plan.write_text(PLAN)
    try:
        _stopped(plan, out, temporary, signals, status, jobs)
    finally:
        shutil.rmtree(temporary)


def _stopped(plan, out, temporary, signals, status, jobs):
    tmp_path = plan.parent
    mark = f"FRONTLEDGER_TEST={tmp_path}"
    environment = os.environ | {"FRONTLEDGER_TEST": str(tmp_path), "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "frontledger", "batch", str(plan), "--allow-outside", "--jobs", jobs]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it
    with subprocess.Popen(
        [*command, "--out", str(out)], env=environment, start_new_session=True, **pipes
    ) as run:
        signal.signal(signal.SIGHUP, before)
        try:
            assert "done" in run.stdout.readline()
            assert within(300, lambda: any(temporary.glob("*/kernel.json")))
            for number in signals:
                os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
                time.sleep(2)
            said = run.communicate(timeout=120)[1]
        finally:
            run.kill()
    assert jobs == "1" or len(signals) == 1 or "Ctrl-C again stops at once" in said
    assert run.returncode == status
    assert within(30, lambda: not processes(mark)), processes(mark)
    assert "Traceback" not in said, said
    assert status == -9 or "give the same command again for the rest" in said
    if status == -9:
        assert list(temporary.glob("frontledger-run-*")), "the test no longer shows that they are cleared"
        _clear(temporary)
    assert not list(temporary.glob("frontledger-*")) and not list(out.glob(".*.part"))
    entry = read_manifest(out).reports["good"]
    assert entry.state == "done" and sha256((out / "good.html").read_bytes()) == entry.files["good.html"]
    assert not (out / "index.html").exists()


MOMENTS = (1, 1.5, 2, 3, 4.5, 6)  # the first while it imports; before that Python itself may be starting


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["render", "brief"], ["batch", "two.yml", "--jobs", "2"]], ids=["render", "batch"]
)
def test_a_stop_at_any_moment_is_told_in_a_line_or_needs_no_word(tmp_path, command):
    plan = "title: T\nreports:\n  - {notebook: brief}\n  - {notebook: arms_transfers}\n"
    (tmp_path / "two.yml").write_text(plan)
    line = [sys.executable, "-m", "frontledger", *command, "--out", "out"]
    for moment in MOMENTS:
        with subprocess.Popen(
            line,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as run:
            time.sleep(moment)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGINT)  # as a terminal does, to all it started
            said = run.communicate(timeout=120)[1]
        assert run.returncode in (0, 130, -signal.SIGINT), said
        assert all(part.startswith(("stopping as soon", "stopped; ")) for part in said.splitlines()), said


def _good_at_once_others_never(request):
    if request.stem != "good":
        time.sleep(300)
    return ReportResult(request, "done", {})


@pytest.mark.slow
def test_a_stop_that_comes_while_a_result_is_noted_ends_the_others_at_once(tmp_path):
    def note(_):
        raise StoppedError(signal.SIGTERM)

    requests = [
        Desk().request(f"{FILES}/{name}.ipynb", {}, out=tmp_path, formats=("html",), allow_outside=True)
        for name in ("good", "hangs")
    ]
    begun = time.monotonic()
    with pytest.raises(StoppedError):
        pool.make_all(_good_at_once_others_never, requests, 2, note)
    assert time.monotonic() - begun < 120


def _clear(temporary):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(temporary))
        clear_left_over()


def test_a_living_runs_folder_is_not_cleared_and_a_dead_ones_is(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    script = (
        "import sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from frontledger.publish.private import private_folder\n"
        "with private_folder() as folder:\n    print(folder, flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        folder = Path(run.stdout.readline().strip())
        (folder / "kernel.json").write_text("key")
        assert folder.stat().st_mode & 0o777 == 0o700
        clear_left_over()
        assert folder.is_dir()
        run.kill()
    clear_left_over()
    assert not folder.exists()
    with private_folder() as own:
        clear_left_over()
        assert own.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_runs_that_clear_at_the_same_time_disturb_no_run_that_ends(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    clearing = threading.Event()

    def clear():
        while not clearing.is_set():
            clear_left_over()

    with ThreadPoolExecutor(3) as pool:
        cleared = [pool.submit(clear) for _ in range(3)]
        try:
            for _ in range(300):
                with private_folder() as own:
                    (own / "kernel.json").write_text("key")
                    assert own.is_dir()
        finally:
            clearing.set()
        assert [one.result() for one in cleared] == [None] * 3
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_another_has_taken_away_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with private_folder() as own:
        shutil.rmtree(own)
    assert list(tmp_path.iterdir()) == []


def test_what_has_the_name_of_such_a_folder_and_is_none_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    other = tmp_path / "other"
    other.mkdir()
    (other / ".held").write_text("")
    (tmp_path / "frontledger-run-link").symlink_to(other)
    (tmp_path / "frontledger-run-file").write_text("")
    (tmp_path / "frontledger-run-young").mkdir()
    clear_left_over()
    assert len(list(tmp_path.iterdir())) == 4 and (other / ".held").exists()


def test_the_exit_status_is_the_one_a_shell_expects():
    assert exit_code(KeyboardInterrupt()) == 130 and exit_code(StoppedError(signal.SIGTERM)) == 143


def test_the_index_of_a_run_that_never_ends_says_what_was_being_made(tmp_path, monkeypatch):
    def made(state):
        def one(request):
            if state == "stopped":
                raise KeyboardInterrupt
            (out / f"{request.stem}.html").write_bytes(b"page")
            return ReportResult(
                request, state, {f"{request.stem}.html": sha256(b"page")}, headlines=("9,900 sent",)
            )

        return one

    out = tmp_path / "out"
    desk = Desk()
    requests = [
        desk.request("brief", {"as_of": day}, out=out, formats=("html",))
        for day in ("2025-01-31", "2025-02-28")
    ]
    monkeypatch.setattr(batch, "_made", made("done"))
    batch.run_plan("T", requests, out, jobs=1, fresh=False)
    calm = (out / "index.html").read_bytes()
    (out / requests[1].names[0]).unlink()
    monkeypatch.setattr(batch, "_made", made("stopped"))
    with pytest.raises(KeyboardInterrupt):
        batch.run_plan("T", requests, out, jobs=1, fresh=False)
    told = BeautifulSoup((out / "index.html").read_bytes(), "html.parser").get_text(" ", strip=True)
    assert "1 done and 1 being made" in told and told.count("9,900 sent") == 1
    monkeypatch.setattr(batch, "_made", made("done"))
    batch.run_plan("T", requests, out, jobs=1, fresh=False)
    assert (out / "index.html").read_bytes() == calm
