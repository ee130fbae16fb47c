"""Every kind of page the project publishes, rendered once, and a real browser to open them in.

The pages are the standard reports, the index page, the comparison of two reports, and a report that failed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from frontledger.notebook.project import ROOT
from frontledger.publish import html
from frontledger.publish.document import Document, Failure, ReportDetails
from frontledger.publish.files import write_whole
from frontledger.publish.plan import read_plan

PLAN = ROOT / "reports" / "plans" / "standard.yml"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
REPORTS = tuple(report.notebook for report in read_plan(PLAN).reports)
PAGES = (*REPORTS, "index", "difference", "failed")

FAILED = Document(
    "A report that stopped",
    (
        Failure(
            3, "figures.sent(sent)", "ValueError", "no claim is left", "Traceback\n  " + "long line " * 30
        ),
    ),
)


def pytest_collection_modifyitems(items):
    """All of these are slow, and want a browser."""
    wanting = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)")
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)
            item.add_marker(wanting)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The rendered pages. Test processes share them: what one has made, the next finds unchanged."""
    own = tmp_path_factory.getbasetemp()
    out = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "published"
    earlier = out / "earlier"
    _run("batch", str(PLAN), "--out", str(out), "--jobs", "2")
    _run("render", "troop_flows", "-p", "as_of", "2025-03-27", "--format", "html", "--out", str(earlier))
    old, new = next(earlier.glob("*.html")), out / "troop_flows.html"
    _run("diff", str(old), str(new), "--html", str(out / "difference.html"))
    details = ReportDetails(FAILED.title, "troop_flows", "2025-03-27", (), {"code": {"commit": "none"}})
    write_whole(out / "failed.html", html.render(FAILED, details).encode())
    return out


def _run(*arguments):
    command = [Path(sys.executable).with_name("frontledger"), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(params=PAGES)
def page_file(request, folder):
    """Each published page in turn."""
    return folder / f"{request.param}.html"


@pytest.fixture(params=REPORTS)
def report_file(request, folder):
    """Each standard report in turn."""
    return folder / f"{request.param}.html"


@pytest.fixture
def opened(browser):
    """Opens a file as a reader would; takes what a browser context takes (viewport, color_scheme, ...)."""
    contexts = []

    def opens(path, width=1280, height=900, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.goto(path.as_uri())
        return page

    yield opens
    for context in contexts:
        context.close()
