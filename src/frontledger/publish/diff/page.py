"""The difference of two reports as a page of the same make as a report: tables, and figures side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from frontledger.present import fragments
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.drawing import inline_svg
from frontledger.present.words.numbers import date_words, plural
from frontledger.publish.diff.compare import NOT_THERE, Change, Difference, FindingPair, compare
from frontledger.publish.diff.drawings import Drawing, drawings
from frontledger.publish.diff.words import number, tally
from frontledger.publish.files import sha256
from frontledger.publish.html import environment, style
from frontledger.publish.record import Published


def render(old: Published, new: Published) -> str:
    """The page; the same two files always give the same text.

    Raises ReportRefusedError where a figure of either holds more than a drawing.
    """
    found = compare(old.record, new.record)
    return (
        environment()
        .get_template("diff.html")
        .render(
            title=new.record.title,
            sides=[_side("Before", old), _side("After", new)],
            style=style(more="diff.css"),
            summary=_summary(found),
            tables=[(heading, Markup(fragments.html(table))) for heading, table in _tables(found)],
            sentences=[pair for pair in found.findings if pair.differs],
            figures=list(_figures(drawings(old), drawings(new))),
        )
    )


def _side(name: str, report: Published) -> dict[str, str]:
    record = report.record
    return {
        "name": name,
        "title": record.title,
        "as_of": date_words(record.as_of),
        "kind": report.kind.upper(),
        "sha256": sha256(report.data),
    }


def _summary(found: Difference) -> str:
    if found.is_empty:
        return "The two reports have the same parameters, findings and claims."
    moved = sum(pair.differs for pair in found.findings)
    return f"{moved} of {plural(len(found.findings), 'finding')} differ; claims: {tally(found)}."


def _tables(found: Difference) -> Iterator[tuple[str, Table]]:
    if found.parameters:
        yield "Parameters", _changes("parameters", "What was asked", "Name", found.parameters)
    if found.findings:
        yield "Headline numbers", _numbers(found.findings)
    if found.added:
        yield "Claims added", _claims("added", f"{plural(len(found.added), 'claim')} added", found.added)
    if found.withdrawn:
        title = f"{plural(len(found.withdrawn), 'claim')} no longer used"
        yield "Claims withdrawn", _claims("withdrawn", title, found.withdrawn)
    if found.reworded:
        title = f"{plural(len(found.reworded), 'claim')} with other words or numbers"
        yield "Claims changed", _changes("reworded", title, "Claim", found.reworded)


def _numbers(pairs: tuple[FindingPair, ...]) -> Table:
    columns = (Column("Finding"), Column("Before"), Column("After"), Column("Move", "right"))
    rows = tuple((pair.key.replace("_", " "), *_cells(pair), pair.move or NOT_THERE) for pair in pairs)
    return Table("numbers", "Every headline number, before and after", columns, rows)


def _cells(pair: FindingPair) -> tuple[Cell, Cell]:
    before, after = number(pair.before), number(pair.after)
    return Cell(before), Cell(after, tone="" if before == after else "strong")


def _changes(key: str, title: str, what: str, changes: tuple[Change, ...]) -> Table:
    columns = (Column(what), Column("Before"), Column("After"))
    return Table(key, title, columns, tuple((one.name, one.before, one.after) for one in changes))


def _claims(key: str, title: str, claims: Mapping[str, str]) -> Table:
    return Table(key, title, (Column("Claim"), Column("What it says")), tuple(claims.items()))


def _figures(old: Mapping[str, Drawing], new: Mapping[str, Drawing]) -> Iterator[dict[str, Any]]:
    """Every figure of either page; one that is the same in both stands there once."""
    for anchor in dict.fromkeys([*new, *old]):
        before, after = old.get(anchor), new.get(anchor)
        same = before == after
        sides = [("Before and after", after)] if same else [("Before", before), ("After", after)]
        yield {"anchor": anchor, "sides": [_drawn(name, one, anchor) for name, one in sides]}


def _drawn(name: str, drawing: Drawing | None, anchor: str) -> dict[str, str]:
    if drawing is None:
        return {"name": name, "title": "No such figure", "svg": ""}
    prefix = f"{name.partition(' ')[0].lower()}-{anchor}"
    svg = inline_svg.inline(drawing.svg, prefix, fragments.visible(drawing.alt))
    return {"name": name, "title": drawing.title, "svg": Markup(svg)}
