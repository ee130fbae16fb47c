"""Who counted the drones, and where to look it up."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.drones.daily import NoDailyTableError
from frontledger.analysis.drones.series import later_months
from frontledger.analysis.drones.sources import SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.ledger import Ledger
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.words.drone_import import caution, licence_text
from frontledger.present.words.growth import span_text
from frontledger.present.words.numbers import count, day, join_names, plural

_NAMED = 3


def sources_table(study: GrowthStudy) -> Table:
    """Every source of every series in use: who counts, how good the body is, which months, where."""
    order = list(study.ledger.drone_series["series_id"])
    grouped: dict[tuple[str, str], list[SourceCount]] = {}
    for one in sorted(study.counts, key=lambda one: order.index(one.series_id)):
        grouped.setdefault((one.series_id, one.source_id), []).append(one)
    number = len({series for series, _ in grouped})
    return Table(
        key="drone_sources",
        title=f"The {plural(number, 'series', 'series')} of monthly counts in use",
        columns=(
            Column("Series"),
            Column("Whose count"),
            Column("Code", "center"),
            Column("Months"),
            Column("What to know"),
            Column("Where"),
        ),
        rows=(*(_row(study, counts) for counts in grouped.values()), *_daily_rows(study.ledger)),
        note="The code rates the body: A reliable to E unreliable, F unknown.",
    )


def source_line(study: GrowthStudy, published: bool = False) -> str:
    """Whose counts the study reads, as a sentence under a figure; `published` adds the other bodies."""
    words = series_line(study, study.series.series_id)
    others = dict.fromkeys(count.name for count in study.counts if count.basis == "published")
    others.pop(study.series.name, None)
    if not published or not others:
        return words
    return f"{words.removesuffix('.')}; published monthly counts of {join_names(list(others), _NAMED)}."


def series_line(study: GrowthStudy, series_id: str) -> str:
    """Whose counts one series holds, where they were read, and the complete months it covers."""
    counts = [one for one in study.counts if one.series_id == series_id]
    publishers = study.ledger.sources.set_index("source_id")["publisher"]
    read = join_names(list(dict.fromkeys(publishers[one.source_id] for one in counts)), _NAMED)
    months = span_text(counts[0].month, counts[-1].month)
    return f"Counts of {_body(study, counts[0].claimant_id)}, read from {read}, {months}."


def daily_line(ledger: Ledger) -> str:
    """The imported daily table as a sentence under a figure; NoDailyTableError where there is none."""
    if ledger.drone_import is None:
        raise NoDailyTableError
    table = ledger.drone_import
    return (
        f"Own sums over the daily table “{table.dataset}”, {day(table.first_day)} to {day(table.last_day)} "
        f"({licence_text(table)})."
    )


def _row(study: GrowthStudy, counts: Sequence[SourceCount]) -> tuple[str | Cell, ...]:
    first, last = counts[0], counts[-1]
    note = study.ledger.drone_series.set_index("series_id").at[first.series_id, "note"]
    source = study.ledger.sources.set_index("source_id").loc[first.source_id]
    return (
        Cell(first.name, tone="strong" if first.series_id == study.series.series_id else ""),
        _body(study, first.claimant_id),
        study.ledger.claimants.set_index("claimant_id").at[first.claimant_id, "reliability"],
        span_text(first.month, last.month),
        note,
        Cell(source["publisher"], href=source["url"]),
    )


def _daily_rows(ledger: Ledger) -> tuple[tuple[str | Cell, ...], ...]:
    """The imported daily table, where there is one."""
    table = ledger.drone_import
    if table is None:
        return ()
    used = f"{count(table.rows_used)} of {plural(table.rows_in, 'row')} used."
    later = sorted(set(later_months(ledger)["month"].dt.date))
    carried = f" {span_text(later[0], later[-1])} of the computed series come from it." if later else ""
    return (
        (
            "Daily table, imported",
            table.dataset,
            "none",
            f"{day(table.first_day)} to {day(table.last_day)}",
            f"{used}{carried} {caution(ledger)} {table.licence}".replace("  ", " "),
            Cell("Its page", href=table.url),
        ),
    )


def _body(study: GrowthStudy, claimant_id: str) -> str:
    return str(study.ledger.claimants.set_index("claimant_id").at[claimant_id, "short_name"])
