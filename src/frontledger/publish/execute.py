"""Run a notebook in a warm kernel of this very Python, with nothing of the machine or the user mixed in.

papermill puts the parameters in and runs the cells; here the surroundings are fixed (hash seed, one thread,
time zone, drawing back end, a private IPython folder), one time limit is set on the whole notebook, and each
way of failing gets its own exception. What varies from run to run is taken out of the result.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import papermill
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError, strip_color
from traitlets import Type, Unicode
from traitlets.config import Config

import frontledger
from frontledger.notebook.project import ROOT
from frontledger.publish.engine.forks import let_go_of_all
from frontledger.publish.engine.kernels import WarmKernel
from frontledger.publish.engine.surroundings import surroundings
from frontledger.publish.errors import CellFailedError, KernelDiedError, NoTemporaryFileError, TimeLimitError
from frontledger.publish.metered import MeteredClient
from frontledger.publish.private import private_folder

INJECTED = "injected-parameters"
START_LIMIT = 120
MEMORY_LIMIT = 4 * 1024**3
"""Bytes of data a notebook may hold; asking for more fails in the cell that asks, where the system can tell."""
LONGEST_SOCKET_FOLDER = 85
"""A socket's whole path may have 103 bytes on macOS, 107 on Linux; a longer one leaves only ports."""


class OwnKernel(WarmKernel):
    """A kernel of the Python that runs now, whatever kernels the machine has installed."""

    answers = Unicode("", help="Where it shares answers; blank for nowhere.").tag(config=True)
    client_factory = Type(MeteredClient, klass=AsyncKernelClient)

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started; its environment is fixed, with a private IPython folder."""
        private = str(Path(self.connection_file).parent)
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Frontledger",
            language="python",
            env=surroundings() | {"IPYTHONDIR": private, frontledger.ANSWERS: self.answers},
        )


class _Watch:
    """Knows which cell is running, and how much of the report's time is left to it."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.cell = NotebookNode(id="", source="")

    def __call__(self, cell: NotebookNode) -> float:
        self.cell = cell
        return max(1.0, self.ends - time.monotonic())


def execute(
    notebook: NotebookNode,
    name: str,
    parameters: Mapping[str, Any],
    time_limit: float,
    memory_limit: int = MEMORY_LIMIT,
    answers: Path | None = None,
) -> NotebookNode:
    """The notebook run from top to bottom with these parameters, normalised.

    `time_limit` is for the whole notebook, in seconds; `memory_limit` in bytes. In the folder `answers` it finds and
    leaves what other notebooks of the same code have worked out and will need. Raises CellFailedError,
    KernelDiedError or TimeLimitError; NoTemporaryFileError where the system's temporary folder takes no file.
    """
    watch = _Watch(time_limit)
    try:
        node = _run(
            notebook, parameters, watch, {"memory_limit": memory_limit, "answers": str(answers or "")}
        )
    except PapermillExecutionError as error:
        traceback = without_places(strip_color("\n".join(error.traceback)))
        at = (name, *_place(notebook, watch.cell))
        raise CellFailedError(*at, error.ename, without_places(error.evalue), traceback) from None
    except CellTimeoutError:  # an OSError too, as Python's own TimeoutError is
        raise TimeLimitError(name, *_place(notebook, watch.cell), time_limit) from None
    except OSError as error:
        reason = f"{error.strerror or error}{f', {error.filename}' if error.filename else ''}"
        raise NoTemporaryFileError(tempfile.gettempdir(), reason) from None
    except RuntimeError:  # nbclient's DeadKernelError, and what it raises when a kernel never starts
        raise KernelDiedError(name, *_place(notebook, watch.cell)) from None
    if any(cell.metadata.papermill.get("exception") for cell in node.cells):
        early = "the notebook ended itself before its last cell"
        raise CellFailedError(name, *_place(notebook, watch.cell), "SystemExit", early, "")
    return normalised(node)


def normalised(node: NotebookNode) -> NotebookNode:
    """The executed notebook without the times, paths and chance ids that differ from run to run."""
    node.metadata.pop("papermill", None)
    for cell in node.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                output.text = without_places(output.text)
    return node


def without_places(text: str) -> str:
    """A traceback's text with paths counted from the project or the Python installation.

    >>> without_places(f"File {ROOT}/src/frontledger/cli/__init__.py, line 1")
    'File src/frontledger/cli/__init__.py, line 1'
    """
    for folder in (Path(sys.prefix), Path(sys.base_prefix), ROOT):
        text = text.replace(f"{folder}/", "")
    return text


def _silence() -> None:
    """What papermill and nbclient would log is raised as an exception of ours, or is no matter."""
    logging.getLogger("papermill").setLevel(logging.CRITICAL)


def _run(
    notebook: NotebookNode, parameters: Mapping[str, Any], watch: _Watch, kernel: Mapping[str, Any]
) -> NotebookNode:
    _silence()
    with private_folder() as private:
        short = len(os.fsencode(private)) <= LONGEST_SOCKET_FOLDER
        transport = "ipc" if short and os.name != "nt" else "tcp"
        # A socket file in a private folder needs no port: nobody else can reach it, and no two kernels clash.
        connection = {"connection_file": str(private / "kernel.json"), "transport": transport, **kernel}
        try:
            return papermill.execute_notebook(
                notebook,
                None,
                parameters=json.loads(json.dumps(parameters)),
                kernel_name="python3",
                language="python",
                cwd=ROOT,
                progress_bar=False,
                start_timeout=START_LIMIT,
                kernel_manager_class=OwnKernel,
                config=Config(OwnKernel=connection),
                timeout_func=watch,
                shutdown_kernel="immediate",
                coalesce_streams=True,
                record_timing=False,
                request_save_on_cell_execute=False,
            )
        except KeyboardInterrupt:  # breaks off the loop in which a kernel is ended, and the folder goes next
            let_go_of_all()
            raise


def _place(notebook: NotebookNode, cell: NotebookNode) -> tuple[int, str]:
    """The running cell's place among the code cells as written, from 1 (0: none of them), and its source."""
    ids = [written.get("id") for written in notebook.cells if written.cell_type == "code"]
    return (ids.index(cell.id) + 1 if cell.id in ids else 0), cell.source
