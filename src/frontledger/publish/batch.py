"""Many reports: several at a time, each on its own, with an index page and a manifest at the end."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from frontledger.ledger import LedgerError
from frontledger.notebook.parameters import ParameterError
from frontledger.publish import crate, key, overview, pool, standing
from frontledger.publish.cluster import made
from frontledger.publish.document import IndexEntry
from frontledger.publish.errors import CannotWriteError, PlanError, RefusedError
from frontledger.publish.files import reserved, write_whole
from frontledger.publish.kept import forget
from frontledger.publish.key import Entry, Manifest, is_current, read_manifest, write_manifest
from frontledger.publish.parameters import shown
from frontledger.publish.plan import Plan
from frontledger.publish.private import private_folder
from frontledger.publish.progress import Progress
from frontledger.publish.report import Desk, ReportRequest, ReportResult, render_report

BEING_MADE = "being made"
"""The state of a report on the index of a run that has not ended."""


def requests(
    plan: Plan, file: Path, out: Path, allow_outside: bool = False, **limits: Any
) -> tuple[ReportRequest, ...]:
    """The requests of a plan; PlanError lists every fault with its place in `file`, and nothing is run.

    `limits` are those of every report (see `ReportRequest`).
    """
    desk, faults, drawn = Desk(), [], []
    taken: dict[str, str] = {}
    told: set[str] = set()
    for report in plan.reports:
        try:
            request = desk.request(
                report.notebook,
                report.parameters,
                out=out,
                formats=report.formats,
                title=report.title,
                allow_outside=allow_outside,
                **limits,
            )
        except LedgerError as error:  # of a ledger that many reports share, each fault is told once
            lines = [line for line in str(error).splitlines() if line not in told]
            told.update(lines)
            faults += [f"{file}: {report.place}: {line}" for line in lines]
            continue
        except (ParameterError, RefusedError) as error:
            faults += [f"{file}: {report.place}: {line}" for line in str(error).splitlines()]
            continue
        name = request.stem.casefold()  # some disks do not tell A from a
        if name in taken:
            faults.append(f"{file}: {report.place}: is the same report as {taken[name]}; plan it once")
        taken[name] = report.place
        drawn.append(request)
    if faults:
        raise PlanError(tuple(dict.fromkeys(faults)))
    return tuple(drawn)


def run(
    requests: Sequence[ReportRequest], out: Path, jobs: int, fresh: bool, cluster: str = ""
) -> tuple[ReportResult, ...]:
    """Make every report that is not there already, at most `jobs` at a time; one that fails stops no other.

    Results come in the order of the requests, and are in the manifest as soon as they are there, so that a
    run cut short is taken up where it stopped. `cluster` is the address of a Dask scheduler whose workers make
    them instead. Raises FolderRefusedError, CannotWriteError, ClusterRefusedError,
    SchedulerLostError.
    """
    with reserved(out):
        return _run(requests, out, jobs, fresh, cluster)


def run_plan(
    title: str,
    requests: Sequence[ReportRequest],
    out: Path,
    jobs: int,
    fresh: bool,
    cluster: str = "",
    inputs: standing.Inputs | None = None,
) -> tuple[tuple[ReportResult, ...], Path]:
    """As `run`, with a research object and an index page, whose path comes second; the manifest holds them alone.

    `inputs` are what the whole depends on, taken before the requests were drawn up; without them the next run has to
    draw them up again.
    """

    def announce(todo: Sequence[ReportRequest]) -> None:
        if todo and (out / overview.index.FILE).exists():
            _write_index_in_the_making(title, out, requests, todo)

    with reserved(out):
        results = _run(requests, out, jobs, fresh, cluster, announce)
        record(out, results, keep=False)
        write_whole(out / crate.FILE, crate.render(title, results).encode())
        index = write_index(title, out, results)
        if inputs and all(result.state != "failed" for result in results):
            standing.remember(out, inputs, [result.files for result in results])
        return results, index


def _run(
    requests: Sequence[ReportRequest],
    out: Path,
    jobs: int,
    fresh: bool,
    cluster: str,
    announce: Callable[[Sequence[ReportRequest]], None] = lambda _: None,
) -> tuple[ReportResult, ...]:
    known = read_manifest(out).reports
    results: dict[str, ReportResult] = {}
    with Progress(len(requests)) as progress:

        def note(result: ReportResult) -> None:
            results[result.request.stem] = result
            if result.state != "unchanged":
                key.note(out, result.request.stem, _entry(result))
            progress.tell(result)

        todo = []
        for request in requests:
            if fresh:
                forget(out, request.stem)
            entry = known.get(request.stem)
            if not fresh and entry and is_current(out, entry, request.key, request.names):
                note(_unchanged(request, entry))
            else:
                todo.append(request)
        announce(todo)
        if cluster and todo:
            for result in made(cluster, todo):
                note(result)
        else:
            _make(todo, jobs, note)
    progress.sum_up()
    record(out, [], keep=True)
    return tuple(results[request.stem] for request in requests)


def record(out: Path, results: Sequence[ReportResult], keep: bool) -> None:
    """Write the manifest; with `keep`, reports of earlier runs stay in it."""
    reports = dict(read_manifest(out).reports) if keep else {}
    reports |= {result.request.stem: _entry(result) for result in results}
    write_manifest(out, Manifest(reports))


def write_index(title: str, out: Path, results: Sequence[ReportResult]) -> Path:
    """Write index.html over the reports, and compare.html where some of them can be set side by side.

    They say what the reports are, not which of them this run made.
    """
    made_from = results[0].request.provenance if results else {}
    drawn_by = {section: made_from[section] for section in ("code", "software") if section in made_from}
    return overview.write(title, out, [_index_entry(result) for result in results], drawn_by)


def _write_index_in_the_making(
    title: str, out: Path, requests: Sequence[ReportRequest], todo: Sequence[ReportRequest]
) -> None:
    """Have the index that is there say which reports are being made, in case this run never comes to its end."""
    known, waiting = read_manifest(out).reports, {request.stem for request in todo}
    entries = [
        replace(_index_entry(ReportResult(request, BEING_MADE, {})), state=BEING_MADE)
        if request.stem in waiting
        else _index_entry(_unchanged(request, known[request.stem]))
        for request in requests
    ]
    overview.write(title, out, entries, {"being made": sorted(waiting)})


def default_jobs(reports: int) -> int:
    """As many at a time as there are processors and reports."""
    return max(1, min(os.cpu_count() or 1, reports))


def _make(todo: Sequence[ReportRequest], jobs: int, note: pool.Note) -> None:
    with contextlib.ExitStack() as stack:
        if len(todo) > 1:
            with contextlib.suppress(OSError):  # nothing is shared then; whoever needs room will say so
                answers = stack.enter_context(private_folder())
                todo = [replace(request, answers=answers) for request in todo]
        if jobs == 1 or len(todo) < 2:
            for request in todo:
                note(_made(request))
        else:
            pool.make_all(_made, todo, jobs, note)


def _made(request: ReportRequest) -> ReportResult:
    """The report made; a fault of ours fails this report with its traceback, and no other."""
    try:
        return render_report(request)
    except CannotWriteError as error:
        return ReportResult(request, "failed", {}, message=str(error))
    except Exception:
        return ReportResult(request, "failed", {}, message=f"{request.stem}:\n{traceback.format_exc()}")


def _entry(result: ReportResult) -> Entry:
    state = "failed" if result.state == "failed" else "done"
    return Entry(result.request.key, state, result.files, result.headlines, result.number)


def _unchanged(request: ReportRequest, entry: Entry) -> ReportResult:
    files = {name: entry.files[name] for name in request.names}
    return ReportResult(request, "unchanged", files, entry.headlines, number=entry.number)


def _index_entry(result: ReportResult) -> IndexEntry:
    request = result.request
    return IndexEntry(
        title=request.title,
        notebook=request.notebook.stem,
        parameters=shown(request.parameters),
        state="failed" if result.state == "failed" else "done",
        headline=result.headlines[0] if result.headlines else "",
        links=tuple((name.rpartition(".")[2].upper(), name) for name in result.files),
        number=result.number,
    )
