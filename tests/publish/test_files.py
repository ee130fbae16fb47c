"""Files are whole or absent, whatever happens to the run that writes them."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontledger.publish.errors import CannotWriteError, FolderRefusedError
from frontledger.publish.files import ready, reserved, write_whole


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    write_whole(tmp_path / "report.html", b"first")
    write_whole(tmp_path / "report.html", b"second")
    assert (tmp_path / "report.html").read_bytes() == b"second"
    assert names(tmp_path) == ["report.html"]


def test_a_full_disk_leaves_the_old_file_and_says_so(tmp_path, monkeypatch):
    write_whole(tmp_path / "report.html", b"old")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWriteError, match="No space left on device"):
        write_whole(tmp_path / "report.html", b"new")
    assert (tmp_path / "report.html").read_bytes() == b"old"
    assert names(tmp_path) == ["report.html"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_device_that_is_really_full_is_reported(tmp_path, monkeypatch):
    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda *_: opened(Path("/dev/full"), "wb"))
    with pytest.raises(CannotWriteError, match="No space left on device"):
        write_whole(tmp_path / "report.html", b"new" * 100_000)
    assert names(tmp_path) == []


def test_a_writer_killed_half_way_leaves_no_half_file_and_its_leftover_is_cleared(tmp_path):
    script = (
        "import os, sys, time\nfrom pathlib import Path\nfrom frontledger.publish import files\n"
        "def wait(_):\n    print('half', flush=True)\n    time.sleep(60)\n"
        "os.fsync = wait\nfiles.write_whole(Path(sys.argv[1]) / 'report.html', b'whole')\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"half\n"
        assert names(tmp_path) == [f".report.html.{writer.pid}.part"]
        ready(tmp_path)
        assert names(tmp_path) == [f".report.html.{writer.pid}.part"], "a live run's file was taken away"
        writer.send_signal(signal.SIGKILL)
    ready(tmp_path)
    assert names(tmp_path) == []


def test_what_a_worker_of_a_killed_run_leaves_while_the_next_run_begins_is_cleared_at_its_end(tmp_path):
    with reserved(tmp_path), subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        (tmp_path / f".report.html.{ended.pid}.part").write_text("half")
        (tmp_path / f".report.html.{os.getpid()}.part").write_text("a living one's")
    assert names(tmp_path) == [f".report.html.{os.getpid()}.part"]


def test_only_our_own_leftovers_are_cleared(tmp_path):
    kept = [".notes.part", "report.1.part", "report.html", ".report.html.x.part"]
    for name in kept:
        (tmp_path / name).write_text("kept")
    ready(tmp_path)
    assert names(tmp_path) == sorted(kept)


def test_an_output_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(FolderRefusedError, match="give another with --out"):
        ready(tmp_path / "out")


def _write_many(path, letter):
    for _ in range(200):
        write_whole(path, letter * 200_000)


def test_a_reader_never_sees_half_a_file(tmp_path):
    path = tmp_path / "report.html"
    write_whole(path, b"a" * 200_000)
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(path, letter)) for letter in (b"a", b"b")]
    for writer in writers:
        writer.start()
    ends = time.monotonic() + 120
    while any(writer.is_alive() for writer in writers):
        data = path.read_bytes()
        assert len(data) == 200_000 and len(set(data)) == 1
        assert time.monotonic() < ends
    assert [writer.exitcode for writer in writers] == [0, 0]


def test_two_runs_into_one_folder_take_turns(tmp_path):
    script = (
        "import sys\nfrom pathlib import Path\nfrom frontledger.publish.files import reserved\n"
        "with reserved(Path(sys.argv[1])):\n    print('mine', flush=True)\n    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as first:
        assert first.stdout.readline() == "mine\n"
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as second:
            assert "another run writes there; waiting" in second.stderr.readline()
            first.kill()
            assert second.communicate(timeout=30)[0] == "mine\n"
    assert names(tmp_path) == []
