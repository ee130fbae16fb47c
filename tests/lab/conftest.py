"""JupyterLab itself, served from its own environment over a copy of the notebooks, and a browser that works in it."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from frontledger.notebook.project import NOTEBOOKS, ROOT

from .desk import Desk

JUPYTER = ROOT / ".venv-lab" / "bin" / "jupyter"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
SETTINGS = {
    # Every cell stays in the page, so that what a test looks for does not depend on how far it has scrolled.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def pytest_collection_modifyitems(items):
    """All of these are slow, and want JupyterLab and a browser."""
    reason = "no Chromium is installed (apt-get install chromium)" if JUPYTER.exists() else ""
    wanting = pytest.mark.skipif(
        not (CHROMIUM and JUPYTER.exists()),
        reason=reason or "JupyterLab's environment is not set up (make .venv-lab/ready)",
    )
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)
            item.add_marker(wanting)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running JupyterLab: its address, its token, and the folder of notebooks it shows."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(NOTEBOOKS, folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for name, settings in SETTINGS.items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "IPYTHONDIR": str(folder / "ipython")}
    port, token = _free_port(), secrets.token_hex(16)
    command = [
        *(JUPYTER, "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}"),
        *(f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"),
        f"--ServerApp.root_dir={folder / 'notebooks'}",
    ]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | own)
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", folder / "log")
            yield f"http://127.0.0.1:{port}", token, folder / "notebooks"
        finally:
            running.terminate()
            running.wait(30)


@pytest.fixture(scope="module")
def desk(server, browser):
    """A JupyterLab window; `desk.open("brief")` opens a notebook, fresh from its file, alone in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with context.new_page() as page:
        page.on("dialog", lambda dialog: dialog.accept())  # leaving a notebook that was changed
        yield Desk(page, *server)
    context.close()


def _free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait_for(address, log):
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()}")
