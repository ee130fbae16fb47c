"""What every test may ask for: the shipped ledger, loaded once, and a copy of its folder to spoil."""

import shutil
from pathlib import Path

import pytest

from frontledger.ledger import Ledger, load

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="session")
def shipped() -> Ledger:
    """The shipped ledger."""
    return load(DATA)


@pytest.fixture
def copy_of_data(tmp_path: Path) -> Path:
    """A copy of the shipped ledger's folder."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
