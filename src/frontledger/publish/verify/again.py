"""Whether a published report can be made again: the same bytes, or what exactly keeps it from that.

The report's own record says which notebook, parameters and tables it was made from. The notebook is run once
more with those parameters, and the page drawn with the provenance on record, so that equal bytes mean that
everything on the page comes out the same. Then each hash on record is set beside today's.

Only the project's own notebooks are run, whatever the record says, and only with parameters their models accept.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from frontledger.ledger import LedgerError
from frontledger.notebook.project import NOTEBOOKS, ROOT, ledger_folder
from frontledger.notebook.refusal import ParameterError
from frontledger.publish.diff.compare import compare
from frontledger.publish.diff.words import lines, on_one_line
from frontledger.publish.errors import RefusedError, ReportRefusedError
from frontledger.publish.files import safe_stem
from frontledger.publish.record import Published, published
from frontledger.publish.report import Desk, ReportRequest, render_report
from frontledger.publish.verify.makings import another_commit, differences
from frontledger.publish.verify.tampering import where

State = Literal["identical", "differs", "fault"]


@dataclass(frozen=True)
class Verdict:
    """What came of making a report again: `fault` where its bytes differ and nothing explains it."""

    file: str
    state: State
    lines: tuple[str, ...]

    def text(self) -> str:
        """The verdict for a terminal."""
        first, *rest = map(on_one_line, self.lines)
        return "\n".join([f"{self.file}: {first}", *(f"  {line}" for line in rest)])


@dataclass(frozen=True)
class Again:
    """A report made again: what was asked, what came of it in either format, and why it stopped if it did."""

    request: ReportRequest
    files: Mapping[str, Published]
    stopped: str


@dataclass
class Checker:
    """Checks reports one after the other; two editions of one report that follow each other take one run.

    `ledger` is the folder of a ledger from elsewhere.
    """

    desk: Desk
    ledger: Path | None = None
    last: tuple[str, Again] | None = None

    def verify(self, file: Path) -> Verdict:
        """Make the report in the file again and compare.

        Raises ReportRefusedError where the file is no report, or what it says of itself cannot be carried out.
        """
        given = published(file)
        record = given.record.model_dump_json()
        if self.last is None or self.last[0] != record:
            try:
                self.last = record, _made_again(given, self.desk, self.ledger)
            except (ParameterError, LedgerError, RefusedError) as error:
                raise ReportRefusedError(f"{file}: cannot be made again: {error}") from None
        return _verdict(str(file), given, self.last[1])


def _made_again(given: Published, desk: Desk, ledger: Path | None) -> Again:
    with tempfile.TemporaryDirectory(prefix="frontledger-verify-") as folder:
        request = _request(given, desk, Path(folder), ledger)
        # What a notebook needs is in the request; the provenance is only drawn on the page.
        result = render_report(replace(request, provenance=given.record.provenance))
        found = (published(Path(folder) / name) for name in result.files)
        return Again(request, {file.kind: file for file in found}, result.message)


def _verdict(file: str, given: Published, made: Again) -> Verdict:
    again, request = made.files[given.kind], made.request
    changed = tuple(differences(given.record.provenance, request.provenance, ledger_of(request)))
    same = given.data == again.data
    if same and not changed:
        note = another_commit(given.record.provenance, request.provenance)
        return Verdict(file, "identical", (f"identical, byte for byte{note}",))
    if same:
        told = "everything on the page comes out the same, though it was made from something else:"
        return Verdict(file, "differs", (told, *changed))
    stopped = (f"made again it stops: {made.stopped}",) if made.stopped else ()
    if changed:
        told = "differs, and was made from something else:"
        found = tuple(lines(compare(given.record, again.record)))
        return Verdict(file, "differs", (told, *changed, *stopped, *found))
    told = "FAULT: its bytes differ though notebook, parameters, tables, code and tools are those it names"
    return Verdict(file, "fault", (told, *stopped, *where(given, again)))


def ledger_of(request: ReportRequest) -> Path | None:
    """The folder of the request's ledger, None for the shipped one."""
    return ledger_folder(request.parameters.ledger)


def _request(given: Published, desk: Desk, out: Path, ledger: Path | None) -> ReportRequest:
    record = given.record
    notebook = NOTEBOOKS / f"{safe_stem(record.provenance['notebook'].get('name', ''))}.ipynb"
    values = _values(record.provenance["parameters"])
    values["ledger"] = _ledger(values.get("ledger", ""), ledger)
    return desk.request(str(notebook), values, out=out, title=record.title)


def _values(recorded: Mapping[str, str]) -> dict[str, Any]:
    fault = "its parameters are not as frontledger writes them; give a report that is unchanged"
    if not all(name.isidentifier() for name in recorded):
        raise ReportRefusedError(fault)
    try:
        return {name: json.loads(text) for name, text in recorded.items()}
    except (ValueError, RecursionError):
        raise ReportRefusedError(fault) from None


def _ledger(recorded: Any, given: Path | None) -> str:
    """The ledger to read: the folder given if it bears the recorded name, or the recorded one in the project."""
    if not isinstance(recorded, str):
        raise ReportRefusedError("its ledger is no folder's name; give a report that is unchanged")
    if not recorded:
        return ""
    if given is not None and given.resolve().name == Path(recorded).name:
        return str(given.resolve())
    if given is None and _is_inside(recorded):
        return recorded
    raise ReportRefusedError(
        f"it was made from a ledger in a folder called {recorded[-80:]!a}; give that folder with --ledger"
    )


def _is_inside(folder: str) -> bool:
    """Whether the project holds such a folder; a path no system takes is none."""
    if not folder.isprintable() or not os.path.isdir(ROOT / folder):  # noqa: PTH112 - Path.is_dir raises for long names
        return False
    return (ROOT / folder).resolve().is_relative_to(ROOT)
