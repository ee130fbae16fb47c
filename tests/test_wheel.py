"""The package as others install it: it carries what it needs, and is the same whoever builds it and when."""

import re
import shutil
import tarfile
import time
import zipfile

import pytest

from frontledger.publish.record import published
from packaged import ROOT, SCRIPTS, begun, build, built, copies, files_in_git, installed, run

__all__ = ["begun", "built", "copies", "installed"]

CARRIED = ("notebooks/", "data/", "reports/plans/")
pytestmark = pytest.mark.slow


def test_two_folders_give_the_same_bytes_though_one_holds_what_a_user_imported(built, copies, tmp_path):
    for ours, theirs in zip(built, build(copies[1], tmp_path, 1_750_000_000), strict=True):
        assert ours.name == theirs.name
        assert ours.read_bytes() == theirs.read_bytes()


def test_the_date_of_a_build_is_the_one_it_is_told(built, copies, tmp_path):
    wheel, _ = build(copies[1], tmp_path, 1_760_000_000)
    with zipfile.ZipFile(built[0]) as ours, zipfile.ZipFile(wheel) as later:
        dates = [{info.date_time[:3] for info in each.infolist()} for each in (ours, later)]
    assert dates == [{time.gmtime(day)[:3]} for day in (1_750_000_000, 1_760_000_000)]


def test_the_wheel_built_from_the_sdist_is_the_wheel(built, tmp_path):
    wheel, sdist = built
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    again, _ = build(folder, tmp_path / "dist", 1_750_000_000)
    assert again.read_bytes() == wheel.read_bytes()


def test_the_wheel_carries_what_the_checkout_has_beside_the_package(built):
    with zipfile.ZipFile(built[0]) as wheel:
        for name in files_in_git():
            if (
                name.startswith((*(f"{part}/" for part in CARRIED), "src/frontledger/"))
                or name == "requirements.lock"
            ):
                inside = name.removeprefix("src/")
                inside = inside if inside != name else f"frontledger/shipped/{name}"
                assert wheel.read(inside) == (ROOT / name).read_bytes()
        assert all(info.filename.startswith("frontledger") for info in wheel.infolist())


def test_it_runs_from_the_wheel_and_not_from_the_checkout(installed, tmp_path):
    asked = "import frontledger; print(frontledger.checkout(), frontledger.shipped())"
    told = run(installed / "python", "-c", asked, cwd=tmp_path).stdout
    assert told.startswith("None ") and str(installed.parent) in told


def test_a_started_folder_holds_what_came_with_the_package(begun):
    for part in CARRIED:
        names = [name for name in files_in_git() if name.startswith(part)]
        assert names
        for name in names:
            assert (begun / name).read_bytes() == (ROOT / name).read_bytes()


def test_a_folder_that_is_there_is_left_alone(installed, tmp_path):
    (tmp_path / "mine").mkdir()
    done = run(installed / "frontledger", "start", tmp_path / "mine")
    assert done.returncode == 2 and "is there already" in done.stderr
    assert list((tmp_path / "mine").iterdir()) == []


def test_a_checkout_is_such_a_folder_itself(tmp_path):
    done = run(SCRIPTS / "frontledger", "start", tmp_path / "mine")
    assert done.returncode == 2 and "runs from a checkout" in done.stderr
    assert list(tmp_path.iterdir()) == []


def but_the_commit(page):
    """A page without what it says of the commit, which an installed package cannot know."""
    record = published(page).record
    code = record.provenance["code"]
    text = page.read_text(encoding="utf-8")
    for name in ("commit", "uncommitted changes"):
        text = text.replace(f'"{name}":"{code[name]}"', "").replace(f'"{name}": "{code[name]}"', "")
    return re.sub(r"<dt>(commit|uncommitted changes)</dt>\s*<dd>.*?</dd>", "", text)


def test_without_a_checkout_the_report_is_the_same_but_for_the_commit(installed, tmp_path):
    render = ("render", "brief", "--format", "html,pdf", "--out")
    done = run(installed / "frontledger", *render, "wheel", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(SCRIPTS / "frontledger", *render, tmp_path / "checkout", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    theirs, ours = tmp_path / "wheel" / "brief.html", tmp_path / "checkout" / "brief.html"
    assert published(theirs).record.provenance["code"]["commit"] == "not in a git checkout"
    assert but_the_commit(theirs) == but_the_commit(ours)
    assert theirs.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    # Each proves the other's: the source, the notebook, the tables and the lock have the same hashes.
    done = run(installed / "frontledger", "verify", ours, theirs, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(installed / "frontledger", *render, "wheel", cwd=tmp_path).stdout.count("unchanged") == 1


def test_a_started_folder_reads_its_own_ledger_and_the_carried_one_stays(installed, begun, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "mine", ignore=shutil.ignore_patterns("out"))
    claims = folder / "data" / "claims.csv"
    claims.write_bytes(claims.read_bytes().replace(b"\n", b"\r\n"))
    script = installed / "frontledger"
    assert run(script, "check", cwd=folder / "notebooks").returncode == 0
    assert "line ends" in run(script, "check", "--fix", cwd=folder / "notebooks").stdout
    assert claims.read_bytes() == (ROOT / "data" / "claims.csv").read_bytes()
    alone = tmp_path / "alone"
    alone.mkdir()
    assert run(script, "check", cwd=alone).returncode == 0
    refused = run(script, "check", "--fix", cwd=alone)
    assert refused.returncode == 2 and "frontledger start FOLDER" in refused.stderr


def test_relative_ledgers_count_from_where_one_stands(installed, begun, tmp_path):
    shutil.copytree(ROOT / "examples" / "invented", tmp_path / "other")
    command = (installed / "frontledger", "render", "brief", "-p", "ledger", "other", "--format", "html")
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (page,) = (tmp_path / "reports" / "out").glob("brief*.html")
    assert published(page).record.provenance["parameters"]["ledger"] == '"other"'
    assert run(*command, cwd=begun).returncode == 2


def test_a_notebook_of_the_folder_is_not_run_unasked(installed, begun, tmp_path):
    folder = shutil.copytree(begun, tmp_path / "mine", ignore=shutil.ignore_patterns("out"))
    notebook = folder / "notebooks" / "brief.ipynb"
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace("# The claims in brief", "# Mine"), encoding="utf-8")
    script = installed / "frontledger"
    refused = run(script, "render", "notebooks/brief.ipynb", "--format", "html", cwd=folder)
    assert refused.returncode == 2 and "--allow-outside" in refused.stderr
    assert not (folder / "reports" / "out").exists()
