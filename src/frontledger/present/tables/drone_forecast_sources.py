"""Whose counts the forecasts start from, whose forecasts stand beside them, and where to look both up."""

from __future__ import annotations

from frontledger.analysis.forecast.study import ForecastStudy
from frontledger.present.blocks import Cell, Column, Table
from frontledger.present.words.drone_import import licence_text
from frontledger.present.words.forecast import series_span
from frontledger.present.words.numbers import day, join_names, month

_NAMED = 3


def source_line(study: ForecastStudy) -> str:
    """Whose counts are forecast, from where, over which time."""
    series = study.series
    if not series.counts:
        return f"Counts of {series.monthly.claimant}."
    found = study.ledger.drone_import if series.weekly else None
    read = join_names(list(_publishers(study)), _NAMED)
    whence = f"the imported daily table “{found.dataset}” ({licence_text(found)})" if found else read
    return f"Counts of {series.monthly.claimant}, read from {whence}, {series_span(series)}."


def sources_table(study: ForecastStudy) -> Table:
    """The sources of the counts, of the counts published since, and of the published forecasts."""
    sources = study.ledger.sources.set_index("source_id")
    rows: list[tuple[str | Cell, ...]] = list(_series_rows(study))
    since = study.tried.since if study.tried else ()
    rows += [
        (
            f"Count for {month(one.month)}, published since",
            one.name,
            Cell(sources.at[one.source_id, "publisher"], href=sources.at[one.source_id, "url"]),
        )
        for one in since
    ]
    rows += [
        (
            f"Forecast of {day(one.said)}",
            one.figure.name,
            Cell(sources.at[one.figure.source_id, "publisher"], href=sources.at[one.figure.source_id, "url"]),
        )
        for one in study.published
    ]
    return Table(
        key="forecast_sources",
        title="What the forecasts and their test rest on",
        columns=(Column("What"), Column("Whose"), Column("Where")),
        rows=tuple(rows),
    )


def _series_rows(study: ForecastStudy) -> list[tuple[str | Cell, ...]]:
    name, whose = study.series.monthly.name, study.series.monthly.claimant
    found = study.ledger.drone_import
    if study.series.weekly and found is not None:
        licence = f"{found.dataset}, {found.licence}"
        return [(f"Counts by the week: {name}", whose, Cell(licence, href=found.url))]
    return [
        (f"Counts by the month: {name}", whose, Cell(name_, href=url))
        for name_, url in _publishers(study).items()
    ]


def _publishers(study: ForecastStudy) -> dict[str, str]:
    """The publishers the series was read from, with an address each."""
    launches, sources = study.ledger.drone_launches, study.ledger.sources.set_index("source_id")
    used = launches.loc[launches["series_id"] == study.series.monthly.series_id, "source_id"].unique()
    return {sources.at[one, "publisher"]: sources.at[one, "url"] for one in used}
