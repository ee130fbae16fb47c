"""Many reports: one that fails stops no other, and a second run has nothing to do."""

import json
import os
import signal
import subprocess
import sys

import pytest
from bs4 import BeautifulSoup
from watching import processes, within

from frontledger.notebook.project import ROOT
from frontledger.publish import batch
from frontledger.publish.errors import PlanError
from frontledger.publish.plan import read_plan
from frontledger.publish.report import ReportResult

FILES = ROOT / "tests" / "files"


@pytest.fixture
def drawn(tmp_path):
    def draw(text):
        path = tmp_path / "plan.yml"
        path.write_text(text.replace("FILES", str(FILES)))
        return batch.requests(read_plan(path), path, tmp_path / "out", allow_outside=True)

    return draw


def states(results):
    return {result.request.stem: result.state for result in results}


def test_all_faults_of_a_plan_are_told_with_their_places_and_nothing_is_written(drawn, tmp_path):
    text = """
reports:
- notebook: FILES/good.ipynb
  parameters: {as_of: soon, strength: 1}
- notebook: FILES/good.ipynb
  sweep: {as_of: [latest, 2025-03-27], ledger: ["", no-such-folder]}
- notebook: troop_flow
- notebook: FILES/good.ipynb
- notebook: FILES/good.ipynb
"""
    with pytest.raises(PlanError) as refused:
        drawn(text)
    told = [fault.partition("plan.yml: ")[2] for fault in refused.value.faults]
    assert told[0].startswith("reports[1]: good: as_of: 'soon' is not a date")
    assert told[1].startswith("reports[1]: good: strength: no such parameter")
    assert told[2].startswith("reports[2]: ") and "no such folder" in told[2]
    assert told[3].startswith("reports[3]: troop_flow: no such notebook; did you mean troop_flows?")
    assert told[4] == "reports[4]: is the same report as reports[2]; plan it once"
    assert told[5] == "reports[5]: is the same report as reports[4]; plan it once"
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_one_failed_report_stops_no_other_and_a_second_run_makes_only_what_is_missing(
    drawn, tmp_path, capsys
):
    requests = drawn(
        """
reports:
- notebook: FILES/good.ipynb
- notebook: FILES/cell_fails.ipynb
- notebook: FILES/kernel_dies.ipynb
- notebook: FILES/good.ipynb
  parameters: {as_of: 2025-03-27}
"""
    )
    out = tmp_path / "out"
    dated = requests[3].stem
    first = batch.run(requests, out, jobs=2, fresh=False)
    assert [result.request for result in first] == list(requests)
    expected = {"good": "done", "cell_fails": "failed", "kernel_dies": "failed", dated: "done"}
    assert states(first) == expected
    printed = capsys.readouterr()
    assert "[4/4]" in printed.out + printed.err and "good.html" in printed.out
    assert "code cell 2 failed with ZeroDivisionError" in printed.err

    second = batch.run(requests, out, jobs=1, fresh=False)
    assert states(second) == {**expected, "good": "unchanged", dated: "unchanged"}
    assert [result.headlines for result in second] == [result.headlines for result in first]

    (out / f"{dated}.pdf").unlink()
    third = batch.run([requests[0], requests[3]], out, jobs=2, fresh=False)
    assert states(third) == {"good": "unchanged", dated: "done"}
    fourth = batch.run([requests[0], requests[3]], out, jobs=2, fresh=False)
    assert states(fourth) == {"good": "unchanged", dated: "unchanged"}
    assert states(batch.run([requests[0]], out, jobs=1, fresh=True)) == {"good": "done"}

    batch.record(out, first, keep=False)
    manifest = (out / "manifest.json").read_text()
    batch.record(out, second, keep=False)
    assert (out / "manifest.json").read_text() == manifest, (
        "the manifest tells what the reports are, not the run"
    )
    assert list(json.loads(manifest)["reports"]) == sorted(expected)

    index = batch.write_index("All of them", out, second)
    page = BeautifulSoup(index.read_text(), "html.parser")
    linked = {link["href"] for link in page.find_all("a", href=True) if "://" not in link["href"]}
    assert {name for result in first for name in result.files} <= linked
    assert "All of them" in page.get_text() and first[0].headlines[0] in page.get_text()
    before = index.read_bytes()
    assert batch.write_index("All of them", out, first).read_bytes() == before


def _dies_once(request):
    if request.stem == "good":
        os.kill(os.getpid(), signal.SIGKILL)
    return ReportResult(request, "done", {})


@pytest.mark.slow
def test_a_worker_that_is_killed_fails_its_own_report_only(drawn, monkeypatch):
    requests = drawn(
        "reports:\n- notebook: FILES/good.ipynb\n- notebook: FILES/cell_fails.ipynb\n"
        "- notebook: FILES/hangs.ipynb\n"
    )
    monkeypatch.setattr(batch, "_made", _dies_once)
    results = batch.run(requests, requests[0].out, jobs=2, fresh=False)
    assert states(results) == {"good": "failed", "cell_fails": "done", "hangs": "done"}
    assert "the process that made it died" in results[0].message


def test_a_fault_of_ours_fails_its_report_with_the_traceback(drawn, monkeypatch):
    requests = drawn("reports:\n- notebook: FILES/good.ipynb\n")

    def broken(_):
        raise LookupError("a fault of ours")

    monkeypatch.setattr(batch, "render_report", broken)
    (result,) = batch.run(requests, requests[0].out, jobs=1, fresh=False)
    assert result.state == "failed" and "LookupError: a fault of ours" in result.message


def test_jobs_are_never_more_than_reports():
    assert batch.default_jobs(1) == 1
    assert 1 <= batch.default_jobs(1000) <= os.cpu_count()


def test_a_faulty_ledger_that_reports_share_is_told_once(drawn, copy_of_data):
    (copy_of_data / "forces.csv").unlink()
    report = f"- notebook: FILES/good.ipynb\n  parameters: {{ledger: {copy_of_data}, as_of: %s}}\n"
    with pytest.raises(PlanError) as refused:
        drawn("reports:\n" + report % "latest" + report % "2025-03-27")
    (fault,) = refused.value.faults
    assert "plan.yml: reports[1]: " in fault and "forces.csv: the file is missing" in fault


@pytest.mark.slow
def test_a_run_that_is_killed_takes_its_workers_and_kernels_with_it(tmp_path):
    plan, mark = tmp_path / "plan.yml", f"FRONTLEDGER_TEST={tmp_path}"
    plan.write_text(
        f"reports:\n- notebook: {FILES}/hangs.ipynb\n- notebook: {FILES}/hangs.ipynb\n"
        "  parameters: {as_of: 2025-03-27}\n"
    )
    command = [sys.executable, "-m", "frontledger", "batch", str(plan), "--allow-outside", "--jobs", "2"]
    environment = os.environ | {"FRONTLEDGER_TEST": str(tmp_path)}
    with subprocess.Popen([*command, "--out", str(tmp_path / "out")], env=environment) as run:
        assert within(240, lambda: sum("engine.zygote" in line for line in processes(mark)) == 4)
        run.kill()
    assert within(30, lambda: not processes(mark)), processes(mark)
