"""Plans: files that say which reports to make, with which parameters, in which formats.

Every fault of a plan is found before anything runs, and reported with its place in the file.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontledger.echo import in_short, quoted
from frontledger.notebook.refusal import instead
from frontledger.publish.errors import PlanError
from frontledger.publish.guard.limits import Guard, read_guard
from frontledger.publish.parameters import FORMATS, check_formats
from frontledger.publish.plan_yaml import LONGEST, read_yaml

MOST_REPORTS = 2_000
_PLAN_KEYS = ("title", "reports", "guard")
_REPORT_KEYS = ("notebook", "title", "formats", "parameters", "sweep")


@dataclass(frozen=True)
class PlannedReport:
    """One report of a plan; `place` says where in the file it stands."""

    place: str
    notebook: str
    title: str
    formats: tuple[str, ...]
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """A plan with every sweep spelled out."""

    title: str
    reports: tuple[PlannedReport, ...]
    guard: Guard | None = None


def read_plan(path: Path) -> Plan:
    """The plan in the file; PlanError lists every fault of its form.

    Whether a notebook takes the parameters is checked when the requests are drawn up (see `batch.requests`).
    """
    try:
        with path.open(encoding="utf-8") as file:  # a plan may come through a pipe, and then without an end
            data = read_yaml(file.read(LONGEST + 1))
    except OSError as error:
        raise PlanError((f"{path}: cannot be read ({error.strerror}); give the path of a plan",)) from None
    except UnicodeDecodeError:
        raise PlanError((f"{path}: is not UTF-8 text; save it as UTF-8",)) from None
    except ValueError as error:
        raise PlanError((f"{path}: {error}",)) from None
    reading = _Reading(path)
    plan = reading.plan(data)
    if reading.faults:
        raise PlanError(tuple(reading.faults))
    return plan


@dataclass
class _Reading:
    """A plan being read: what is wrong is noted and reading goes on."""

    path: Path
    faults: list[str] = field(default_factory=list)

    def plan(self, data: Any) -> Plan:
        data = self.mapping(data, "", _PLAN_KEYS)
        reports = data.get("reports")
        if not isinstance(reports, list) or not reports:
            if "reports" in data or not self.faults:
                self.fault("reports", "is not a list of reports; give at least one")
            reports = []
        spelled: list[PlannedReport] = []
        for number, value in enumerate(reports, 1):
            spelled += self.report(value, f"reports[{number}]")
            if len(spelled) > MOST_REPORTS:
                self.fault("reports", f"stand for more than {MOST_REPORTS:,} reports; plan fewer at a time")
                break
        title = self.text(data, "title", "title") or self.path.stem
        return Plan(title, tuple(spelled), read_guard(data.get("guard"), self.fault))

    def report(self, value: Any, place: str) -> Iterator[PlannedReport]:
        before = len(self.faults)
        value = self.mapping(value, place, _REPORT_KEYS)
        if "notebook" not in value and len(self.faults) == before:
            self.fault(f"{place}.notebook", "is missing; give a notebook's name")
        notebook = self.text(value, "notebook", f"{place}.notebook")
        title = self.text(value, "title", f"{place}.title")
        formats = self.formats(value.get("formats", list(FORMATS)), f"{place}.formats")
        parameters = self.mapping(_or_none_given(value, "parameters"), f"{place}.parameters")
        sweep = self.sweep(_or_none_given(value, "sweep"), f"{place}.sweep", parameters)
        for values in itertools.islice(itertools.product(*sweep.values()), MOST_REPORTS + 1):
            chosen = dict(zip(sweep, values, strict=True))
            yield PlannedReport(place, notebook, title, formats, {**parameters, **chosen})

    def mapping(self, value: Any, place: str, allowed: tuple[str, ...] = ()) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(place, "is not a mapping of names to values; write each as `name: value`")
            return {}
        for key in value:
            if not isinstance(key, str):
                self.fault(place, f"{quoted(key)} is not a name; put it in quotes")
            elif allowed and key not in allowed:
                self.fault(f"{place}.{in_short(key)}".lstrip("."), f"no such key{instead(key, allowed)}")
        return {str(key): item for key, item in value.items()}

    def text(self, mapping: dict[str, Any], key: str, place: str) -> str:
        value = mapping.get(key, "")
        if isinstance(value, str):
            return value
        self.fault(place, f"{quoted(value)} is not text; put it in quotes")
        return ""

    def formats(self, value: Any, place: str) -> tuple[str, ...]:
        try:
            return check_formats(value if isinstance(value, list) else [value])
        except ValueError as error:
            self.fault(place, str(error))
            return ()

    def sweep(self, value: Any, place: str, parameters: dict[str, Any]) -> dict[str, list[Any]]:
        sweep = self.mapping(value, place)
        for name, values in sweep.items():
            where = f"{place}.{in_short(name)}"
            if not isinstance(values, list) or not values:
                self.fault(where, "is not a list of values to try; give at least one")
            elif twice := _twice(values):
                self.fault(where, f"{in_short(twice)} is given twice; give it once")
            if name in parameters:
                self.fault(where, "is given under parameters too; give it in one place")
        return {name: values for name, values in sweep.items() if isinstance(values, list)}

    def fault(self, place: str, problem: str) -> None:
        self.faults.append(f"{self.path}: {place}: {problem}" if place else f"{self.path}: {problem}")


def _or_none_given(report: Mapping[str, Any], key: str) -> Any:
    """What the key holds; a key left blank has no names under it, as one that is not there."""
    value = report.get(key)
    return {} if value is None else value


def _twice(values: list[Any]) -> str:
    """The first value that is there before already, as Python writes it; nothing where each is another."""
    seen: set[str] = set()
    for value in map(repr, values):
        if value in seen:
            return value
        seen.add(value)
    return ""
