"""The package built and installed elsewhere: fixtures of the tests of the wheel and of the examples in the docs."""

import os
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.executable).parent


def run(*command, **options):
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)


def files_in_git():
    listed = run("git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if listed.returncode:
        pytest.skip("what belongs to the project is asked of git, and this is no checkout")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    """The project's files in two folders, with other times and modes, one with an imported table in it."""
    folders = [tmp_path_factory.mktemp(name) / "project" for name in ("one", "another")]
    for number, folder in enumerate(folders):
        for name in files_in_git():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
            (folder / name).chmod((0o644, 0o600)[number])
            day = 1_750_000_000 + number * 86_400
            os.utime(folder / name, (day, day))
    secret = folders[1] / "data" / "imported" / "drone_daily.csv"
    secret.parent.mkdir()
    secret.write_text("theirs, not ours to ship\n")
    return folders


def build(folder, out, day):
    surroundings = os.environ | {
        "SOURCE_DATE_EPOCH": str(day),
        "TZ": f"XXX{day % 7}",
        "PYTHONHASHSEED": str(day % 97),
    }
    command = (SCRIPTS / "hatchling", "build", "-t", "sdist", "-t", "wheel", "-d", out)
    done = run(*command, cwd=folder, env=surroundings)
    assert done.returncode == 0, done.stderr
    return sorted(out.iterdir())


@pytest.fixture(scope="session")
def built(copies, tmp_path_factory):
    """The sdist and the wheel of the first copy, each as a path."""
    wheel, sdist = build(copies[0], tmp_path_factory.mktemp("dist"), 1_750_000_000)
    return wheel, sdist


@pytest.fixture(scope="session")
def installed(built, tmp_path_factory):
    """The scripts of an environment elsewhere with the wheel installed; the locked libraries are those of ours.

    A path file lends it our libraries, but not our editable install, whose own path file is read only here.
    """
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    assert run(sys.executable, "-m", "venv", "--without-pip", folder).returncode == 0
    python = folder / "bin" / "python"
    (library,) = folder.glob("lib/python*/site-packages")
    (library / "lent.pth").write_text("\n".join(site.getsitepackages()))
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", "--quiet")
    done = run(*pip, "--disable-pip-version-check", built[0])
    assert done.returncode == 0, done.stderr
    return folder / "bin"


@pytest.fixture(scope="session")
def begun(installed, tmp_path_factory):
    """A folder made by `frontledger start`."""
    folder = tmp_path_factory.mktemp("mine") / "work"
    done = run(installed / "frontledger", "start", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder
