"""Faults of plans: every key with values of other kinds, keys that are none, YAML's surprises, damaged bytes."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from faults.damage import BYTES
from faults.values import EMPTY, FORMULAS, LETTERS, LONG, UNSEEN
from frontledger.publish import batch
from frontledger.publish.batch import requests
from frontledger.publish.errors import PlanError
from frontledger.publish.plan import read_plan
from frontledger.publish.report import Desk

SOUND: Mapping[str, Any] = {
    "title": "A plan",
    "reports": [
        {
            "notebook": "casualty_ratios",
            "title": "Ratios",
            "formats": ["html", "pdf"],
            "parameters": {"as_of": "2025-03-27", "denominators": [11000, 12000]},
            "sweep": {"confidence": [0.9, 0.95], "strength": [10000, 11000]},
        },
        {"notebook": "brief", "formats": ["html"]},
    ],
    "guard": {
        "most_move": 0.1,
        "accepted": [{"report": "brief", "finding": "sent", "to": 9900, "reason": "a source was withdrawn"}],
    },
}
OTHERS: Mapping[str, Any] = {
    "nothing": None,
    "a truth": True,
    "a number": 7,
    "a fraction": 0.5,
    "a negative number": -3,
    "infinity": float("inf"),
    "not a number": float("nan"),
    "a date": date(2025, 3, 27),
    "an empty list": [],
    "a list": ["a", 1],
    "a list of lists": [[["html"]]],
    "an empty mapping": {},
    "a mapping": {"a": {"b": 1}},
    "a mapping by numbers": {1: 2},
    "a path": "../../etc/passwd",
    "a path of a notebook": "notebooks/../README.md",
    "a number as text": "10",
    "html as text": "html",
    "both formats in one text": "html,pdf",
}
RAW: Mapping[str, str] = {
    "a tag": "reports: !!python/object/apply:os.system [ls]\n",
    "a tag of its own": "reports: !mine [1]\n",
    "an anchor and an alias": "title: &a x\nreports: *a\n",
    "a merge": "a: &a {notebook: brief}\nreports: [{<<: *a}]\n",
    "a key twice": "title: a\ntitle: b\nreports: [{notebook: brief}]\n",
    "a key twice below": "reports: [{notebook: brief, notebook: brief}]\n",
    "a key that is a list": "? [a]\n: 1\nreports: [{notebook: brief}]\n",
    "a key that is nothing": "~: 1\nreports: [{notebook: brief}]\n",
    "a key that is a truth": "true: 1\nreports: [{notebook: brief}]\n",
    "two documents": "reports: [{notebook: brief}]\n---\nreports: [{notebook: brief}]\n",
    "an open bracket": "reports: [{notebook: brief\n",
    "an open quote": "title: 'a\nreports: [{notebook: brief}]\n",
    "a tab": "reports:\n\t- notebook: brief\n",
    "a bad indent": "reports:\n  - notebook: brief\n title: a\n",
    "a text alone": "reports\n",
    "a number alone": "7\n",
    "a comment alone": "# nothing\n",
    "a directive": "%YAML 9.9\n---\nreports: [{notebook: brief}]\n",
    "a block text": "title: |\n  a\n  b\nreports: [{notebook: brief}]\n",
    "a billion laughs": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nreports: *c\n",
    "JSON": '{"reports": [{"notebook": "brief"}]}\n',
    "JSON with a comment": '{"reports": [{"notebook": "brief"}] // two\n}\n',
    "an octal": "reports: [{notebook: casualty_ratios, parameters: {strength: 011000}}]\n",
    "a sexagesimal": "reports: [{notebook: casualty_ratios, parameters: {strength: 3:03:20}}]\n",
    "underscores": "reports: [{notebook: casualty_ratios, parameters: {strength: 11_000}}]\n",
    "no for false": "reports: [{notebook: arms_transfers, parameters: {calibre: no}}]\n",
    "an exponent": "reports: [{notebook: casualty_ratios, parameters: {strength: 1e4}}]\n",
    "infinity": "reports: [{notebook: casualty_ratios, parameters: {confidence: .inf}}]\n",
    "a report twice": "reports: [{notebook: brief}, {notebook: brief}]\n",
    "a deep nest": "reports: " + "[" * 3000 + "\n",
    "a deep mapping": "reports: " + "{a: " * 3000 + "\n",
    "an escape that is none": 'title: "\\q"\nreports: [{notebook: brief}]\n',
    "half a surrogate": 'title: "\\ud800"\nreports: [{notebook: brief}]\n',
    "a NUL by its escape": 'title: "a\\0b"\nreports: [{notebook: brief}]\n',
}


@dataclass(frozen=True)
class Spoiled:
    """A plan's bytes with a fault in them, and the key whose value was replaced."""

    kind: str
    data: bytes
    key: tuple[Any, ...] = ()
    value: Any = None

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.key)) or 'plan'}: {self.kind}"


def faults() -> Iterator[Spoiled]:
    """Every key with every other value, mistyped and lost keys, YAML's surprises, damaged bytes."""
    texts = {name: text for group in (UNSEEN, FORMULAS, LETTERS, EMPTY, LONG) for name, text in group.items()}
    for key in _keys(SOUND):
        before = _at(SOUND, key)
        for kind, change in texts.items():
            text = change if isinstance(change, str) else change(str(before))
            yield Spoiled(kind, _dumped(_with(key, text)), key, text)
        for kind, value in OTHERS.items():
            yield Spoiled(kind, _dumped(_with(key, value)), key, value)
        if isinstance(key[-1], str):
            yield Spoiled("a key mistyped", _dumped(_renamed(key, f"{key[-1][:-1]}x")), key)
            yield Spoiled("a key in capitals", _dumped(_renamed(key, key[-1].upper())), key)
    for kind, text in RAW.items():
        yield Spoiled(f"YAML: {kind}", text.encode())
    sound = _dumped(SOUND)
    for kind, change in BYTES.items():
        if change(sound) != sound:
            yield Spoiled(f"bytes: {kind}", change(sound))


@contextmanager
def one_desk() -> Iterator[None]:
    """Within, the ledger that the plans' reports are drawn from is loaded once."""
    desk = Desk()
    batch.Desk = lambda: desk
    try:
        yield
    finally:
        batch.Desk = Desk


def answer(spoiled: Spoiled, path: Path) -> tuple[str, str]:
    """How the plan was answered, "refused", "equal", "legal" or "bad", and what was said."""
    path.write_bytes(spoiled.data)
    out = path.parent / "out"
    try:
        plan = read_plan(path)
        drawn = requests(plan, path, out)
    except PlanError as error:
        located = all(line.startswith(f"{path}: ") and ";" in line for line in error.faults)
        return ("refused" if located and not out.exists() else "bad"), str(error)
    except Exception as error:  # whatever else comes out is what is looked for
        return "bad", f"a traceback: {error!r}"
    if out.exists():
        return "bad", "the output folder was made"
    try:
        text = spoiled.data.decode("utf-8")
        plain, written = (
            yaml.safe_load(text),
            yaml.load(text, Loader=yaml.BaseLoader),
        )  # the latter as it stands
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        return "bad", f"another reader of YAML refuses it: {error}"
    meant = [_meant(report) for report in plain["reports"]]
    made = len(drawn) == sum(count for _, count in meant)
    same = [request.notebook.stem for request in drawn] == [
        name for name, count in meant for _ in range(count)
    ]
    titled = plan.title in (
        written.get("title") or path.stem,
        path.stem if plain.get("title") is None else None,
    )
    return ("legal" if made and same and titled else "bad"), f"{len(drawn)} reports, title {plan.title!r}"


def _meant(report: Mapping[str, Any]) -> tuple[str, int]:
    """The notebook a report names, and how many reports its sweep stands for."""
    count = 1
    for values in (report.get("sweep") or {}).values():
        count *= len(values)
    return report["notebook"], count


def _keys(node: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    places: Sequence[Any] = (
        list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    )
    for place in places:
        yield (*before, place)
        yield from _keys(node[place], (*before, place))


def _at(node: Any, key: tuple[Any, ...]) -> Any:
    for place in key:
        node = node[place]
    return node


def _with(key: tuple[Any, ...], value: Any) -> Any:
    plan = copy.deepcopy(SOUND)
    _at(plan, key[:-1])[key[-1]] = value
    return plan


def _renamed(key: tuple[Any, ...], name: str) -> Any:
    plan = copy.deepcopy(SOUND)
    node = _at(plan, key[:-1])
    node[name] = node.pop(key[-1])
    return plan


def _dumped(plan: Any) -> bytes:
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")
