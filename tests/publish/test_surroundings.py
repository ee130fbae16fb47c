"""Where a command is run from changes none of what it says or writes: no home, another umask, another clock."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from frontledger.notebook.project import ROOT

pytestmark = pytest.mark.slow

GOOD = ROOT / "tests" / "files" / "good.ipynb"
BATCH = ("batch", "plan.yml", "--allow-outside", "--out", "out")
EXPORT = ("export", "out/good.html", "--to", "exported")
COMMANDS = (
    ("check",),
    ("parameters", "troop_flows"),
    BATCH,
    ("diff", "out/good.html", "out/good.html"),
    EXPORT,
)
SECONDS = re.compile(r"\d+\.\d s")

BACKWARDS = """
import time
real, calls = time.time, iter(range(10**9))
time.time = lambda: real() - 3600 * next(calls)
time.time_ns = lambda: int(time.time() * 1e9)
"""
"""A clock set back by an hour each time it is looked at, in every process that Python begins."""


def ran(folder, *commands, umask=-1, **environment):
    """Status and words of each command, run in the folder; a variable that is None is not set."""
    folder.mkdir(exist_ok=True)
    (folder / "plan.yml").write_text(f"reports:\n- notebook: {GOOD}\n  formats: [html, pdf]\n")
    surroundings = {name: value for name, value in (os.environ | environment).items() if value is not None}
    told = []
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "frontledger", *map(str, command)],
            cwd=folder,
            env=surroundings,
            umask=umask,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        told.append((done.returncode, SECONDS.sub("", done.stdout), done.stderr))
    return told


def written(folder):
    """The bytes of every file below the folder that a reader sees."""
    found = (path for path in folder.rglob("[!.]*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def permitted(folder, bits):
    """What of that which a command made in the folder gives one of these permissions."""
    made = [each for name in ("out", "exported") for each in (folder / name, *(folder / name).rglob("*"))]
    return [str(each) for each in made if each.stat().st_mode & bits]


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What every command says and writes here and now."""
    folder = tmp_path_factory.mktemp("usual")
    told = ran(folder, *COMMANDS)
    assert [status for status, _, _ in told] == [0] * len(COMMANDS)
    return told, written(folder)


@pytest.mark.parametrize("home", [None, str(GOOD / "home")], ids=["unset", "absent"])
def test_without_a_home_folder_every_command_says_and_writes_the_same(usual, tmp_path, home):
    told = ran(tmp_path / "run", *COMMANDS, HOME=home)
    # A library may say that it keeps its own folder elsewhere, which is no fault of the report.
    assert [one[:2] for one in told] == [one[:2] for one in usual[0]]
    assert not any("Traceback" in said or "Error:" in said for _, _, said in told)
    assert written(tmp_path / "run") == usual[1]


@pytest.mark.parametrize(("umask", "never"), [(0o000, 0o002), (0o077, 0o077)])
def test_no_umask_changes_a_byte_or_lets_everybody_write(usual, tmp_path, umask, never):
    told = ran(tmp_path / "run", BATCH, EXPORT, umask=umask)
    assert (told, written(tmp_path / "run")) == ([usual[0][2], usual[0][4]], usual[1])
    assert permitted(tmp_path / "run", never) == []


def test_a_clock_set_back_all_the_while_changes_no_byte(usual, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(BACKWARDS)
    told = ran(tmp_path / "run", BATCH, EXPORT, PYTHONPATH=str(tmp_path))
    assert (told, written(tmp_path / "run")) == ([usual[0][2], usual[0][4]], usual[1])


def test_a_change_older_than_the_report_by_the_clock_is_seen_all_the_same(tmp_path):
    # As after the clock was set back: what was changed later than the report was made carries an earlier time.
    shutil.copy(GOOD, tmp_path / "good.ipynb")
    render = ("render", "good.ipynb", "--allow-outside", "--format", "html", "--out", "out")
    assert "done in" in ran(tmp_path, render)[0][1]
    before = (tmp_path / "out" / "good.html").read_text()
    cells = json.loads((tmp_path / "good.ipynb").read_text())
    cells["cells"][0]["source"] = ["# A later title\n"]
    (tmp_path / "good.ipynb").write_text(json.dumps(cells))
    os.utime(tmp_path / "good.ipynb", (86_400, 86_400))
    assert "done in" in ran(tmp_path, render)[0][1]
    after = (tmp_path / "out" / "good.html").read_text()
    assert "A later title" in after and "A later title" not in before
