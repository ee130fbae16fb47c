"""A guarded run: made in a folder of its own, and published as a whole or not at all.

The folder, `out.held` beside `out`, starts with what is published and current, so that nothing is made twice. Where a
headline moved too far it stays, to be looked at and, once the plan accepts the move, published without another run.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from frontledger.publish.diff.compare import compare
from frontledger.publish.errors import (
    CannotWriteError,
    FolderRefusedError,
    GuardStoppedError,
    ReportRefusedError,
)
from frontledger.publish.files import reserved
from frontledger.publish.guard.limits import Beyond, Guard
from frontledger.publish.key import FILE as MANIFEST
from frontledger.publish.key import Entry, Manifest, is_current, read_manifest, write_manifest
from frontledger.publish.lines import near
from frontledger.publish.record import Record, published
from frontledger.publish.report import ReportRequest, ReportResult

Made = tuple[tuple[ReportResult, ...], Path]
Run = Callable[[Sequence[ReportRequest], Path], Made]


def run_guarded(guard: Guard | None, requests: Sequence[ReportRequest], out: Path, run: Run) -> Made:
    """As `run(requests, out)`, which must write a manifest and an index page, but `out` changes only at the end.

    Without a guard the run is made in `out` itself.

    Raises GuardStoppedError with the table of what moved too far; `out` is then as it was. Raises
    FolderRefusedError, CannotWriteError.
    """
    if guard is None:
        return run(requests, out)
    held = out.resolve().with_name(f"{out.resolve().name}.held")
    with reserved(out):
        with _told(held):
            _start(requests, out, held)
        results, index = run([replace(request, out=held) for request in requests], held)
        beyond = tuple(_beyond(guard, requests, out, held))
        if beyond:
            raise GuardStoppedError(near(held), guard.most_move, tuple(one.text() for one in beyond))
        with _told(out):
            _publish(held, out)
    moved = tuple(replace(one, request=replace(one.request, out=out)) for one in results)
    return moved, out / index.name


def _start(requests: Sequence[ReportRequest], out: Path, held: Path) -> None:
    """Leave in the held folder what an earlier run held back and is current; add what is published and current."""
    held.mkdir(exist_ok=True)
    _refuse_what_is_not_ours(held)
    if not (held / MANIFEST).exists():
        write_manifest(held, Manifest())  # first, as the sign that the folder is ours to clear
    published_now, waiting = _current(requests, out), _current(requests, held)
    kept = {name for entry in waiting.values() for name in entry.files}
    for path in held.iterdir():
        if path.name not in kept:
            path.unlink()
    for entry in published_now.values():
        for name in entry.files:
            (held / name).unlink(missing_ok=True)
            shutil.copyfile(out / name, held / name, follow_symlinks=False)
    write_manifest(held, Manifest({**waiting, **published_now}))


def _refuse_what_is_not_ours(held: Path) -> None:
    """FolderRefusedError where clearing the folder would take away what no run of ours put there."""
    others = [path.name for path in held.iterdir() if not path.name.startswith(".")]
    if held.is_symlink() or (others and MANIFEST not in others):
        raise FolderRefusedError(
            f"{held}: is wanted for reports that are held back, and holds other files; move it, or give another "
            "folder with --out"
        )


def _current(requests: Sequence[ReportRequest], folder: Path) -> dict[str, Entry]:
    there = read_manifest(folder).reports
    return {
        request.stem: there[request.stem]
        for request in requests
        if is_current(folder, there.get(request.stem), request.key, request.names)
    }


def _beyond(guard: Guard, requests: Sequence[ReportRequest], out: Path, held: Path) -> Iterator[Beyond]:
    for request in requests:
        before, after = _record(out, request), _record(held, request)
        if before is not None and after is not None:
            for pair in compare(before, after).findings:
                if not guard.allows(request.stem, pair):
                    yield Beyond(request.stem, pair)


def _record(folder: Path, request: ReportRequest) -> Record | None:
    """The record of the report in the folder, from whichever of its files has one."""
    for name in request.names:
        with suppress(ReportRefusedError):
            return published(folder / name).record
    return None


def _publish(held: Path, out: Path) -> None:
    """Move every file, the manifest last: until then it does not vouch for what was moved."""
    for path in sorted(held.iterdir(), key=lambda path: (path.name == MANIFEST, path.name)):
        path.replace(out / path.name)
    held.rmdir()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the system refuses is told as any file that cannot be written."""
    try:
        yield
    except OSError as error:
        raise CannotWriteError(str(folder), error.strerror or type(error).__name__) from None
