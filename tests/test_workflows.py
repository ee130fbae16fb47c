"""The workflows follow the public schema and pass the auditor; actions are pinned by full commit."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parent.parent / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))


def test_there_are_workflows():
    assert [path.name for path in WORKFLOWS] == ["render.yml", "reports.yml"]


def test_they_follow_the_public_schema():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *map(str, WORKFLOWS)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def audit(folder: Path) -> subprocess.CompletedProcess[str]:
    auditor = Path(sys.executable).parent / "zizmor"
    command = [str(auditor), "--offline", "--no-progress", "--persona", "auditor", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_auditor_finds_no_fault():
    done = audit(FOLDER)
    findings = re.findall(r"^(?:error|warning|help|info)\[[\w-]+\].*", done.stdout, re.MULTILINE)
    assert [finding for finding in findings if "self-repository" not in finding] == [], done.stdout


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (r"@11bd71901bbe5b1630ceea73d27597364c9af683", "@v4", "unpinned-uses"),
        ("          persist-credentials: false\n", "", "artipacked"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ('"caller/$PLAN"', '"caller/${{ inputs.plan }}"', "template-injection"),
    ],
)
def test_the_auditor_would_find_one(tmp_path, old, new, fault):
    text = (FOLDER / "render.yml").read_text(encoding="utf-8")
    assert old in text
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "render.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert f"[{fault}]" in audit(folder).stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_says_its_version(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    assert used
    for name, rest in used:
        if not name.startswith("./"):
            assert re.search(r"@[0-9a-f]{40}$", name)
            assert re.match(r" # v\d+\.\d+\.\d+$", rest)


def test_nothing_may_be_written_unless_a_job_says_why():
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for name, job in workflow["jobs"].items():
            writes = {scope for scope, level in job["permissions"].items() if level == "write"}
            assert writes <= {"publish": {"pages", "id-token"}, "release": {"contents"}}.get(name, set())
