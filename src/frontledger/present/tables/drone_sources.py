"""Who counted the drones, and where to look it up."""

from __future__ import annotations

from collections.abc import Sequence

from frontledger.analysis.drones.sources import SourceCount
from frontledger.analysis.drones.study import GrowthStudy
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.words.growth import span_text
from frontledger.present.words.numbers import join_names, plural

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
        rows=tuple(_row(study, counts) for counts in grouped.values()),
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


def _body(study: GrowthStudy, claimant_id: str) -> str:
    return str(study.ledger.claimants.set_index("claimant_id").at[claimant_id, "short_name"])
