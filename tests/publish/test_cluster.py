"""Reports made by Dask workers: the same bytes, nothing lost with a worker, other versions refused."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from frontledger.notebook.project import ROOT
from frontledger.publish import batch, cluster
from frontledger.publish.cluster import ClusterRefusedError
from frontledger.publish.errors import SchedulerLostError
from frontledger.publish.report import Desk

distributed = pytest.importorskip("distributed", reason="the optional extra `cluster` is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
FILES = ROOT / "tests" / "files"
SCHEDULER = """
import time, distributed
if __name__ == "__main__":
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(processes=False, protocol="tcp://", **options) as running:
        print(running.scheduler_address, flush=True)
        time.sleep(600)
"""


@pytest.fixture(scope="module")
def workers():
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as running:
        yield running


@pytest.fixture
def requests_for(tmp_path, copy_of_data):
    desk = Desk()

    def requests(name, out, values=({}, {"as_of": "2025-03-27"}, {"ledger": str(copy_of_data)})):
        path = str(FILES / f"{name}.ipynb")
        return [desk.request(path, one, out=tmp_path / out, allow_outside=True) for one in values]

    return requests


def test_the_bytes_are_those_of_one_machine(workers, requests_for, tmp_path):
    here = batch.run(requests_for("good", "here"), tmp_path / "here", jobs=1, fresh=False)
    there = batch.run(requests_for("good", "there"), tmp_path / "there", 1, False, workers.scheduler_address)
    assert [result.state for result in there] == ["done"] * 3
    assert [result.files for result in there] == [result.files for result in here]
    for result in here:
        for name in result.files:
            assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    again = batch.run(requests_for("good", "there"), tmp_path / "there", 1, False, workers.scheduler_address)
    assert [result.state for result in again] == ["unchanged"] * 3


def test_a_failed_report_comes_back_as_one(workers, requests_for, tmp_path):
    requests = requests_for("cell_fails", "out", values=[{}])
    (result,) = batch.run(requests, tmp_path / "out", 1, False, workers.scheduler_address)
    assert result.state == "failed" and "ZeroDivisionError" in result.message
    assert (tmp_path / "out" / "cell_fails.html").is_file()


def test_a_worker_that_is_killed_in_mid_report_loses_nothing(workers, requests_for, tmp_path):
    requests = requests_for("good", "out")
    (tmp_path / "out").mkdir()
    with distributed.Client(workers.scheduler_address, set_as_default=False) as client:
        first = next(iter(client.run(os.getpid).values()))
        results = cluster.made(workers.scheduler_address, requests)
        done = [next(results)]
        os.kill(first, signal.SIGKILL)
        done += results
    assert sorted(result.request.stem for result in done) == sorted(request.stem for request in requests)
    assert {result.state for result in done} == {"done"}


def test_workers_with_other_versions_are_refused_before_anything_runs(workers, requests_for, tmp_path):
    (request,) = requests_for("good", "out", values=[{}])
    software = {**request.provenance["software"], "pandas": "1.0"}
    other = replace(request, provenance={**request.provenance, "software": software})
    with pytest.raises(ClusterRefusedError, match=r"pandas is .*, here 1\.0; install the same there"):
        batch.run([other], tmp_path / "out", 1, False, workers.scheduler_address)
    assert not list((tmp_path / "out").glob("*.html"))


def test_no_scheduler_is_told_in_one_line(requests_for, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_LIMIT", 1)
    with pytest.raises(ClusterRefusedError, match="no Dask scheduler answers there"):
        batch.run(requests_for("good", "out"), tmp_path / "out", 1, False, "tcp://127.0.0.1:9")


def test_a_lost_scheduler_is_told_in_one_line_and_what_came_in_is_kept(requests_for, tmp_path):
    requests = requests_for("good", "out")
    (tmp_path / "out").mkdir()
    with subprocess.Popen([sys.executable, "-c", SCHEDULER], stdout=subprocess.PIPE, text=True) as running:
        address = running.stdout.readline().strip()
        results = cluster.made(address, requests)
        first = next(results)
        running.kill()
        with pytest.raises(SchedulerLostError, match="the Dask scheduler was lost"):
            list(results)
    assert first.state == "done" and all((tmp_path / "out" / name).is_file() for name in first.files)
