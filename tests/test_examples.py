"""Every example of the pages is run, in a folder that `frontledger start` made, or says here why it is not."""

import csv
import os
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest

from frontledger.ledger import load
from frontledger.publish.plan import read_plan
from packaged import ROOT, begun, built, copies, installed, run

__all__ = ["begun", "built", "copies", "installed"]

GUIDE = "docs/adding-a-claim.md"
"""It adds a claim that the shipped ledger has; it comes last, since a changed ledger makes every report new."""
FOUND = ("README.md", "SECURITY.md", "examples/invented/README.md", "docs/*.md", "docs/api/*.md")
NAMES = [path.relative_to(ROOT).as_posix() for pattern in FOUND for path in sorted(ROOT.glob(pattern))]
NAMES.sort(key=GUIDE.__eq__)

NOT_RUN = {
    r"make \w+$": "sets up environments; test_targets_of_make_exist asks for the target",
    r"dask |frontledger batch .* --cluster": "wants a scheduler; tests/publish/test_cluster.py has one",
    r"conda |jupyter lab": "wants conda or a browser",
    r"python3 -m venv|environment/bin/pip": "wants the package index; the wheel is installed without one here",
    r"pytest ": "is a test itself",
    r"frontledger add$": "asks a person; tests/test_cli_add.py answers",
    r"frontledger import drones": "the table is not ours to ship; tests/ledger/test_daily_import.py has it",
}
"""What a command begins with, and why it is not run."""
NOT_EXECUTED = {"dask_jobqueue": "wants Slurm", "dask_kubernetes": "wants Kubernetes"}
"""What a Python example imports, and why it is not executed."""
STANDS_FOR = {
    "DIR": "examples/invented",
    "OLD": "before/brief.html",
    "NEW": "reports/out/brief.html",
    "old/brief.html": "before/brief.html",
    "new/brief.html": "reports/out/brief.html",
}
"""What the pages call by a made-up name."""
SCHEMAS = {"# .github/": "vendor.github-workflows", "# .gitlab-ci": "vendor.gitlab-ci"}
LANGUAGES = {"sh", "python", "yaml", "csv", "text", ""}


def blocks(name, language):
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def commands(name):
    """The command lines of a page; blocks of no language hold what a terminal shows too."""
    lines = [line for block in blocks(name, "sh") for line in block.replace("\\\n", " ").splitlines()]
    lines += [
        line for block in blocks(name, "") for line in block.splitlines() if line.startswith("frontledger ")
    ]
    plain = (re.sub(r"\s+# .*", "", line.replace(".venv/bin/", "")).strip() for line in lines)
    return [_as_meant(number, line) for number, line in enumerate(plain) if line]


def _as_meant(number, line):
    words = (STANDS_FOR.get(word, word) for word in line.split(" "))
    return " ".join(words).replace(" FOLDER", f" folder-{number}")


def not_run(command):
    return any(re.match(pattern, command) for pattern in NOT_RUN)


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_of_a_kind_that_is_tried(name):
    kinds = re.findall(
        r"^```(\S*).*\n(?:.*\n)*?```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {kind for kind in kinds if not kind.startswith("{")} <= LANGUAGES


def test_targets_of_make_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    called = {command[5:] for name in NAMES for command in commands(name) if command.startswith("make ")}
    assert called and called <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_each_reason_is_still_needed():
    every = [command for name in NAMES for command in commands(name)]
    assert [pattern for pattern in NOT_RUN if not any(re.match(pattern, one) for one in every)] == []


@pytest.fixture(scope="session")
def place(begun, installed):
    """The folder the examples are run in: started, with what the pages speak of beside it."""
    shutil.copytree(ROOT / "examples", begun / "examples")
    for name in NAMES:
        text = (ROOT / name).read_text(encoding="utf-8")
        for file, block in re.findall(r"`(\w+\.yml)`:\n\n```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            (begun / file).write_text(block, encoding="utf-8")
    (installed / "papermill").write_text(f'#!/bin/sh\nexec {installed}/python -m papermill "$@"\n')
    (installed / "papermill").chmod(0o755)
    return begun


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in NAMES if any(not not_run(one) for one in commands(name))])
def test_the_commands_of_a_page_do_what_they_say(name, place, installed):
    if name == GUIDE:
        claims = place / "data" / "claims.csv"
        rows = claims.read_text(encoding="utf-8").splitlines(keepends=True)
        claims.write_text("".join(row for row in rows if not row.startswith("T112,")), encoding="utf-8")
    path = {"PATH": f"{installed}{os.pathsep}{os.environ['PATH']}"}
    here = place
    for command in commands(name):
        if not_run(command):
            continue
        if "before/brief.html" in command and not (place / "before").exists():
            shutil.copytree(place / "reports" / "out", place / "before")
        if command.startswith("cd "):
            here = here / command[3:]
            continue
        done = run("bash", "-c", command, cwd=here, env=os.environ | path)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    if name == "README.md":
        made = {path.name for path in (place / "reports" / "out").iterdir()}
        planned = read_plan(place / "reports" / "plans" / "standard.yml").reports
        wanted = {f"{one.notebook}.{form}" for one in planned for form in one.formats}
        assert wanted | {"index.html"} <= made


@pytest.mark.parametrize("name", [name for name in NAMES if blocks(name, "python")])
def test_python_examples_run(name):
    for block in blocks(name, "python"):
        if not any(word in block for word in NOT_EXECUTED):
            exec(compile(block, name, "exec"), {"load": load, "date": date, "folder": ROOT / "data"})


@pytest.mark.parametrize("name", [name for name in NAMES if blocks(name, "yaml")])
def test_yaml_examples_are_what_they_say(name, tmp_path):
    for number, block in enumerate(blocks(name, "yaml")):
        file = tmp_path / f"{number}.yml"
        schema = next((schema for start, schema in SCHEMAS.items() if block.startswith(start)), None)
        if schema:
            file.write_text(block)
            command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout
        else:
            whole = block if "reports:" in block else f"reports:\n  - notebook: troop_flows\n{block}"
            file.write_text(whole)
            assert read_plan(file).reports


@pytest.mark.parametrize("name", [name for name in NAMES if blocks(name, "csv")])
def test_csv_examples_have_a_cell_for_every_column(name):

    for block in blocks(name, "csv"):
        rows = list(csv.reader(block.splitlines()))
        assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])}
