"""Every published figure of drone launches beside what the counts give for it."""

from __future__ import annotations

from frontledger.analysis.drones.published import FigureCheck, PublishedCheck
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Note, Table
from frontledger.present.tables.drone_sources import daily_line
from frontledger.present.words.audit import time_words
from frontledger.present.words.drone_import import caution
from frontledger.present.words.drone_published import (
    convention_text,
    figure_text,
    off_text,
    others_text,
    remark,
    value_text,
)
from frontledger.present.words.numbers import count, month, plural

_RULE = (
    "A figure agrees where the counts lie within half a unit of its last digit, or within what its hedge "
    "allows; a bound is not rounded. It is read by day of bulletin, without regional rows that repeat a "
    "national total, all windows (a largest night: night windows only), unless its source says otherwise."
)

_NEEDS = "What needs the daily table cannot be checked without a copy of it; the monthly counts hold no days."


def published_tables(check: PublishedCheck, ledger: Ledger) -> tuple[Table | Note, ...]:
    """The single figures, then the published monthly totals by who gives them; a note where there is none."""
    if not check.figures and not check.monthly:
        return (Note("drone_published", "No figure of drone launches had been published by then."),)
    blocks: list[Table | Note] = [Note("drone_published_caution", said)] if (said := caution(ledger)) else []
    blocks += [_single_table(check, ledger)] if check.figures else []
    blocks += [_monthly_table(check, ledger)] if check.monthly else []
    return tuple(blocks)


def counts_word(check: PublishedCheck) -> str:
    """What the figures are held against."""
    return "daily table" if check.daily else "computed monthly counts"


def _single_table(check: PublishedCheck, ledger: Ledger) -> Table:
    good = sum(one.verdict == "agrees" for one in check.figures)
    return Table(
        key="drone_published",
        title=(
            f"The {counts_word(check)} give{'s' if check.daily else ''} {count(good)} of "
            f"{plural(len(check.figures), 'published figure')}"
        ),
        columns=(
            Column("Published figure"),
            Column("For"),
            Column("Who"),
            Column("The counts give", "right"),
            Column("Verdict"),
            Column("What to know"),
        ),
        rows=tuple(_single_row(one, check, ledger) for one in check.figures),
        source=_source("Single figures of drone_figures.csv, in order of their report.", check, ledger),
        note=_RULE if check.daily else f"{_RULE} {_NEEDS}",
    )


def _single_row(one: FigureCheck, check: PublishedCheck, ledger: Ledger) -> tuple[str | Cell, ...]:
    figure = one.figure
    url = ledger.sources.set_index("source_id").at[figure.source_id, "url"]
    return (
        figure_text(figure),
        time_words(*figure.period),
        Cell(figure.name, href=url),
        value_text(figure, one.first.value) if one.first else "",
        verdict_cell(one, check.daily),
        remark(one),
    )


def verdict_cell(one: FigureCheck, daily: bool) -> Cell:
    """The verdict on a figure in words, with how far off the counts are, or why nothing can be said."""
    off = f", {off_text(one)}" if off_text(one) else ""
    forecast = one.figure.kind == "forecast"
    if one.verdict == "agrees":
        return Cell("came" if forecast else "agrees", tone="good")
    if one.verdict == "agrees_otherwise":
        return Cell(f"agrees only {others_text(one)}", tone="open")
    if one.verdict == "disagrees":
        return Cell(f"{'did not come' if forecast else 'disagrees'}{off}", tone="bad")
    if one.verdict == "begins_earlier":
        return Cell(f"open: the counts begin later{off}", tone="open")
    return Cell("outside the table" if daily else "needs the daily table", tone="muted")


def _monthly_table(check: PublishedCheck, ledger: Ledger) -> Table:
    series: dict[str, list[FigureCheck]] = {}
    for one in check.monthly:
        series.setdefault(one.figure.name, []).append(one)
    good = sum(one.verdict == "agrees" for one in check.monthly)
    return Table(
        key="drone_published_months",
        title=f"{count(good)} of {plural(len(check.monthly), 'published monthly total')} agree",
        columns=(
            Column("Whose totals"),
            Column("Months", "right"),
            Column("Agree", "right"),
            Column("Agree by another count"),
            Column("Disagree: published, counted"),
            Column("Not counted", "right"),
        ),
        rows=tuple(_monthly_row(name, ones) for name, ones in series.items()),
        source=_source("Published series of drone_launches.csv.", check, ledger),
        note="A count of a part, such as night waves only, is a floor, and agrees where the counts reach it.",
    )


def _source(words: str, check: PublishedCheck, ledger: Ledger) -> str:
    return f"{words} {daily_line(ledger)}" if check.daily else words


def _monthly_row(name: str, ones: list[FigureCheck]) -> tuple[str | Cell, ...]:
    by = {
        verdict: [one for one in ones if one.verdict == verdict]
        for verdict in ("agrees", "agrees_otherwise", "disagrees", "unchecked")
    }
    return (
        name,
        count(len(ones)),
        count(len(by["agrees"])),
        "; ".join(f"{month(one.figure.period[0])} {_by_another(one)}" for one in by["agrees_otherwise"]),
        "; ".join(_pair(one) for one in by["disagrees"]),
        count(len(by["unchecked"])) if by["unchecked"] else "",
    )


def _by_another(one: FigureCheck) -> str:
    return convention_text(one.others[0])


def _pair(one: FigureCheck) -> str:
    figure = one.figure
    given = value_text(figure, one.first.value) if one.first else ""
    return f"{month(figure.period[0])} {figure_text(figure).removesuffix(' launched')}, {given}"
