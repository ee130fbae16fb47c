"""The command line: exit status, messages, and no traceback for what a user can mend."""

import resource
import shutil
import statistics
import subprocess
import sys

import pytest
from click.testing import CliRunner

from frontledger.cli import main
from frontledger.notebook.describe import help_text
from frontledger.notebook.project import ROOT

GOOD = str(ROOT / "tests" / "files" / "good.ipynb")
FAILS = str(ROOT / "tests" / "files" / "cell_fails.ipynb")


@pytest.fixture
def call(tmp_path):
    def run(*arguments):
        return CliRunner().invoke(
            main, [argument.replace("OUT", str(tmp_path / "out")) for argument in arguments]
        )

    return run


def test_help_names_every_command_and_the_exit_status(call):
    told = call("--help").output
    for word in ("render", "batch", "check", "parameters", "Exit status"):
        assert word in told


@pytest.mark.slow
def test_help_answers_at_once_and_imports_nothing_heavy():
    command = [sys.executable, "-X", "importtime", "-m", "frontledger", "--help"]
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert not imported & {
        "pandas",
        "numpy",
        "pydantic",
        "papermill",
        "matplotlib",
        "IPython",
        "nbformat",
        "yaml",
    }
    assert statistics.median(times) < 0.3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["render", "troop_flow"], "troop_flow: no such notebook; did you mean troop_flows?"),
        (["render", GOOD, "--out", "OUT"], "--allow-outside"),
        (
            ["render", GOOD, "--allow-outside", "-p", "as_of", "soon", "--out", "OUT"],
            "as_of: 'soon' is not a date",
        ),
        (
            ["render", GOOD, "--allow-outside", "-p", "as_off", "latest", "--out", "OUT"],
            "did you mean as_of?",
        ),
        (["render", GOOD, "--allow-outside", "-p", "as_of"], "requires 2 arguments"),
        (["render", GOOD, "--allow-outside", "--format", "docx"], "'docx' is not a format"),
        (["render", GOOD, "--allow-outside", "--out", GOOD], "No"),
        (["render", GOOD, "--allow-outside", "-p", "ledger", "none", "--out", "OUT"], "no such folder"),
        (["render"], "Missing argument"),
        (["batch", "no-such-plan.yml", "--out", "OUT"], "no-such-plan.yml: cannot be read"),
        (["batch", "plan.yml", "--jobs", "0"], "--jobs"),
        (["check", "--ledger", "no-such-folder"], "no such folder"),
        (["check", "--ledger", ""], "it is blank; name a folder"),
        (["batch", ""], "'PLAN': it is blank; name a file"),
        (["batch", "plan.yml", "--junit", " "], "'--junit': it is blank; name a file"),
        (["verify", ""], "it is blank; name a file"),
        (["diff", "", "new.html"], "'OLD': it is blank; name a file"),
        (["diff", "old.html", "new.html", "--html", ""], "'--html': it is blank; name a file"),
        (["import", "sheet", "", "--into", "OUT"], "'FILE': it is blank; name a file"),
        (["import", "losses", "", "--into", "OUT"], "'FILE': it is blank; name a file"),
        (["import", "drones", ""], "it is blank; name a file"),
        (["export", "", "--to", "OUT"], "it is blank; name a file"),
        (["render", ""], "no notebook is named; allowed: brief, "),
        (["parameters", " "], "no notebook is named; allowed: brief, "),
        (["check", "--ledger", "a" * 300], "File name too long"),
        (["render", "brief", "--out", ""], "it is blank; name a folder"),
        (["render", "a" * 300 + ".ipynb", "--out", "OUT"], "no such notebook file"),
        (["render", "\x1b[2Jbrief", "--out", "OUT"], "\\x1b[2Jbrief: no such notebook"),
        (
            ["render", "casualty_ratios", "-p", "strength", "9" * 5000, "--out", "OUT"],
            "is not a whole number",
        ),
        (
            ["render", "casualty_ratios", "-p", "confidence", "\u0660.\u0669", "--out", "OUT"],
            "is not a number",
        ),
        (["parameters", "troops"], "troops: no such notebook"),
        (["publish"], "No such command"),
    ],
)
def test_what_the_user_can_mend_is_one_message_and_status_2(call, tmp_path, arguments, said):
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in result.output or said == "No"
    assert "Traceback" not in result.output
    assert isinstance(result.exception, SystemExit)
    assert not (tmp_path / "out").exists()


def test_parameters_are_listed(call):
    result = call("parameters", "drone_growth")
    assert result.exit_code == 0
    assert result.output == help_text("drone_growth") + "\n"


def test_a_sound_ledger_is_counted(call):
    result = call("check")
    assert result.exit_code == 0
    assert result.output.endswith("rows: no fault\n")


def test_every_fault_of_a_ledger_is_printed(call, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "ledger")
    claims = tmp_path / "ledger" / "claims.csv"
    lines = claims.read_text().splitlines()
    lines[1] = lines[1].replace(lines[1].split(",")[1], "no_such_measure")
    lines[2] = lines[2].replace(lines[2].split(",")[1], "another_one")
    claims.write_text("\n".join(lines) + "\n")
    result = call("check", "--ledger", str(tmp_path / "ledger"))
    assert result.exit_code == 2
    assert "claims.csv:2: measure: " in result.output and "claims.csv:3: measure: " in result.output


@pytest.mark.slow
def test_render_makes_the_files_then_has_nothing_to_do(call, tmp_path):
    arguments = ["render", GOOD, "--allow-outside", "--format", "html", "--out", "OUT"]
    first = call(*arguments)
    assert (first.exit_code, first.output.split()[1]) == (0, "done")
    assert sorted(path.name for path in (tmp_path / "out").glob("[!.]*")) == ["good.html", "manifest.json"]
    second = call(*arguments)
    assert (second.exit_code, second.output.split()[1]) == (0, "unchanged:")
    assert call(*arguments, "--fresh").output.split()[1] == "done"


@pytest.mark.slow
def test_a_failed_report_gives_status_1_and_the_others_are_made(call, tmp_path):
    plan = tmp_path / "plan.yml"
    plan.write_text(f"reports:\n- notebook: {GOOD}\n  formats: html\n- notebook: {FAILS}\n  formats: html\n")
    result = call("batch", str(plan), "--allow-outside", "--jobs", "2", "--out", "OUT")
    assert result.exit_code == 1
    made = {"good.html", "cell_fails.html", "index.html", "manifest.json", "ro-crate-metadata.json"}
    assert {path.name for path in (tmp_path / "out").glob("[!.]*")} == made
    assert "Traceback" not in result.output
