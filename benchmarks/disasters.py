"""A batch struck at every touch of the disk: killed, torn, refused or interrupted there, and then run again.

Every opening, renaming, removing and syncing of a file in the output folder is a stage. At each stage the run, a
process of its own, is struck in one way after the other:

- killed: the process ends at once, as by SIGKILL;
- torn: the same, and of what is being written only half is on the disk, as after a power cut;
- full, over quota: from then on the system refuses to write, with ENOSPC or EDQUOT, and still removes files;
- broken, read-only: from then on it refuses everything, with EIO or EROFS;
- interrupted: Ctrl-C.

After each strike no file that a reader sees may be other than in an undisturbed run, nothing temporary may be left
where the process lived on, and what was said must have no traceback. Then the same batch is run again, and every
file, the hidden ones too, must be as after an undisturbed run.

The reports' cells are computed once; what is struck is everything after that. benchmarks/kills.py strikes while cells
run.
"""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from frontledger.publish import batch
from frontledger.publish.errors import CannotWriteError, FolderRefusedError
from frontledger.publish.plan import read_plan

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "tests" / "files" / "good.ipynb"
PLAN = """title: Struck
reports:
- notebook: {notebook}
  formats: [html]
  sweep: {{as_of: [latest, 2025-03-27]}}
"""
WAYS = ("killed", "torn", "full", "broken", "read-only", "over quota", "interrupted")
REFUSALS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS, "over quota": errno.EDQUOT}
NOT_STRUCK = 71
"""At the last stages nothing is left to do but to take away what is hidden; there a run may end well."""

TOUCHES = ("open", "os.rename", "os.remove")


@dataclass
class Strike:
    """What befalls the run at the stage of this number, counted from 0."""

    folder: str
    stage: int
    way: str
    seen: int = -1
    struck: bool = False

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        """Python tells of every touch before it is made."""
        if event in TOUCHES and str(arguments[0]).startswith(self.folder):
            writes = event != "open" or (
                isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
            )
            if writes:
                self.touch(removes=event == "os.remove")

    def sync(self, descriptor: int) -> None:
        """In the place of os.fsync."""
        self.touch(descriptor)

    def touch(self, descriptor: int = -1, removes: bool = False) -> None:
        """Count a stage, and strike at the one that is meant; a disk that refuses goes on refusing."""
        self.seen += 1
        if self.seen < self.stage or (self.seen > self.stage and self.way not in REFUSALS):
            return
        if removes and self.way in ("full", "over quota"):
            return
        self.struck = True
        if self.way in REFUSALS:
            raise OSError(REFUSALS[self.way], os.strerror(REFUSALS[self.way]))
        if self.way == "interrupted":
            raise KeyboardInterrupt
        if self.way == "torn" and descriptor >= 0:
            os.ftruncate(descriptor, os.fstat(descriptor).st_size // 2)
        os._exit(9)


def main() -> None:
    """Print a line for each way, and what it came to."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--strikes", type=int, default=0, help="how many, drawn by lot; all of them by default"
    )
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stages = prepared(folder)
        chosen = [(stage, way) for way in WAYS for stage in range(stages)]
        if given.strikes:
            chosen = random.Random(given.seed).sample(chosen, min(given.strikes, len(chosen)))
        told: Counter[str] = Counter()
        bad = []
        for stage, way in chosen:
            faults = struck(folder, stage, way)
            told[way] += 1
            bad += [f"{way} at stage {stage}: {fault}" for fault in faults]
    for way in WAYS:
        print(f"{way}: {told[way]} of {stages} stages")
    print("\n".join(bad))
    print(f"{len(chosen)} strikes, {len(bad)} faults")
    sys.exit(bool(bad))


def prepared(folder: Path) -> int:
    """Make the undisturbed run's folder and say how many stages there are when its pages are drawn again."""
    (folder / "plan.yml").write_text(PLAN.format(notebook=NOTEBOOK))
    if run(folder, folder / "out"):
        raise RuntimeError("the undisturbed run failed")
    shutil.copytree(folder / "out", folder / "calm")
    uncovered(folder)
    counted = folder / "stages"

    def count() -> int:
        strike = watched(folder, 10**9, "killed")
        code = run(folder, folder / "out")
        counted.write_text(str(strike.seen + 1))
        return code

    if in_child(count) or files(folder / "out") != files(folder / "calm"):
        raise RuntimeError("the pages drawn again are not the same")
    return int(counted.read_text())


def struck(folder: Path, stage: int, way: str) -> list[str]:
    """What is wrong after a strike, and after the run that follows it."""
    out, calm = folder / "out", files(folder / "calm")
    uncovered(folder)

    def strike() -> int:
        strike = watched(folder, stage, way)
        code = run(folder, out, told=folder / "told")
        return code if strike.struck else NOT_STRUCK

    code = in_child(strike)
    faults = [
        f"{name} is not as it should be"
        for name, data in files(out).items()
        if not name.startswith(".") and data != calm.get(name) and name != "manifest.json"
    ]
    if way in ("killed", "torn"):
        faults += [] if code == 9 else [f"ended with {code}"]
    else:
        if way not in ("broken", "read-only"):  # where nothing can be taken away, the next run has to do it
            faults += [f"left {name}" for name in files(out) if name.endswith(".part")]
        done = code in (0, NOT_STRUCK) and visible(files(out)) == visible(calm)
        faults += [] if done else said_wrong(way, code, (folder / "told").read_text())
    if in_child(lambda: run(folder, out)):
        faults.append("the run after it failed")
    after = files(out)
    faults += [
        f"{name} differs after the next run"
        for name in calm.keys() | after.keys()
        if calm.get(name) != after.get(name)
    ]
    return faults


def said_wrong(way: str, code: int, told: str) -> list[str]:
    """What is wrong with how a run that lived on ended."""
    expected = 130 if way == "interrupted" else 1
    faults = [] if code == expected else [f"ended with {code}, not {expected}: {told[-300:]}"]
    if "Traceback" in told:
        faults.append(f"a traceback: {told[-2000:]}")
    return faults


def run(folder: Path, out: Path, told: Path | None = None) -> int:
    """The batch in this process, told of as the command would, with its exit status."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            results, _ = batch.run_plan("Struck", requests(folder), out, jobs=1, fresh=False)
            code = int(any(result.state == "failed" for result in results))
        except (CannotWriteError, FolderRefusedError) as error:
            print(error)
            code = 1
        except KeyboardInterrupt:
            code = 130
    if told is not None:
        told.write_text(said.getvalue())
    return code


@cache
def requests(folder: Path) -> tuple[batch.ReportRequest, ...]:
    """What the plan asks for, drawn up once for all runs."""
    file = folder / "plan.yml"
    return batch.requests(read_plan(file), file, folder / "out", allow_outside=True)


def watched(folder: Path, stage: int, way: str) -> Strike:
    """From now on strike this process at that stage of its work on the output folder."""
    strike = Strike(str(folder / "out" / ""), stage, way)
    sys.addaudithook(strike.audit)
    os.fsync = strike.sync
    return strike


def uncovered(folder: Path) -> None:
    """The folder as an undisturbed run leaves it, without all that is drawn: the cells' results alone are there."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out").mkdir()
    for path in (folder / "calm").glob(".*.results"):
        shutil.copy(path, folder / "out")


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in the folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def visible(found: dict[str, bytes]) -> dict[str, bytes]:
    """Those of the files that a reader sees."""
    return {name: data for name, data in found.items() if not name.startswith(".")}


def in_child(work: object) -> int:
    """What the work gives, done in a process of its own."""
    sys.stdout.flush()
    child = os.fork()
    if not child:
        try:
            code = work()  # type: ignore[operator]
        except BaseException as error:
            print(json.dumps({"unforeseen": repr(error)}), file=sys.__stderr__)
            code = 70
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
