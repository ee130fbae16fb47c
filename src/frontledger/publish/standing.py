"""Whether a whole batch stands as an earlier run left it, found out before anything slow is imported.

A hidden file beside the manifest holds one hash over all that the outcome depends on, taken before the run that
wrote it began, and the hash of every file that the run left. While all of them hold, a run would say that nothing
has changed; so that is said. Whatever is missing, unreadable or otherwise than it was leaves the answer to the run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontledger
from frontledger.plain import read_plain
from frontledger.publish import checkout
from frontledger.publish.files import is_plain_name, remove, sha256, write_whole
from frontledger.publish.lines import near, summed, told

FILE = ".standing.json"
INDEX = "index.html"
OVER_THE_BATCH = ("manifest.json", INDEX, "compare.html", "ro-crate-metadata.json", ".overview.json")
"""What a run leaves beside the reports; not every run leaves each."""

DEEPEST = 20
"""Levels of a plan; one with a sweep has five."""

_JOURNAL = ".manifest.journal"


@dataclass(frozen=True)
class Inputs:
    """What the outcome of a plan depends on, in one hash; the hash is empty where some of it cannot be read."""

    plan: Path
    allow_outside: bool
    digest: str


def inputs(plan: Path, allow_outside: bool) -> Inputs:
    """The plan, its notebooks, every file of its ledgers, the package, the lock, the versions and the checkout."""
    try:
        data = read_plain(plan)
        notebooks, ledgers = _named(data)
        depends_on = [
            [str(plan.absolute()), sha256(data), allow_outside],
            [[text, *_notebook(text)] for text in notebooks],
            [
                [text, *_ledger(frontledger.root() / text if text else frontledger.default_ledger())]
                for text in ledgers
            ],
            [checkout.source_hash(checkout.PACKAGE), _hash(checkout.LOCK), checkout.software()],
            checkout.state(frontledger.checkout()),
        ]
        return Inputs(plan, allow_outside, sha256(json.dumps(depends_on).encode()))
    except Exception:  # a fault in what the user wrote is for the run to tell, in its own words
        return Inputs(plan, allow_outside, "")


def remember(out: Path, before: Inputs, reports: Sequence[Mapping[str, str]]) -> None:
    """Note what a run left in the folder: `reports` has each report's files with their hashes.

    `before` was taken before the run began; where anything changed meanwhile, nothing is noted. Raises
    CannotWriteError.
    """
    if not before.digest or inputs(before.plan, before.allow_outside) != before:
        remove(out / FILE)
        return
    files = {name: digest for report in reports for name, digest in report.items()}
    files |= {name: digest for name in OVER_THE_BATCH if (digest := _hash(out / name))}
    record = {"made_from": before.digest, "files": files, "reports": [list(report) for report in reports]}
    write_whole(out / FILE, json.dumps(record, sort_keys=True).encode())


def lines(out: Path, now: Inputs) -> tuple[str, ...] | None:
    """What a run would say of the folder, where all is there and as it was left; None where that is not so."""
    try:
        record = json.loads(read_plain(out / FILE))
        reports, files = record["reports"], record["files"]
        if not now.digest or record["made_from"] != now.digest or (out / _JOURNAL).exists():
            return None
        if not all(map(is_plain_name, {*files} - {*OVER_THE_BATCH})):
            return None
        names = {*files, *OVER_THE_BATCH}
        if any(_hash(out / name) != files.get(name) for name in names) or INDEX not in files:
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if len(reports) == 1:
        said = told((1, 1), "unchanged", [out / name for name in reports[0]])
    else:
        said = summed({"unchanged": len(reports)})
    return said, near(out / INDEX)


def _named(plan: bytes) -> tuple[list[str], list[str]]:
    """The notebooks and ledgers a plan names, as it writes them; a plan that has a fault raises what it may."""
    import yaml  # noqa: PLC0415 - slow to import for a command that may read no plan

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    depth = 0  # the reader in C would go down as far as it is told, and end the process
    for event in yaml.parse(plan, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            raise ValueError("no plan")
    reports = yaml.load(plan, Loader=loader)["reports"]  # every value is text to this loader
    notebooks = {report["notebook"] for report in reports}
    ledgers = {ledger for report in reports for ledger in _ledgers(report)}
    return sorted(notebooks), sorted(ledgers)


def _ledgers(report: Mapping[str, Any]) -> Iterator[str]:
    parameters, sweep = report.get("parameters") or {}, report.get("sweep") or {}
    yield from sweep["ledger"] if "ledger" in sweep else [parameters.get("ledger", "")]


def _notebook(text: str) -> tuple[str, str]:
    """Where the notebook is and its hash; a name stands for one of the project's."""
    is_name = "/" not in text and not text.endswith(".ipynb")
    path = frontledger.shipped() / "notebooks" / f"{text}.ipynb" if is_name else Path(text)
    return str(path.resolve()), sha256(read_plain(path.resolve()))


def _ledger(folder: Path) -> Iterator[tuple[str, str]]:
    """Where the ledger is, and every file in it and below with its hash."""
    yield str(folder.resolve()), ""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():  # for the run to refuse; the walk goes into no such folder
            raise NotADirectoryError(path)
        if not path.is_dir():
            yield path.relative_to(folder).as_posix(), sha256(read_plain(path))


def _hash(path: Path) -> str | None:
    try:
        return sha256(read_plain(path))
    except FileNotFoundError:
        return None
