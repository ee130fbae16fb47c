"""Batches killed at random moments and taken up again: no report lost, made twice, made half or made otherwise.

Each round starts a batch in a folder of its own, ends one process with SIGKILL after a random time, gives the same
command again, and asks: is every file the one an undisturbed run leaves, does every report stand once in the manifest
and once in the index, was any file half-written in between, is any process or temporary file left? What is killed:
the command, a worker, a zygote, a kernel, and with Dask a worker or the scheduler, upon which the command has to say
so and end with 1, and the next run goes on without it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from machine import described

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "tests" / "files" / "good.ipynb"
DAYS = ("2025-01-31", "2025-02-28", "2025-03-27", "2025-04-30", "2025-05-31", "2025-06-30")
LOCAL = ("command", "worker", "zygote", "kernel")
DASK = ("dask worker", "dask scheduler")
CLEAR = "from frontledger.publish.private import clear_left_over; clear_left_over()"
OVER_ALL = ("index.html", "compare.html", "manifest.json", "ro-crate-metadata.json")
"""Written at the end; while a batch runs they may be those of no report or of some."""


@dataclass(frozen=True)
class Calm:
    """What an undisturbed run leaves, and how long it takes."""

    files: Mapping[str, bytes]
    seconds: float


def main() -> None:
    """Print a line a round, and a table of what they came to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="+", choices=LOCAL + DASK, default=LOCAL + DASK)
    given = parser.parse_args()
    print(f"seed {given.seed}")
    hit, bad = trial(given.rounds, given.seed, tuple(given.kinds))
    print("\n| killed | rounds | met it running | with anything amiss |\n|---|---:|---:|---:|")
    for kind in given.kinds:
        print(f"| {kind} | {given.rounds} | {hit[kind]} | {bad[kind]} |")
    print(f"\n{described()}")
    sys.exit(bool(bad.total()))


def trial(rounds: int, seed: int, kinds: tuple[str, ...]) -> tuple[Counter[str], Counter[str]]:
    """How many rounds of each kind killed something, and how many found anything amiss."""
    chance = random.Random(seed)
    hit, bad = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plan = folder / "plan.yml"
        plan.write_text(f"reports:\n- notebook: {NOTEBOOK}\n  sweep: {{as_of: [{', '.join(DAYS)}]}}\n")
        start = time.monotonic()
        undisturbed = subprocess.run(
            command(plan, folder / "calm"), capture_output=True, text=True, check=False
        )
        if undisturbed.returncode:
            sys.exit(f"the undisturbed run failed: {undisturbed.stdout[-2000:]}{undisturbed.stderr[-2000:]}")
        calm = Calm(published(folder / "calm"), time.monotonic() - start)
        for place in range(rounds):
            for kind in kinds:
                killed, amiss = survives(kind, plan, folder / f"{kind}-{place}", chance, calm)
                hit[kind] += killed
                bad[kind] += bool(amiss)
                what = "killed" if killed else "found no"
                print(f"{what} {kind}: {'; '.join(amiss) or 'all there'}", flush=True)
    return hit, bad


def survives(
    kind: str, plan: Path, folder: Path, chance: random.Random, calm: Calm
) -> tuple[bool, list[str]]:
    """Whether anything was killed, and what is amiss after the same command was given again."""
    out, temporary = folder / "out", folder / "tmp"
    temporary.mkdir(parents=True)
    environment = os.environ | {"TMPDIR": str(temporary), "FRONTLEDGER_ROUND": str(folder)}
    amiss = []
    with scheduler(environment if kind in DASK else None) as (address, cluster):
        at = ["--cluster", address] if address else []
        with subprocess.Popen(
            [*command(plan, out), *at], env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, errors="replace",
        ) as run:  # fmt: skip
            time.sleep(chance.uniform(0.2, 1) * calm.seconds)
            killed = kill(kind, run, cluster, chance)
            said = run.communicate(timeout=600)[1]
        if kind == "dask scheduler" and killed and run.returncode:
            amiss += unclear(run.returncode, said)
        elif kind not in ("command", "dask scheduler") and run.returncode not in (0, 1):
            amiss.append(f"ended with {run.returncode}: {said.strip()[-300:]}")
        left = published(out)
        amiss += [f"{name} is half-written" for name in left if half(name, left, calm)]
        again = command(plan, out) + (at if kind != "dask scheduler" else [])
        second = subprocess.run(again, env=environment, capture_output=True, text=True, check=False)
        if second.returncode:
            amiss.append(f"the second run ended with {second.returncode}: {second.stderr.strip()[-300:]}")
    if kind in DASK:  # Dask ends a worker it had to start again before that can clear up: the next run does
        subprocess.run([sys.executable, "-c", CLEAR], env=environment, check=True)
    return killed, amiss + faults(out, temporary, f"FRONTLEDGER_ROUND={folder}", calm)


@contextlib.contextmanager
def scheduler(environment: Mapping[str, str] | None) -> Iterator[tuple[str, list[int]]]:
    """A Dask scheduler's address with the numbers of its process and its workers'; nothing without environment."""
    if environment is None:
        yield "", []
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = "from distributed.cli.dask_{} import main; main()"
    dask = [sys.executable, "-c"]
    at = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    served = subprocess.Popen([*dask, start.format("scheduler"), *at], **quiet)
    one_each = [address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
    workers = subprocess.Popen([*dask, start.format("worker"), *one_each], **quiet)
    try:
        wait_for(address)
        yield address, [served.pid, workers.pid]
    finally:
        for process in (workers, served):
            process.terminate()
        for process in (workers, served):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


def wait_for(address: str) -> None:
    """Wait until both Dask workers have come to the scheduler."""
    from distributed import Client  # noqa: PLC0415 - an optional extra

    with Client(address, timeout=120, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=120)


def kill(kind: str, run: subprocess.Popen[str], cluster: list[int], chance: random.Random) -> bool:
    """End one process of this kind, waiting a little for one to be there; False where none comes."""
    for _ in range(40):
        found = victims(kind, run, cluster)
        if found and run.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(found), signal.SIGKILL)
                return True
        if run.poll() is not None:
            return False
        time.sleep(0.05)
    return False


def victims(kind: str, run: subprocess.Popen[str], cluster: list[int]) -> list[int]:
    """The processes of this kind that run now."""
    if kind == "command":
        return [run.pid]
    if kind == "dask scheduler":
        return [cluster[0]]
    top = cluster[1] if kind == "dask worker" else run.pid
    workers = [child for child in below(top, 1) if "spawn_main" in line(child)]
    if kind in ("worker", "dask worker"):
        return workers
    zygotes = [child for worker in workers for child in below(worker, 1) if "zygote" in line(child)]
    return zygotes if kind == "zygote" else [child for zygote in zygotes for child in below(zygote, 1)]


def unclear(status: int, said: str) -> list[str]:
    """What is wrong with how a command tells that its scheduler was lost."""
    lines = [
        each for each in said.splitlines() if "scheduler was lost" in each or "no Dask scheduler" in each
    ]
    faults = [] if lines else [f"does not tell of the scheduler: {said.strip()[-300:]}"]
    if "Traceback" in said:
        faults.append("shows a traceback")
    if status not in (1, 2):
        faults.append(f"ended with {status}")
    return faults


def half(name: str, left: Mapping[str, bytes], calm: Calm) -> bool:
    """Whether a report's file is there and is not what it should be; a page of a failure is whole too."""
    data = left[name]
    if name in OVER_ALL or data == calm.files.get(name):
        return False
    failed = b"kernel died" in data or name.endswith(".pdf")
    return not (failed and data.rstrip().endswith((b"</html>", b"%%EOF")))


def faults(out: Path, temporary: Path, mark: str, calm: Calm) -> list[str]:
    """What is amiss in a folder after all is said to be done."""
    found = published(out)
    amiss = [
        f"{name} is other"
        for name in calm.files.keys() | found.keys()
        if calm.files.get(name) != found.get(name)
    ]
    stems = sorted({name.rpartition(".")[0] for name in calm.files if name not in OVER_ALL})
    if sorted(json.loads(found.get("manifest.json", b'{"reports": {}}'))["reports"]) != stems:
        amiss.append("the manifest does not hold each report once")
    links = re.findall(r'href="([^":]+\.html)"', found.get("index.html", b"").decode())
    if sorted(link for link in links if link not in OVER_ALL) != [f"{stem}.html" for stem in stems]:
        amiss.append("the index does not hold each report once")
    amiss += [f"{path.name} is left" for path in out.glob(".*.part")]
    ends = time.monotonic() + 20
    while (strays := marked(mark)) and time.monotonic() < ends:
        time.sleep(0.2)
    amiss += [f"process left: {each}" for each in strays]
    amiss += [f"{path.name} is left in the temporary folder" for path in temporary.glob("frontledger-*")]
    return amiss


def marked(mark: str) -> list[str]:
    """The command lines of processes with this in their environment."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (place / "environ").read_bytes().split(b"\0") and (
                told := line(int(place.name))
            ):
                found.append(told)
    return found


def command(plan: Path, out: Path) -> list[str]:
    """The batch's command line."""
    return [
        *(sys.executable, "-m", "frontledger", "batch", str(plan), "--allow-outside"),
        *("--jobs", "2", "--out", str(out)),
    ]  # fmt: skip


def below(parent: int, depth: int = 9) -> list[int]:
    """The processes started by this one, and those started by them, this many generations down."""
    children = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False)
    found = [int(child) for child in children.stdout.split()]
    return [*found, *(under for child in found if depth > 1 for under in below(child, depth - 1))]


def line(process: int) -> str:
    """A process's command line."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def published(folder: Path) -> dict[str, bytes]:
    """The files of a folder that readers see."""
    if not folder.is_dir():
        return {}
    return {
        path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")
    }


if __name__ == "__main__":
    main()
