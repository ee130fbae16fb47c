"""One report: what is asked for, all of it checked, and its way from notebook to files."""

from __future__ import annotations

import datetime as dt
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.warnings import DuplicateCellId

import frontledger
from frontledger.ledger import Ledger, LedgerError, load
from frontledger.notebook.parameters import REGISTRY, Common
from frontledger.notebook.project import NOTEBOOKS, ROOT, ledger_folder
from frontledger.notebook.session import cut
from frontledger.plain import read_plain
from frontledger.publish import checkout, document, html, kept, pdf, provenance
from frontledger.publish.document import Document, Failure, Finding, HeadlineNumber, ReportDetails
from frontledger.publish.errors import CellFailedError, NotebookRefusedError, ReportFailedError
from frontledger.publish.execute import MEMORY_LIMIT, execute
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.key import report_key
from frontledger.publish.parameters import (
    FORMATS,
    check_parameters,
    file_stem,
    find_notebook,
    recorded,
    shown,
)
from frontledger.publish.provenance import Provenance

TIME_LIMIT = 600.0
_RENDER = {"html": lambda *report: html.render(*report).encode(), "pdf": pdf.render}


@dataclass(frozen=True)
class ReportRequest:
    """A report that can be made: everything checked, nothing run. `stem` names its files in `out`.

    `time_limit` (seconds) and `memory_limit` (bytes) are for running the notebook; no finished page tells them.
    `answers` is a folder where the reports of a run share what they have worked out.
    """

    notebook: Path
    source: str
    title: str
    parameters: Common
    as_of: str
    formats: tuple[str, ...]
    out: Path
    stem: str
    provenance: Provenance
    time_limit: float = TIME_LIMIT
    memory_limit: int = MEMORY_LIMIT
    answers: Path | None = field(default=None, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files."""
        return tuple(f"{self.stem}.{name}" for name in self.formats)

    @property
    def key(self) -> str:
        """What its bytes depend on, in one hash."""
        return report_key(self.title, self.provenance)


@dataclass(frozen=True)
class ReportResult:
    """What came of a request: `state` done, unchanged or failed; `files` names and their SHA-256."""

    request: ReportRequest
    state: str
    files: Mapping[str, str]
    headlines: tuple[str, ...] = ()
    message: str = ""
    seconds: float = 0.0
    number: HeadlineNumber | None = None


@dataclass
class Desk:
    """Where requests are drawn up: each ledger and notebook is read once, the code's state is looked up once.

    `commit` gives the state of the checkout as to some paths in it.
    """

    code: Mapping[str, str] = field(default_factory=checkout.code)
    commit: Callable[[tuple[str, ...]], Mapping[str, str]] = field(
        default_factory=lambda: partial(checkout.commit, frontledger.checkout())
    )
    software: Mapping[str, str] = field(default_factory=checkout.software)
    ledgers: dict[str, Ledger | LedgerError] = field(default_factory=dict)
    opened: dict[tuple[str, Path], Ledger] = field(default_factory=dict)
    made_from: dict[tuple[str, Path], dict[str, Mapping[str, str]]] = field(default_factory=dict)
    notebooks: dict[Path, tuple[str, NotebookNode]] = field(default_factory=dict)
    newest: dict[tuple[str, ...], dt.date] = field(default_factory=dict)

    def request(
        self,
        notebook: str,
        values: Mapping[str, Any],
        *,
        out: Path,
        formats: tuple[str, ...] = FORMATS,
        title: str = "",
        allow_outside: bool = False,
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
    ) -> ReportRequest:
        """A request for the notebook with these parameters.

        Raises ParameterError, LedgerError, NotebookRefusedError or NameRefusedError. Nothing is run.
        """
        path = find_notebook(notebook, allow_outside)
        parameters = check_parameters(path, values)
        ledger = self._opened(parameters.ledger, path)
        if path not in self.notebooks:
            self.notebooks[path] = _read(path)
        source, node = self.notebooks[path]
        return ReportRequest(
            notebook=path,
            source=source,
            title=title or _title(path.stem, node),
            parameters=parameters,
            as_of=self._as_of(path, parameters, ledger).isoformat(),
            formats=formats,
            out=out,
            stem=file_stem(path.stem, parameters),
            provenance=self._provenance(path, source, parameters, ledger),
            time_limit=time_limit,
            memory_limit=memory_limit,
        )

    def _as_of(self, notebook: Path, parameters: Common, ledger: Ledger) -> dt.date:
        # What a cut refuses does not depend on its day, and cutting a thousand times takes long.
        series = getattr(parameters, "series", "")
        choice = (str(notebook), parameters.ledger, series, *parameters.claimants)
        if choice not in self.newest:
            undated = parameters.model_copy(update={"as_of": None})
            self.newest[choice] = cut(notebook.stem, undated, ledger).as_of
        return parameters.as_of or self.newest[choice]

    def _ledger(self, folder: str) -> Ledger:
        if folder not in self.ledgers:
            try:
                self.ledgers[folder] = load(ledger_folder(folder))
            except LedgerError as error:
                self.ledgers[folder] = error
        ledger = self.ledgers[folder]
        if isinstance(ledger, LedgerError):
            raise ledger
        return ledger

    def _opened(self, folder: str, notebook: Path) -> Ledger:
        """The ledger as the notebook declares to read it; one from outside the project may read all of it."""
        if (folder, notebook) not in self.opened:
            whole = self._ledger(folder)
            declared = REGISTRY.get(notebook.stem) if _is_ours(notebook) else None
            self.opened[folder, notebook] = whole.only(declared.reads, notebook.stem) if declared else whole
        return self.opened[folder, notebook]

    def _provenance(self, notebook: Path, source: str, parameters: Common, ledger: Ledger) -> Provenance:
        choice = (parameters.ledger, notebook)
        if choice not in self.made_from:
            self.made_from[choice] = {
                "code": {**self.code, **self.commit(_in_checkout(notebook, ledger))},
                "software": self.software,
                "ledger": provenance.tables(ledger),
                "rows": provenance.rows(ledger),
            }
        return {
            "notebook": {"name": notebook.stem, "sha256": sha256(source.encode())},
            "parameters": recorded(parameters),
            **self.made_from[choice],
        }


def _is_ours(notebook: Path) -> bool:
    return notebook.parent == NOTEBOOKS.resolve()


def _in_checkout(notebook: Path, ledger: Ledger) -> tuple[str, ...]:
    """What a report is made from, as paths in the project; what lies outside has its hash alone."""
    files = [notebook, *(ledger.folder / file for file in sorted(ledger.table_hashes))]
    inside = [file.resolve() for file in files if file.resolve().is_relative_to(ROOT)]
    return (*checkout.CODE, *(file.relative_to(ROOT).as_posix() for file in inside))


def render_report(request: ReportRequest, ledger: Path | None = None) -> ReportResult:
    """Run the notebook and write its files; where it fails, write a page in each format that says how.

    `ledger` is where the tables are, if not where the parameters say; the files do not tell. Raises
    CannotWriteError.
    """
    started = time.monotonic()
    node = nbformat.reads(request.source, as_version=4)
    try:
        page, state, message = document.read(_run(request, node, ledger)), "done", ""
    except ReportFailedError as error:
        page, state, message = _failure_page(request.title, error), "failed", str(error)
    files = {name: _write(request, name, page) for name in request.names}
    headlines = tuple(finding.sentence for finding in page.of(Finding))
    seconds = time.monotonic() - started
    return ReportResult(request, state, files, headlines, message, seconds, page.headline_number)


def _run(request: ReportRequest, node: NotebookNode, ledger: Path | None) -> NotebookNode:
    values = request.parameters.values()
    key = kept.results_key(node, values, request.provenance)
    known = kept.find(request.out, request.stem, key, node)
    if known is not None:
        return known
    place = str(ledger) if ledger else values["ledger"]
    given, limits = values | {"ledger": place}, (request.time_limit, request.memory_limit)
    run = execute(node, request.notebook.stem, given, *limits, _answers(request, node))
    if Path(place).is_absolute():
        told = Path(values["ledger"]).name if Path(values["ledger"]).is_absolute() else values["ledger"]
        for cell in run.cells:
            cell.source = cell.source.replace(place, told)
    kept.keep(request.out, request.stem, key, run)
    return run


def _answers(request: ReportRequest, node: NotebookNode) -> Path | None:
    """Where this report shares answers: with reports of the same code alone, which can only have done the same."""
    if request.answers is None or not _is_ours(request.notebook):
        return None
    return request.answers / kept.code_key(node, request.provenance)


def _write(request: ReportRequest, name: str, page: Document) -> str:
    details = ReportDetails(
        request.title, request.notebook.stem, request.as_of, shown(request.parameters), request.provenance
    )
    data = _RENDER[name.rpartition(".")[2]](page, details)
    write_whole(request.out / name, data)
    return sha256(data)


def _failure_page(title: str, error: ReportFailedError) -> Document:
    told = (error.error, error.message, error.traceback) if isinstance(error, CellFailedError) else None
    kind, message, traceback = told or (type(error).__name__.removesuffix("Error"), str(error), "")
    return Document(title, (Failure(error.cell, error.source, kind, message, traceback),))


def _read(path: Path) -> tuple[str, NotebookNode]:
    try:
        source = read_plain(path).decode("utf-8")
        with warnings.catch_warnings():
            warnings.simplefilter("error", DuplicateCellId)  # else it is mended by lot
            node = nbformat.reads(source, as_version=4)
            nbformat.validate(node)
    except DuplicateCellId:
        raise NotebookRefusedError(
            f"{path.name}: two of its cells have the same id; open it in JupyterLab and save it"
        ) from None
    except Exception as error:  # nbformat raises whatever its converters stumble over
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise NotebookRefusedError(
            f"{path.name}: is not a notebook ({reason}); open it in JupyterLab"
        ) from None
    return source, node


def _title(name: str, node: NotebookNode) -> str:
    lines = (line for cell in node.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), name)
