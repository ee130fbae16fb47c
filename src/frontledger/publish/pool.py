"""A pool of worker processes for reports: how it starts, what becomes of a lost worker, and how it is stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker

from frontledger.publish.engine.surroundings import warm
from frontledger.publish.report import ReportRequest, ReportResult
from frontledger.publish.stopping import StoppedError, held_back, let_come
from frontledger.publish.terminal import tell

Make = Callable[[ReportRequest], ReportResult]
Note = Callable[[ReportResult], None]


def make_all(make: Make, todo: Sequence[ReportRequest], jobs: int, note: Note) -> None:
    """Call `make` on every request, at most `jobs` at a time, and `note` on each result as it comes.

    A worker that dies takes the pool with it. What was lost is tried once more, each in a pool of its own, so that
    only the report that killed it fails.
    """
    for request in _pooled(make, todo, jobs, note):
        if _pooled(make, [request], 1, note):
            note(ReportResult(request, "failed", {}, message=_died(request)))


def _pooled(make: Make, todo: Sequence[ReportRequest], jobs: int, note: Note) -> list[ReportRequest]:
    """Those whose worker died. A stop is answered wherever it comes, in the noting of a result too."""
    lost: list[ReportRequest] = []
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(todo)), context, _start_worker) as pool:
        try:
            futures = _handed_out(pool, make, todo)
            for future in as_completed(futures):
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost.append(futures[future])
                else:
                    note(result)
        except BaseException as stop:
            _stop(pool, at_once=isinstance(stop, StoppedError))
            raise
    return lost


def _handed_out(
    pool: ProcessPoolExecutor, make: Make, todo: Sequence[ReportRequest]
) -> dict[Future[ReportResult], ReportRequest]:
    """The requests as tasks. This starts the workers, which a Ctrl-C must not find before they can answer it."""
    resource_tracker.ensure_running()  # starting it lets Ctrl-C come
    with held_back():
        return {pool.submit(make, one): one for one in todo}


def _stop(pool: ProcessPoolExecutor, at_once: bool) -> None:
    """Let the reports under way be finished, or end them at once where that is wished, now or while waiting."""
    pool.shutdown(wait=False, cancel_futures=True)
    try:
        if not at_once:
            tell(
                "stopping as soon as the reports under way are finished; Ctrl-C again stops at once", err=True
            )
            _wait_for_workers()
            return
    except KeyboardInterrupt:
        pass
    for worker in multiprocessing.active_children():
        worker.kill()
    _wait_for_workers()


def _wait_for_workers() -> None:
    """Ask until none is left: a join that is interrupted takes what it waits for as ended."""
    while multiprocessing.active_children():
        time.sleep(0.05)


def _start_worker() -> None:
    """Interrupts are the parent's to answer. A worker whose parent was killed leaves too, and its kernel after.

    What its kernels are forked from gets ready while it waits for its first report.
    """
    signal.signal(signal.SIGINT, lambda *_: None)  # what is started here is not to ignore it
    let_come()
    warm()
    threading.Thread(target=_leave_after_the_parent, daemon=True).start()


def _leave_after_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _died(request: ReportRequest) -> str:
    return f"{request.stem}: the process that made it died; most often memory ran out: use fewer --jobs"
