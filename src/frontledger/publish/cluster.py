"""Reports made by the workers of a running Dask scheduler, which need share no disk with us or one another.

A task carries its notebook and parameters; the tables of a ledger travel to a worker once, by content hash. What
comes back are the finished files, which are written here, whole, as in a run on one machine. Dask gives a task
whose worker was lost to another worker.
"""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from frontledger.ledger import default_folder
from frontledger.notebook.project import ledger_folder
from frontledger.publish import checkout
from frontledger.publish.errors import CannotWriteError, RefusedError, SchedulerLostError
from frontledger.publish.files import sha256, write_whole
from frontledger.publish.private import clear_left_over, private_folder
from frontledger.publish.report import ReportRequest, ReportResult, render_report

CONNECT_LIMIT = 30


class ClusterRefusedError(RefusedError):
    """The scheduler cannot be reached, or a worker would not make the same bytes."""


@dataclass(frozen=True)
class Tables:
    """A ledger's files, by their path in it, under one hash."""

    digest: str
    files: Mapping[str, bytes]


def made(address: str, requests: Sequence[ReportRequest]) -> Iterator[ReportResult]:
    """The results as they come in, their files written.

    Raises ClusterRefusedError before anything is run; SchedulerLostError.
    """
    try:
        from distributed import Client, as_completed  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise ClusterRefusedError("--cluster needs Dask; pip install 'frontledger[cluster]'") from None
    try:
        client = Client(address, timeout=CONNECT_LIMIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterRefusedError(
            f"{address}: no Dask scheduler answers there ({error}); start one"
        ) from None
    try:
        with client:
            _refuse_others(client, requests)
            ledgers = {name: client.scatter(tables_of(name)) for name in {_ledger(one) for one in requests}}
            tasks = {client.submit(work, one, ledgers[_ledger(one)], pure=False): one for one in requests}
            for future in as_completed(tasks, loop=client.loop):
                if future.cancelled():  # nobody here cancels: the scheduler took what it knew with it
                    raise SchedulerLostError(address)
                yield _received(tasks[future], future)
    except OSError:  # such as Dask's own for a connection that has broken off
        raise SchedulerLostError(address) from None


def tables_of(ledger: str) -> Tables:
    """The files of the ledger that a report's `ledger` parameter names."""
    folder = ledger_folder(ledger) or default_folder()
    found = (path for path in folder.rglob("*") if path.suffix in (".csv", ".json") and path.is_file())
    paths = sorted(path for path in found if not path.is_symlink())
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    listing = "".join(f"{name} {sha256(data)}\n" for name, data in files.items())
    return Tables(sha256(listing.encode()), files)


def work(request: ReportRequest, tables: Tables) -> tuple[ReportResult, dict[str, bytes]]:
    """On a worker: the report made in a folder of its own, and the bytes of all that was written there."""
    with private_folder() as folder:
        out = folder / "out"
        out.mkdir()
        result = render_report(replace(request, out=out), ledger=_unpacked(tables))
        return replace(result, request=request), {path.name: path.read_bytes() for path in out.iterdir()}


def state() -> dict[str, str]:
    """What a worker's bytes depend on besides what is sent to it."""
    code = checkout.code()
    return {name: code[name] for name in (checkout.SOURCE, checkout.LOCKED)} | checkout.software()


def _refuse_others(client: Any, requests: Sequence[ReportRequest]) -> None:
    workers = client.scheduler_info(n_workers=-1)["workers"]
    if not workers:
        raise ClusterRefusedError(
            "the scheduler has no worker; start some with: dask worker ADDRESS --nthreads 1"
        )
    made_from = requests[0].provenance
    ours = dict(made_from["code"]) | dict(made_from["software"])
    faults = [
        f"{name}: runs {worker['nthreads']} reports in one process; start it with --nthreads 1"
        for name, worker in workers.items()
        if worker["nthreads"] != 1
    ]
    for name, theirs in sorted(client.run(state).items()):
        faults += [
            f"{name}: {what} is {value}, here {ours[what]}; install the same there"
            for what, value in theirs.items()
            if value != ours[what]
        ]
    if faults:
        raise ClusterRefusedError("\n".join(faults))


def _received(request: ReportRequest, future: Any) -> ReportResult:
    try:
        result, files = future.result()
        for name, data in files.items():
            write_whole(request.out / name, data)
    except CannotWriteError as error:
        return ReportResult(request, "failed", {}, message=str(error))
    except Exception as error:  # what Dask raises for a report that killed every worker it was given to
        return ReportResult(request, "failed", {}, message=f"{request.stem}: {type(error).__name__}: {error}")
    return result


def _ledger(request: ReportRequest) -> str:
    return request.parameters.ledger


@lru_cache(maxsize=4)
def _kept_folder(digest: str) -> Path:
    """A folder for the tables of this hash, as long as this worker lives."""
    clear_left_over()
    kept = ExitStack()
    atexit.register(kept.close)
    return kept.enter_context(private_folder())


def _unpacked(tables: Tables) -> Path:
    folder = _kept_folder(tables.digest)
    for name, data in tables.files.items():
        path = folder / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
    return folder
