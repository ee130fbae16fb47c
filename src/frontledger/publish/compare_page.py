"""The page that sets the reports of a sweep side by side: each headline number, and which parameter moves it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frontledger.present.words.numbers import join_names, plural
from frontledger.publish.compare_panels import drawing
from frontledger.publish.diff.compare import figure, signed
from frontledger.publish.document import HeadlineNumber, IndexEntry
from frontledger.publish.html import environment, style
from frontledger.publish.index import local_link
from frontledger.publish.sweep import Panel, Sweep, sweeps

FILE = "compare.html"

NO_NUMBER = "no number"


def render(title: str, entries: Sequence[IndexEntry]) -> str:
    """The page; the same entries always give the same text, and none where no two can be compared."""
    found = sweeps(entries)
    if not any(sweep.panels for sweep in found):
        return ""
    return (
        environment()
        .get_template("compare.html")
        .render(
            title=title,
            style=style(more="compare.css"),
            sweeps=[_section(sweep) for sweep in found if sweep.panels],
            numberless=join_names([sweep.title for sweep in found if not sweep.panels]),
            local_link=local_link,
        )
    )


def takeaway(sweep: Sweep) -> str:
    """Which parameter moves the headline number most, and how far, in a sentence."""
    alone = [panel for panel in sweep.panels if panel.most is not None]
    if not alone:
        return "No two reports differ in one parameter only, so no parameter's part can be told"
    most = alone[0].most or 0.0
    if not most:
        bounds_too = ", only its bounds" if any(panel.most_of_bounds for panel in alone) else ""
        return f"No parameter of the sweep moves the headline number{bounds_too}"
    first = [panel.parameter for panel in alone if figure(panel.most or 0.0) == figure(most)]
    furthest = " most" if len(alone) > len(first) else ""
    return (
        f"The headline number moves{furthest} with {join_names(first)}, by up to {measured(most, sweep.unit)}"
    )


def part(panel: Panel, unit: str) -> str:
    """How far a parameter moves the number, and its bounds, in words."""
    if panel.most is None or panel.usual is None:
        return "never changes alone"
    told = ["does not move the number"]
    if panel.most:
        told = [f"moves the number by up to {measured(panel.most, unit)}"]
    if len(panel.moves) > 1 and figure(panel.usual) != figure(panel.most):
        told.append(f"half the time by {figure(panel.usual)} or less")
    if figure(panel.most_of_bounds) != figure(panel.most):
        told.append(f"a bound by up to {figure(panel.most_of_bounds)}")
    return "; ".join(told)


def measured(number: float, unit: str) -> str:
    """A number with its unit.

    >>> measured(12.0, "% of capacity"), measured(4000.0, "people")
    ('12 percentage points', '4,000 people')
    """
    points = unit.startswith("%") or unit == "percent"
    return f"{figure(number)} {'percentage points' if points else unit}".strip()


def bounds(number: HeadlineNumber) -> str:
    """The bounds of a number in words; nothing where it has none.

    >>> bounds(HeadlineNumber("sent", None, 3000, None, "people"))
    'at least 3,000'
    """
    low, high = (None if end is None else signed(figure(end)) for end in (number.low, number.high))
    if low and high:
        return f"{low} to {high}" if "−" in low + high else f"{low}–{high}"
    return f"at least {low}" if low else f"at most {high}" if high else ""


def _section(sweep: Sweep) -> dict[str, Any]:
    names = [panel.parameter for panel in sweep.panels]
    left = len(sweep.entries) - len(sweep.drawn)
    return {
        "title": sweep.title,
        "takeaway": takeaway(sweep),
        "unit": sweep.unit,
        "count": plural(len(sweep.drawn), "report"),
        "left": plural(left, "report") if left else "",
        "panels": [
            {"parameter": panel.parameter, "meaning": panel.meaning, "part": part(panel, sweep.unit)}
            | {"drawing": drawing(panel, sweep)}
            for panel in sweep.panels
        ],
        "names": names,
        "rows": [_row(entry, names) for entry in sweep.entries],
    }


def _row(entry: IndexEntry, names: Sequence[str]) -> dict[str, Any]:
    given, number = {name: value for name, value, _ in entry.parameters}, entry.number
    value = signed(figure(number.value)) if number and number.value is not None else ""
    return {
        "values": [given[name] for name in names],
        "value": value or ("–" if number else "stopped" if entry.state == "failed" else NO_NUMBER),
        "bounds": bounds(number) if number else "",
        "unit": number.unit if number else "",
        "link": next((address for _, address in entry.links if local_link(address)), ""),
    }
