"""A published report as tables to export: its findings, its tables, the data of its figures, and what made it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from frontledger.ledger.naming import free
from frontledger.publish.errors import ReportRefusedError
from frontledger.publish.export.page_reader import PageFigure, PageTable, page_content
from frontledger.publish.export.tables import Export, ExportTable, Field, typed
from frontledger.publish.record import Record, published

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?")
_FINDINGS = (
    Field("finding", "string", "Key of the finding."),
    Field("sentence", "string", "What it says."),
    Field("value", "number", "Its number, in its unit; blank where it has none."),
    Field("low", "number", "Lower bound of the number; blank where nothing bounds it."),
    Field("high", "number", "Upper bound of the number; blank where nothing bounds it."),
    Field("unit", "string", "Unit of the three numbers."),
    Field("claims", "string", "Identifiers of the claims it rests on, in order."),
)
_MADE_BY = (Field("section"), Field("name"), Field("value"))


def report_export(path: Path) -> Export:
    """Every result of the HTML report at `path`; raises ReportRefusedError where it is no such report.

    Findings have their numbers as numbers. Tables have the words of the page, and numbers where a whole
    column is such; a figure has the points that are drawn.
    """
    report = published(path)
    if report.kind != "html":
        raise ReportRefusedError(f"{path}: is a PDF, whose tables cannot be read back; give the HTML report")
    tables, figures = page_content(report.data.decode("utf-8", errors="replace"))
    made = [_findings(report.record)]
    made += [_shown(table) for table in tables if table.rows]
    made += [_drawn(figure) for figure in figures if figure.data]
    made.append(_made_by(report.record))
    title = f"{report.record.title}, as of {report.record.as_of}"
    return Export(path.stem, {"title": title}, tuple(_named_apart(made)))


def _findings(record: Record) -> ExportTable:
    rows = tuple(
        (one.key, one.sentence, one.value, one.low, one.high, one.unit or None, " ".join(one.claims) or None)
        for one in record.findings
    )
    return ExportTable("findings", "Findings", "The computed sentences of the report.", _FINDINGS, rows)


def _made_by(record: Record) -> ExportTable:
    rows = tuple(
        (section, name, value)
        for section, entries in sorted(record.provenance.items())
        for name, value in sorted(entries.items())
    )
    return ExportTable("provenance", "What made the report", "As the report states it.", _MADE_BY, rows)


def _shown(table: PageTable) -> ExportTable:
    header, *rows = table.rows
    width = len(header)
    cells = [[_ungrouped(cell) for cell in (*row, *[""] * width)[:width]] for row in rows]
    fields, values = typed(_distinct(header), cells)
    return ExportTable(table.anchor, table.title, "A table of the report, in its words.", fields, values)


def _drawn(figure: PageFigure) -> ExportTable:
    header, *rows = csv.reader(io.StringIO(figure.data))
    cells = [[_bare(cell) for cell in row] for row in rows if len(row) == len(header)]
    fields, values = typed(_distinct(header), cells)
    return ExportTable(
        figure.anchor, figure.title, f"{figure.units}. {figure.alt}".strip(". "), fields, values
    )


def _ungrouped(cell: str) -> str:
    """A number without the commas that a page sets between thousands; other words as they are."""
    return cell.replace(",", "") if _GROUPED.fullmatch(cell) else cell


def _bare(cell: str) -> str:
    """The cell without the apostrophe that the page's own data puts before a formula's first character."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in "=+-@\t\r" else cell


def _distinct(header: Sequence[str]) -> list[str]:
    """Headings of which none is blank and none comes twice."""
    names: list[str] = []
    for place, name in enumerate(header, 1):
        wanted, number = name or f"column {place}", 2
        found = wanted
        while found in names:
            found, number = f"{wanted} {number}", number + 1
        names.append(found)
    return names


def _named_apart(tables: Iterable[ExportTable]) -> Iterable[ExportTable]:
    """The tables under names that are files' names, no two the same."""
    taken: set[str] = set()
    for table in tables:
        name = free(table.name, taken)
        taken.add(name)
        yield replace(table, name=name)
