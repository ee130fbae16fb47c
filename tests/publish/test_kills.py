"""Batches killed at random moments: what is left is whole, and the same command makes the rest."""

import shutil
import sys

import pytest
from kills import trial

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or not shutil.which("pgrep"), reason="looks under /proc"),
]


@pytest.mark.parametrize("kind", ["command", "worker", "kernel"])
def test_nothing_is_lost_made_twice_or_left_over(kind, capsys):
    """`benchmarks/kills.py --rounds 50` does this often, and with Dask."""
    _, amiss = trial(1, 7, (kind,))
    assert not amiss.total(), capsys.readouterr().out
