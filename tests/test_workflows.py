"""The workflows follow the public schema and pass the auditor; actions are pinned by full commit."""

import json
import os
import re
import shutil
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


def test_what_a_job_waits_for_or_takes_is_made_by_another():
    jobs = yaml.safe_load((FOLDER / "reports.yml").read_text(encoding="utf-8"))["jobs"]
    steps = [step for path in WORKFLOWS for job in _jobs(path) for step in job.get("steps", ())]
    made, taken = (
        {
            step["with"]["name"]
            for step in steps
            if step.get("uses", "").startswith(f"actions/{verb}-artifact@")
        }
        for verb in ("upload", "download")
    )
    assert taken <= made == {"reports", "site", "package", "bill-of-materials"}
    assert all(set(job.get("needs", ())) <= set(jobs) for job in jobs.values())


def test_every_target_a_job_calls_is_in_the_makefile():
    targets = set(
        re.findall(r"^([a-z]+):", (FOLDER.parents[1] / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    runs = [step.get("run", "") for path in WORKFLOWS for job in _jobs(path) for step in job.get("steps", ())]
    called = {
        word
        for run in runs
        for line in re.findall(r"^make ([a-z].*)$", run, re.MULTILINE)
        for word in line.split()
    }
    assert {word for word in called if "=" not in word} <= targets
    assert {"test", "quick", "audit", "sbom", "docs", "wheel"} <= called


def test_each_version_of_python_that_is_allowed_is_tried():
    jobs = yaml.safe_load((FOLDER / "reports.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["versions"]["strategy"]["matrix"]["python"] == ["3.12", "3.13", "3.14"]


def test_the_summary_tells_reports_and_failures(tmp_path):
    if not shutil.which("jq"):
        pytest.skip("jq is not installed (apt-get install jq)")
    step = next(
        step
        for job in _jobs(FOLDER / "render.yml")
        for step in job["steps"]
        if "summary" in step.get("run", "").lower()
    )
    (tmp_path / "out").mkdir()
    entry = {"state": "done", "headlines": ["About 1|2 were sent"]}
    manifest = {"reports": {"brief": entry, "troop_flows": {"state": "failed", "headlines": []}}}
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest))
    failure = '<failure message="troop_flows: cell 3: no claim"/>'
    (tmp_path / "out" / "junit.xml").write_text(f"<testsuite><testcase>{failure}</testcase></testsuite>")
    told = tmp_path / "summary.md"
    surroundings = os.environ | {"GITHUB_STEP_SUMMARY": str(told)}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=tmp_path, env=surroundings, check=True)
    text = told.read_text(encoding="utf-8")
    assert "| brief | done | About 1&#124;2 were sent |" in text
    assert "| troop_flows | failed |  |" in text and "troop_flows: cell 3: no claim" in text


def _jobs(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
