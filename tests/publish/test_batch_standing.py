"""A batch in which nothing changed: told at once, in the same words, and never where anything did."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import frontledger
from frontledger.cli import main
from frontledger.ledger.tables import TABLES
from frontledger.notebook import project
from frontledger.publish import batch, checkout, standing
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.report import ReportResult

PLAN = """
reports:
- notebook: {folder}/good.ipynb
  parameters: {{ledger: {folder}/ledger}}
  sweep: {{as_of: [2025-03-27, 2025-06-30]}}
- notebook: brief
  parameters: {{ledger: {folder}/ledger}}
"""
REPORTS = 3


class WasDrawnUpError(Exception):
    """The run began to draw up its requests, as it does when it cannot tell at once."""


def stand_in(request):
    files = {}
    for name in request.names:
        write_whole(request.out / name, name.encode())
        files[name] = sha256(name.encode())
    return ReportResult(request, "done", files, ("Some were sent.",))


@dataclass(frozen=True)
class Batch:
    """A batch that was made: its folder, with plan.yml, good.ipynb, ledger and out in it."""

    folder: Path

    @property
    def out(self):
        return self.folder / "out"

    def run(self, *more):
        command = ["batch", str(self.folder / "plan.yml"), "--out", str(self.out), "--allow-outside"]
        return CliRunner().invoke(main, [*command, "--jobs", "1", *more])

    def is_told_at_once(self, *more):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(batch, "requests", refuse)
            result = self.run(*more)
        if isinstance(result.exception, WasDrawnUpError):
            return False
        assert result.exit_code == 0, result.output
        return True


def refuse(*_, **__):
    raise WasDrawnUpError


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Copied from data and tests/files, made once; reports are stand-ins, since no cell is asked about here."""
    folder = tmp_path_factory.mktemp("standing")
    shutil.copytree(project.ROOT / "data", folder / "ledger", ignore=shutil.ignore_patterns("*imported*"))
    shutil.copy(project.ROOT / "tests" / "files" / "good.ipynb", folder)
    (folder / "plan.yml").write_text(PLAN.format(folder=folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "render_report", stand_in)
        result = Batch(folder).run()
    assert result.exit_code == 0, result.output
    return Batch(folder)


@pytest.fixture
def spoilt(made):
    """A function that changes a file of the batch until the test ends."""
    kept = []

    def spoil(name, change):
        path = made.folder / name
        kept.append((path, path.read_bytes() if path.exists() else None))
        change(path)

    yield spoil
    for path, data in reversed(kept):
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(data)


def touched(path):
    path.write_bytes(path.read_bytes() + b"\n")


def written(path):
    path.write_bytes(b"new\n")


def test_it_says_what_the_run_says(made, monkeypatch):
    assert made.is_told_at_once()
    at_once = made.run().output
    before = {path.name: path.read_bytes() for path in made.out.iterdir()}
    monkeypatch.setattr(standing, "lines", lambda *_: None)
    assert made.run().output == at_once
    assert f"{REPORTS} reports: {REPORTS} unchanged" in at_once
    assert {path.name: path.read_bytes() for path in made.out.iterdir()} == before


def test_a_single_report_is_named(made, tmp_path, monkeypatch):
    shutil.copy(made.folder / "good.ipynb", tmp_path)
    (tmp_path / "plan.yml").write_text(f"reports:\n- notebook: {tmp_path}/good.ipynb\n")
    monkeypatch.setattr(batch, "render_report", stand_in)
    assert Batch(tmp_path).run().exit_code == 0
    assert Batch(tmp_path).is_told_at_once()
    at_once = Batch(tmp_path).run().output
    monkeypatch.setattr(standing, "lines", lambda *_: None)
    assert Batch(tmp_path).run().output == at_once
    assert "[1/1] unchanged: " in at_once and "good.html" in at_once and "good.pdf" in at_once


def test_nothing_slow_is_imported(made):
    """The whole command in a process of its own."""
    slow = ("pandas", "numpy", "pydantic", "matplotlib", "papermill", "typst", "IPython", "tqdm")
    code = (
        "import sys, atexit\n"
        f"atexit.register(lambda: print(sorted(set({slow!r}) & set(sys.modules))))\n"
        "from frontledger.cli import main\n"
        f"main(['batch', {str(made.folder / 'plan.yml')!r}, '--out', {str(made.out)!r}, '--allow-outside'])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[0] == f"{REPORTS} reports: {REPORTS} unchanged"
    assert said.splitlines()[-1] == "[]"


INPUTS = [f"ledger/{table.file}" for table in TABLES.values()] + [
    "ledger/datapackage.json",
    "good.ipynb",
    "plan.yml",
]


@pytest.mark.parametrize("name", INPUTS)
def test_a_change_of_any_input_is_for_the_run(made, spoilt, name):
    spoilt(name, touched)
    assert not made.is_told_at_once()


def test_so_is_a_new_file_in_the_ledger_and_below_it(made, spoilt):
    spoilt("ledger/strange.csv", written)
    assert not made.is_told_at_once()
    (made.folder / "ledger" / "strange.csv").unlink()
    assert made.is_told_at_once()
    below = made.folder / "ledger" / "imported"
    below.mkdir()
    (below / "daily.csv").write_bytes(b"new\n")
    try:
        assert not made.is_told_at_once()
    finally:
        shutil.rmtree(below)


def test_so_are_files_of_the_same_words_that_lie_elsewhere(made, tmp_path):
    for name in ("ledger/claims.csv", f"out/{standing.INDEX}", "out/brief.html"):
        path = next(iter(made.folder.glob(name.replace("brief.", "brief.*"))))
        path.rename(tmp_path / path.name)
        path.symlink_to(tmp_path / path.name)
        try:
            assert not made.is_told_at_once(), name
        finally:
            path.unlink()
            (tmp_path / path.name).rename(path)
    assert made.is_told_at_once()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_plan_from_a_pipe_is_left_to_the_run(made, tmp_path):
    os.mkfifo(tmp_path / "plan.yml")
    assert standing.inputs(tmp_path / "plan.yml", allow_outside=True).digest == ""


def test_so_is_a_folder_of_the_ledger_that_lies_elsewhere(made, tmp_path):
    link = made.folder / "ledger" / "elsewhere"
    link.symlink_to(tmp_path, target_is_directory=True)
    try:
        assert not made.is_told_at_once()
    finally:
        link.unlink()


def test_so_is_another_plan_of_the_same_words_and_a_name_that_leads_elsewhere(made, tmp_path):
    shutil.copy(made.folder / "plan.yml", tmp_path)
    other = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "requests", refuse)
        command = ["batch", str(tmp_path / "plan.yml"), "--out", str(made.out), "--allow-outside"]
        assert isinstance(other.invoke(main, command).exception, WasDrawnUpError)
    before = standing.inputs(made.folder / "plan.yml", allow_outside=True).digest
    (made.folder / "ledger").rename(made.folder / "moved")
    (made.folder / "ledger").symlink_to(made.folder / "moved", target_is_directory=True)
    try:
        assert standing.inputs(made.folder / "plan.yml", allow_outside=True).digest not in ("", before)
    finally:
        (made.folder / "ledger").unlink()
        (made.folder / "moved").rename(made.folder / "ledger")
    assert made.is_told_at_once()


def outputs(made):
    reports = [path.name for path in made.out.iterdir() if path.suffix in (".html", ".pdf")]
    return sorted({*reports, *(name for name in standing.OVER_THE_BATCH if (made.out / name).exists())})


@pytest.mark.slow
@pytest.mark.parametrize("change", [touched, written, Path.unlink])
def test_a_change_of_any_file_it_left_is_for_the_run(made, spoilt, change):
    names = outputs(made)
    assert len(names) > 2 * REPORTS + 3 and standing.INDEX in names
    for name in names:
        whole = (made.out / name).read_bytes()
        spoilt(f"out/{name}", change)
        assert not made.is_told_at_once(), name
        (made.out / name).write_bytes(whole)
        assert made.is_told_at_once()


def test_so_is_a_page_that_was_not_there_and_a_journal_not_taken_in(made, spoilt):
    absent = next(
        name for name in (*standing.OVER_THE_BATCH, ".manifest.journal") if name not in outputs(made)
    )
    spoilt(f"out/{absent}", written)
    assert not made.is_told_at_once()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: "{",
        lambda record: "[]",
        lambda record: json.dumps({**record, "files": {}}),
        lambda record: json.dumps({**record, "made_from": ""}),
        lambda record: json.dumps({"made_from": record["made_from"]}),
    ],
)
def test_so_is_a_record_that_cannot_be_used(made, spoilt, spoil):
    record = json.loads((made.out / standing.FILE).read_bytes())
    spoilt(f"out/{standing.FILE}", lambda path: path.write_text(spoil(record)))
    assert not made.is_told_at_once()


def test_so_is_another_code_lock_version_or_state_of_the_checkout(made, tmp_path, monkeypatch):
    def changed(name, value):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checkout, name, value)
            return not made.is_told_at_once()

    package = shutil.copytree(checkout.PACKAGE, tmp_path / "package")
    (package / "cli" / "__init__.py").write_text("# other\n")
    assert changed("PACKAGE", package)
    (tmp_path / "lock").write_text("other\n")
    assert changed("LOCK", tmp_path / "lock")
    version = checkout.version
    for library in checkout.LIBRARIES:
        assert changed("version", lambda name, one=library: "0" if name == one else version(name))
    monkeypatch.setattr("platform.python_version", lambda: "3.11.0")
    assert not made.is_told_at_once()
    monkeypatch.undo()
    commit, changes = checkout.state(frontledger.checkout())
    assert changed("state", lambda _: ("0" * 40, changes))
    assert changed("state", lambda _: (commit, f"{changes} M data/claims.csv"))
    assert made.is_told_at_once()


@pytest.mark.parametrize(
    "option", [("--fresh",), ("--cluster", "tcp://127.0.0.1:1"), ("--junit", "junit.xml")]
)
def test_so_is_a_run_that_is_asked_for_more(made, tmp_path, option):
    given = tuple(str(tmp_path / one) if one.endswith(".xml") else one for one in option)
    assert not made.is_told_at_once(*given)


def test_another_folder_and_leaving_out_a_permission_are_for_the_run(made, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "requests", refuse)
        plan = ["batch", str(made.folder / "plan.yml"), "--out"]
        for more in ([str(tmp_path / "elsewhere"), "--allow-outside"], [str(made.out)]):
            assert isinstance(CliRunner().invoke(main, [*plan, *more]).exception, WasDrawnUpError)


@pytest.mark.parametrize("more", ["guard: {most_move: 0.1}\n", ""])
def test_a_guarded_plan_and_a_failed_report_are_not_remembered(made, tmp_path, monkeypatch, more):
    def failing(request):
        return stand_in(request) if more else ReportResult(request, "failed", {}, message="no")

    shutil.copy(made.folder / "good.ipynb", tmp_path)
    (tmp_path / "plan.yml").write_text(f"{more}reports:\n- notebook: {tmp_path}/good.ipynb\n")
    monkeypatch.setattr(batch, "render_report", failing)
    assert Batch(tmp_path).run().exit_code == (0 if more else 1)
    assert not (Batch(tmp_path).out / standing.FILE).exists()
    assert not Batch(tmp_path).is_told_at_once()


def test_what_was_edited_while_the_run_went_on_is_not_remembered(made, tmp_path, monkeypatch):
    """Nor is it once the edit is undone: nobody knows which of the two the reports were made from."""
    table = tmp_path / "ledger" / "claims.csv"
    shutil.copytree(made.folder / "ledger", tmp_path / "ledger")
    shutil.copy(made.folder / "good.ipynb", tmp_path)
    (tmp_path / "plan.yml").write_text(PLAN.format(folder=tmp_path))
    whole = table.read_bytes()

    def edited(request):
        table.write_bytes(whole + b"\n")
        return stand_in(request)

    monkeypatch.setattr(batch, "render_report", edited)
    assert Batch(tmp_path).run().exit_code == 0
    table.write_bytes(whole)
    assert not Batch(tmp_path).is_told_at_once()
