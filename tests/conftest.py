"""What every test may ask for: the shipped ledger, loaded once, a copy of its folder to spoil, a daily table."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from frontledger.ledger import Ledger, load
from frontledger.ledger.daily import import_drones

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PUBLISHED = ROOT.parent / "shared" / "published"
settings.register_profile("patient", settings(), deadline=None)  # a busy machine is slow, which is no fault
settings.load_profile("patient")
NEWEST = "missile_attacks_daily_to_2026-05-17.csv"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="module")
def browser():
    """A headless browser, gone when a file's tests are done: two in one process get into each other's way."""
    if not CHROMIUM:
        pytest.skip("no Chromium is installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def shipped() -> Ledger:
    """The shipped ledger."""
    return load(DATA)


@pytest.fixture
def copy_of_data(tmp_path: Path) -> Path:
    """A copy of the shipped ledger's folder, without what a user may have imported into it."""
    return copied(tmp_path / "data")


def copied(to: Path) -> Path:
    return Path(shutil.copytree(DATA, to, ignore=shutil.ignore_patterns("imported", ".imported.*")))


def published_daily(name: str = NEWEST) -> Path:
    """A published version of the daily table, which is not ours to ship; the test is skipped without it."""
    path = PUBLISHED / name
    if not path.is_file():
        pytest.skip(f"{name} is not ours to ship, and {PUBLISHED} does not hold it")
    return path


@pytest.fixture(scope="session", name="published_daily")
def published_daily_fixture():
    """The path of a published version of the daily table, by its file name."""
    return published_daily


@pytest.fixture(scope="session")
def daily_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a copy of the shipped ledger with the newest published daily table imported."""
    path = published_daily()
    folder = copied(tmp_path_factory.mktemp("daily") / "data")
    import_drones(path, folder)
    return folder
