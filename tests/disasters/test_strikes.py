"""A batch struck at every touch of the disk; benchmarks/disasters.py tells how, and strikes at all of them."""

import subprocess
import sys

import pytest

from frontledger.notebook.project import ROOT


@pytest.mark.slow
def test_a_batch_that_is_struck_is_whole_and_is_taken_up_again():
    command = [sys.executable, str(ROOT / "benchmarks" / "disasters.py"), "--strikes", "21", "--seed", "2"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1:] == ["21 strikes, 0 faults"], run.stdout + run.stderr
    assert run.returncode == 0 and run.stderr == ""
