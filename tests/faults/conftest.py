"""The shipped ledger as the sound one that faults are planted in."""

import shutil
from pathlib import Path

import pytest

from faults.sound import Sound
from frontledger.notebook.project import ROOT
from ledger.conftest import small_ledger

__all__ = ["small_ledger", "sound"]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    """A copy of the shipped ledger, without what a user may have imported into it."""
    place = tmp_path_factory.mktemp("sound") / "data"
    return Sound(
        Path(shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("imported", ".imported.*")))
    )
