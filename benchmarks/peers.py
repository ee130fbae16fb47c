"""The tools set beside ours in throughput.py, in an environment of their own, `.venv-peers`.

`uv pip compile benchmarks/peers.in -c requirements.lock --universal --python-version 3.11 --generate-hashes
--no-header -o benchmarks/peers.lock` makes the lock: what they share with the project has the project's version,
and what the notebooks import is the project's own, reached by a path file.
"""

from __future__ import annotations

import os
import subprocess
import sysconfig
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from frontledger.notebook.project import NOTEBOOKS, ROOT

HOME = ROOT / ".venv-peers"
LOCK = Path(__file__).with_name("peers.lock")
LEFT_OUT = {
    "MyST and Jupyter Book (`myst build --html`)": "fetches its site's template from a server at every first "
    "build, and takes no parameters",
    "Quarto": "comes in no package of the registries the locks use",
}

Report = tuple[str, str]


def tool(name: str) -> str:
    """The path of a tool of the peers."""
    return str(HOME / "bin" / name)


def installed() -> None:
    """Make the environment where there is none for this lock; raises CalledProcessError."""
    ready = HOME / "ready"
    if ready.exists() and ready.read_bytes() == LOCK.read_bytes():
        return
    venv.create(HOME, with_pip=True, clear=True)
    command = [tool("python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(LOCK)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    theirs = subprocess.check_output(
        [tool("python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    )
    ours = f"{sysconfig.get_path('purelib')}\n{ROOT / 'src'}\n"
    Path(theirs.strip(), "project.pth").write_text(ours)
    ready.write_bytes(LOCK.read_bytes())


def written(folder: Path, reports: Sequence[Report]) -> list[Path]:
    """The notebooks of these reports with their day put in, as files."""
    folder.mkdir()
    paths = []
    for name, day in reports:
        node = parameterize_notebook(load_notebook_node(str(NOTEBOOKS / f"{name}.ipynb")), {"as_of": day})
        for cell in node.cells:
            cell.metadata.pop("papermill", None)
        paths.append(folder / f"{name}-{day}.ipynb")
        nbformat.write(node, paths[-1])
    return paths


def two_at_a_time(commands: Sequence[Sequence[str]], folder: Path) -> None:
    """Run the command lines; raises CalledProcessError."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: run(one, folder), commands))


def run(command: Sequence[str], folder: Path, **more: str) -> None:
    """Run a command line in this folder, with more in its environment and yes to what it asks.

    Raises CalledProcessError.
    """
    told = {"input": "y\n", "capture_output": True, "text": True}
    subprocess.run(command, cwd=folder, check=True, env=os.environ | more, **told)


def nbconvert(folder: Path, reports: Sequence[Report]) -> Callable[[], None]:
    """nbconvert running the notebooks itself and writing HTML."""
    paths = written(folder, reports)
    command = [tool("jupyter-nbconvert"), "--execute", "--to", "html"]
    return lambda: two_at_a_time([[*command, str(path)] for path in paths], folder)


def jupyter_cache(folder: Path, reports: Sequence[Report]) -> Callable[[], None]:
    """jupyter-cache running them in parallel into an empty cache; it writes no page."""
    paths = [str(path) for path in written(folder, reports)]
    limits = ["--executor", "local-parallel", "--timeout", "600"]

    def execute() -> None:
        for command in (["notebook", "add", *paths], ["project", "execute", *limits]):
            run([tool("jcache"), *command], folder, JUPYTERCACHE=str(folder / "cache"))

    return execute


def marimo(folder: Path, reports: Sequence[Report]) -> Callable[[], None]:
    """marimo exporting converted notebooks as HTML."""
    paths = written(folder, reports)
    for path in paths:
        run([tool("marimo"), "convert", str(path), "-o", str(path.with_suffix(".py"))], folder)
    export = [tool("marimo"), "--yes", "export", "html"]
    commands = [[*export, str(path.with_suffix(".py")), "-o", f"{path}.html"] for path in paths]
    return lambda: two_at_a_time(commands, folder)


WAYS = {
    "nbconvert --execute, HTML, 2 at a time": nbconvert,
    "jupyter-cache, parallel, no page": jupyter_cache,
    "marimo export html, converted notebooks, 2 at a time": marimo,
}


def why(error: subprocess.CalledProcessError) -> str:
    """The last line of what a tool said."""
    lines = f"{error.stdout or ''}\n{error.stderr or ''}".strip().splitlines()
    return f"`{Path(str(error.cmd[0])).name}` failed: {lines[-1] if lines else error}"
